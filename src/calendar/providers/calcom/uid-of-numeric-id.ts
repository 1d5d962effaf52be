// An appointment that came with Cal.com's old numeric id: its uid is found by listing the bookings around its start.

import type { CallOptions, FoundUid, NumericIdWanted } from '../../provider.ts';
import { causeOf } from '../../result.ts';
import type { CalcomClient } from './http/client.ts';

/** Times of imported appointments may be off by a zone; the id decides, the time only narrows the list. */
const aroundMs = 12 * 3_600_000;
const pageSize = 250;
const longestList = 4;

/** Looks through at most a thousand bookings. One of another event type is another booking; two of the same id are none. */
export async function uidOfNumericId(
  client: CalcomClient,
  { numericId, startsAt, calendarServiceId: eventTypeId }: NumericIdWanted,
  options: CallOptions,
): Promise<FoundUid> {
  const start = Date.parse(startsAt);
  let unreadable = false;
  for (let page = 0; page < longestList; page += 1) {
    const answer = await client.listBookings(
      {
        afterStart: new Date(start - aroundMs).toISOString(),
        beforeEnd: new Date(start + 2 * aroundMs).toISOString(),
        sortStart: 'asc',
        take: pageSize,
        skip: page * pageSize,
      },
      options,
    );
    if (answer.kind !== 'ok') return { kind: 'unseen', cause: causeOf(answer) };
    const [found, another] = answer.data.bookings.filter(
      booking => booking.id === numericId && (booking.eventTypeId ?? eventTypeId) === (eventTypeId ?? booking.eventTypeId),
    );
    if (found) return another ? { kind: 'not_found' } : { kind: 'found', uid: found.uid };
    if (answer.data.unreadable > 0) unreadable = true;
    if (!answer.data.hasNextPage || answer.data.bookings.length === 0) break;
  }
  return unreadable ? { kind: 'unseen', cause: { kind: 'look', code: 'list_incomplete' } } : { kind: 'not_found' };
}
