// Gives the code of an answer from the outcome of a change at the calendar.

import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import { isSpokenCode, needsOperator, type SpokenCode } from '../../domain/codes.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { ModificationKind } from '../../domain/values.ts';

/** The outcome of a change; undefined: none is known yet. */
export interface Outcome {
  kind: 'confirmed' | 'deferred' | 'operator_needed';
  /** Of a move: the host has yet to confirm it. */
  awaitingConfirmation?: boolean | undefined;
}

export function codeOfOutcome(operation: ModificationKind, outcome: Outcome | undefined): SpokenCode {
  const { codes } = modificationKinds[operation];
  switch (outcome?.kind) {
    case undefined:
      return codes.pending;
    case 'deferred':
      return 'reschedule_deferred';
    case 'operator_needed':
      return codes.needsOperator;
    case 'confirmed':
      return outcome.awaitingConfirmation ? 'reschedule_requested' : codes.done;
  }
}

/** The code an answer had to have, by the last event about the change that was known when it was given. */
export const codeOfSettlement = (operation: ModificationKind, outcome: Recorded | undefined): SpokenCode =>
  codeOfOutcome(operation, outcomeIn(outcome));

function outcomeIn(event: Recorded | undefined): Outcome | undefined {
  switch (event?.type) {
    case 'CalendarSyncFailed':
      return needsOperator(event.data.code) ? { kind: 'operator_needed' } : undefined;
    case 'CalendarSyncDeferred':
      return { kind: 'deferred' };
    case 'CalendarBookingRescheduled':
    case 'CalendarBookingLinked':
      return { kind: 'confirmed', awaitingConfirmation: event.data.awaitingConfirmation === true };
    case 'CalendarBookingCancelled':
    case 'CalendarNotConcerned':
      return { kind: 'confirmed' };
    default:
      return undefined;
  }
}

/** Why the calendar refused, as a code of our catalogue. */
export function codeOfRevert(code: string | undefined): SpokenCode {
  switch (code) {
    case undefined:
      return 'calendar_refused';
    case 'in_the_past':
      return 'new_time_past';
    case 'outside_booking_window':
      return 'slot_unavailable';
    // No other time would be taken either.
    case 'minimum_notice':
      return 'too_late_to_reschedule';
    case 'limit_reached':
      return 'day_full';
    case 'calendar_key_refused':
      return 'calendar_unavailable';
    case 'already_ended':
      return 'appointment_past';
    case 'cancellation_disabled':
      return 'cancel_not_allowed';
    case 'rescheduling_disabled':
      return 'reschedule_not_allowed';
    default:
      return isSpokenCode(code) ? code : 'calendar_refused';
  }
}
