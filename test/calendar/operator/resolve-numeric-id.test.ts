// An appointment whose numeric id Cal.com does not find: the operator names its booking, and it is that booking from then on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Resolution, resolveAsOperator } from '../support/operator.ts';
import { friday10, friday14, openWorld, uid, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ booking: { numericId: 999_999 } });
});
afterEach(() => world.close());

const monday = { startsAt: '2026-10-12T09:00:00.000Z', endsAt: '2026-10-12T10:00:00.000Z' };
const cancelReverted = 'AppointmentCancellationReverted';
const moveReverted = 'AppointmentRescheduleReverted';
const movedElsewhere = ['AppointmentRescheduled', 'CalendarBookingRescheduled'];
const linked = ['ModificationResolved', 'CalendarBookingLinked'];

/** The change is made, and its worker leaves it to an operator. */
async function left(to?: string): Promise<void> {
  const { worker, executor, kill } = world.startProcess();
  worker.handOver(await world.decide(to, executor));
  await world.clock.until(() => world.typesAfterDecision().length > 0 && worker.load().active === 0);
  kill();
}
const resolve = (resolution: Resolution, bookingUid?: string) => resolveAsOperator(world, resolution, bookingUid);
const since = () => world.typesAfterDecision().slice(1);

describe('the booking that is named', () => {
  it.each<[Resolution, string | undefined, string[]]>([
    ['keep', undefined, [...linked, 'CalendarNotConcerned']],
    ['keep', friday14.startsAt, [...linked, 'CalendarNotConcerned']],
    ['revert', undefined, [...linked, cancelReverted]],
    ['revert', friday14.startsAt, [...linked, moveReverted]],
    ['take_calendar', undefined, [...linked, cancelReverted]],
    ['take_calendar', friday14.startsAt, [...linked, moveReverted]],
  ])('is the appointment’s: %s, a change to %s', async (resolution, to, events) => {
    await left(to);
    expect(await resolve(resolution, uid)).toMatchObject({ kind: 'resolved' });
    expect(since()).toEqual(events);
    expect((await world.state()).booking?.uid).toBe(uid);
  });

  it('is what the next call changes', async () => {
    await left();
    await resolve('revert', uid);
    const { worker, executor } = world.startProcess();
    worker.handOver(await world.decide(undefined, executor));
    await world.clock.until(() => world.events().at(-1)?.type === 'CalendarBookingCancelled');
    expect(world.sandbox.booking(uid)?.status).toBe('cancelled');
  });

  it('ends the appointment where it has been cancelled there', async () => {
    await world.sandbox.staffCancel(uid, 'krank');
    await left();
    expect(await resolve('take_calendar', uid)).toMatchObject({ kind: 'resolved' });
    expect(since()).toEqual([...linked, cancelReverted, 'AppointmentCancelled', 'CalendarBookingCancelled']);
  });

  it('counts with the time it has at Cal.com, where Cal.com is to count', async () => {
    const elsewhere = world.sandbox.seed({ start: monday.startsAt, end: monday.endsAt, attendee: { name: 'Hansi' } });
    await left();
    for (const resolution of ['keep', 'revert'] as const)
      expect(await resolve(resolution, elsewhere.uid)).toEqual({ kind: 'refused', code: 'conflict' });
    expect(since()).toEqual([]);
    expect(await resolve('take_calendar', elsewhere.uid)).toMatchObject({ kind: 'resolved' });
    expect(since()).toEqual(['ModificationResolved', cancelReverted, ...movedElsewhere]);
    expect(await world.state()).toMatchObject({ status: 'scheduled', period: monday, booking: { uid: elsewhere.uid } });
  });

  it.each<[Resolution]>([['keep'], ['revert'], ['take_calendar']])(
    '%s: is nobody’s where Cal.com does not have it',
    async resolution => {
      await left();
      expect(await resolve(resolution, 'neverHeardOfThisUid12345')).toEqual({ kind: 'refused', code: 'conflict' });
      await world.sandbox.goDown();
      expect(await resolve(resolution, uid)).toEqual({ kind: 'refused', code: 'calendar_unreachable' });
      expect(since()).toEqual([]);
      expect(world.store.all().filter(({ type }) => type === 'BookingClaimed')).toEqual([]);
    },
  );
});

describe('no booking named', () => {
  it('nothing is taken from Cal.com unseen: the uid is asked for', async () => {
    await left();
    expect(await resolve('take_calendar')).toEqual({ kind: 'refused', code: 'booking_uid_needed' });
    expect(since()).toEqual([]);
    expect((await world.state()).last?.state).toBe('pending');
  });

  it('it can be kept or taken back with us, where nothing was sent', async () => {
    await left(friday14.startsAt);
    expect(await resolve('revert')).toMatchObject({ kind: 'resolved' });
    expect((await world.state()).period).toEqual(friday10);
  });
});
