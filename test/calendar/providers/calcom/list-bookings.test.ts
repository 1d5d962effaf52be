// The list of all bookings: each once, whatever Cal.com repeats or promises, and never taken for complete where it is not.
import { expect, test } from 'vitest';
import { bookingPageSchema } from '../../../../src/calendar/providers/calcom/http/payloads.ts';
import type { BookingFilters } from '../../../../src/calendar/providers/calcom/http/requests.ts';
import { listBookings as list } from '../../../../src/calendar/providers/calcom/list-bookings.ts';

const updatedAfter = new Date('2026-10-05T08:00:00.000Z');
const mostExpected = 1_000;

const bookingAt = (uid: string, updatedAt: string) => ({
  uid,
  status: 'accepted',
  start: '2026-10-09T08:00:00.000Z',
  end: '2026-10-09T09:00:00.000Z',
  updatedAt,
});

type Answer = { data: object[]; pagination: { hasNextPage: boolean } };

/** What is read of a Cal.com that answers so, and how often it was asked; ends a reading that does not end by itself. */
async function read(answerTo: (filters: BookingFilters, asked: number) => Answer, signal?: AbortSignal) {
  let asked = 0;
  const listBookings = async (filters: BookingFilters) => {
    asked += 1;
    if (asked > mostExpected) throw new Error('asked without end');
    return {
      kind: 'ok' as const,
      data: bookingPageSchema.parse({ status: 'success', ...answerTo(filters, asked) }),
      httpStatus: 200,
    };
  };
  const pages = [];
  for await (const page of list({ listBookings }, { updatedAfter }, signal))
    pages.push(page === 'unseen' ? page : page.map(({ uid }) => uid));
  return { pages, asked };
}

test('an empty page that promises more ends the reading, and not as one that has seen all', async () => {
  expect(await read(() => ({ data: [], pagination: { hasNextPage: true } }))).toEqual({ pages: ['unseen'], asked: 1 });
});

test('an empty page that promises nothing ends it with all seen', async () => {
  expect(await read(() => ({ data: [], pagination: { hasNextPage: false } }))).toEqual({ pages: [], asked: 1 });
});

test('a page that comes again and says that more follows ends the reading after its second time', async () => {
  const data = ['one', 'two'].map((uid, index) => bookingAt(uid, `2026-10-05T08:0${index + 1}:00.000Z`));
  const ending = await read(() => ({ data, pagination: { hasNextPage: true } }));
  expect(ending).toEqual({ pages: [['one', 'two'], 'unseen'], asked: 2 });
});

test('a list that has new bookings for ever is given up after a bound', async () => {
  const ending = await read((_, asked) => ({
    data: [bookingAt(`booking-${asked}`, new Date(updatedAfter.getTime() + asked * 1_000).toISOString())],
    pagination: { hasNextPage: true },
  }));
  expect(ending.asked).toBe(400);
  expect(ending.pages.at(-1)).toBe('unseen');
});

test('more than a page at one and the same instant are all read', async () => {
  const at = '2026-10-05T09:00:00.000Z';
  const all = Array.from({ length: 620 }, (_, index) => bookingAt(`booking-${index}`, at));
  const { pages } = await read(({ skip = 0, take = 250 }) => ({
    data: all.slice(skip, skip + take),
    pagination: { hasNextPage: skip + take < all.length },
  }));
  expect(pages).not.toContain('unseen');
  expect(new Set(pages.flat()).size).toBe(620);
});

test('a booking without a time that can be read hides none of the others, and the list is not taken for complete', async () => {
  const data = [bookingAt('one', '2026-10-05T08:01:00.000Z'), { ...bookingAt('two', ''), start: '2026-12-07T14:00:00' }];
  expect(await read(() => ({ data, pagination: { hasNextPage: false } }))).toEqual({ pages: [['one'], 'unseen'], asked: 1 });
});

test('the reading ends with the request that asked for it', async () => {
  const over = new AbortController();
  const ending = await read((_, asked) => {
    if (asked === 3) over.abort();
    return {
      data: [bookingAt(`booking-${asked}`, new Date(updatedAfter.getTime() + asked * 1_000).toISOString())],
      pagination: { hasNextPage: true },
    };
  }, over.signal);
  expect(ending.asked).toBe(3);
  expect(ending.pages.at(-1)).toBe('unseen');
});
