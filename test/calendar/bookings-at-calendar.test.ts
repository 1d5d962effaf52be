import { expect, test } from 'vitest';
import { bookingPageSchema } from '../../src/calcom/payloads.ts';
import { bookingsAtCalendar } from '../../src/calendar/bookings-at-calendar.ts';

const updatedAfter = new Date('2026-10-05T08:00:00.000Z');

/** Gives one page again and again, and ends a reading that does not end by itself. */
async function readPagesOf(pagination: { hasNextPage: boolean }) {
  const data = bookingPageSchema.parse({ status: 'success', data: [], pagination });
  let asked = 0;
  const listBookings = async () => {
    asked += 1;
    if (asked > 5) throw new Error('asked without end');
    return { kind: 'ok' as const, data, httpStatus: 200 };
  };
  const pages = [];
  for await (const page of bookingsAtCalendar({ listBookings }, { updatedAfter })) pages.push(page);
  return { pages, asked };
}

test('an empty page that promises more ends the reading, and not as one that has seen all', async () => {
  expect(await readPagesOf({ hasNextPage: true })).toEqual({ pages: ['unseen'], asked: 1 });
});

test('an empty page that promises nothing ends it with all seen', async () => {
  expect(await readPagesOf({ hasNextPage: false })).toEqual({ pages: [], asked: 1 });
});
