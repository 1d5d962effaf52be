// A booking is one appointment's: the one that claimed it first keeps it, whatever an operator, a look or an answer says.
import { afterEach, describe, expect, it } from 'vitest';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { resolveAsOperator } from '../support/operator.ts';
import { seriesUid, siblingUid } from '../support/shapes.ts';
import { appointmentId, companyId, friday14, furtherAppointment, openWorld, uid, type World } from '../support/world.ts';

const other = furtherAppointment(1);
const monday = '2026-10-12T09:00:00.000Z';
const unknownSuccessor = { kind: 'rescheduled' as const, previousBookingUid: uid, bookingUid: uid, bookingUidUnknown: true };

let world: World;
afterEach(() => world.close());

async function open(options?: Parameters<typeof openWorld>[0]) {
  world = await openWorld({ further: 1, ...options });
  await claimedByOther(other.uid);
}
const recorder = () => {
  const { executor, hub } = world.startProcess();
  return createRecorder(executor, hub);
};
const claimedByOther = (bookingUid: string) => recorder().claimBooking({ companyId, appointmentId: other.id }, bookingUid);
const subject = { companyId, appointmentId };
const claims = () => world.store.all().filter(({ type }) => type === 'BookingClaimed').length;

async function run(to?: string) {
  const { worker, executor } = world.startProcess();
  worker.handOver(await world.decide(to, executor));
  await world.clock.until(() => world.typesAfterDecision().length > 0 && worker.load().active === 0);
}

describe('named by an operator', () => {
  it('is refused where a move’s booking is to be named, and its customer’s cancellation leaves it alone', async () => {
    await open();
    const work = await world.decide(other.period.startsAt);
    await recorder().outcome(work, await world.state(), { ...unknownSuccessor, ...other.period });
    const before = world.store.all().length;
    expect(await resolveAsOperator(world, 'take_calendar', other.uid)).toEqual({ kind: 'refused', code: 'booking_claimed' });
    expect(world.store.all()).toHaveLength(before);
    await run();
    expect(world.sandbox.booking(other.uid)?.status).toBe('accepted');
    expect((await world.state(other.id)).status).toBe('scheduled');
  });

  it.each(['keep', 'revert', 'take_calendar'] as const)('is refused while a move is pending: %s', async decision => {
    await open();
    await world.decide(other.period.startsAt);
    const before = world.store.all().length;
    expect(await resolveAsOperator(world, decision, other.uid)).toEqual({ kind: 'refused', code: 'booking_claimed' });
    expect(world.store.all()).toHaveLength(before);
  });

  it('is refused where it has led to a booking of another, and what was named is not claimed either', async () => {
    await open({ booking: { numericId: 999_999 } });
    await world.decide(monday);
    await world.sandbox.staffReschedule(uid, monday);
    await claimedByOther(world.sandbox.latest(uid)?.uid ?? '');
    const before = claims();
    expect(await resolveAsOperator(world, 'take_calendar', uid)).toEqual({ kind: 'refused', code: 'booking_claimed' });
    expect(claims()).toBe(before);
    expect(world.typesAfterDecision()).toEqual([]);
  });

  it('is refused where the other has it without a claim, from an import for instance', async () => {
    world = await openWorld({ further: 1 });
    await world.decide(other.period.startsAt);
    const appointmentOf = async (_: string, booking: object) =>
      'uid' in booking && booking.uid === other.uid ? other.id : undefined;
    const refused = await resolveAsOperator(world, 'take_calendar', other.uid, { appointmentOf });
    expect(refused).toEqual({ kind: 'refused', code: 'booking_claimed' });
    expect(claims()).toBe(0);
  });

  it.each(['keep', 'revert', 'take_calendar'] as const)(
    'is refused where the other has the uid of its series and stands at its time: %s',
    async decision => {
      world = await openWorld({ further: 1, shapes: ['by_series'] });
      await claimedByOther(seriesUid(other.uid));
      await world.decide(other.period.startsAt);
      const before = world.store.all().length;
      expect(await resolveAsOperator(world, decision, other.uid)).toEqual({ kind: 'refused', code: 'booking_claimed' });
      expect(world.store.all()).toHaveLength(before);
    },
  );

  it('of the other’s series may be named, where the other stands at another time', async () => {
    world = await openWorld({ further: 1, shapes: ['by_series'] });
    await claimedByOther(seriesUid(other.uid));
    await world.sandbox.staffCancel(uid, 'krank');
    const sibling = siblingUid(other.uid);
    await world.decide(monday);
    expect(await resolveAsOperator(world, 'take_calendar', sibling)).toMatchObject({ kind: 'resolved' });
  });
});

describe('found by a machine', () => {
  it('is not linked to a numeric id: an operator is needed, and nothing is sent', async () => {
    await open({ booking: { numericId: 640 } });
    await claimedByOther(uid);
    await run();
    expect(world.events().at(-1)).toMatchObject({
      type: 'CalendarSyncFailed',
      data: { kind: 'booking_claimed', code: 'operator_needed' },
    });
    expect((await world.state()).booking).toEqual({ numericId: 640 });
    expect(world.asked()).toEqual(['list']);
  });

  it('is recorded once: a look that finds the same again adds nothing', async () => {
    await open({ booking: { numericId: 640 } });
    await claimedByOther(uid);
    const { worker, executor } = world.startProcess();
    const work = await world.decide(undefined, executor);
    worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().length > 0 && worker.load().active === 0);
    const before = world.asked().length;
    worker.handOver({ ...work, look: true });
    await world.clock.until(() => world.asked().length > before && worker.load().active === 0);
    expect(world.typesAfterDecision()).toEqual(['CalendarSyncFailed']);
  });

  it('is not linked to a series: an operator is needed, and nothing is sent', async () => {
    const series = 'seriesUid12345678';
    await open({ booking: { uid: series } });
    const { startsAt } = (await world.state()).period;
    world.sandbox.seed({ uid: 'instanceOne12345678', recurringBookingUid: series, start: startsAt, minutes: 60, hostId: 2 });
    await claimedByOther('instanceOne12345678');
    await run();
    expect(world.events().at(-1)).toMatchObject({ type: 'CalendarSyncFailed', data: { code: 'operator_needed' } });
    expect((await world.state()).booking?.uid).toBe(series);
    expect(world.asked()).not.toContain('cancel');
  });

  it('where our move has led to it: the move stands, and its booking is for an operator to name', async () => {
    await open();
    // Somebody else's appointment was made of the successor before our answer was read.
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'delay', delayMs: 1_000, afterEffect: true, times: 1 });
    const { worker, executor } = world.startProcess();
    worker.handOver(await world.decide(friday14.startsAt, executor));
    await world.clock.until(() => world.sandbox.latest(uid)?.start === friday14.startsAt);
    const successor = world.sandbox.latest(uid)?.uid ?? '';
    await claimedByOther(successor);
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(world.events().at(-1)).toMatchObject({
      type: 'CalendarBookingRescheduled',
      data: { bookingUid: uid, bookingUidUnknown: true },
    });
    expect(await world.state()).toMatchObject({ period: friday14, booking: { uid } });
  });

  it('where somebody moved our booking to it: an operator is needed', async () => {
    await open();
    await world.sandbox.staffReschedule(uid, monday);
    await claimedByOther(world.sandbox.latest(uid)?.uid ?? '');
    await run();
    expect(world.typesAfterDecision()).toEqual(['CalendarSyncFailed']);
    expect(world.events().at(-1)?.data).toMatchObject({ code: 'operator_needed' });
    expect(world.sandbox.latest(uid)?.status).toBe('accepted');
  });

  it('is neither linked nor recorded as a change by a comparison', async () => {
    await open();
    const state = await world.state();
    const move = { previousBookingUid: uid, bookingUid: other.uid, ...other.period, externalCause: 'look' };
    expect(await recorder().change(subject, state, { kind: 'rescheduled', move }, uid)).toBe('booking_claimed');
    expect(await recorder().link(subject, state, other.uid)).toBe('booking_claimed');
    expect(world.events()).toHaveLength(1);
    expect(await recorder().link(subject, state, uid)).toBeUndefined();
  });
});
