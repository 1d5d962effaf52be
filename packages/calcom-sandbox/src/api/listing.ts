// GET /v2/bookings: filters, order and pages.
import { millisecondsOf } from '../instant.ts';
import type { SandboxBooking } from '../model.ts';

export type ListQuery = Record<string, string | undefined>;

const statuses: Record<string, (booking: SandboxBooking, now: string) => boolean> = {
  upcoming: (booking, now) => booking.end >= now && booking.status === 'accepted',
  recurring: (booking, now) => booking.end >= now && booking.recurringBookingUid !== null && booking.status === 'accepted',
  past: (booking, now) => booking.end < now && booking.status === 'accepted',
  cancelled: booking => booking.status === 'cancelled' || booking.status === 'rejected',
  unconfirmed: (booking, now) => booking.end >= now && booking.status === 'pending',
};

const sorts = { sortStart: 'start', sortEnd: 'end', sortCreated: 'createdAt', sortUpdatedAt: 'updatedAt' } as const;

/** The keys the document names; any other is refused. */
export const listKeys = new Set(
  'status attendeeEmail attendeeName bookingUid eventTypeId eventTypeIds teamId teamsIds afterStart beforeEnd afterCreatedAt beforeCreatedAt afterUpdatedAt beforeUpdatedAt take skip'
    .split(' ')
    .concat(Object.keys(sorts)),
);

/** One page of the account's bookings with Cal.com's pagination block. */
export function listBookings(all: readonly SandboxBooking[], query: ListQuery, now: Date) {
  const iso = (value: string | undefined) => (value === undefined ? undefined : new Date(millisecondsOf(value)).toISOString());
  const bounds = {
    afterStart: iso(query.afterStart),
    beforeEnd: iso(query.beforeEnd),
    afterCreatedAt: iso(query.afterCreatedAt),
    beforeCreatedAt: iso(query.beforeCreatedAt),
    afterUpdatedAt: iso(query.afterUpdatedAt),
    beforeUpdatedAt: iso(query.beforeUpdatedAt),
  };
  const wanted = query.status?.split(',');
  const eventTypeIds = (query.eventTypeIds ?? query.eventTypeId)?.split(',').map(Number);
  const found = all.filter(
    booking =>
      (!wanted || wanted.some(status => statuses[status]?.(booking, now.toISOString()))) &&
      (!query.attendeeEmail || booking.attendees.some(person => person.email === query.attendeeEmail)) &&
      (!query.attendeeName || booking.attendees.some(person => person.name === query.attendeeName)) &&
      (!query.bookingUid || booking.uid === query.bookingUid) &&
      (!eventTypeIds || eventTypeIds.includes(booking.eventTypeId)) &&
      (!bounds.afterStart || booking.start >= bounds.afterStart) &&
      (!bounds.beforeEnd || booking.end <= bounds.beforeEnd) &&
      (!bounds.afterCreatedAt || booking.createdAt >= bounds.afterCreatedAt) &&
      (!bounds.beforeCreatedAt || booking.createdAt <= bounds.beforeCreatedAt) &&
      (!bounds.afterUpdatedAt || booking.updatedAt >= bounds.afterUpdatedAt) &&
      (!bounds.beforeUpdatedAt || booking.updatedAt <= bounds.beforeUpdatedAt),
  );
  for (const [key, field] of Object.entries(sorts)) {
    const direction = query[key];
    if (direction)
      found.sort((a, b) => (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0) * (direction === 'desc' ? -1 : 1));
  }
  const take = Number(query.take ?? 100);
  const skip = Number(query.skip ?? 0);
  const page = found.slice(skip, skip + take);
  return {
    page,
    pagination: {
      totalItems: found.length,
      remainingItems: Math.max(0, found.length - skip - take),
      returnedItems: page.length,
      itemsPerPage: take,
      currentPage: Math.floor(skip / take) + 1,
      totalPages: Math.ceil(found.length / take),
      hasNextPage: skip + take < found.length,
      hasPreviousPage: skip > 0,
    },
  };
}
