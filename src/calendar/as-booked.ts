// A booking as the API lists it, in the words of the webhook that would have told of it.
import { type Booking, formOf } from '../calcom/payloads.ts';
import type { WebhookBooking } from '../calcom/webhook-payloads.ts';

export function asBooked(booking: Booking): WebhookBooking {
  const [host] = booking.hosts;
  return {
    uid: booking.uid,
    bookingId: booking.id,
    eventTypeId: booking.eventTypeId,
    title: booking.title,
    startTime: booking.start,
    endTime: booking.end,
    length: booking.duration,
    status: booking.status.toUpperCase(),
    organizer: host ? { id: host.id, email: host.email, timeZone: host.timeZone } : null,
    attendees: booking.attendees.map(({ name, email, timeZone, phoneNumber }) => ({ name, email, timeZone, phoneNumber })),
    metadata: booking.metadata,
    form: formOf(booking),
    rescheduleId: null,
    rescheduleUid: booking.rescheduledFromUid,
    rescheduleStartTime: null,
    rescheduleEndTime: null,
    cancellationReason: booking.cancellationReason,
    rejectionReason: null,
    requestReschedule: false,
  };
}
