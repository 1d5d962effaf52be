// Late effects, superseded moves, two instances and processes that die: what is said stays true.
import { afterEach, describe, expect, it } from 'vitest';
import type { CalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import type { BookingReference } from '../../../src/domain/appointment/events.ts';
import { appointmentId, companyId, friday10, friday14, openWorld, uid, type World } from '../support/world.ts';

const friday16 = '2026-10-09T14:00:00.000Z';
let world: World;
afterEach(() => world.close());

/** For a process that runs for a day. */
const day = { pollMs: 60_000 };

async function open(booking?: BookingReference, options?: Parameters<World['startProcess']>[0]) {
  world = await openWorld(booking ? { booking } : {});
  return world.startProcess(options);
}
const settled = () => world.typesAfterDecision().includes('CalendarBookingCancelled');
const count = (operation: string) => world.asked().filter(asked => asked === operation).length;

describe('an effect that comes after the revert', () => {
  it('is found by the looks two and fifteen minutes later and recorded as a change made at Cal.com', async () => {
    const process = await open();
    process.worker.start();
    // The first try hangs for minutes and takes effect then; the next are refused.
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'delay', delayMs: 5 * 60_000, times: 1 });
    const taken = 'User either already has booking at this time or is not available';
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 400, message: taken });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('AppointmentRescheduleReverted'), 120_000);
    expect(world.leases.row({ companyId, appointmentId })?.resting).toBe('first_look');
    await world.clock.pass(3 * 60_000);
    expect(world.leases.row({ companyId, appointmentId })?.resting).toBe('second_look');
    expect((await world.state()).period).toEqual(friday10);
    await world.clock.pass(14 * 60_000);
    const state = await world.state();
    expect(state.period).toEqual(friday14);
    expect(state.booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
    expect(world.typesAfterDecision().slice(-2)).toEqual(['AppointmentRescheduled', 'CalendarBookingRescheduled']);
    expect(world.leases.row({ companyId, appointmentId })).toBeUndefined();
    await world.clock.until(() => process.worker.load().active === 0);
    process.worker.stop();
  });
});

describe('a deferred move', () => {
  async function deferred(options?: Parameters<World['startProcess']>[0]) {
    const process = await open(undefined, options);
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503 });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarSyncDeferred'));
    await world.clock.until(() => process.worker.load().active === 0);
    return process;
  }

  it('is superseded by a cancellation, which looks twice before it acts', async () => {
    const process = await deferred();
    const before = count('get');
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(settled);
    expect(count('get')).toBe(before + 2);
    expect((await world.state()).status).toBe('cancelled');
    expect(world.sandbox.latest(uid)).toBeUndefined();
  });

  it('that took effect after all is cancelled under its new uid', async () => {
    const process = await deferred();
    await world.sandbox.staffReschedule(uid, friday14.startsAt, 'Vom Kunden verschoben');
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(settled);
    expect((await world.state()).status).toBe('cancelled');
    expect(world.sandbox.latest(uid)).toBeUndefined();
  });

  it('that staff moved elsewhere meanwhile is reverted with their move', async () => {
    const process = await deferred();
    await world.sandbox.staffReschedule(uid, friday16);
    process.worker.start();
    await world.clock.until(() => world.typesAfterDecision().includes('AppointmentRescheduleReverted'), 120_000);
    expect((await world.state()).period.startsAt).toBe(friday16);
    process.worker.stop();
  });

  it('is left to an operator after 24 hours: nothing more is sent, and what is done at Cal.com still settles it', async () => {
    const process = await deferred(day);
    process.worker.start();
    await world.clock.pass(25 * 3_600_000);
    const sent = count('reschedule');
    expect(world.events().at(-1)?.data).toMatchObject({ code: 'operator_needed' });
    await world.clock.pass(6 * 3_600_000);
    expect(count('reschedule')).toBe(sent);
    world.sandbox.clearFaults();
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    await world.clock.pass(7 * 3_600_000);
    expect((await world.state()).last?.state).toBe('confirmed');
    process.worker.stop();
  });
});

describe('a move that Cal.com has said yes to, and cannot say where it led', () => {
  /** The old booking names no successor, and no list has it. */
  const withoutSuccessor = (real: CalcomAccounts): Pick<CalcomAccounts, 'clientFor'> => ({
    clientFor: id => {
      const client = real.clientFor(id);
      return {
        ...client,
        listBookings: async (filters, options) => {
          const answer = await client.listBookings(filters, options);
          return answer.kind === 'ok' ? { ...answer, data: { ...answer.data, bookings: [] } } : answer;
        },
      };
    },
  });

  it('is true, and its booking is for an operator to name', async () => {
    world = await openWorld();
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'unusable_body', times: 1 });
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'lagging_pointer' });
    const process = world.startProcess({ accountsOf: withoutSuccessor });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(world.events().at(-1)).toMatchObject({ type: 'CalendarBookingRescheduled', data: { bookingUidUnknown: true } });
    expect((await world.state()).period).toEqual(friday14);
  });
});

describe('two instances', () => {
  it('that get the same change send it once', async () => {
    const one = await open();
    const two = world.startProcess();
    const work = await world.decide(friday14.startsAt, one.executor);
    one.worker.handOver(work);
    two.worker.handOver(work);
    one.worker.start();
    two.worker.start();
    await world.clock.pass(5_000);
    expect(count('reschedule')).toBe(1);
    expect((await world.state()).last?.state).toBe('confirmed');
    one.worker.stop();
    two.worker.stop();
  });

  it('that stop finish the request in flight and record it', async () => {
    const process = await open();
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 3_000, times: 1 });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(() => count('cancel') === 1);
    let stopped = false;
    process.worker.stop().then(() => {
      stopped = true;
    });
    await world.clock.until(() => stopped);
    expect(settled()).toBe(true);
  });
});

describe('a change that nobody could send in time', () => {
  it('is left to an operator, and what is done at Cal.com still settles it', async () => {
    const first = await open();
    await world.decide(undefined, first.executor);
    first.kill();
    await world.clock.pass(25 * 3_600_000);
    const second = world.startProcess(day);
    second.worker.start();
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(world.events().at(-1)?.data).toMatchObject({ code: 'operator_needed' });
    await world.clock.pass(7 * 3_600_000);
    expect(count('cancel')).toBe(0);
    await world.sandbox.staffCancel(uid, 'krank');
    await world.clock.until(settled, 7 * 3_600_000);
    second.kill();
  });
});

describe('a process that dies', () => {
  const points = ['before the request', 'before the effect', 'after the effect'] as const;
  for (const point of points) {
    it(`${point}: another settles, and nothing is done twice`, async () => {
      const first = await open();
      const delayed = point === 'before the effect' ? { delayMs: 2_000 } : { delayMs: 2_000, afterEffect: true };
      world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'delay', times: 1, ...delayed });
      const work = await world.decide(friday14.startsAt, first.executor);
      if (point !== 'before the request') {
        first.worker.handOver(work);
        await world.clock.until(() => count('reschedule') === 1);
      }
      first.kill();
      const second = world.startProcess();
      second.worker.start();
      await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 120_000);
      expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
      expect(world.sandbox.bookings()).toHaveLength(2);
      second.worker.stop();
    });
  }
});
