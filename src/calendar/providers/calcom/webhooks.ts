// Cal.com's webhooks in the words every calendar shares.

import type { AnnouncedBooking } from '../../booking.ts';
import type { BookingNews, Webhook, WebhookFormat } from '../../provider.ts';
import { isCalcomSignature, verifyCalcomSignature } from './signature.ts';
import { type BookingTrigger, readCalcomWebhook, type WebhookBooking } from './webhook-payloads.ts';

const newsOf: Readonly<Record<BookingTrigger, BookingNews>> = {
  BOOKING_CREATED: 'booked',
  BOOKING_REQUESTED: 'requested',
  BOOKING_RESCHEDULED: 'moved',
  BOOKING_CANCELLED: 'cancelled',
  BOOKING_REJECTED: 'rejected',
};

export const calcomWebhooks: WebhookFormat = {
  name: 'calcom',
  signatureHeader: 'x-cal-signature-256',
  isSignature: isCalcomSignature,
  isSignedWith: (secret, rawBody, signature) => verifyCalcomSignature(rawBody, signature, secret),
  read(body): Webhook {
    const read = readCalcomWebhook(parsed(body));
    switch (read.kind) {
      case 'booking':
        return { ...read, news: newsOf[read.trigger], booking: toAnnounced(read.booking) };
      case 'named':
        return { ...read, hostChanged: read.trigger === 'BOOKING_REASSIGNED' };
      case 'other':
      case 'unreadable':
        return read;
    }
  },
};

function toAnnounced(booking: WebhookBooking): AnnouncedBooking {
  const { uid, bookingId, eventTypeId: calendarServiceId, metadata, form, organizer, rescheduleUid, rescheduleId } = booking;
  return {
    ...{ uid, calendarServiceId, metadata, form },
    numericId: bookingId,
    startsAt: new Date(booking.startTime).toISOString(),
    endsAt: new Date(booking.endTime).toISOString(),
    awaitingConfirmation: booking.status === 'PENDING',
    host: organizer && { id: organizer.id, email: organizer.email },
    attendees: booking.attendees.map(({ name, email, phoneNumber, otherNumbers }) => ({
      ...{ name, email, phoneNumber },
      ...(otherNumbers && { otherNumbers }),
    })),
    movedFrom: rescheduleUid === null ? null : { uid: rescheduleUid, numericId: rescheduleId },
    newTimeRequested: booking.requestReschedule,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
