// Records a change that staff or the customer made at the calendar itself: decision and settlement in one append.
import { type AppointmentState, isOpenToRebooking, pendingOf } from '../../src/domain/appointment/appointment-state.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId, outcomeIdOf } from '../../src/domain/ids.ts';
import type { Period } from '../../src/domain/values.ts';

export interface CalendarMove {
  previousBookingUid: string;
  bookingUid: string;
  startsAt: string;
  endsAt: string;
  awaitingConfirmation?: boolean | undefined;
  /** The source: `webhook`, `look` or `reconciliation`. */
  externalCause: string;
}

export type RecordCalendarChange =
  | { kind: 'rescheduled'; move: CalendarMove }
  | {
      kind: 'cancelled';
      bookingUid: string;
      /** The appointment's, where others had moved it to the one that has ended. */
      previousBookingUid?: string | undefined;
      externalCause: string;
    }
  /** The host has cancelled it and asked the attendee for another time. */
  | { kind: 'new_time_requested'; bookingUid: string; externalCause: string };

/**
 * Records a change made at the calendar; the echo of a change of ours and a repeat add nothing. While a modification of
 * ours is pending nothing is recorded: the refusal `change_in_progress` tells the caller to look at the calendar first. So
 * does `appointment_changed`, where the change does not follow from the booking the appointment has.
 */
export function recordCalendarChange(state: AppointmentState, command: RecordCalendarChange): Decision<AppointmentEvent> {
  if (!state.details) return refused('appointment_not_found');
  if (isKnown(state, command)) return accepted<AppointmentEvent>();
  if (pendingOf(state)) return refused('change_in_progress');
  if (!fits(state, command)) return refused('appointment_changed', { startsAt: state.period.startsAt });
  if (command.kind === 'rescheduled') return accepted<AppointmentEvent>(...calendarMoveEvents(state, command.move));
  if (command.kind === 'new_time_requested') return accepted<AppointmentEvent>(...newTimeEvents(state, command));
  return accepted<AppointmentEvent>(...calendarCancellationEvents(state, command));
}

/** News of a booking that is not, or no longer, the appointment's arrived late or early: only a look shows how it stands now. */
function fits(state: AppointmentState, command: RecordCalendarChange): boolean {
  return state.booking?.uid === undefined || state.booking.uid === followedFrom(command);
}

function followedFrom(command: RecordCalendarChange): string {
  switch (command.kind) {
    case 'rescheduled':
      return command.move.previousBookingUid;
    case 'cancelled':
      return command.previousBookingUid ?? command.bookingUid;
    case 'new_time_requested':
      return command.bookingUid;
  }
}

function isKnown(state: AppointmentState, command: RecordCalendarChange): boolean {
  if (state.status === 'cancelled' && !reopens(state, command)) return true;
  const uid = command.kind === 'rescheduled' ? command.move.bookingUid : command.bookingUid;
  if (state.previousUids.includes(uid)) return true;
  if (command.kind !== 'rescheduled' || state.booking?.uid !== uid) return false;
  const { previousBookingUid, startsAt } = command.move;
  // Moved without a new uid, which no document promises and nothing forbids.
  return previousBookingUid !== uid || Date.parse(startsAt) === Date.parse(state.period.startsAt);
}

/**
 * A booking that was cancelled at the calendar may turn out to wait for a new time, and a new booking may replace one that has ended.
 */
function reopens(state: AppointmentState, command: RecordCalendarChange): boolean {
  if (!isOpenToRebooking(state)) return false;
  return command.kind === 'rescheduled' || (command.kind === 'new_time_requested' && !state.newTimeWanted);
}

/**
 * Decision and settlement of a move made at the calendar. Ids derive from the new booking, so that everyone who finds the move records
 * the same event.
 */
export function calendarMoveEvents(state: AppointmentState, move: CalendarMove): NewEvent<AppointmentEvent>[] {
  const inPlace = move.bookingUid === move.previousBookingUid ? [move.startsAt] : [];
  const modificationId = derivedId('calendar-moved', ...ownerOf(state), move.bookingUid, ...inPlace);
  const to: Period = { startsAt: move.startsAt, endsAt: move.endsAt };
  return [
    { id: modificationId, type: 'AppointmentRescheduled', data: { ...decisionAtCalendar(state), to } },
    {
      id: outcomeIdOf(modificationId, 'rescheduled', move.bookingUid),
      type: 'CalendarBookingRescheduled',
      data: { modificationId, ...move },
    },
  ];
}

/** Decision and settlement of a cancellation made at the calendar. */
export function calendarCancellationEvents(
  state: AppointmentState,
  { bookingUid, externalCause }: { bookingUid: string; externalCause: string },
): NewEvent<AppointmentEvent>[] {
  const modificationId = derivedId('calendar-cancelled', ...ownerOf(state), bookingUid);
  const unconfirmed = unconfirmedMove(state);
  const data = { ...decisionAtCalendar(state), ...(unconfirmed.length > 0 && { reasonCode: 'move_rejected' }) };
  return [
    ...unconfirmed,
    { id: modificationId, type: 'AppointmentCancelled', data },
    {
      id: outcomeIdOf(modificationId, 'cancelled', bookingUid),
      type: 'CalendarBookingCancelled',
      data: { modificationId, externalCause, bookingUid },
    },
  ];
}

/** The host has cancelled and asks the attendee for another time. */
export function newTimeEvents(
  state: AppointmentState,
  { bookingUid, externalCause }: { bookingUid: string; externalCause: string },
): NewEvent<AppointmentEvent>[] {
  return [
    ...unconfirmedMove(state),
    {
      id: derivedId('new-time-requested', ...ownerOf(state), bookingUid),
      type: 'CalendarNewTimeRequested',
      data: { bookingUid, externalCause, ...(state.calendarPeriod ?? state.period) },
    },
  ];
}

/**
 * A move that the host had yet to confirm ends with its booking: it never took effect, so nothing is owed for it.
 * `move_not_confirmed`: the customer has cancelled before the host answered.
 */
export function unconfirmedMove(
  { awaiting }: AppointmentState,
  code: 'move_rejected' | 'move_not_confirmed' = 'move_rejected',
): NewEvent<AppointmentEvent>[] {
  const modificationId = awaiting?.modificationId;
  if (modificationId === undefined) return [];
  return [
    { id: outcomeIdOf(modificationId, 'reverted', code), type: 'AppointmentRescheduleReverted', data: { modificationId, code } },
  ];
}

const ownerOf = ({ details }: AppointmentState) => [details?.companyId ?? '', details?.appointmentId ?? ''];

const decisionAtCalendar = (state: AppointmentState) => ({
  from: state.period,
  timeZone: state.details?.timeZone ?? 'UTC',
  terms: null,
  facts: null,
});
