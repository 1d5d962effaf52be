// A booking as the API answers it (lower-case status) and as webhooks tell it (upper-case, other names).
import {
  defaultLanguage,
  defaultTimeZone,
  minutesOf,
  type SandboxAttendee,
  type SandboxBooking,
  type SandboxEventType,
} from './model.ts';

function hostOf(booking: SandboxBooking, timeZone: string) {
  const email = `host-${booking.hostId}@example.com`;
  return {
    id: booking.hostId,
    name: `Host ${booking.hostId}`,
    email,
    displayEmail: email,
    username: `host-${booking.hostId}`,
    timeZone,
  };
}

function attendeeOf({ name, email, phoneNumber, timeZone, language, seatUid, absent = false }: SandboxAttendee) {
  const seat = seatUid === undefined ? {} : { seatUid, bookingFieldsResponses: { name, email } };
  const phone = phoneNumber === null ? {} : { phoneNumber };
  return { name, email, displayEmail: email, timeZone, language, absent, ...phone, ...seat };
}

/** The booking object of reference 1b, with the nulls and empty strings of real answers. */
export function apiBooking(booking: SandboxBooking, eventType: SandboxEventType | undefined): Record<string, unknown> {
  const [first] = booking.attendees;
  const location = 'integrations:daily';
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: '',
    hosts: [hostOf(booking, eventType?.timeZone ?? defaultTimeZone)],
    status: booking.status,
    cancellationReason: booking.cancellationReason,
    cancelledByEmail: '',
    ...(booking.reschedulingReason === null ? {} : { reschedulingReason: booking.reschedulingReason }),
    rescheduledByEmail: null,
    ...(booking.rescheduledFromUid ? { rescheduledFromUid: booking.rescheduledFromUid } : {}),
    ...(booking.rescheduledToUid ? { rescheduledToUid: booking.rescheduledToUid } : {}),
    start: booking.start,
    end: booking.end,
    duration: minutesOf(booking),
    eventTypeId: booking.eventTypeId,
    eventType: { id: booking.eventTypeId, slug: eventType?.slug ?? 'appointment' },
    meetingUrl: location,
    location,
    absentHost: false,
    createdAt: booking.createdAt,
    updatedAt: booking.updatedAt,
    metadata: booking.metadata,
    rating: null,
    icsUid: `${booking.uid}@Cal.com`,
    attendees: booking.attendees.map(attendeeOf),
    guests: [],
    bookingFieldsResponses: first ? { name: first.name, email: first.email, ...booking.responses } : booking.responses,
    ...(booking.recurringBookingUid ? { recurringBookingUid: booking.recurringBookingUid } : {}),
  };
}

/** Times of webhooks come with Z, .000Z or +00:00; a cancellation carries the last. */
export function webhookPayload(
  trigger: string,
  booking: SandboxBooking,
  eventType: SandboxEventType | undefined,
  previous?: SandboxBooking,
): Record<string, unknown> {
  const cancelled = trigger === 'BOOKING_CANCELLED';
  const time = (iso: string) => iso.replace('.000Z', cancelled ? '+00:00' : 'Z');
  const host = hostOf(booking, eventType?.timeZone ?? defaultTimeZone);
  const [first] = booking.attendees;
  return {
    title: booking.title,
    eventTitle: eventType?.title ?? booking.title,
    type: eventType?.slug ?? 'appointment',
    description: '',
    additionalNotes: '',
    startTime: time(booking.start),
    endTime: time(booking.end),
    length: minutesOf(booking),
    eventTypeId: booking.eventTypeId,
    organizer: { ...host, language: { locale: defaultLanguage }, timeFormat: 'HH:mm', utcOffset: 0 },
    attendees: booking.attendees.map(({ name, email, timeZone, language, phoneNumber }) => ({
      name,
      email,
      timeZone,
      phoneNumber,
      language: { locale: language },
      utcOffset: 0,
    })),
    responses: {
      name: { label: 'your_name', value: first?.name ?? '', isHidden: false },
      email: { label: 'email_address', value: first?.email ?? '', isHidden: false },
      attendeePhoneNumber: { label: 'phone_number', isHidden: true, ...(first?.phoneNumber ? { value: first.phoneNumber } : {}) },
    },
    location: 'integrations:daily',
    destinationCalendar: null,
    iCalUID: `${booking.uid}@Cal.com`,
    requiresConfirmation: eventType?.requiresConfirmation ?? false,
    uid: booking.uid,
    bookingId: booking.id,
    price: 0,
    currency: 'eur',
    organizationId: null,
    ...(cancelled ? {} : { metadata: booking.metadata }),
    ...(previous
      ? {
          rescheduleId: previous.id,
          rescheduleUid: previous.uid,
          rescheduleStartTime: time(previous.start),
          rescheduleEndTime: time(previous.end),
        }
      : {}),
    status: booking.status.toUpperCase(),
  };
}
