// A booking as any calendar has it, and what a calendar tells of one in a webhook.

/** What a uid stands for: one booking, a booking several people have a seat in, or one of a series. */
export type BookingForm = 'single' | 'seated' | 'recurring';

/** `rejected`: the host has said no. `other`: it stands, in a way we have no word for. */
export type BookingStatus = 'confirmed' | 'awaiting_confirmation' | 'cancelled' | 'rejected' | 'other';

/** By a request of ours, or by somebody else. */
export type DoneBy = 'us' | 'others';

export interface Attendee {
  name: string | null;
  email: string | null;
  phoneNumber: string | null;
  /** Numbers the same person gave beside it, in their order. */
  otherNumbers?: readonly string[] | undefined;
}

export interface Host {
  id: number | null;
  email: string | null;
}

/**
 * Calendars differ in their words for a booking; the saga must not. So each provider puts its bookings into these words once, and
 * decisions read them here.
 *
 *     if (!isLive(booking) && booking.cancelledBy === 'us') record the cancellation
 */
export interface Booking {
  uid: string;
  /** An older name of it, where the calendar gives one. */
  numericId: number | null;
  status: BookingStatus;
  /** UTC instants. */
  startsAt: string;
  endsAt: string;
  form: BookingForm;
  /** The kind of booking it is at the calendar, by which a service is known there. */
  calendarServiceId: number | null;
  hosts: readonly Host[];
  attendees: readonly Attendee[];
  /** Whether its attendee did not come; null where it has several, or the calendar does not say. */
  noShow: boolean | null;
  /** A move makes a new booking: the one before it, and the one after it. */
  movedFromUid: string | null;
  movedToUid: string | null;
  /** The series it is one of. */
  seriesUid: string | null;
  /** Who gave the reason that stands beside its end, and beside its move; null where none does. */
  cancelledBy: DoneBy | null;
  movedBy: DoneBy | null;
  metadata: Readonly<Record<string, unknown>>;
  createdAt: string | null;
  updatedAt: string | null;
}

/** A booking, or where the uid names a series its bookings. */
export type BookingOrSeries = { kind: 'single'; booking: Booking } | { kind: 'series'; bookings: Booking[] };

/** A booking as a webhook tells of it: less than a look shows, and no more than a hint. */
export interface AnnouncedBooking
  extends Pick<Booking, 'uid' | 'numericId' | 'startsAt' | 'endsAt' | 'calendarServiceId' | 'attendees' | 'metadata'> {
  awaitingConfirmation: boolean;
  /** Null where it is not given. */
  form: BookingForm | null;
  host: Host | null;
  movedFrom: { uid: string; numericId: number | null } | null;
  /** The host has taken it back and asks for another time. */
  newTimeRequested: boolean;
}

/** A booking that was seen, in the words of the webhook that would have reported it. */
export function announced(booking: Booking): AnnouncedBooking {
  const { uid, numericId, startsAt, endsAt, calendarServiceId, attendees, metadata, form, movedFromUid } = booking;
  return {
    ...{ uid, numericId, startsAt, endsAt, calendarServiceId, attendees, metadata, form },
    awaitingConfirmation: booking.status === 'awaiting_confirmation',
    host: booking.hosts[0] ?? null,
    movedFrom: movedFromUid === null ? null : { uid: movedFromUid, numericId: null },
    newTimeRequested: false,
  };
}

/** Whether the booking stands: anything that is neither cancelled nor rejected. */
export const isLive = ({ status }: Pick<Booking, 'status'>): boolean => status !== 'cancelled' && status !== 'rejected';

/** Instants are compared, not their spelling: calendars write Z, .000Z and offsets. */
export const sameInstant = (a: string, b: string | undefined): boolean => b !== undefined && Date.parse(a) === Date.parse(b);
