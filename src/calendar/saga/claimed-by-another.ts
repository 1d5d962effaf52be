// What a change comes to that leads to a booking another appointment has claimed: it is never taken over, people decide.
import type { CalendarOutcome } from '../../../commands/appointment/record-calendar-outcome.ts';
import { failure } from './failed-try.ts';
import { operatorLookMs } from './retry-schedule.ts';
import type { Situation, Step } from './situation.ts';

/** The booking that becomes the appointment's with this outcome. */
export function successorIn(outcome: CalendarOutcome): string | undefined {
  if (outcome.kind === 'rescheduled') return outcome.bookingUid;
  return outcome.kind === 'moved_elsewhere' ? outcome.move.bookingUid : undefined;
}

/** A move of ours has been made, which its caller hears, but to a booking that is not ours to name; anything else stays open. */
export function notTakenOver(outcome: CalendarOutcome, situation: Situation): CalendarOutcome {
  if (outcome.kind !== 'rescheduled') return leftToOperator(situation);
  return { ...outcome, bookingUid: outcome.previousBookingUid, bookingUidUnknown: true };
}

export const bookingOfAnother = (situation: Situation): Step => ({ kind: 'record', outcome: leftToOperator(situation) });

const leftToOperator = (situation: Situation): CalendarOutcome =>
  failure({ kind: 'booking_claimed', code: 'operator_needed' }, situation, situation.now.getTime() + operatorLookMs);
