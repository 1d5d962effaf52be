// The saga's reaction, pure: from what was observed to the next step.
import { isBookingUid } from '../../domain/appointment/booking-reference.ts';
import type { Code } from '../../domain/codes.ts';
import { type Booking, isLive, sameInstant } from '../booking.ts';
import type { Tried } from '../provider.ts';
import { causeOf } from '../result.ts';
import { afterLook, movedTo, notSupported } from './after-look.ts';
import { afterLookWithoutEffect } from './after-no-effect.ts';
import { bookingOfAnother } from './claimed-by-another.ts';
import { leavesOpen, mayHaveSent, onlyLooks, triesHaveEnded } from './failed-try.ts';
import { unresolved, whenUnsent } from './nothing-sent.ts';
import { phaseAfter } from './phase.ts';
import type { Observation, Situation, Step } from './situation.ts';

/**
 * Why: what is done about a change can be read here, and tried without a calendar. The situation is the one before the observation,
 * its time the time after.
 *
 *     react(situation, { kind: 'tried', tried: { kind: 'timeout', nothingSent: false } })   // { kind: 'look', afterMs: 0 }
 */
export function react(situation: Situation, observation: Observation): Step {
  switch (observation.kind) {
    case 'begun':
      return firstStep(situation);
    case 'tried':
      return afterTry(observation.tried, situation);
    case 'looked':
      return afterLook(observation.seen, situation);
    case 'slot_checked':
      // Whether the wanted time is free is known now, or the calendar does not tell.
      return afterLookWithoutEffect('live', { ...situation, phase: phaseAfter(situation.phase, observation, situation.now) });
    case 'linked':
      return observation.refused === undefined ? afterLink(situation) : afterRefusedLink(observation.refused, situation);
    case 'uid_looked_for':
      if (observation.found.kind !== 'found') return unresolved(observation.found, situation);
      return observation.refused === undefined ? { kind: 'begin_again' } : afterRefusedLink(observation.refused, situation);
  }
}

/** Somebody else has it, or has linked another meanwhile. */
const afterRefusedLink = (refused: Code, situation: Situation): Step =>
  refused === 'booking_claimed' ? bookingOfAnother(situation) : { kind: 'begin_again' };

const look: Step = { kind: 'look', afterMs: 0 };

/**
 * Where a run begins: with a look wherever something may have been sent, where nothing may be sent any more, or where nobody has
 * said that the booking is one of its own: a series' uid would change all of it, and a booking of several seats everybody's.
 * So it does where nobody could name the booking: the uid is not the one to send to.
 */
function firstStep(situation: Situation): Step {
  const { notConcerned: reason } = situation;
  if (reason !== undefined) return { kind: 'record', outcome: { kind: 'not_concerned', reason } };
  if (situation.form === 'seated') return notSupported;
  const { form, uidOf, phase } = situation;
  const ofItsOwn = form === 'single' && uidOf === 'booking';
  const looks = mayHaveSent(phase) || onlyLooks(situation) || !ofItsOwn || triesHaveEnded(situation);
  return looks ? look : { kind: 'send', afterMs: 0 };
}

/**
 * The uid is known now, and it is still ours to change, unless nothing may be sent any more. Where an earlier change has led to
 * it, another request of that one is refused only as long as this booking stands there: it is looked at for a while first.
 */
const afterLink = (situation: Situation): Step =>
  situation.phase.sent === 'inherited' || triesHaveEnded(situation) ? look : { kind: 'send', afterMs: 0 };

/**
 * What follows from a try. Only a readable yes and what never got there are believed; a refusal gives a reason, and a look tells
 * whether it hides an effect.
 */
function afterTry(tried: Tried, situation: Situation): Step {
  if (tried.kind === 'ok') return answered(tried.data, situation) ?? look;
  if (tried.kind === 'refused' && tried.code === 'invalid_uid')
    return { kind: 'record', outcome: { kind: 'not_concerned', reason: 'invalid_booking_id' } };
  const over = tried.kind === 'refused' || leavesOpen(tried);
  return over || mayHaveSent(situation.phase) ? look : whenUnsent(causeOf(tried), situation);
}

/** The outcome a readable yes tells; undefined where it does not tell what was asked for, or of which booking. */
function answered(booking: Booking | undefined, { change, bookingUid }: Situation): Step | undefined {
  if (!booking) return undefined;
  switch (change.kind) {
    case 'cancel':
      return isLive(booking) ? undefined : { kind: 'record', outcome: { kind: 'cancelled', bookingUid } };
    case 'reschedule': {
      const usable =
        isBookingUid(booking.uid) &&
        booking.movedFromUid === bookingUid &&
        booking.uid !== bookingUid &&
        isLive(booking) &&
        sameInstant(booking.startsAt, change.to.startsAt);
      return usable ? movedTo(booking, bookingUid) : undefined;
    }
  }
}
