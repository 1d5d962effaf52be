// Other times are asked for in what is left of the time a caller waits, and not at all where nothing is.
import { expect, test } from 'vitest';
import { alternativesFor } from '../../src/calls/decide/free-slots.ts';
import { call } from '../../src/domain/call/call.ts';
import { companyWith, scheduled, state } from '../support/appointment.ts';

type RequestScope = Parameters<typeof alternativesFor>[2];
type Dependencies = Parameters<typeof alternativesFor>[3];

const began = new Date('2026-11-23T09:00:00.000Z');
const wanted = '2026-12-02T10:00:00.000Z';
const booked = state({
  ...scheduled,
  data: { ...scheduled.data, booking: { uid: 'bT1LntHUU8qdQNMMFpWFPm', eventTypeId: 7 } },
} as typeof scheduled);

async function offered(waitedMs: number): Promise<{ within: (number | undefined)[]; times: string[] }> {
  const within: (number | undefined)[] = [];
  const folded = companyWith({});
  const scope = {
    now: began,
    call: call.initial,
    context: { companyId: 'salon' },
    settings: { timeZone: 'Europe/Berlin' },
    company: { state: folded },
    // A second beyond the reply budget.
    deadline: { remainingMs: () => Math.max(0, 9_000 - waitedMs) },
  } as unknown as RequestScope;
  const deps = {
    executor: { load: async () => ({ state: booked }) },
    calendarOf: () => ({
      slots: async (wanted: { withinMs?: number }) => {
        within.push(wanted.withinMs);
        return ['2026-12-02T11:00:00.000Z'];
      },
    }),
  } as unknown as Dependencies;
  return { times: await alternativesFor({ id: '640' }, wanted, scope, deps), within };
}

test.each([
  [200, 7_500],
  [7_000, 700],
])('after %i ms they are asked for within %i', async (waitedMs, within) => {
  expect(await offered(waitedMs)).toEqual({ within: [within], times: ['2026-12-02T11:00:00.000Z'] });
});

test.each([7_500, 9_000])('after %i ms nobody is asked any more', async waitedMs => {
  expect(await offered(waitedMs)).toEqual({ within: [], times: [] });
});
