// What the booking of an appointment is was found: a numeric id resolved, a lost uid found again, or the host's word on it.
import type { AppointmentState } from '../../src/domain/appointment/appointment.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';

export interface LinkCalendarBooking {
  bookingUid: string;
  /** Whether the host has yet to confirm it, where that was seen. */
  awaitingConfirmation?: boolean | undefined;
  /** The uid the appointment had when this was seen, null for none. Left out where an operator names the booking: his word counts. */
  seenFrom?: string | null | undefined;
}

/**
 * Links once and confirms once; what is known adds nothing. The refusal `appointment_changed` tells the caller to look again: the
 * appointment has been moved on since.
 */
export function linkCalendarBooking(state: AppointmentState, command: LinkCalendarBooking): Decision<AppointmentEvent> {
  if (!state.details) return refused('appointment_not_found');
  const { bookingUid } = command;
  const isLinked = state.booking?.uid === bookingUid;
  if (!isLinked && isStale(state, command)) return refused('appointment_changed', { startsAt: state.period.startsAt });
  const awaitingConfirmation = newsOf(state, command, isLinked);
  if (isLinked && awaitingConfirmation === undefined) return accepted<AppointmentEvent>();
  const { companyId, appointmentId } = state.details;
  const modificationId = state.unnamed?.modificationId ?? state.awaiting?.modificationId;
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

/** Seen before the booking became another. Cal.com gives every move a new uid: one it was moved away from never comes back. */
const isStale = ({ booking, previousUids }: AppointmentState, { bookingUid, seenFrom }: LinkCalendarBooking): boolean =>
  seenFrom !== undefined && (seenFrom !== (booking?.uid ?? null) || previousUids.includes(bookingUid));

/** One and the same booking is only ever confirmed: that it still awaits it is an older reading. */
function newsOf({ status, awaiting }: AppointmentState, { awaitingConfirmation }: LinkCalendarBooking, isLinked: boolean) {
  const differs =
    status === 'scheduled' && awaitingConfirmation !== undefined && awaitingConfirmation !== (awaiting !== undefined);
  return differs && !(isLinked && awaitingConfirmation) ? awaitingConfirmation : undefined;
}
