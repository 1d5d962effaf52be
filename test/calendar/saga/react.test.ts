// The saga's reaction alone: given a situation, when a try or a look comes to this, then that step.

import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../src/calendar/booking.ts';
import type { Look, Tried } from '../../../src/calendar/provider.ts';
import type { Cause } from '../../../src/calendar/result.ts';
import { react } from '../../../src/calendar/saga/react.ts';
import { replicaLagMs } from '../../../src/calendar/saga/retry-schedule.ts';
import { type Phase, type Sent, type Situation, startOf } from '../../../src/calendar/saga/situation.ts';

const at = (clock: string) => new Date(`2026-10-05T${clock}.000Z`);
const to = { startsAt: '2026-10-09T12:00:00.000Z', endsAt: '2026-10-09T13:00:00.000Z' };

const given = (change: Partial<Situation> = {}): Situation => ({
  change: { kind: 'reschedule', to },
  notConcerned: undefined,
  bookingUid: 'oldUid12345678',
  uidOf: 'booking',
  form: 'single',
  startsAt: '2026-10-09T08:00:00.000Z',
  requestedAt: at('08:00:00').toISOString(),
  triesSince: at('08:00:00').toISOString(),
  deferred: false,
  attempts: 0,
  now: at('08:00:00'),
  budgetEndsAt: at('08:00:07'),
  unsentUntil: at('08:00:07'),
  occasion: 'caller',
  phase: startOf('nothing'),
  ...change,
});

const cancels: Pick<Situation, 'change'> = { change: { kind: 'cancel' } };
const moves: Pick<Situation, 'change'> = { change: { kind: 'reschedule', to } };
type Looks = Phase['looks'];
/** The last try failed for this reason. */
const failed = (cause: Cause, sent: Sent = 'refused', looks: Looks = []): Phase => ({
  kind: 'failed',
  ...{ sent, looks, cause },
  conflicts: 0,
  slot: undefined,
});
const saidYes = (looks: Looks = [], cause?: Cause): Phase => ({
  kind: 'said_yes',
  sent: 'unclear',
  looks,
  cause,
  slot: undefined,
});
const untried = (sent: Sent, looks: Looks = []): Phase => ({ ...startOf(sent), looks });

const first = (situation: Situation) => react(situation, { kind: 'begun' });
const afterLink = (situation: Situation) => react(situation, { kind: 'linked', refused: undefined });
const afterTry = (tried: Tried, situation: Situation) => react(situation, { kind: 'tried', tried });
const afterLook = (seen: Look, situation: Situation) => react(situation, { kind: 'looked', seen });

const booking = (change: Partial<Booking> = {}): Booking => ({
  uid: 'oldUid12345678',
  numericId: 1,
  status: 'confirmed',
  startsAt: '2026-10-09T08:00:00.000Z',
  endsAt: '2026-10-09T09:00:00.000Z',
  form: 'single',
  calendarServiceId: null,
  hosts: [],
  attendees: [],
  noShow: null,
  movedFromUid: null,
  movedToUid: null,
  seriesUid: null,
  cancelledBy: null,
  movedBy: null,
  metadata: {},
  createdAt: null,
  updatedAt: null,
  ...change,
});
const successor = booking({ uid: 'newUid12345678', ...to, movedFromUid: 'oldUid12345678', movedBy: 'us' });

describe('a run begins', () => {
  it('with the try where nothing was sent, with a look where something may have been', () => {
    expect(first(given())).toMatchObject({ kind: 'send' });
    for (const sent of ['refused', 'unclear', 'inherited'] as const)
      expect(first(given({ phase: startOf(sent) }))).toMatchObject({ kind: 'look' });
  });

  it('with a look where the tries have ended, though nothing was ever sent', () => {
    expect(first(given({ now: new Date('2026-10-06T07:59:59.000Z') }))).toMatchObject({ kind: 'send' });
    const late = given({ now: new Date('2026-10-06T08:00:00.000Z') });
    expect(first(late)).toMatchObject({ kind: 'look' });
    expect(afterLink(late)).toMatchObject({ kind: 'look' });
    expect(afterLink(given())).toMatchObject({ kind: 'send' });
  });
});

describe('after a try', () => {
  const uncertain = [
    { kind: 'timeout', nothingSent: false },
    { kind: 'server_error', httpStatus: 500 },
    { kind: 'connection_lost' },
    { kind: 'unreadable', httpStatus: 201 },
    { kind: 'refused', httpStatus: 409, code: 'conflict', message: '' },
    { kind: 'refused', httpStatus: 400, code: 'already_rescheduled', message: '' },
    { kind: 'refused', httpStatus: 400, code: 'already_cancelled', message: '' },
    { kind: 'refused', httpStatus: 400, code: 'slot_unavailable', message: '' },
    { kind: 'refused', httpStatus: 401, code: 'unauthorized', message: '' },
    { kind: 'refused', httpStatus: 400, code: 'bad_request', message: '' },
    { kind: 'rate_limited', retryAt: at('08:00:02'), nothingSent: false, stoppedAtTheDoor: false },
  ] as const;
  for (const tried of uncertain) {
    it(`that came to ${tried.kind}${'code' in tried ? ` ${tried.code}` : ''} nothing is concluded without a look`, () => {
      for (const change of [cancels, moves]) {
        expect(afterTry(tried, given(change))).toEqual({ kind: 'look', afterMs: 0 });
      }
    });
  }

  const unsent = [
    { kind: 'unreachable', code: 'ECONNREFUSED' },
    { kind: 'rate_limited', retryAt: at('08:00:02'), nothingSent: false, stoppedAtTheDoor: true },
    { kind: 'circuit_open', until: at('08:00:03') },
    { kind: 'timeout', nothingSent: true },
  ] as const;
  for (const tried of unsent) {
    it(`that came to ${tried.kind} with nothing sent it is tried again within the budget, then taken back`, () => {
      expect(afterTry(tried, given())).toMatchObject({ kind: 'send', failed: { kind: 'failed', attempt: 1 } });
      const late = given({ now: at('08:00:06') });
      expect(afterTry(tried, late)).toEqual({ kind: 'record', outcome: { kind: 'reverted', code: 'calendar_unavailable' } });
    });

    it(`that came to ${tried.kind} it is looked, not taken back, where an earlier try may have arrived`, () => {
      expect(afterTry(tried, given({ phase: startOf('unclear'), now: at('08:00:06') }))).toEqual({ kind: 'look', afterMs: 0 });
    });
  }

  it('that an open circuit let not through comes again when the circuit is tried, or soon after', () => {
    const next = (until: Date, change: Partial<Situation> = {}) => {
      const cause = { kind: 'circuit_open', code: 'circuit_open', notBefore: until };
      const cancel = { ...cancels, attempts: 9, now: at('08:10:00'), phase: failed(cause, 'unclear') };
      return afterLook({ kind: 'live', booking: booking() }, given({ ...cancel, ...change }));
    };
    const retryAt = (time: string) => ({ outcome: { kind: 'failed', retryAt: at(time).toISOString() } });
    expect(next(at('08:10:40'))).toMatchObject(retryAt('08:10:40'));
    expect(next(at('08:10:01'))).toMatchObject(retryAt('08:10:05'));
    expect(next(at('08:30:01'), { now: at('08:30:00') })).toMatchObject(retryAt('08:35:00'));
  });

  it('a yes that names another time, the old uid, or not the booking it was moved from, is looked at', () => {
    const from = { movedFromUid: null };
    for (const data of [booking(), booking({ uid: 'newUid12345678' }), { ...successor, ...from }]) {
      expect(afterTry({ kind: 'ok', httpStatus: 201, data }, given())).toEqual({ kind: 'look', afterMs: 0 });
    }
  });
});

describe('after a look', () => {
  const refused = { kind: 'refused', code: 'slot_unavailable', httpStatus: 400 };
  const live = { kind: 'live', booking: booking() } as const;

  it('a refusal is taken back once a look shows that it hid nothing', () => {
    expect(afterLook(live, given({ phase: failed(refused) }))).toEqual({
      kind: 'record',
      outcome: { kind: 'reverted', code: 'slot_unavailable' },
    });
  });

  it('nothing is taken back before two looks five seconds apart, where another request may be in flight', () => {
    const early = given({ phase: failed(refused, 'unclear') });
    expect(afterLook(live, early)).toEqual({ kind: 'look', afterMs: 5_000 });
    const looks = [{ at: at('08:00:00'), found: 'live' as const }];
    const tooSoon = { ...early, phase: failed(refused, 'unclear', looks), now: at('08:00:03') };
    expect(afterLook(live, tooSoon)).toEqual({ kind: 'look', afterMs: 2_000 });
    expect(afterLook(live, { ...tooSoon, now: at('08:00:05') })).toMatchObject({
      outcome: { kind: 'reverted', code: 'slot_unavailable' },
    });
  });

  it('nothing else is sent before two looks five seconds apart, where what was sent is an earlier change’s', () => {
    const early = given({ phase: startOf('inherited') });
    expect(afterLook(live, early)).toEqual({ kind: 'look', afterMs: 5_000 });
    const looks = [{ at: at('08:00:00'), found: 'live' as const }];
    const second = { ...early, phase: untried('inherited', looks), now: at('08:00:05') };
    expect(afterLook(live, second)).toEqual({ kind: 'send', afterMs: 0 });
    expect(afterLook(live, given({ phase: startOf('unclear') }))).toEqual({ kind: 'send', afterMs: 0 });
  });

  it("a successor at the wanted time is ours, one at another time is somebody else's", () => {
    expect(afterLook({ kind: 'moved', successors: [successor] }, given())).toMatchObject({
      outcome: { kind: 'rescheduled', bookingUid: 'newUid12345678' },
    });
    const theirs = { ...successor, movedBy: 'others' as const };
    expect(afterLook({ kind: 'moved', successors: [theirs] }, given({ phase: startOf('unclear') }))).toMatchObject({
      outcome: { kind: 'moved_elsewhere' },
    });
    const elsewhere = { ...successor, startsAt: '2026-10-09T15:00:00.000Z' };
    expect(afterLook({ kind: 'moved', successors: [elsewhere] }, given())).toMatchObject({
      outcome: { kind: 'moved_elsewhere' },
    });
    expect(afterLook({ kind: 'moved', successors: [successor] }, given(cancels))).toMatchObject({
      outcome: { kind: 'moved_elsewhere' },
    });
  });

  it('a move whose booking has ended since is settled, and its end with it, once that was seen twice', () => {
    const ended: Booking = { ...successor, status: 'cancelled' };
    const seen: Look = { kind: 'moved', successors: [ended] };
    expect(afterLook(seen, given())).toEqual({ kind: 'look', afterMs: replicaLagMs });
    const again = given({ phase: untried('nothing', [{ at: at('08:00:00'), found: 'moved' }]) });
    expect(afterLook(seen, again)).toMatchObject({ outcome: { kind: 'rescheduled', bookingUid: ended.uid }, since: [ended] });
  });

  it('a yes whose new uid is nowhere to be found is settled under the old one, and says so', () => {
    const ended = { kind: 'ended', booking: booking({ status: 'cancelled' }) } as const;
    expect(afterLook(ended, given({ phase: saidYes() }))).toMatchObject({ kind: 'look' });
    const again = given({ phase: saidYes([{ at: at('08:00:00'), found: 'ended' }]) });
    expect(afterLook(ended, again)).toMatchObject({
      outcome: { kind: 'rescheduled', bookingUid: 'oldUid12345678', bookingUidUnknown: true, startsAt: to.startsAt },
    });
  });

  it('after a yes to a request of ours nothing is reported as unchanged, whatever Cal.com says next', () => {
    const looks = [{ at: at('08:00:00'), found: 'live' as const }];
    for (const change of [cancels, moves]) {
      const step = afterLook(live, given({ ...change, phase: saidYes(looks, refused), now: at('08:00:06') }));
      expect(step).toMatchObject({ outcome: { kind: 'failed', code: 'operator_needed' } });
    }
  });

  it('a booking Cal.com does not know is for people to look into, and nobody hears that it stands', () => {
    const looks = [{ at: at('08:00:00'), found: 'not_found' as const }];
    expect(afterLook({ kind: 'not_found' }, given({ phase: untried('nothing', looks), now: at('08:00:06') }))).toMatchObject({
      outcome: { kind: 'failed', code: 'booking_not_found' },
    });
  });

  it('what staff must put right is recorded with Cal.com’s reason', () => {
    const cause = {
      kind: 'refused',
      code: 'required_field',
      httpStatus: 400,
      reason: 'error_required_field: attendeePhoneNumber',
    };
    expect(afterLook(live, given({ phase: failed(cause) }))).toMatchObject({
      outcome: {
        kind: 'reverted',
        code: 'calendar_refused',
        refusal: { code: 'required_field', httpStatus: 400, reason: cause.reason },
      },
    });
  });

  it('a move that fails twice on an unchanged booking stands with us, a cancellation stays pending', () => {
    const cause = { kind: 'server_error', code: 'server_error', httpStatus: 503 };
    expect(afterLook(live, given({ phase: failed(cause, 'unclear'), attempts: 1 }))).toMatchObject({
      outcome: { kind: 'deferred', attempt: 2 },
    });
    const cancel = given({ ...cancels, phase: failed(cause, 'unclear'), attempts: 3 });
    expect(afterLook(live, cancel)).toMatchObject({ outcome: { kind: 'failed', attempt: 4 } });
  });
});
