// All bookings Cal.com lists, page by page, none left out while they change under the reading.
import type { CalcomClient } from '../calcom/client.ts';
import type { Booking } from '../calcom/payloads.ts';
import type { BookingFilters } from '../calcom/requests.ts';
import { inBackground } from './subject-of-booking.ts';

export type Listing = { updatedAfter: Date } | { startingAfter: Date };

const pageSize = 250;

/**
 * Each booking once. A page begins where the one before ended by its time and not by its number, since bookings that
 * change meanwhile would shift the numbers. `unseen` ends it, where Cal.com gives no answer, or no booking though it says that
 * there are more.
 */
export async function* bookingsAtCalendar(
  client: Pick<CalcomClient, 'listBookings'>,
  listing: Listing,
): AsyncGenerator<Booking[] | 'unseen'> {
  const seen = new Set<string>();
  let from = ('updatedAfter' in listing ? listing.updatedAfter : listing.startingAfter).toISOString();
  let skip = 0;
  for (;;) {
    const answer = await client.listBookings({ ...filtersOf(listing, from), take: pageSize, skip }, inBackground);
    if (answer.kind !== 'ok') {
      yield 'unseen';
      return;
    }
    const { bookings } = answer.data;
    const fresh = bookings.filter(({ uid }) => !seen.has(uid));
    for (const { uid } of fresh) seen.add(uid);
    if (fresh.length > 0) yield fresh;
    if (bookings.length < pageSize && !answer.data.hasNextPage) return;
    const last = bookings.at(-1);
    if (!last) {
      yield 'unseen';
      return;
    }
    const until = placeOf(listing, last);
    // More than a page at one instant, or an instant that is not told, can only be counted through.
    const further = until !== undefined && until > from;
    skip = further ? 0 : skip + pageSize;
    if (further) from = until;
  }
}

const filtersOf = (listing: Listing, from: string): BookingFilters =>
  'updatedAfter' in listing ? { afterUpdatedAt: from, sortUpdatedAt: 'asc' } : { afterStart: from, sortStart: 'asc' };

function placeOf(listing: Listing, booking: Booking): string | undefined {
  const at = 'updatedAfter' in listing ? booking.updatedAt : booking.start;
  return at === null ? undefined : new Date(at).toISOString();
}
