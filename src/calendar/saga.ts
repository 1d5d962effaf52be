// The saga's reaction, pure: from what a try or a look came to, to the next step.

import { isBookingUid } from '../domain/appointment.ts';
import { afterLookWithoutEffect, afterTwoLooks } from './after-no-effect.ts';
import { type Booking, isLive, sameInstant } from './booking.ts';
import { isKeyRefusal, isOurs, leavesOpen, triesHaveEnded } from './judgements.ts';
import type { Look, Tried } from './provider.ts';
import { causeOf } from './result.ts';
import { replicaLagMs } from './schedule.ts';
import type { Situation, Step } from './situation.ts';
import { afterLookForUnnamed } from './unnamed.ts';
import { keyRefused, whenUnsent } from './unsent.ts';

const look = (afterMs = 0): Step => ({ kind: 'look', afterMs });

/**
 * Where a run begins: with a look wherever something may have been sent, where nothing may be sent any more, or where nobody has
 * said that the booking is one of its own: a series' uid would change all of it, and a booking of several seats everybody's.
 * So it does where nobody could name the booking: the uid is not the one to send to.
 */
export function firstStep(situation: Situation): Step {
  if (situation.form === 'seated') return notSupported;
  const { mayHaveSent, lookOnly, form, unnamed } = situation;
  const looks = mayHaveSent || lookOnly || unnamed || form !== 'single' || triesHaveEnded(situation);
  return looks ? look() : { kind: 'send', afterMs: 0 };
}

/**
 * The uid is known now, and it is still ours to change, unless nothing may be sent any more. Where an earlier change has led to
 * it, another request of that one is refused only as long as this booking stands there: it is looked at for a while first.
 */
export const afterLink = (situation: Situation): Step =>
  situation.inherited || triesHaveEnded(situation) ? look() : { kind: 'send', afterMs: 0 };

const notSupported: Step = { kind: 'record', outcome: { kind: 'reverted', code: 'not_supported' } };

/**
 * What follows from a try. `situation.mayHaveSent` speaks of the tries before it. Only a readable yes and what never got there are
 * believed; a refusal gives a reason, and a look tells whether it hides an effect.
 */
export function afterTry(tried: Tried, situation: Situation): Step {
  if (tried.kind === 'ok') return answered(tried.data, situation) ?? look();
  if (tried.kind === 'refused' && tried.code === 'invalid_uid')
    return { kind: 'record', outcome: { kind: 'not_concerned', reason: 'invalid_booking_id' } };
  const over = tried.kind === 'refused' || leavesOpen(tried);
  return over || situation.mayHaveSent ? look() : whenUnsent(causeOf(tried), situation);
}

/** The outcome a readable yes tells; undefined where it does not tell what was asked for, or of which booking. */
function answered(booking: Booking | undefined, { operation, bookingUid, to }: Situation): Step | undefined {
  if (!booking) return undefined;
  if (operation === 'cancel') {
    return isLive(booking) ? undefined : { kind: 'record', outcome: { kind: 'cancelled', bookingUid } };
  }
  const usable =
    isBookingUid(booking.uid) &&
    booking.movedFromUid === bookingUid &&
    booking.uid !== bookingUid &&
    isLive(booking) &&
    sameInstant(booking.startsAt, to?.startsAt);
  return usable ? movedTo(booking, bookingUid) : undefined;
}

function movedTo(booking: Booking, previousBookingUid: string, since: Booking[] = []): Step {
  const outcome = {
    kind: 'rescheduled' as const,
    previousBookingUid,
    bookingUid: booking.uid,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    // Only what awaits the host can be rejected by him.
    ...((booking.status === 'awaiting_confirmation' || booking.status === 'rejected') && { awaitingConfirmation: true }),
  };
  return { kind: 'record', outcome, ...(since.length > 0 ? { since } : { stands: booking }) };
}

/** Whether the wanted time is free is known now, or the calendar does not tell. */
export const afterSlots = (situation: Situation): Step => afterLookWithoutEffect('live', situation);

/** Only its form was to be seen: nothing of ours can be under way. */
const unseenAtFirst = ({ mayHaveSent, lookOnly, cause }: Situation): boolean => !mayHaveSent && !lookOnly && !cause;
const lookInstead = (step: Step): Step => (step.kind === 'send' ? look(step.afterMs) : step);

/** The look was turned away as the try was: that is no fault of the moment, and proves that the key did nothing. */
const isTurnedAway = (seen: Extract<Look, { kind: 'unseen' }>, situation: Situation): boolean =>
  isKeyRefusal(seen.cause) && isKeyRefusal(situation.cause) && !situation.unclear && !situation.saidYes;

/** What follows from a look. */
export function afterLook(seen: Look, situation: Situation): Step {
  const forUnnamed = afterLookForUnnamed(seen, situation);
  if (forUnnamed) return forUnnamed;
  switch (seen.kind) {
    case 'live':
      if (situation.to && sameInstant(seen.booking.startsAt, situation.to.startsAt))
        return standsWhereWanted(seen.booking, situation);
      if (seen.booking.form === 'seated' && !situation.cause) return notSupported;
      // The uid named a series: from here on the one booking is meant.
      if (seen.booking.uid !== situation.bookingUid) return { kind: 'link', booking: seen.booking };
      return afterLookWithoutEffect(seen.kind, situation);
    case 'not_found':
      return afterLookWithoutEffect(seen, situation);
    case 'unseen':
      if (isTurnedAway(seen, situation)) return keyRefused;
      return unseenAtFirst(situation) ? lookInstead(whenUnsent(seen.cause, situation)) : afterLookWithoutEffect(seen, situation);
    case 'moved':
      return whereItMoved(seen.successors, situation);
    case 'ended':
      return whyItEnded(seen.booking, situation);
  }
}

/**
 * Moved without a new uid, which no document promises and nothing forbids; or wanted back where it still stands, while the
 * earlier change's request may be under way.
 */
function standsWhereWanted(booking: Booking, situation: Situation): Step {
  const again = situation.inherited ? afterTwoLooks('live', situation) : undefined;
  if (again) return again;
  const stayed = sameInstant(situation.startsAt, situation.to?.startsAt);
  const ours = stayed || isOurs(booking.movedBy, situation);
  return ours ? movedTo(booking, situation.bookingUid) : movedByOthers(booking, situation);
}

function whereItMoved(successors: [Booking, ...Booking[]], situation: Situation): Step {
  const { operation, bookingUid, to, inherited } = situation;
  const [first, ...further] = successors;
  const last = successors.at(-1) ?? first;
  const direct = first.movedFromUid === null || first.movedFromUid === bookingUid;
  const wanted = operation === 'reschedule' && direct && sameInstant(first.startsAt, to?.startsAt);
  if (wanted && isOurs(first.movedBy, situation)) return tookEffect(successors, situation);
  if (!isLive(last)) {
    const ours = operation === 'cancel' && isOurEnd(last, situation);
    if (ours) return { kind: 'record', outcome: { kind: 'cancelled', bookingUid: last.uid } };
    return endedByOthers(last, situation);
  }
  // The deferred move this change superseded has taken effect after all: it is the same appointment, and still to be changed.
  if (inherited && further.length === 0 && direct && first.movedBy === 'us') {
    return { kind: 'link', booking: first };
  }
  return movedByOthers(last, situation);
}

/** Also where it has been moved to the very time that is wanted. */
function movedByOthers(booking: Booking, { bookingUid }: Situation): Step {
  const move = {
    previousBookingUid: bookingUid,
    bookingUid: booking.uid,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    externalCause: 'look',
    ...(booking.status === 'awaiting_confirmation' && { awaitingConfirmation: true }),
  };
  return { kind: 'record', outcome: { kind: 'moved_elsewhere', move } };
}

/** Our move led to the first of them. An end is seen twice here too: where it goes on to may not be there yet. */
function tookEffect(successors: [Booking, ...Booking[]], { bookingUid, looks }: Situation): Step {
  const [first, ...further] = successors;
  const stands = isLive(successors.at(-1) ?? first);
  if (!stands && !looks.some(({ found }) => found === 'moved' || found === 'ended')) return look(replicaLagMs);
  return movedTo(first, bookingUid, further.length > 0 || stands ? further : [first]);
}

/** Only what was live can be cancelled by us: a host who says no gives no reason either. */
const isOurEnd = ({ status, cancelledBy }: Booking, situation: Situation): boolean =>
  status !== 'rejected' && isOurs(cancelledBy, situation);

/**
 * Cancelled without a successor: seen twice unless the reason is ours, because the pointer to one may lag behind. What somebody
 * else has cancelled is theirs, though the same was wanted: it costs nothing.
 */
function whyItEnded(booking: Booking, situation: Situation): Step {
  const { operation, bookingUid, to, saidYes } = situation;
  const cancelled: Step = { kind: 'record', outcome: { kind: 'cancelled', bookingUid: booking.uid } };
  if (operation === 'cancel' && booking.cancelledBy === 'us') return cancelled;
  const seenBefore = situation.looks.some(({ found }) => found === 'ended');
  if (!seenBefore) return look(replicaLagMs);
  if (operation === 'cancel' && isOurEnd(booking, situation)) return cancelled;
  if (operation === 'reschedule' && saidYes && to) {
    const outcome = { kind: 'rescheduled' as const, previousBookingUid: bookingUid, bookingUid, ...to, bookingUidUnknown: true };
    return { kind: 'record', outcome };
  }
  return endedByOthers(booking, situation);
}

/** Cancelled by others, or taken back by the host, who asks for another time: nothing stands either way, and nobody pays. */
function endedByOthers({ uid: bookingUid, status }: Booking, { newTimeWanted, cause }: Situation): Step {
  const asked = status === 'cancelled' && (newTimeWanted || cause?.movedNowhere === true);
  const kind = asked ? 'new_time_requested' : 'cancelled_elsewhere';
  return { kind: 'record', outcome: { kind, bookingUid, externalCause: 'look' } };
}
