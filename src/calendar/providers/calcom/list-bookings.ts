// All bookings Cal.com lists, page by page, none left out while they change under the reading.

import type { Booking } from '../../booking.ts';
import { inBackground, type Listing } from '../../provider.ts';
import { toBooking } from './booking.ts';
import type { CalcomClient } from './http/client.ts';
import type { CalcomBookingPage } from './http/payloads.ts';
import type { BookingFilters } from './http/requests.ts';

const pageSize = 250;
/** No more requests than this are made for one list: a hundred thousand bookings. */
const mostPages = 400;

/**
 * Each booking once. A page begins at the time the one before ended with, and not at its number, since bookings that change
 * meanwhile would shift the numbers. `unseen` ends the list, or stands among its pages: the list is then not all there is, and
 * nothing may be concluded from what is missing. That is so where Cal.com gives no answer, where a page brings no booking that is
 * new though more are said to follow, where a booking cannot be read, after `mostPages`, and once `signal` is aborted.
 */
export async function* listBookings(
  client: Pick<CalcomClient, 'listBookings'>,
  listing: Listing,
  signal?: AbortSignal,
): AsyncGenerator<Booking[] | 'unseen'> {
  const options = { ...inBackground, ...(signal && { signal }) };
  const seen = new Set<string>();
  let from = ('updatedAfter' in listing ? listing.updatedAfter : listing.startingAfter).toISOString();
  let skip = 0;
  for (let pages = 0; pages < mostPages && !signal?.aborted; pages += 1) {
    const answer = await client.listBookings({ ...filtersOf(listing, from), take: pageSize, skip }, options);
    if (answer.kind !== 'ok') break;
    const { unreadable } = answer.data;
    const bookings = answer.data.bookings.map(toBooking);
    const fresh = bookings.filter(({ uid }) => !seen.has(uid));
    for (const { uid } of fresh) seen.add(uid);
    if (fresh.length > 0) yield fresh;
    if (unreadable > 0) yield 'unseen';
    if (isLast(answer.data)) return;
    if (fresh.length === 0) break;
    ({ from, skip } = afterPage(listing, bookings, { from, skip }));
  }
  yield 'unseen';
}

const isLast = ({ bookings, unreadable, hasNextPage }: CalcomBookingPage): boolean =>
  bookings.length + unreadable < pageSize && !hasNextPage;

/** A page all at one instant, or at instants that are not given, can only be counted through. */
function afterPage(listing: Listing, bookings: readonly Booking[], { from, skip }: { from: string; skip: number }) {
  const [first, last] = [bookings[0], bookings.at(-1)];
  const until = last && placeOf(listing, last);
  if (until === undefined || until <= from) return { from, skip: skip + pageSize };
  return { from: until, skip: first && placeOf(listing, first) === until ? pageSize : 0 };
}

const filtersOf = (listing: Listing, from: string): BookingFilters =>
  'updatedAfter' in listing ? { afterUpdatedAt: from, sortUpdatedAt: 'asc' } : { afterStart: from, sortStart: 'asc' };

function placeOf(listing: Listing, booking: Booking): string | undefined {
  const at = 'updatedAfter' in listing ? booking.updatedAt : booking.startsAt;
  return at === null ? undefined : new Date(at).toISOString();
}
