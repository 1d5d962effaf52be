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
  hostIds: known(booking.hosts.map(({ id }) => id)),
  eventTypeId: booking.eventTypeId,
});

export const factsInWebhook = (booking: AnnouncedBooking): BookingFacts => ({
  bookingUid: booking.uid,
  startsAt: booking.startsAt,
  endsAt: booking.endsAt,
  hostIds: known([booking.host?.id]),
  eventTypeId: booking.eventTypeId,
});

/** Whether a webhook tells of an appointment's own booking what we do not have: then it is looked up. */
export function tellsOtherwise({ booking, period }: AppointmentState, facts: BookingFacts): boolean {
  const times = facts.startsAt !== utc(period.startsAt) || facts.endsAt !== utc(period.endsAt);
  const host = booking?.hostId !== undefined && facts.hostIds.length > 0 && !facts.hostIds.includes(booking.hostId);
  const kind = booking?.eventTypeId !== undefined && facts.eventTypeId !== null && facts.eventTypeId !== booking.eventTypeId;
  return times || host || kind;
}
