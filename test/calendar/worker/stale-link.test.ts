// A look without a lease takes its time; what it saw before the appointment was moved on links nothing.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lookAndRecord } from '../../../src/calendar/sync/look-and-record.ts';
import { type ReconcileDependencies, reconcile } from '../../../src/calendar/sync/reconcile.ts';
import { appointmentId, companyId, friday14, uid, type World } from '../support/world.ts';
import { found, openReconciling } from '../sync/reconciling.ts';

const monday = '2026-10-12T09:00:00.000Z';
const subject = { companyId, appointmentId };
let world: World;
let deps: ReconcileDependencies;
let process: ReturnType<World['startProcess']>;
beforeEach(async () => {
  ({ world, deps } = await openReconciling());
  await deps.recorder.claimBooking(subject, uid);
  world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
  process = world.startProcess();
  await moved(friday14.startsAt);
  await world.clock.settled(world.sandbox.staffConfirm((await world.state()).booking?.uid ?? ''));
  // The next look reads that the host has confirmed it, and gets that answer three seconds late.
  world.sandbox.fault({ match: { operation: 'get' }, kind: 'delay', afterEffect: true, delayMs: 3_000, times: 1 });
});
afterEach(async () => {
  process.kill();
  await world.close();
});

async function moved(to: string) {
  const work = await world.decide(to, process.executor);
  process.worker.handOver(work);
  await world.clock.settled(process.hub.outcomeOf(work.modificationId, 8_000));
}

/** Meanwhile the caller moves it on. */
async function movedMeanwhile<T>(looking: Promise<T>): Promise<T> {
  await world.clock.pass(500);
  await moved(monday);
  const seen = await world.clock.settled(looking);
  const { booking, period, awaiting } = await world.state();
  const stands = world.sandbox.latest(uid);
  expect([booking?.uid, period.startsAt, awaiting !== undefined]).toEqual([stands?.uid, monday, true]);
  return seen;
}

it('of a reconciliation, which reports that the appointment is being changed', async () => {
  const reconciled = await movedMeanwhile(reconcile(companyId, new Date('2026-10-05T07:55:00.000Z'), deps));
  expect(found(reconciled)).toEqual(['change_pending reported']);
});

it('of a webhook, which waits and is looked at again', async () => {
  const state = await world.state();
  expect(await movedMeanwhile(lookAndRecord(subject, state, state.booking?.uid ?? '', deps))).toBe('later');
  const now = await world.state();
  expect(await world.clock.settled(lookAndRecord(subject, now, now.booking?.uid ?? '', deps))).toBe('done');
});
