// One rule for the times Cal.com tells: an instant names its zone, or it is none.
import { expect, test } from 'vitest';
import { instantSchema } from '../../../../../src/calendar/providers/calcom/http/instant.ts';
import { bookingPageSchema, oneBookingSchema, slotsSchema } from '../../../../../src/calendar/providers/calcom/http/payloads.ts';
import { readRetryAt } from '../../../../../src/calendar/providers/calcom/limits/rate-limit-headers.ts';
import { readCalcomWebhook } from '../../../../../src/calendar/providers/calcom/webhook-payloads.ts';

const booking = { uid: 'booking1', status: 'accepted', start: '2026-12-07T13:00:00Z', end: '2026-12-07T14:00:00Z' };
const answer = (data: unknown) => ({ status: 'success', data });

test.each(['2026-12-07T14:00:00Z', '2026-12-07T14:00:00.000Z', '2026-12-07T14:00:00+00:00', '2026-12-07T15:00+01:00'])(
  '%s is the same instant on every machine',
  text => {
    expect(new Date(instantSchema.parse(text)).toISOString()).toBe('2026-12-07T14:00:00.000Z');
  },
);

test.each([
  '2026-12-07T14:00:00',
  '2026-12-07T14:00:00.000',
  '2026-12-07',
  '2026-12-07 14:00:00',
  'Mon, 7 Dec 2026 14:00:00',
  'soon',
])('%s is no instant', text => {
  expect(instantSchema.safeParse(text).success).toBe(false);
});

test('an answer, a list and slots with such a time are not read as if they were in the zone of the machine', () => {
  const zoneless = { ...booking, start: '2026-12-07T14:00:00' };
  expect(oneBookingSchema.safeParse(answer(zoneless)).success).toBe(false);
  expect(bookingPageSchema.parse(answer([zoneless, booking]))).toMatchObject({ bookings: [{ uid: 'booking1' }], unreadable: 1 });
  expect(slotsSchema.safeParse(answer({ '2026-12-07': ['2026-12-07T14:00:00'] })).success).toBe(false);
});

test('a webhook with such a time names its booking and nothing else', () => {
  const payload = { uid: 'booking1', startTime: '2026-12-07T14:00:00', endTime: '2026-12-07T15:00:00', attendees: [] };
  expect(readCalcomWebhook({ triggerEvent: 'BOOKING_RESCHEDULED', createdAt: '2026-12-01T00:00:00Z', payload })).toEqual({
    kind: 'named',
    trigger: 'BOOKING_RESCHEDULED',
    uid: 'booking1',
  });
});

test('a date of HTTP that does not say GMT is not waited for', () => {
  const now = new Date('2026-12-07T14:00:00Z');
  const after = (retryAfter: string) => readRetryAt(new Headers({ 'retry-after': retryAfter }), now).toISOString();
  expect(after('Mon, 07 Dec 2026 14:00:30 GMT')).toBe('2026-12-07T14:00:30.000Z');
  // A minute, as where nothing is said.
  expect(after('Mon, 07 Dec 2026 14:00:30')).toBe('2026-12-07T14:01:00.000Z');
});
