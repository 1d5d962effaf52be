// Folds what is known of a modification: what was decided, what its caller heard, and what became of it.
import { type DecisionEvent, kindOf, newPeriodOf } from '../../src/domain/appointment/modification-kinds.ts';
import type { SpokenStatus } from '../../src/domain/codes.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import type { Row, RowRef } from '../../src/platform/projector/projection.ts';
import { appointmentKey } from '../keys.ts';
import { notifiedModificationRef } from './notification-tables.ts';

/** The row of a change that has just been decided. */
export function begun(event: DecisionEvent, rowOf: (ref: RowRef) => Row | undefined): Row {
  const { supersedes } = event.data;
  const before = supersedes === undefined ? undefined : rowOf(notifiedModificationRef(supersedes));
  return {
    ...appointmentKey(event),
    customer_id: event.metadata.subject ?? null,
    call_id: event.data.callId ?? null,
    kind: kindOf(event),
    channel: event.metadata.channel,
    previous_starts_at: event.data.from.startsAt,
    new_starts_at: newPeriodOf(event)?.startsAt ?? null,
    answered: null,
    settled: null,
    // The customer hears of the move it ends, and that no appointment is left.
    code: event.data.reasonCode === 'move_rejected' && event.metadata.channel === 'calendar' ? 'move_rejected' : null,
    promised: before !== undefined && (hasPromise(before) || isUnanswered(before)),
  };
}

/** By the status of their answer, whether a caller heard that the change is done or will be done. */
const promises: Readonly<Record<SpokenStatus, boolean>> = {
  cancelled: true,
  rescheduled: true,
  pending: true,
  listed: false,
  slots: false,
  confirmation_required: false,
  choose_appointment: false,
  not_found: false,
  not_identified: false,
  refused: false,
  slot_unavailable: false,
  locked_out: false,
  calendar_unavailable: false,
  unclear: false,
  unavailable: false,
};
const promising: ReadonlySet<unknown> = new Set(Object.entries(promises).flatMap(([status, is]) => (is ? [status] : [])));

/** The caller heard that it is done or will be done; or may have heard so of the change it replaced. */
export const hasPromise = ({ answered, promised }: Row): boolean => promised === true || promising.has(answered);

/** A caller who still waits in a call may yet be answered with a promise. */
const isUnanswered = ({ answered, call_id }: Row): boolean => answered === null && call_id !== null;

/** What an event says of it that was not known before. */
export function progress(event: Recorded): Row {
  switch (event.type) {
    case 'FunctionAnswered':
      return { answered: event.data.status };
    case 'CalendarBookingRescheduled':
      return { settled: event.data.awaitingConfirmation === true ? 'requested' : 'confirmed' };
    case 'CalendarBookingLinked':
      return event.data.awaitingConfirmation === undefined
        ? {}
        : { settled: event.data.awaitingConfirmation ? 'requested' : 'confirmed' };
    case 'CalendarBookingCancelled':
    case 'CalendarNotConcerned':
      return { settled: 'confirmed' };
    case 'AppointmentRescheduleReverted':
    case 'AppointmentCancellationReverted':
      return { settled: 'reverted', code: event.data.code };
    default:
      return {};
  }
}
