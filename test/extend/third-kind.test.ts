// A third kind of change, beside cancelling and moving, cannot be forgotten: the compiler names every place that must know it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from '../support/project-copy.ts';

let copy: ProjectCopy;
beforeAll(async () => {
  copy = await copyProject();
});
afterAll(() => copy.remove());

test('it does not compile where something is missing, and only there', { timeout: 120_000 }, async () => {
  await copy.replace('src/domain/values.ts', "z.enum(['cancel', 'reschedule'])", "z.enum(['cancel', 'reschedule', 'confirm'])");
  expect(await copy.complaints()).toEqual([
    // Who decides it, and what an analyst finds its channel under.
    'commands/appointment/change-appointment.ts',
    'projections/appointment-modifications.ts',
    // What the saga wants of the calendar, and how long a try of it may say nothing of the calendar's health.
    'src/calendar/saga/situation.ts',
    'src/calendar/saga/timed-out-change.ts',
    // By what a caller is identified for it.
    'src/calls/identify/evidence.ts',
    // What it is called, and what a company may rule about it.
    'src/domain/appointment/modification-kinds.ts',
    'src/domain/policy/policy.ts',
  ]);
});
