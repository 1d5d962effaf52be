// What a booking at Cal.com can be besides one person's own, and how our appointment knows it.

import type { SeedBooking } from '@rebook/calcom-sandbox';
import type { BookingReference } from '../../../src/domain/appointment/events.ts';
import type { Period } from '../../../src/domain/values.ts';

/** `by_series`: an appointment that came with the uid of its series. `seat`: nobody has said that it is one. */
export type Shape = 'own' | 'of_series' | 'by_series' | 'seat' | 'known_seat';

/** Who has the other seat. */
export const otherPerson = 'Eva';

interface Placed {
  id: string;
  uid: string;
  period: Period;
}

const week = 7 * 24 * 3_600_000;
export const seriesUid = (uid: string): string => `series${uid.slice(-12)}`;
/** The booking of the same series a week later. */
export const siblingUid = (uid: string): string => `sibling${uid.slice(-12)}`;

/** What Cal.com has, the appointment's own booking first, and the reference we have of it. */
export function shaped({ id, uid, period }: Placed, shape: Shape): { seeds: SeedBooking[]; reference: BookingReference } {
  const { startsAt: start, endsAt: end } = period;
  const own: SeedBooking = { uid, id: Number(id), start, end, attendee: { name: 'Hansi' } };
  const recurringBookingUid = seriesUid(uid);
  const later = new Date(Date.parse(start) + week).toISOString();
  const series = [
    { ...own, recurringBookingUid },
    { uid: siblingUid(uid), start: later, minutes: 60, attendee: { name: 'Hansi' }, recurringBookingUid },
  ];
  const { attendee: _, ...booking } = own;
  const seats = [
    { name: 'Hansi', seatUid: 'seat-hansi' },
    { name: otherPerson, email: 'eva@example.com', seatUid: 'seat-eva' },
  ];
  switch (shape) {
    case 'own':
      return { seeds: [own], reference: { uid, calendarServiceId: 1 } };
    case 'of_series':
      return { seeds: series, reference: { uid, calendarServiceId: 1, form: 'recurring' } };
    case 'by_series':
      return { seeds: series, reference: { uid: recurringBookingUid, calendarServiceId: 1 } };
    case 'seat':
      return { seeds: [{ ...booking, attendees: seats }], reference: { uid, calendarServiceId: 1 } };
    case 'known_seat':
      return { seeds: [{ ...booking, attendees: seats }], reference: { uid, calendarServiceId: 1, form: 'seated' } };
  }
}
