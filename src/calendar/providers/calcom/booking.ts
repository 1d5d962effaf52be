// Cal.com's booking in the words every calendar shares.

import type { Booking, BookingForm, BookingOrSeries, BookingStatus, DoneBy } from '../../booking.ts';
import type { CallOptions } from '../../provider.ts';
import type { CalendarResult } from '../../result.ts';
import { cancellationReason, reschedulingReason } from './fixed-sentences.ts';
import type { CalcomClient } from './http/client.ts';
import type { CalcomBooking } from './http/payloads.ts';

const statuses = new Map<string, BookingStatus>([
  ['accepted', 'confirmed'],
  ['pending', 'awaiting_confirmation'],
  ['cancelled', 'cancelled'],
  ['rejected', 'rejected'],
]);

export function toBooking(booking: CalcomBooking): Booking {
  const { uid, eventTypeId: calendarServiceId, createdAt, updatedAt, metadata } = booking;
  return {
    ...{ uid, calendarServiceId, createdAt, updatedAt, metadata },
    numericId: booking.id,
    status: statuses.get(booking.status) ?? 'other',
    startsAt: new Date(booking.start).toISOString(),
    endsAt: new Date(booking.end).toISOString(),
    form: formOf(booking),
    hosts: booking.hosts.map(({ id, email }) => ({ id, email })),
    attendees: booking.attendees.map(({ name, email, phoneNumber, otherNumbers }) => ({
      ...{ name, email, phoneNumber },
      ...(otherNumbers && { otherNumbers }),
    })),
    noShow: noShowOf(booking),
    movedFromUid: booking.rescheduledFromUid,
    movedToUid: booking.rescheduledToUid,
    seriesUid: booking.recurringBookingUid,
    cancelledBy: doneBy(booking.cancellationReason, cancellationReason),
    movedBy: doneBy(booking.reschedulingReason, reschedulingReason),
  };
}

/** Ours carries our sentence; another's sentence is another's. */
function doneBy(sentence: string | null, ours: string): DoneBy | null {
  if (!sentence) return null;
  return sentence === ours ? 'us' : 'others';
}

/** Of a booking with seats nobody can tell whose `absent` it is. */
function noShowOf(booking: CalcomBooking): boolean | null {
  const [attendee, ...others] = booking.attendees;
  const isOne = others.length === 0 && formOf(booking) !== 'seated';
  return isOne ? (attendee?.absent ?? null) : null;
}

/** A seat in a series is a seat: its booking is the others' too. */
function formOf({ seatUid, attendees, recurringBookingUid }: CalcomBooking): BookingForm {
  if (seatUid !== null || attendees.some(person => person.seatUid !== null)) return 'seated';
  return recurringBookingUid === null ? 'single' : 'recurring';
}

/** The booking of this uid, or where it names a series the bookings of it. */
export async function readBooking(
  client: Pick<CalcomClient, 'getBooking'>,
  uid: string,
  options: CallOptions,
): Promise<CalendarResult<BookingOrSeries>> {
  const answer = await client.getBooking(uid, options);
  if (answer.kind !== 'ok') return answer;
  const { data } = answer;
  if (data.kind === 'single') return { ...answer, data: { kind: 'single', booking: toBooking(data.booking) } };
  return { ...answer, data: { kind: 'series', bookings: data.bookings.map(toBooking) } };
}
