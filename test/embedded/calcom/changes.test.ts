// Moves and cancellations in the sandbox keep to what Cal.com documents, word for word.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CalcomSandbox } from '../../../src/embedded/calcom/sandbox.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { ask, bookingOf, bookingsOf, cancel, envelope, openSandbox, rescheduleTo, textOf, uid } from './asking.ts';

let sandbox: CalcomSandbox;
let clock: ManualClock;
beforeEach(async () => {
  ({ sandbox, clock } = await openSandbox());
});
afterEach(() => sandbox.stop());

describe('a move', () => {
  it('makes a new booking with a new uid, and lets the old one point to it', async () => {
    const { status, json } = await ask(sandbox, 'POST', `/v2/bookings/${uid}/reschedule`, {
      body: { start: '2026-10-07T14:00:00+02:00', reschedulingReason: 'why' },
    });
    expect(status).toBe(201);
    expect(bookingOf(json)).toMatchObject({
      uid: expect.stringMatching(/^\w{22}$/),
      start: '2026-10-07T12:00:00.000Z',
      end: '2026-10-07T12:30:00.000Z',
      duration: 30,
      status: 'accepted',
      rescheduledFromUid: uid,
      reschedulingReason: 'why',
      metadata: { rebookAppointmentId: '640' },
    });
    expect(bookingOf(json).id).not.toBe(640);
    expect(bookingOf((await ask(sandbox, 'GET', `/v2/bookings/${uid}`)).json)).toMatchObject({
      status: 'cancelled',
      rescheduledToUid: bookingOf(json).uid,
      start: '2026-10-06T09:00:00.000Z',
    });
  });

  it('to half over itself is not blocked by itself', async () => {
    expect((await rescheduleTo(sandbox, '2026-10-06T09:15:00.000Z')).status).toBe(201);
  });

  it('is refused where the host is taken, also by another event type, but not by another host', async () => {
    sandbox.seed({ eventTypeId: 2, start: '2026-10-07T12:15:00.000Z', attendee: { name: 'B' } });
    sandbox.seed({ eventTypeId: 2, hostId: 9, start: '2026-10-07T13:00:00.000Z', attendee: { name: 'C' } });
    const refused = await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z');
    expect([refused.status, refused.json]).toEqual([
      400,
      expect.objectContaining({
        error: expect.objectContaining({ message: 'User either already has booking at this time or is not available' }),
      }),
    ]);
    expect((await rescheduleTo(sandbox, '2026-10-07T13:00:00.000Z')).status).toBe(201);
  });

  it.each([
    ['the past', '2026-10-05T07:59:00.000Z', 'Attempting to book a meeting in the past.'],
    ['a Sunday', '2026-10-11T09:00:00.000Z', 'User either already has booking at this time or is not available'],
    ['the evening', '2026-10-07T16:00:00.000Z', 'User either already has booking at this time or is not available'],
  ])('into %s is refused and changes nothing', async (_name, start, message) => {
    const { status, json } = await rescheduleTo(sandbox, start);
    expect([status, json]).toEqual([400, expect.objectContaining({ status: 'error' })]);
    expect(textOf(json)).toBe(message);
    expect(sandbox.bookings()).toHaveLength(1);
  });

  it('twice names the successor, and of a cancelled or unknown booking says so', async () => {
    const { json } = await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z');
    const next = bookingOf(json).uid;
    const again = await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z');
    expect(textOf(again.json)).toContain(
      `rescheduled already to booking with uid=${next}. You probably want to reschedule ${next} instead`,
    );
    await cancel(sandbox, next);
    expect(textOf((await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z', next)).json)).toBe(
      `Can't reschedule booking with uid=${next} because it has been cancelled. Please provide uid of a booking that is not cancelled.`,
    );
    expect(await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z', 'nobody')).toMatchObject({
      status: 404,
      json: envelope('Booking with uid=nobody was not found in the database'),
    });
  });

  it('lands pending where the event type wants it confirmed', async () => {
    sandbox.seedEventType({ id: 1, requiresConfirmation: true });
    expect(bookingOf((await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z')).json).status).toBe('pending');
  });

  it.each([
    [
      { minimumRescheduleNoticeMinutes: 48 * 60 },
      403,
      { statusCode: 403, message: 'Rescheduling is not allowed within the minimum notice period before the event' },
    ],
    [
      { bookingWindowDays: 1 },
      400,
      { error: { message: expect.stringContaining('The event type can\'t be booked at the "start" time provided.') } },
    ],
    [
      { requiredFields: ['notes'] },
      400,
      { error: { code: 'BAD_REQUEST', message: 'responses - {notes}error_required_field, ' } },
    ],
  ])('is held to the rules of its event type (%o)', async (rules, status, json) => {
    sandbox.seedEventType({ id: 1, ...rules });
    expect(await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z')).toMatchObject({ status, json });
  });

  it('of one seat needs its uid and leaves the others', async () => {
    sandbox.seed({
      uid: 'seated',
      start: '2026-10-08T09:00:00.000Z',
      attendees: [
        { name: 'A', seatUid: 'seat-a' },
        { name: 'B', seatUid: 'seat-b' },
      ],
    });
    expect(textOf((await rescheduleTo(sandbox, '2026-10-08T10:00:00.000Z', 'seated')).json)).toContain('provide seatUid');
    expect((await cancel(sandbox, 'seated')).json).toEqual({ statusCode: 401, message: 'User not a host of this event' });
    const { json } = await ask(sandbox, 'POST', '/v2/bookings/seated/reschedule', {
      body: { start: '2026-10-08T10:00:00.000Z', seatUid: 'seat-a' },
    });
    expect(bookingOf(json).attendees).toMatchObject([{ name: 'A' }]);
    expect(sandbox.booking('seated')).toMatchObject({ status: 'accepted', attendees: [{ name: 'B' }] });
  });
});

describe('a cancellation', () => {
  it('keeps the booking and its uid', async () => {
    expect(await cancel(sandbox)).toMatchObject({
      status: 200,
      json: { data: { uid, status: 'cancelled', cancellationReason: 'Vom Kunden storniert' } },
    });
  });

  it('twice, and after a move, says "cancelled already" without a pointer', async () => {
    await rescheduleTo(sandbox, '2026-10-07T12:00:00.000Z');
    const message = `Can't cancel booking with uid=${uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`;
    expect(await cancel(sandbox)).toMatchObject({ status: 400, json: envelope(message) });
    expect(sandbox.latest(uid)?.status).toBe('accepted');
  });

  it('is refused in bare errors for no reason, an ended booking, and where it is not offered', async () => {
    expect(await ask(sandbox, 'POST', `/v2/bookings/${uid}/cancel`, { body: {} })).toMatchObject({
      status: 400,
      json: { statusCode: 400, message: 'Cancellation reason is required' },
    });
    sandbox.seed({ uid: 'over', start: '2026-10-01T09:00:00.000Z' });
    expect(textOf((await cancel(sandbox, 'over')).json)).toBe('Cannot cancel a booking that has already ended');
    sandbox.seedEventType({ id: 1, disableCancelling: true });
    expect(textOf((await cancel(sandbox)).json)).toBe('This event type does not allow cancellations');
    expect(textOf((await cancel(sandbox, 'nobody')).json)).toBe('Booking with uid=nobody not found');
  });

  it('of a series is one of all, and with `cancelSubsequentBookings` of this and the later ones', async () => {
    for (const day of ['12', '19', '26'])
      sandbox.seed({ uid: `on${day}`, recurringBookingUid: 'weekly', start: `2026-10-${day}T09:00:00.000Z` });
    expect(bookingsOf((await ask(sandbox, 'GET', '/v2/bookings/weekly')).json)).toHaveLength(3);
    const { json } = await ask(sandbox, 'POST', '/v2/bookings/on19/cancel', {
      body: { cancellationReason: 'x', cancelSubsequentBookings: true },
    });
    expect(bookingsOf(json)).toHaveLength(3);
    expect(['on12', 'on19', 'on26'].map(of => sandbox.booking(of)?.status)).toEqual(['accepted', 'cancelled', 'cancelled']);
    await cancel(sandbox, 'weekly');
    expect(sandbox.booking('on12')?.status).toBe('cancelled');
  });
});

describe('a change that takes effect late', () => {
  const noon = '2026-10-07T12:00:00.000Z';
  const late = (operation: 'reschedule' | 'cancel') =>
    sandbox.fault({ match: { operation }, kind: 'late', delayMs: 10_000, times: 1 });
  /** Sent, checked, and not in effect yet. */
  async function begun<T>(asked: Promise<T>): Promise<Promise<T>[]> {
    while (clock.sleepers() === 0) await new Promise(resolve => setTimeout(resolve, 1));
    return [asked];
  }

  it('was checked as it came: of two moves to different times both succeed, and the old booking names one', async () => {
    late('reschedule');
    const first = await begun(rescheduleTo(sandbox, noon));
    const second = await rescheduleTo(sandbox, '2026-10-07T14:00:00.000Z');
    await clock.advance(10_000);
    const [answer] = await Promise.all(first);
    expect([answer?.status, second.status]).toEqual([201, 201]);
    const live = sandbox.bookings().filter(({ status }) => status === 'accepted');
    expect(live.map(({ rescheduledFromUid }) => rescheduledFromUid)).toEqual([uid, uid]);
    expect(sandbox.booking(uid)?.rescheduledToUid).toBe(bookingOf(answer?.json).uid);
  });

  it('is a conflict where the very same move has been made meanwhile', async () => {
    late('reschedule');
    const first = await begun(rescheduleTo(sandbox, noon));
    await rescheduleTo(sandbox, noon);
    await clock.advance(10_000);
    const [answer] = await Promise.all(first);
    expect(answer).toMatchObject({ status: 409, json: { message: 'booking_conflict_error' } });
    expect(sandbox.bookings()).toHaveLength(2);
  });

  it('goes on where it was answered that it failed', async () => {
    sandbox.fault({ match: { operation: 'reschedule' }, kind: 'late', delayMs: 10_000, status: 504, times: 1 });
    expect((await rescheduleTo(sandbox, noon)).status).toBe(504);
    expect(sandbox.latest(uid)?.uid).toBe(uid);
    await clock.advance(10_000);
    expect(sandbox.latest(uid)?.start).toBe(noon);
  });

  it('is refused at once where it is not allowed', async () => {
    await cancel(sandbox);
    late('cancel');
    expect((await cancel(sandbox)).status).toBe(400);
  });

  it('cancels what has been moved meanwhile, and the successor lives', async () => {
    late('cancel');
    const first = await begun(cancel(sandbox));
    await rescheduleTo(sandbox, noon);
    await clock.advance(10_000);
    const [answer] = await Promise.all(first);
    expect(answer?.status).toBe(200);
    expect(sandbox.latest(uid)?.start).toBe(noon);
  });
});
