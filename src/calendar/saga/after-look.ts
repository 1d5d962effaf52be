// Chooses the saga's next step after a look: our change took effect, somebody else was faster, or nothing has happened yet.

import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import { type Booking, isLive, sameInstant } from '../booking.ts';
import type { Look } from '../provider.ts';
import { afterLookWithoutEffect, afterTwoLooks } from './after-no-effect.ts';
import { causeIn, isKeyRefusal, isOurs, isUnclear, mayHaveSent, onlyLooks, wantedPeriod } from './failed-try.ts';
import { afterLookForUnnamed } from './lost-uid.ts';
import { keyRefused, whenUnsent } from './nothing-sent.ts';
import { replicaLagMs } from './retry-schedule.ts';
import type { Situation, Step } from './situation.ts';

const look = (afterMs: number): Step => ({ kind: 'look', afterMs });

/** Of a booking that several people have a seat in nobody knows which seat is meant. */
export const notSupported: Step = { kind: 'record', outcome: { kind: 'reverted', code: 'not_supported' } };

/** Our move has led to this booking. `since`: what others made of it. */
export function movedTo(booking: Booking, previousBookingUid: string, since: Booking[] = []): Step {
  const outcome = {
    kind: 'rescheduled' as const,
    previousBookingUid,
    bookingUid: booking.uid,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    // Only what awaits the host can be rejected by them.
    ...((booking.status === 'awaiting_confirmation' || booking.status === 'rejected') && { awaitingConfirmation: true }),
  };
  return { kind: 'record', outcome, ...(since.length > 0 ? { since } : { stands: booking }) };
}

/** Only its form was to be seen: nothing of ours can be in flight. */
const unseenAtFirst = (situation: Situation): boolean =>
  !mayHaveSent(situation.phase) && !onlyLooks(situation) && !causeIn(situation.phase);
const lookInstead = (step: Step): Step => (step.kind === 'send' ? look(step.afterMs) : step);

/** The look was turned away as the try was: that is no fault of the moment, and proves that the key did nothing. */
const isTurnedAway = (seen: Extract<Look, { kind: 'unseen' }>, { phase }: Situation): boolean =>
  isKeyRefusal(seen.cause) && phase.kind === 'failed' && isKeyRefusal(phase.cause) && !isUnclear(phase);

/** Where the booking stands decides, whatever a try has come to. */
export function afterLook(seen: Look, situation: Situation): Step {
  const forUnnamed = afterLookForUnnamed(seen, situation);
  if (forUnnamed) return forUnnamed;
  switch (seen.kind) {
    case 'live':
      if (sameInstant(seen.booking.startsAt, wantedPeriod(situation)?.startsAt))
        return standsWhereWanted(seen.booking, situation);
      if (seen.booking.form === 'seated' && !causeIn(situation.phase)) return notSupported;
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
 * earlier change's request may be in flight.
 */
function standsWhereWanted(booking: Booking, situation: Situation): Step {
  const again = situation.phase.sent === 'inherited' ? afterTwoLooks('live', situation) : undefined;
  if (again) return again;
  const stayed = sameInstant(situation.startsAt, wantedPeriod(situation)?.startsAt);
  const ours = stayed || isOurs(booking.movedBy, situation);
  return ours ? movedTo(booking, situation.bookingUid) : movedByOthers(booking, situation);
}

function whereItMoved(successors: [Booking, ...Booking[]], situation: Situation): Step {
  const { change, bookingUid, phase } = situation;
  const [first, ...further] = successors;
  const last = successors.at(-1) ?? first;
  const direct = first.movedFromUid === null || first.movedFromUid === bookingUid;
  const wanted = direct && sameInstant(first.startsAt, wantedPeriod(situation)?.startsAt);
  if (wanted && isOurs(first.movedBy, situation)) return tookEffect(successors, situation);
  if (!isLive(last)) {
    const ours = modificationKinds[change.kind].ends && isOurEnd(last, situation);
    if (ours) return { kind: 'record', outcome: { kind: 'cancelled', bookingUid: last.uid } };
    return endedByOthers(last, situation);
  }
  // The deferred move this change superseded has taken effect after all: it is the same appointment, and still to be changed.
  if (phase.sent === 'inherited' && further.length === 0 && direct && first.movedBy === 'us') {
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
function tookEffect(successors: [Booking, ...Booking[]], { bookingUid, phase }: Situation): Step {
  const [first, ...further] = successors;
  const stands = isLive(successors.at(-1) ?? first);
  if (!stands && !phase.looks.some(({ found }) => found === 'moved' || found === 'ended')) return look(replicaLagMs);
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
  const { change, bookingUid, phase } = situation;
  const cancelled: Step = { kind: 'record', outcome: { kind: 'cancelled', bookingUid: booking.uid } };
  const { ends } = modificationKinds[change.kind];
  if (ends && booking.cancelledBy === 'us') return cancelled;
  const seenBefore = phase.looks.some(({ found }) => found === 'ended');
  if (!seenBefore) return look(replicaLagMs);
  switch (change.kind) {
    case 'cancel':
      return isOurEnd(booking, situation) ? cancelled : endedByOthers(booking, situation);
    case 'reschedule': {
      if (phase.kind !== 'said_yes') return endedByOthers(booking, situation);
      const moved = { kind: 'rescheduled' as const, previousBookingUid: bookingUid, bookingUid, ...change.to };
      return { kind: 'record', outcome: { ...moved, bookingUidUnknown: true } };
    }
  }
}

/** Cancelled by others, or taken back by the host, who asks for another time: nothing stands either way, and nobody pays. */
function endedByOthers({ uid: bookingUid, status }: Booking, { occasion, phase }: Situation): Step {
  const newTimeRequested = status === 'cancelled' && (occasion === 'new_time_wanted' || causeIn(phase)?.movedNowhere === true);
  const kind = newTimeRequested ? 'new_time_requested' : 'cancelled_elsewhere';
  return { kind: 'record', outcome: { kind, bookingUid, externalCause: 'look' } };
}
