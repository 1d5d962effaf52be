// The uid of a booking was found: a numeric id resolved, or a lost uid found again.
import { z } from 'zod';
import type { AppointmentState } from '../src/domain/appointment.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { AppointmentEvent } from '../src/domain/events/catalogue.ts';
import { derivedId } from '../src/domain/ids.ts';

export const linkCalendarBookingSchema = z.object({ bookingUid: z.string().min(1) });
export type LinkCalendarBooking = z.infer<typeof linkCalendarBookingSchema>;

/** Links once; linking what is linked adds nothing. */
export function linkCalendarBooking(state: AppointmentState, command: LinkCalendarBooking): Decision<AppointmentEvent> {
  if (!state.details) return refused('appointment_not_found');
  if (state.booking?.uid === command.bookingUid) return accepted<AppointmentEvent>();
  const { companyId, appointmentId } = state.details;
  return accepted<AppointmentEvent>({
    id: derivedId('linked', companyId, appointmentId, command.bookingUid),
    type: 'CalendarBookingLinked',
    data: { bookingUid: command.bookingUid, ...(state.last?.bookingUidUnknown && { modificationId: state.last.modificationId }) },
  });
}
