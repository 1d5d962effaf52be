// The number of an attendee is found wherever a booking gives it, and nobody else's is taken for it.
import { describe, expect, it } from 'vitest';
import { oneBookingSchema } from '../../../../../src/calendar/providers/calcom/http/payloads.ts';
import { readCalcomWebhook } from '../../../../../src/calendar/providers/calcom/webhook-payloads.ts';
import { calcomWebhooks } from '../../../../../src/calendar/providers/calcom/webhooks.ts';

const number = '+436641234567';
const person = { name: 'Anna Wiener', email: 'anna@example.at', phoneNumber: null };
const webhookWith = (payload: object) => ({
  triggerEvent: 'BOOKING_CREATED',
  createdAt: '2026-12-01T10:00:00.000Z',
  payload: {
    uid: 'newBooking',
    startTime: '2026-12-02T10:00:00Z',
    endTime: '2026-12-02T10:30:00Z',
    attendees: [person, { ...person, name: 'Gast' }],
    ...payload,
  },
});
function numbersIn(payload: object): (string | null)[] {
  const webhook = readCalcomWebhook(webhookWith(payload));
  if (webhook.kind !== 'booking') throw new Error(webhook.kind);
  const [first, second] = webhook.booking.attendees;
  expect(second?.phoneNumber).toBeNull();
  return [first?.phoneNumber ?? null, ...(first?.otherNumbers ?? [])];
}
const answered = (bookingFieldsResponses: object, more: object = {}) =>
  oneBookingSchema.parse({
    status: 'success',
    data: {
      uid: 'b',
      status: 'accepted',
      start: '2026-12-02T10:00:00Z',
      end: '2026-12-02T10:30:00Z',
      attendees: [person],
      bookingFieldsResponses,
      ...more,
    },
  }).attendees[0]?.phoneNumber;
const field = (value: unknown, label = 'Feld') => ({ label, value, isHidden: false });
const place = (value: string, optionValue = '') => ({ location: field({ value, optionValue }, 'location') });

describe('a webhook gives the number of its first attendee', () => {
  it.each<[string, object]>([
    ['in the field for reminders', { responses: { smsReminderNumber: field(number) } }],
    ['in the field of those who book by number', { responses: { attendeePhoneNumber: field(number) } }],
    ['in a field of the company’s own', { responses: { 'ihre-nummer': field(number) } }],
    ['in one that its label names', { responses: { q7: field(number, 'Handynummer für Rückfragen') } }],
    ['beside what is no number', { responses: { phone: field('auf Anfrage 1'), handy: field(number) } }],
    ['as the place', { responses: place('phone', number) }],
    ['as the place by another name', { responses: place('attendeePhone', number) }],
    ['as the place of the booking', { responses: place('phone'), location: number }],
    ['as a place without a kind', { location: number }],
    ['as a place the request describes', { location: { type: 'attendeePhone', phone: number } }],
    ['among the answers to a company’s own fields', { userFieldsResponses: { Telefon: field(number) } }],
    ['among the answers of older forms', { customInputs: { 'Ihre Telefonnummer': number } }],
  ])('%s', (_name, payload) => {
    expect(numbersIn(payload)).toEqual([number]);
  });

  it('in national spelling where the field asks for a number', () => {
    expect(numbersIn({ responses: { Mobil: field('0664 1234567') } })).toEqual(['0664 1234567']);
  });

  it.each<[string, object]>([
    ['the host’s, who is called there', { responses: place('userPhone'), location: number }],
    ['the host’s, as an option of that place', { responses: place('userPhone', number) }],
    ['a fax', { responses: { fax: field(number) } }],
    ['an emergency contact’s', { responses: { q3: field(number, 'Notfallkontakt: Telefon') } }],
    ['a figure that is asked for', { responses: { age: field('42'), size: field('0176 12') } }],
    ['in the notes', { responses: { notes: field('+43 664 1234567') } }],
    ['no text', { responses: { phone: field({ a: 1 }), smsReminderNumber: field(['+43']) } }],
    ['in no form at all', { responses: 'phone=1', userFieldsResponses: [number], location: 7 }],
  ])('but not %s', (_name, payload) => {
    expect(numbersIn(payload)).toEqual([null]);
  });

  it('and every other one that they gave, Cal.com’s own fields first', () => {
    const responses = { Telefon: field('+43 1 5861234'), ...place('phone', '+43 660 1234567'), smsReminderNumber: field(number) };
    expect(numbersIn({ responses })).toEqual([number, '+43 660 1234567', '+43 1 5861234']);
  });

  it('in the address Cal.com makes of it', () => {
    const attendees = [{ ...person, email: '436641234567@sms.cal.com' }];
    const webhook = calcomWebhooks.read(JSON.stringify(webhookWith({ attendees })));
    expect(webhook).toMatchObject({ booking: { attendees: [{ phoneNumber: number }] } });
  });
});

describe('the API gives it', () => {
  it.each<[string, object, object]>([
    ['in the field for reminders', { smsReminderNumber: number }, {}],
    ['in a field of the company’s own', { rueckruf: number }, {}],
    ['as the place', { location: { value: 'phone', optionValue: number } }, {}],
    ['as the place of the booking', {}, { location: number }],
    ['in the address Cal.com makes of it', {}, { attendees: [{ ...person, email: '436641234567@sms.cal.com' }] }],
    ['in the form of their own seat', {}, { attendees: [{ ...person, bookingFieldsResponses: { phone: number } }] }],
  ])('%s', (_name, form, more) => {
    expect(answered(form, more)).toBe(number);
  });
});
