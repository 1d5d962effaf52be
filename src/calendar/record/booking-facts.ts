// What is compared of a booking besides where it stands: as it was seen and as a webhook tells of it.
import type { RecordBookingDetails } from '../../../commands/appointment/record-booking-details.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import type { AnnouncedBooking, Booking } from '../booking.ts';

export type BookingFacts = Omit<RecordBookingDetails, 'externalCause' | 'hostChanged'>;

const known = (ids: readonly (number | null | undefined)[]): number[] => ids.filter(id => typeof id === 'number');
const utc = (instant: string): string => new Date(instant).toISOString();

export const factsOf = (booking: Booking): BookingFacts => ({
  bookingUid: booking.uid,
  startsAt: booking.startsAt,
  endsAt: booking.endsAt,
  calendarHostIds: known(booking.hosts.map(({ id }) => id)),
  calendarServiceId: booking.calendarServiceId,
});

export const factsInWebhook = (booking: AnnouncedBooking): BookingFacts => ({
  bookingUid: booking.uid,
  startsAt: booking.startsAt,
  endsAt: booking.endsAt,
  calendarHostIds: known([booking.host?.id]),
  calendarServiceId: booking.calendarServiceId,
});

/** Whether a webhook tells of an appointment's own booking what we do not have: then it is looked up. */
export function tellsOtherwise({ booking, period }: AppointmentState, facts: BookingFacts): boolean {
  const times = facts.startsAt !== utc(period.startsAt) || facts.endsAt !== utc(period.endsAt);
  const host =
    booking?.calendarHostId !== undefined &&
    facts.calendarHostIds.length > 0 &&
    !facts.calendarHostIds.includes(booking.calendarHostId);
  const kind =
    booking?.calendarServiceId !== undefined &&
    facts.calendarServiceId !== null &&
    facts.calendarServiceId !== booking.calendarServiceId;
  return times || host || kind;
}
