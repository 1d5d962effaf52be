// What a calendar has to do with an appointment, by the booking it refers to.
import { z } from 'zod';
import type { BookingReference } from './events.ts';

/** What the calendar has to do with this appointment. */
export function calendarConcern(
  booking: BookingReference | undefined,
): 'booking' | 'numeric_only' | 'no_booking' | 'invalid_booking_id' {
  if (!booking || (booking.uid === undefined && booking.numericId === undefined && booking.externalId === undefined))
    return 'no_booking';
  if (booking.uid !== undefined) return isBookingUid(booking.uid) ? 'booking' : 'invalid_booking_id';
  return booking.numericId !== undefined && booking.numericId > 0 ? 'numeric_only' : 'invalid_booking_id';
}

/** Why no calendar has anything to do with it: there is no booking, or none that could be one. Undefined where there is. */
export function notConcerned(booking: BookingReference | undefined): 'no_booking' | 'invalid_booking_id' | undefined {
  const concern = calendarConcern(booking);
  switch (concern) {
    case 'booking':
    case 'numeric_only':
      return undefined;
    case 'no_booking':
    case 'invalid_booking_id':
      return concern;
  }
}

const uidForm = /^[A-Za-z0-9_-]{6,64}$/;

/**
 * Can this be a booking's uid at the calendar? The one rule: it also says what may become part of a request's path and of a stream's
 * name, so no dot and no slash. Cal.com makes 22 letters and digits, its document shows six, platforms on top of it use up to 64, with
 * dashes.
 */
export const isBookingUid = (uid: string): boolean => uidForm.test(uid);

/** The same rule for what comes from outside; the API's document shows it as a pattern. */
export const bookingUidSchema = z.string().regex(uidForm);
