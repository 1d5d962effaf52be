// An operator's resolution: keep, revert, take what Cal.com has; each against everything Cal.com may have by then.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancellationReason, reschedulingReason } from '../../../src/calendar/providers/calcom/fixed-sentences.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { pendingOf } from '../../../src/domain/appointment/appointment-state.ts';
import { type Resolution, resolveAsOperator } from '../support/operator.ts';
import { friday10, friday14, openWorld, uid, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

const monday = '2026-10-12T09:00:00.000Z';

const resolve = (resolution: Resolution, bookingUid?: string) => resolveAsOperator(world, resolution, bookingUid);

/** What Cal.com has when the operator decides. */
const there = {
  'stands unchanged': async () => undefined,
  'has done what was asked': async (to: string | undefined) => {
    const { staffCancel, staffReschedule } = world.sandbox;
    await (to === undefined ? staffCancel(uid, cancellationReason) : staffReschedule(uid, to, reschedulingReason));
  },
  'was changed so by others': async (to: string | undefined) => {
    await (to === undefined ? world.sandbox.staffCancel(uid, 'krank') : world.sandbox.staffReschedule(uid, to, 'krank'));
  },
  'was moved elsewhere': async () => {
    await world.sandbox.staffReschedule(uid, monday);
  },
  'was cancelled': async () => {
    await world.sandbox.staffCancel(uid, 'krank');
  },
  'cannot be asked': () => world.sandbox.goDown(),
};
type There = keyof typeof there;

const kept = ['ModificationResolved', 'CalendarNotConcerned'];
const done = { cancel: 'CalendarBookingCancelled', move: 'CalendarBookingRescheduled' };
const reverted = { cancel: 'AppointmentCancellationReverted', move: 'AppointmentRescheduleReverted' };
const moved = ['AppointmentRescheduled', 'CalendarBookingRescheduled'];
const ended = ['AppointmentCancelled', 'CalendarBookingCancelled'];

/** Resolution × change × what is there: the events, or the refusal. */
const cells: [Resolution, 'cancel' | 'move', There, string[] | 'conflict' | 'calendar_unreachable', string[]?][] = [
  ['keep', 'cancel', 'stands unchanged', kept],
  ['keep', 'cancel', 'has done what was asked', ['ModificationResolved', done.cancel]],
  ['keep', 'cancel', 'was changed so by others', ['ModificationResolved', reverted.cancel, ...ended]],
  ['keep', 'cancel', 'was moved elsewhere', kept],
  ['keep', 'cancel', 'cannot be asked', kept],
  ['keep', 'move', 'stands unchanged', kept],
  ['keep', 'move', 'has done what was asked', ['ModificationResolved', done.move]],
  ['keep', 'move', 'was changed so by others', ['ModificationResolved', reverted.move, ...moved]],
  ['keep', 'move', 'was moved elsewhere', kept],
  ['keep', 'move', 'was cancelled', kept],
  ['keep', 'move', 'cannot be asked', kept],
  ['revert', 'cancel', 'stands unchanged', ['ModificationResolved', reverted.cancel]],
  ['revert', 'cancel', 'has done what was asked', 'conflict', [done.cancel]],
  ['revert', 'cancel', 'was changed so by others', 'conflict', [reverted.cancel, ...ended]],
  ['revert', 'cancel', 'was moved elsewhere', 'conflict', [reverted.cancel, ...moved]],
  ['revert', 'cancel', 'cannot be asked', ['ModificationResolved', reverted.cancel]],
  ['revert', 'move', 'stands unchanged', ['ModificationResolved', reverted.move]],
  ['revert', 'move', 'has done what was asked', 'conflict', [done.move]],
  ['revert', 'move', 'was changed so by others', 'conflict', [reverted.move, ...moved]],
  ['revert', 'move', 'was moved elsewhere', 'conflict', [reverted.move, ...moved]],
  ['revert', 'move', 'cannot be asked', ['ModificationResolved', reverted.move]],
  ['take_calendar', 'cancel', 'stands unchanged', ['ModificationResolved', reverted.cancel]],
  ['take_calendar', 'cancel', 'has done what was asked', ['ModificationResolved', done.cancel]],
  ['take_calendar', 'cancel', 'was changed so by others', ['ModificationResolved', reverted.cancel, ...ended]],
  ['take_calendar', 'cancel', 'was moved elsewhere', ['ModificationResolved', reverted.cancel, ...moved]],
  ['take_calendar', 'cancel', 'cannot be asked', 'calendar_unreachable', []],
  ['take_calendar', 'move', 'stands unchanged', ['ModificationResolved', reverted.move]],
  ['take_calendar', 'move', 'has done what was asked', ['ModificationResolved', done.move]],
  ['take_calendar', 'move', 'was changed so by others', ['ModificationResolved', reverted.move, ...moved]],
  ['take_calendar', 'move', 'was moved elsewhere', ['ModificationResolved', reverted.move, ...moved]],
  [
    'take_calendar',
    'move',
    'was cancelled',
    ['ModificationResolved', reverted.move, 'AppointmentCancelled', 'CalendarBookingCancelled'],
  ],
  ['take_calendar', 'move', 'cannot be asked', 'calendar_unreachable', []],
];

describe.each(cells)('%s, a %s, the booking %s', (resolution, kind, found, expected, meanwhile) => {
  it(`gives ${expected}`, async () => {
    const to = kind === 'move' ? friday14.startsAt : undefined;
    await world.decide(to);
    await there[found](to);
    const result = await resolve(resolution);
    const refused = typeof expected === 'string';
    expect(result).toMatchObject(refused ? { kind: 'refused', code: expected } : { kind: 'resolved' });
    expect(world.typesAfterDecision()).toEqual(refused ? meanwhile : expected);
    // Once more: what is decided is decided, and nothing is added.
    const before = world.events().length;
    expect((await resolve(resolution))?.kind).toBe(refused ? 'refused' : 'resolved');
    expect(world.events()).toHaveLength(before);
  });
});

describe('what was sent and may still take effect', () => {
  it('is not reverted unseen, and looked at again after a revert', async () => {
    const work = await world.decide(friday14.startsAt);
    const lease = await world.leases.take(work, { ms: 1_000, urgent: true, sending: true });
    await lease?.markSent(1_000);
    await lease?.release({ kind: 'free', notBefore: world.clock.now() });
    await world.sandbox.goDown();
    expect(await resolve('revert')).toEqual({ kind: 'refused', code: 'calendar_unreachable' });
    await world.sandbox.comeBack();
    expect(await resolve('revert')).toMatchObject({ kind: 'resolved' });
    // It takes effect after all.
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const process = world.startProcess();
    process.worker.start();
    await world.clock.pass(3 * 60_000);
    expect((await world.state()).period.startsAt).toBe(friday14.startsAt);
    process.kill();
  });
});

describe('a kept move', () => {
  it('stands with us, and the caller’s next change goes on from there', async () => {
    await world.decide(friday14.startsAt);
    await resolve('keep');
    const state = await world.state();
    expect(state.period).toEqual(friday14);
    expect(state).toMatchObject({ last: { state: 'confirmed' }, resolved: { resolution: 'keep' } });
    expect(world.sandbox.booking(uid)?.start).toBe(friday10.startsAt);
    expect(pendingOf(state)).toBeUndefined();
  });
});

describe('nothing to decide', () => {
  it('is said so where no change is open', async () => {
    expect(await resolve('keep')).toEqual({ kind: 'refused', code: 'conflict' });
    const work = await world.decide();
    const process = world.startProcess();
    process.worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(await resolve('revert')).toEqual({ kind: 'refused', code: 'conflict' });
    process.kill();
  });
});

describe('a booking nobody could name', () => {
  it('is named by the operator, if it is at that time; the move that led to it is not taken back', async () => {
    // A yes without a booking, whose successor nobody can find.
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'unusable_body', times: 1 });
    world.sandbox.fault({ match: { operation: 'list' }, kind: 'status', status: 404 });
    const work = await world.decide(friday14.startsAt);
    const process = world.startProcess();
    const recorder = createRecorder(process.executor, process.hub);
    await recorder.outcome(work, await world.state(), {
      kind: 'rescheduled',
      previousBookingUid: uid,
      bookingUid: uid,
      ...friday14,
      bookingUidUnknown: true,
    });
    const wrong = world.sandbox.seed({ start: monday, end: '2026-10-12T10:00:00.000Z', attendee: { name: 'Hansi' } });
    const right = world.sandbox.seed({ start: friday14.startsAt, end: friday14.endsAt, attendee: { name: 'Hansi' } });
    expect(await resolve('take_calendar', wrong.uid)).toEqual({ kind: 'refused', code: 'conflict' });
    expect(await resolve('take_calendar')).toEqual({ kind: 'refused', code: 'booking_uid_needed' });
    const before = world.events().length;
    expect(await resolve('revert', right.uid)).toEqual({ kind: 'refused', code: 'conflict' });
    expect(await resolve('revert')).toEqual({ kind: 'refused', code: 'conflict' });
    expect(await resolve('keep', right.uid)).toEqual({ kind: 'refused', code: 'conflict' });
    expect(world.events()).toHaveLength(before);
    expect(await resolve('take_calendar', right.uid)).toMatchObject({ kind: 'resolved' });
    const state = await world.state();
    expect(state.booking?.uid).toBe(right.uid);
    expect(state.last).not.toHaveProperty('bookingUidUnknown');
  });
});
