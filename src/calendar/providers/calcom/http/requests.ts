// What is sent to Cal.com. It refuses unknown keys, so bodies are built from named fields and nothing else.

export type Reschedule = {
  /** ISO 8601 with `Z`. */
  start: string;
  reschedulingReason?: string;
  /** Moves one seat of a seated booking; Cal.com takes no reason then. */
  seatUid?: string;
};

export type Cancel = {
  /** Always sent by us: an owner's key counts as host, of whom Cal.com demands a reason. */
  cancellationReason: string;
  seatUid?: string;
  /** Of a recurring booking: this and all that follow. */
  cancelSubsequentBookings?: boolean;
};

type BookingStatusFilter = 'upcoming' | 'recurring' | 'past' | 'cancelled' | 'unconfirmed';

export type BookingFilters = {
  status?: readonly BookingStatusFilter[];
  attendeeEmail?: string;
  bookingUid?: string;
  eventTypeId?: number;
  afterStart?: string;
  beforeEnd?: string;
  afterCreatedAt?: string;
  beforeCreatedAt?: string;
  afterUpdatedAt?: string;
  beforeUpdatedAt?: string;
  sortStart?: 'asc' | 'desc';
  sortUpdatedAt?: 'asc' | 'desc';
  /** 1 to 250, default 100. */
  take?: number;
  skip?: number;
};

export type SlotQuery = {
  eventTypeId: number;
  /** UTC instants, or days (whole days then). */
  start: string;
  end: string;
  /** IANA; the answer's days and offsets are in it. */
  timeZone: string;
  /** The booking to be moved: its own time is no blocker then. */
  bookingUidToReschedule?: string;
  /** `range` tells where each slot ends as well. */
  format?: 'time' | 'range';
};

export type CreateBooking = {
  start: string;
  eventTypeId: number;
  attendee: { name: string; timeZone: string; email?: string; phoneNumber?: string; language?: string };
  lengthInMinutes?: number;
  /** Survives reschedules; at most 50 keys of 40 characters, values of 500. */
  metadata?: Record<string, string>;
  bookingFieldsResponses?: Record<string, unknown>;
};

export function rescheduleBody({ start, reschedulingReason, seatUid }: Reschedule): object {
  if (seatUid !== undefined) return { start, seatUid };
  return { start, ...(reschedulingReason === undefined ? {} : { reschedulingReason }) };
}

export function cancelBody({ cancellationReason, seatUid, cancelSubsequentBookings }: Cancel): object {
  if (seatUid !== undefined) return { cancellationReason, seatUid };
  return { cancellationReason, ...(cancelSubsequentBookings === undefined ? {} : { cancelSubsequentBookings }) };
}

function query(values: Record<string, string | number | readonly string[] | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) parameters.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return parameters.toString();
}

export function bookingQuery(filters: BookingFilters): string {
  return query(filters);
}

export function slotQuery(slots: SlotQuery): string {
  return query(slots);
}
