// What an operator's resolution comes to, given what was just seen at the calendar. Pure: what has taken effect has taken effect.

import type { CalendarOutcome } from '../../../commands/appointment/record-calendar-outcome.ts';
import type { ResolveModification } from '../../../commands/appointment/resolve-modification.ts';
import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import { type Booking, sameInstant } from '../booking.ts';
import type { Look } from '../provider.ts';
import { isUnclear, mayHaveSent, wantedPeriod } from '../saga/failed-try.ts';
import { react } from '../saga/react.ts';
import type { Phase, Situation } from '../saga/situation.ts';

export type Consequence =
  | { kind: 'resolve'; outcome: CalendarOutcome }
  /** The calendar has long done what was asked: there is nothing left to decide, and it is recorded as it is. */
  | { kind: 'settle'; outcome: CalendarOutcome }
  | { kind: 'unseen' }
  /** Nothing is taken from the calendar of a booking nobody can ask for. */
  | { kind: 'uid_needed' };

/** `undefined` for a look: the booking has no uid anybody could ask by; where it is unnamed, its predecessor's end says nothing. */
export function consequenceOf(
  resolution: Exclude<ResolveModification['resolution'], 'send_again'>,
  seen: Look | undefined,
  situation: Situation,
): Consequence {
  if (resolution === 'keep') {
    const effect = seen && effectOf(seen, situation);
    const keeps = effect && isWhatWasWanted(effect, situation);
    return { kind: 'resolve', outcome: keeps ? effect : { kind: 'not_concerned', reason: 'kept_by_operator' } };
  }
  if (seen?.kind === 'unseen') {
    const certain = resolution === 'revert' && !mayHaveSent(situation.phase);
    return certain ? { kind: 'resolve', outcome: reverted } : { kind: 'unseen' };
  }
  const effect = seen && effectOf(seen, situation);
  if (effect) return { kind: resolution === 'revert' ? 'settle' : 'resolve', outcome: effect };
  if (resolution === 'revert') return { kind: 'resolve', outcome: reverted };
  if (seen === undefined || (situation.uidOf === 'predecessor' && seen.kind !== 'live')) return { kind: 'uid_needed' };
  if (seen.kind === 'live') return { kind: 'resolve', outcome: asItStands(seen.booking, situation) };
  return { kind: 'resolve', outcome: seen.kind === 'not_found' ? endedThere(situation) : reverted };
}

/** By us or by others: what others did is recorded as theirs, so that nobody pays for it. */
function isWhatWasWanted(effect: CalendarOutcome, { change }: Situation): boolean {
  if (effect.kind === 'rescheduled' || effect.kind === 'cancelled') return true;
  switch (change.kind) {
    case 'cancel':
      return effect.kind === 'cancelled_elsewhere' || effect.kind === 'new_time_requested';
    case 'reschedule':
      return effect.kind === 'moved_elsewhere' && sameInstant(effect.move.startsAt, change.to.startsAt);
  }
}

const reverted: CalendarOutcome = { kind: 'reverted', code: 'operator_decided' };

/** What has happened to the booking; undefined where it stands as it stood, or cannot be seen. */
function effectOf(seen: Look, situation: Situation): CalendarOutcome | undefined {
  const stands = seen.kind === 'live' && !sameInstant(seen.booking.startsAt, wantedPeriod(situation)?.startsAt);
  if (stands || seen.kind === 'not_found' || seen.kind === 'unseen') return undefined;
  if (situation.uidOf === 'predecessor' && seen.kind === 'ended') return undefined;
  // Time enough has passed for every replica: one look counts as two.
  const { phase, now } = situation;
  const twice: Phase = {
    ...phase,
    sent: phase.sent === 'inherited' ? 'unclear' : phase.sent,
    looks: [{ at: now, found: 'ended' }],
  };
  const step = react({ ...situation, uidOf: 'booking', phase: twice }, { kind: 'looked', seen });
  return step.kind === 'record' ? step.outcome : undefined;
}

/** The change is taken back; where the booking is at another time than the appointment was, that time counts. */
function asItStands(booking: Booking, { bookingUid, startsAt }: Situation): CalendarOutcome {
  if (sameInstant(booking.startsAt, startsAt)) return reverted;
  const move = {
    previousBookingUid: bookingUid,
    bookingUid: booking.uid,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    externalCause: 'operator',
    ...(booking.status === 'awaiting_confirmation' && { awaitingConfirmation: true }),
  };
  return { kind: 'moved_elsewhere', move };
}

/** The calendar has no such booking any more: by a request of ours, if one may have been sent. */
const endedThere = ({ change, bookingUid, phase }: Situation): CalendarOutcome =>
  modificationKinds[change.kind].ends && isUnclear(phase)
    ? { kind: 'cancelled', bookingUid }
    : { kind: 'cancelled_elsewhere', bookingUid, externalCause: 'operator' };
