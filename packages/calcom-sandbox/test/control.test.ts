// The sandbox remembers, and can be handled by other processes.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CalcomSandbox, startCalcomSandbox } from '../src/sandbox.ts';
import { apiKey, ask, cancel, openSandbox, uid } from './asking.ts';
import type { ManualClock } from './manual-clock.ts';

let clock: ManualClock;
let sandbox: CalcomSandbox;
beforeEach(async () => {
  ({ clock, sandbox } = await openSandbox());
});
afterEach(() => sandbox.stop());

describe('the memory', () => {
  it('outlives a restart and a torn last write where a data file is given, without keys in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'calcom-'));
    const dataFile = join(folder, 'sandbox', 'bookings.json');
    const open = () => startCalcomSandbox({ clock, log: pino({ level: 'silent' }), dataFile, apiKeys: [apiKey] });
    const first = await open();
    first.seed({ uid, start: '2026-10-06T09:00:00.000Z' });
    await first.staffReschedule(uid, '2026-10-07T12:00:00.000Z');
    await first.stop();
    const whole = readFileSync(dataFile, 'utf8');
    expect(whole).not.toContain(apiKey);
    // What a kill in the middle of a write leaves.
    appendFileSync(dataFile, whole.slice(0, 40));
    const second = await open();
    expect(second.latest(uid)).toMatchObject({ start: '2026-10-07T12:00:00.000Z', rescheduledFromUid: uid });
    expect(second.bookings()).toHaveLength(2);
    await second.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('the handles over HTTP', () => {
  it('do what the ones in process do', async () => {
    await ask(sandbox, 'POST', '/sandbox/bookings', { body: { uid: 'seeded', start: '2026-10-08T09:00:00.000Z' } });
    await ask(sandbox, 'POST', '/sandbox/faults', {
      body: { match: { operation: 'cancel', uid: 'seeded' }, kind: 'status', status: 503, times: 1 },
    });
    expect((await cancel(sandbox, 'seeded')).status).toBe(503);
    expect((await cancel(sandbox, 'seeded')).status).toBe(200);
    await ask(sandbox, 'POST', '/sandbox/staff/reschedule', { body: { uid, start: '2026-10-11T20:00:00.000Z' } });
    expect(sandbox.latest(uid)?.start).toBe('2026-10-11T20:00:00.000Z');
    await ask(sandbox, 'POST', '/sandbox/staff/mark-absent', { body: { uid } });
    expect(sandbox.booking(uid)?.attendees.map(({ absent }) => absent)).toEqual([true]);
    const { json } = await ask(sandbox, 'GET', '/sandbox/requests');
    expect(json).toMatchObject([
      { operation: 'cancel', httpStatus: 503 },
      { operation: 'cancel', httpStatus: 200 },
    ]);
    expect(JSON.stringify(json)).not.toContain(apiKey);
  });
});
