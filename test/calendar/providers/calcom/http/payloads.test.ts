import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toBooking } from '../../../../../src/calendar/providers/calcom/booking.ts';
import {
  bookingOrSeriesSchema,
  bookingPageSchema,
  oneBookingSchema,
  slotsSchema,
} from '../../../../../src/calendar/providers/calcom/http/payloads.ts';
import { readCalcomWebhook } from '../../../../../src/calendar/providers/calcom/webhook-payloads.ts';
import { hasPublished, readPublished } from '../published-data.ts';

const booking = { uid: 'abc123', status: 'ACCEPTED', start: '2026-12-02T10:00:00.000Z', end: '2026-12-02T10:30:00.000Z' };
const answer = (data: unknown) => ({ status: 'success', data });

describe('a booking is read', () => {
  it('with nulls where the document promises values', () => {
    const nulls = {
      ...booking,
      rating: null,
      rescheduledByEmail: null,
      updatedAt: null,
      attendees: null,
      metadata: null,
      eventType: null,
      hosts: null,
    };
    expect(oneBookingSchema.parse(answer(nulls))).toMatchObject({
      uid: 'abc123',
      status: 'accepted',
      attendees: [],
      metadata: {},
      updatedAt: null,
    });
  });

  it('with its event type from either place', () => {
    expect(oneBookingSchema.parse(answer({ ...booking, eventType: { id: 50, slug: 'cut' } })).eventTypeId).toBe(50);
    expect(oneBookingSchema.parse(answer({ ...booking, eventTypeId: 51 })).eventTypeId).toBe(51);
  });

  it('without a successor where Cal.com writes "undefined" or nothing', () => {
    for (const rescheduledToUid of ['undefined', '', null, undefined]) {
      expect(oneBookingSchema.parse(answer({ ...booking, rescheduledToUid })).rescheduledToUid).toBeNull();
    }
    expect(oneBookingSchema.parse(answer({ ...booking, rescheduledToUid: 'def' })).rescheduledToUid).toBe('def');
  });

  it('as a series where the uid named one', () => {
    const series = bookingOrSeriesSchema.parse(
      answer([
        { ...booking, recurringBookingUid: 'series' },
        { ...booking, uid: 'second' },
      ]),
    );
    expect(series).toMatchObject({ kind: 'series', bookings: [{ recurringBookingUid: 'series' }, { uid: 'second' }] });
  });

  it('as seated where a seat has a uid', () => {
    const seated = oneBookingSchema.parse(answer({ ...booking, attendees: [{ name: 'A', seatUid: 'seat' }] }));
    expect([toBooking(seated).form, toBooking(oneBookingSchema.parse(answer(booking))).form]).toEqual(['seated', 'single']);
  });

  it.each<[string, object, string]>([
    ['single', {}, 'single'],
    ['one of a series', { recurringBookingUid: 'series' }, 'recurring'],
    ['seated, in a series too', { recurringBookingUid: 'series', seatUid: 'seat' }, 'seated'],
  ])('as %s', (_name, data, form) => {
    expect(toBooking(oneBookingSchema.parse(answer({ ...booking, ...data }))).form).toBe(form);
  });

  it.each([
    ['no uid', { ...booking, uid: undefined }],
    ['an empty uid', { ...booking, uid: '' }],
    ['a start that is no date', { ...booking, start: 'soon' }],
    ['nothing at all', {}],
  ])('but not with %s', (_name, data) => {
    expect(oneBookingSchema.safeParse(answer(data)).success).toBe(false);
  });
});

describe('slots and pages are read', () => {
  it('with starts as objects, and as the strings the document speaks of', () => {
    const start = '2026-12-02T09:00:00.000+01:00';
    expect(slotsSchema.parse(answer({ '2026-12-02': [{ start }, start] }))).toEqual({
      '2026-12-02': [
        { start, end: null },
        { start, end: null },
      ],
    });
    expect(slotsSchema.parse(answer({}))).toEqual({});
  });

  it('without a pagination block', () => {
    expect(bookingPageSchema.parse({ status: 'success', data: [booking] })).toMatchObject({
      hasNextPage: false,
      totalItems: null,
    });
  });
});

describe('a webhook is read', () => {
  const payload = { uid: 'newBooking', startTime: '2026-12-02T10:00:00Z', endTime: '2026-12-02T10:30:00+00:00' };

  it('with the phone number from the form where the attendee has none', () => {
    const webhook = readCalcomWebhook({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: '2026-12-01T10:00:00.000Z',
      payload: {
        ...payload,
        attendees: [{ name: 'A', email: 'a@example.com', phoneNumber: null }],
        responses: { attendeePhoneNumber: { label: 'phone', value: '+4915112345678' } },
      },
    });
    expect(webhook).toMatchObject({ kind: 'booking', booking: { attendees: [{ phoneNumber: '+4915112345678' }] } });
  });

  it.each<[string, object, string | null]>([
    ['a seat by its uid', { attendeeSeatId: 'seat-1' }, 'seated'],
    ['a seat by the seats there are', { seatsPerTimeSlot: 10 }, 'seated'],
    ['one of a series', { seatsPerTimeSlot: null, recurringEvent: { freq: 2, count: 4, interval: 1 } }, 'recurring'],
    ['one booking', { seatsPerTimeSlot: null, recurringEvent: null, attendeeSeatId: null }, 'single'],
    ['nothing of it', {}, null],
  ])('as telling %s', (_name, fields, form) => {
    const body = { triggerEvent: 'BOOKING_CREATED', createdAt: '2026-12-01T10:00:00Z', payload: { ...payload, ...fields } };
    expect(readCalcomWebhook(body)).toMatchObject({ kind: 'booking', booking: { form } });
  });

  it('as something else where the trigger is unknown or flat', () => {
    expect(readCalcomWebhook({ triggerEvent: 'MEETING_ENDED', createdAt: '2026-12-01T10:00:00.000Z', uid: 'x' })).toMatchObject({
      kind: 'other',
    });
    expect(readCalcomWebhook({ triggerEvent: 'NEVER_HEARD_OF' })).toEqual({
      kind: 'other',
      trigger: 'NEVER_HEARD_OF',
      createdAt: null,
    });
  });

  it('as unreadable where a known trigger carries no booking, or nothing fits', () => {
    expect(readCalcomWebhook({ triggerEvent: 'BOOKING_CANCELLED', createdAt: '2026-12-01T10:00:00Z', payload: {} })).toEqual({
      kind: 'unreadable',
      trigger: 'BOOKING_CANCELLED',
    });
    for (const body of [null, 'text', 7, [], {}]) expect(readCalcomWebhook(body).kind).toBe('unreadable');
  });
});

describe.runIf(hasPublished('calcom-webhooks.json'))('the documented webhooks', () => {
  const { samples } = z
    .object({ samples: z.record(z.string(), z.unknown()) })
    .parse(hasPublished('calcom-webhooks.json') ? readPublished('calcom-webhooks.json') : { samples: {} });

  it.each(Object.keys(samples))('%s is understood', trigger => {
    const expected = trigger === 'BOOKING_NO_SHOW_UPDATED' ? 'named' : 'booking';
    expect(readCalcomWebhook(samples[trigger])).toMatchObject({ kind: expected, trigger });
  });

  it('a move carries both uids', () => {
    expect(readCalcomWebhook(samples.BOOKING_RESCHEDULED)).toMatchObject({
      booking: { uid: 'new-booking-unique-id', rescheduleUid: 'previous-booking-unique-id' },
    });
  });
});
