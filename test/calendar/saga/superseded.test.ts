// A change that supersedes another whose request may still be in flight: Cal.com does not hold the two against each other, so
// we do. Nothing different is sent before looks have shown that the first had no effect.

import type { Fault } from '@rebook/calcom-sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveAsOperator } from '../support/operator.ts';
import { appointmentId, companyId, friday10, friday14, openWorld, uid, type World } from '../support/world.ts';

const friday16 = '2026-10-09T14:00:00.000Z';
let world: World;
let process: ReturnType<World['startProcess']>;
beforeEach(async () => {
  world = await openWorld();
  process = world.startProcess();
});
afterEach(async () => {
  process.kill();
  await world.close();
});

const asked = (operation: string) => world.sandbox.requests().filter(request => request.operation === operation);
const live = () => world.sandbox.bookings().filter(({ status }) => status === 'accepted');

/** A move to Friday at 14:00 stands with us, and nothing of it is in flight. */
async function deferred() {
  world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503 });
  process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
  await world.clock.until(() => world.typesAfterDecision().includes('CalendarSyncDeferred'));
  await world.clock.until(() => process.worker.load().active === 0);
  world.sandbox.clearFaults();
}

/** It is tried once more in the background, under the given fault; gives when that try was sent. */
async function triedAgain(fault: Omit<Fault, 'match'>) {
  world.sandbox.fault({ match: { operation: 'reschedule' }, times: 1, ...fault });
  process.worker.start();
  const before = asked('reschedule').length;
  await world.clock.until(() => asked('reschedule').length > before, 600_000);
}

describe('while the first request hangs at Cal.com', () => {
  it('a move to another time waits, looks, and goes on from where the first one led after all', async () => {
    await deferred();
    // We give it up after thirty seconds; two seconds later it takes effect.
    await triedAgain({ kind: 'late', delayMs: 32_000 });
    await world.clock.pass(27_000);
    process.worker.handOver(await world.decide(friday16, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 60_000);
    await world.clock.pass(60_000);
    expect(live().map(({ start }) => start)).toEqual([friday16]);
    expect((await world.state()).period.startsAt).toBe(friday16);
    expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
  });

  it('a move to another time is sent after two looks five seconds apart that find no effect', async () => {
    await deferred();
    await triedAgain({ kind: 'status', status: 503, delayMs: 20_000 });
    await world.clock.pass(15_000);
    const before = asked('get').length;
    process.worker.handOver(await world.decide(friday16, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 60_000);
    const sent = asked('reschedule').at(-1);
    const looks = asked('get').slice(before);
    expect(sent?.body).toMatchObject({ start: friday16 });
    expect(looks).toHaveLength(2);
    expect(Date.parse(looks[1]?.at ?? '') - Date.parse(looks[0]?.at ?? '')).toBeGreaterThanOrEqual(5_000);
    expect(Date.parse(sent?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(looks[1]?.at ?? ''));
  });

  it('a cancellation cancels the booking the first one led to', async () => {
    await deferred();
    await triedAgain({ kind: 'delay', delayMs: 3_000 });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'), 60_000);
    expect(live()).toEqual([]);
    expect((await world.state()).status).toBe('cancelled');
    expect(world.leases.row({ companyId, appointmentId })).toBeUndefined();
  });

  it('a move back to where it stands waits for two looks, and takes back what the first one did after all', async () => {
    await deferred();
    await triedAgain({ kind: 'late', delayMs: 32_000 });
    await world.clock.pass(29_000);
    process.worker.handOver(await world.decide(friday10.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 60_000);
    await world.clock.pass(60_000);
    expect(live().map(({ start }) => start)).toEqual([friday10.startsAt]);
    expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
  });

  it('a move back to where it stands is looked at afterwards: a late effect of the first one is recorded', async () => {
    await deferred();
    await triedAgain({ kind: 'late', delayMs: 90_000 });
    await world.clock.pass(27_000);
    process.worker.handOver(await world.decide(friday10.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 60_000);
    expect((await world.state()).period.startsAt).toBe(friday10.startsAt);
    await world.clock.pass(30 * 60_000);
    expect(live().map(({ start }) => start)).toEqual([friday14.startsAt]);
    expect((await world.state()).period.startsAt).toBe(friday14.startsAt);
    expect(world.leases.row({ companyId, appointmentId })).toBeUndefined();
  });

  it('the next change of another instance does not wait for the time of the first one’s next try', async () => {
    await deferred();
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503 });
    process.worker.start();
    await world.clock.pass(40 * 60_000);
    world.sandbox.clearFaults();
    // Its tries are five minutes apart by now.
    await triedAgain({ kind: 'status', status: 503, delayMs: 3_000 });
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'delay', delayMs: 20_000, times: 1 });
    await world.clock.pass(10_000);
    const other = world.startProcess();
    other.worker.start();
    other.worker.handOver(await world.decide(undefined, other.executor));
    // The first instance's circuit is open and may hold it back for a minute.
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'), 120_000);
    other.kill();
  });
});

describe('what an operator takes from Cal.com while requests may still be in flight', () => {
  it('is looked at afterwards, and what comes next looks before it acts', async () => {
    await deferred();
    await triedAgain({ kind: 'late', delayMs: 32_000 });
    await world.clock.pass(27_000);
    process.worker.handOver(await world.decide(friday16, process.executor));
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503 });
    const deferrals = () => world.typesAfterDecision().filter(type => type === 'CalendarSyncDeferred').length;
    await world.clock.until(() => deferrals() === 2 && process.worker.load().active === 0, 120_000);
    expect(await resolveAsOperator(world, 'take_calendar')).toMatchObject({ kind: 'resolved' });
    expect((await world.state()).period.startsAt).toBe(friday14.startsAt);
    expect(world.leases.row({ companyId, appointmentId })?.resting).toBe('first_look');
  });
});

describe('what an earlier change has sent', () => {
  it('is remembered through runs that could not look: its late effect is no change by somebody else', async () => {
    await deferred();
    await world.sandbox.staffReschedule(uid, friday14.startsAt, 'Vom Kunden verschoben');
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 503 });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarSyncFailed'), 60_000);
    await world.clock.until(() => process.worker.load().active === 0);
    world.sandbox.clearFaults();
    process.worker.start();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'), 120_000);
    expect(world.typesAfterDecision()).not.toContain('AppointmentCancellationReverted');
    expect(live()).toEqual([]);
  });
});

describe('a move that was sent twice', () => {
  /** The first request takes nine seconds; after five it is given up, and sent once more a second later. */
  async function sentTwice(second?: Omit<Fault, 'match'>) {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'late', delayMs: 9_000, times: 1 });
    if (second) world.sandbox.fault({ match: { operation: 'reschedule' }, times: 1, ...second });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => asked('reschedule').length === 2);
  }
  async function movedOnce(to: string) {
    process.worker.start();
    await world.clock.pass(60_000);
    expect(live().map(({ start }) => start)).toEqual([to]);
    const state = await world.state();
    expect(state.period.startsAt).toBe(to);
    expect(state.booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
  }

  it('leaves its booking where it is until the other request must have been refused', async () => {
    await sentTwice();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'));
    await world.clock.pass(2_000);
    process.worker.handOver(await world.decide(friday16, process.executor));
    await movedOnce(friday16);
  });

  it('leaves it there for a change that supersedes it as well', async () => {
    await sentTwice({ kind: 'late', delayMs: 4_000, status: 504 });
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarSyncDeferred'));
    await world.clock.pass(3_500);
    process.worker.handOver(await world.decide(friday16, process.executor));
    await movedOnce(friday16);
  });

  it('by runs before the one that sees its effect is looked at afterwards as well', async () => {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503, times: 1 });
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'late', delayMs: 4_000, status: 504 });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarSyncDeferred'));
    await world.clock.pass(5_000);
    const sent = asked('reschedule').length;
    process.worker.start();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 600_000);
    await world.clock.until(() => process.worker.load().active === 0);
    expect(asked('reschedule')).toHaveLength(sent);
    expect(world.leases.row({ companyId, appointmentId })?.resting).toBe('first_look');
  });
});
