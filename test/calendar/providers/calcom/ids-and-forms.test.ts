// Bookings known by an old, an impossible or a series' id, and such as have seats: what they are is seen before they are changed.
import { afterEach, describe, expect, it } from 'vitest';
import type { SettledOutcome } from '../../../../src/calendar/record/outcome-hub.ts';
import type { BookingReference } from '../../../../src/domain/appointment/events.ts';
import { apiKey, friday10, friday14, openWorld, replyBudgetMs, uid, type World } from '../../support/world.ts';

let world: World;
afterEach(() => world.close());

async function open(booking?: BookingReference) {
  world = await openWorld(booking ? { booking } : {});
  return world.startProcess();
}
const changes = [
  ['cancelled', undefined],
  ['moved', friday14.startsAt],
] as const;
const settled = () => world.typesAfterDecision().includes('CalendarBookingCancelled');
const count = (operation: string) => world.asked().filter(asked => asked === operation).length;

describe('an appointment that came with an old or impossible id', () => {
  it('has its numeric id resolved to the uid once, and is changed then', async () => {
    const process = await open({ numericId: 640 });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(settled);
    expect(world.typesAfterDecision()).toEqual(['CalendarBookingLinked', 'CalendarBookingCancelled']);
    // Nobody has said that it is one of its own, so it is looked at first.
    expect(world.asked()).toEqual(['list', 'get', 'cancel']);
  });

  it('stays pending for an operator where the numeric id is not to be found, and the caller who waits hears so at once', async () => {
    const process = await open({ numericId: 999_999 });
    const work = await world.decide(undefined, process.executor);
    const asked = world.clock.now().getTime();
    const outcomes: (SettledOutcome | undefined)[] = [];
    process.hub.outcomeOf(work.modificationId, replyBudgetMs).then(outcome => outcomes.push(outcome));
    process.worker.handOver(work);
    await world.clock.until(() => outcomes.length > 0);
    expect(outcomes[0]).toMatchObject({ kind: 'operator_needed', event: { data: { code: 'booking_not_found' } } });
    expect(world.clock.now().getTime() - asked).toBeLessThan(1_000);
    expect((await world.state()).last).toMatchObject({ state: 'pending', operatorNeeded: true });
    expect(count('cancel')).toBe(0);
  });

  it.each(changes)('hears at once that the calendar cannot be reached where its key is turned away: %s', async (_, to) => {
    const process = await open({ numericId: 640 });
    world.sandbox.setKeyTaken(apiKey, false);
    const work = await world.decide(to, process.executor);
    const asked = world.clock.now().getTime();
    process.worker.handOver(work);
    const outcome = await world.clock.settled(process.hub.outcomeOf(work.modificationId, replyBudgetMs));
    expect(outcome).toMatchObject({ kind: 'reverted', event: { data: { code: 'calendar_key_refused' } } });
    expect(world.clock.now().getTime() - asked).toBeLessThan(1_000);
    expect(world.asked()).toEqual(['list']);
  });

  it.each(changes)('asks Cal.com nothing where the id cannot be its: %s', async (_, to) => {
    const process = await open({ uid: 'x y' });
    process.worker.handOver(await world.decide(to, process.executor));
    expect(world.typesAfterDecision()).toEqual(['CalendarNotConcerned']);
    await world.clock.until(() => process.worker.load().active === 0);
    expect(world.asked()).toEqual([]);
  });

  it.each(changes)(
    'is left to an operator where Cal.com knows no such booking, and nobody hears that it stands: %s',
    async (_, to) => {
      const process = await open({ uid: 'neverHeardOfThisUid12345' });
      const work = await world.decide(to, process.executor);
      const outcomes: (SettledOutcome | undefined)[] = [];
      process.hub.outcomeOf(work.modificationId, replyBudgetMs).then(outcome => outcomes.push(outcome));
      process.worker.handOver(work);
      await world.clock.until(() => outcomes.length > 0);
      expect(outcomes[0]).toMatchObject({ kind: 'operator_needed', event: { data: { code: 'booking_not_found' } } });
    },
  );
});

describe('a booking of another form', () => {
  it.each([
    ['as was said when it came', { form: 'recurring' as const }],
    ['which nobody has said', {}],
  ])('of a series, %s: only the one booking is cancelled', async (_, form) => {
    const process = await open({ uid: 'seriesUid12345678', ...form });
    const series = { recurringBookingUid: 'seriesUid12345678', minutes: 60, attendee: { name: 'Hansi' } };
    world.sandbox.seed({ ...series, uid: 'instanceOne12345678', start: friday10.startsAt, hostId: 2 });
    world.sandbox.seed({ ...series, uid: 'instanceTwo12345678', start: '2026-10-16T08:00:00.000Z', hostId: 2 });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(settled);
    expect(world.sandbox.booking('instanceOne12345678')?.status).toBe('cancelled');
    expect(world.sandbox.booking('instanceTwo12345678')?.status).toBe('accepted');
  });

  it.each(changes)(
    "with seats is refused with a code of its own, nothing is sent, it would be everybody's: %s",
    async (_, to) => {
      const process = await open({ uid, form: 'seated' });
      process.worker.handOver(await world.decide(to, process.executor));
      await world.clock.until(() => world.typesAfterDecision().length > 0);
      expect(world.events().at(-1)?.data).toMatchObject({ code: 'not_supported' });
      expect(world.asked()).toEqual([]);
    },
  );

  it('of a series: only the one booking is moved', async () => {
    const process = await open({ uid: 'seriesUid12345678', form: 'recurring' });
    const series = { recurringBookingUid: 'seriesUid12345678', minutes: 60, attendee: { name: 'Hansi' } };
    world.sandbox.seed({ ...series, uid: 'instanceOne12345678', start: friday10.startsAt, hostId: 2 });
    world.sandbox.seed({ ...series, uid: 'instanceTwo12345678', start: '2026-10-16T08:00:00.000Z', hostId: 2 });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'));
    expect(world.sandbox.latest('instanceOne12345678')?.start).toBe(friday14.startsAt);
    expect(world.sandbox.booking('instanceTwo12345678')?.status).toBe('accepted');
  });

  it('with seats of which nobody has said so is looked at, and refused as well', async () => {
    const process = await open({ uid: 'seatedUid123456789' });
    const attendees = [
      { name: 'Hansi', seatUid: 'seat-of-hansi' },
      { name: 'Eva', seatUid: 'seat-of-eva' },
    ];
    world.sandbox.seed({ uid: 'seatedUid123456789', start: friday10.startsAt, minutes: 60, attendees, hostId: 2 });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(world.events().at(-1)?.data).toMatchObject({ code: 'not_supported' });
    expect(world.asked()).toEqual(['get']);
  });

  it('of which nobody has said anything is looked at before it is changed', async () => {
    const process = await open({ uid, calendarServiceId: 1 });
    process.worker.handOver(await world.decide(friday14.startsAt, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'));
    expect(world.asked().filter(operation => operation !== 'slots')).toEqual(['get', 'reschedule']);
  });
});
