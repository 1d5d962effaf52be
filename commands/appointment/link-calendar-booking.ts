// Records which booking an appointment has: a numeric id was resolved, a lost uid was found, or the host has confirmed.
import type { AppointmentState } from '../../src/domain/appointment/appointment-state.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';

export interface LinkCalendarBooking {
  bookingUid: string;
  /** Whether the host has yet to confirm it, where that was seen. */
  awaitingConfirmation?: boolean | undefined;
  /**
   * The uid the appointment had when this was seen; null for none. Left out where an operator names the booking: their word
   * counts.
   */
  seenFrom?: string | null | undefined;
}

/**
 * Links once and confirms once; a repeat adds nothing. The refusal `appointment_changed` says that the appointment has moved
 * since, so the caller of this must look again.
 */
export function linkCalendarBooking(state: AppointmentState, command: LinkCalendarBooking): Decision<AppointmentEvent> {
  if (!state.details) return refused('appointment_not_found');
  const { bookingUid } = command;
  const isLinked = state.booking?.uid === bookingUid;
  if (!isLinked && isStale(state, command)) return refused('appointment_changed', { startsAt: state.period.startsAt });
  const awaitingConfirmation = newsOf(state, command, isLinked);
  if (isLinked && awaitingConfirmation === undefined) return accepted<AppointmentEvent>();
  const { companyId, appointmentId } = state.details;
  const modificationId = state.lostUid?.modificationId ?? state.awaiting?.modificationId;
  return accepted<AppointmentEvent>({
    id: isLinked
      ? derivedId('booking-confirmed', companyId, appointmentId, bookingUid, modificationId ?? '')
      : derivedId('linked', companyId, appointmentId, bookingUid),
    type: 'CalendarBookingLinked',
    data: {
      bookingUid,
      ...(modificationId !== undefined && { modificationId }),
      ...(awaitingConfirmation !== undefined && { awaitingConfirmation }),
    },
  });
}

/** Seen before the appointment got another booking. The calendar gives every move a new uid: an earlier one never comes back. */
const isStale = ({ booking, previousUids }: AppointmentState, { bookingUid, seenFrom }: LinkCalendarBooking): boolean =>
  seenFrom !== undefined && (seenFrom !== (booking?.uid ?? null) || previousUids.includes(bookingUid));

/** For one and the same booking, only a confirmation is news: "awaits confirmation" is then an older reading. */
function newsOf({ status, awaiting }: AppointmentState, { awaitingConfirmation }: LinkCalendarBooking, isLinked: boolean) {
  const differs =
    status === 'scheduled' && awaitingConfirmation !== undefined && awaitingConfirmation !== (awaiting !== undefined);
  return differs && !(isLinked && awaitingConfirmation) ? awaitingConfirmation : undefined;
}
