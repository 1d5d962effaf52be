// One row of somebody's export: what it becomes, and that a second run finds the same ids.
import { describe, expect, test } from 'vitest';
import { type ImportSettings, parseRow } from '../../../src/app/cli/import/records.ts';

const nowhere = { branches: new Map(), lines: [] };
const settings: ImportSettings = { companyId: 'salon', timeZone: 'Europe/Berlin', currency: 'EUR', places: nowhere };

function recordOf(values: Record<string, unknown>) {
  const parsed = parseRow(values, settings);
  if (parsed.kind !== 'record') throw new Error(parsed.problems.join());
  return parsed;
}
const problemsOf = (values: Record<string, unknown>) => {
  const parsed = parseRow(values, settings);
  return parsed.kind === 'bad' ? parsed.problems : [];
};
const appointment = { customer: 'K-17', starts_at: '2026-03-05T14:00', minutes: '45' };

describe('a customer’s row', () => {
  test('has its number in full E.164', () => {
    expect(recordOf({ name: 'Erika Beispiel', phone: '01511 2345671', external_id: 'K-17' })).toMatchObject({
      customer: { name: 'Erika Beispiel', phone: '+4915112345671' },
      appointment: undefined,
      phoneDropped: false,
    });
  });

  test.each([
    ['wien', '+436641234567'],
    ['basel', undefined],
    ['', '+496641234567'],
  ])('has a national number of the country of the branch %j, else of the company', (branch, phone) => {
    const branches = new Map([
      ['wien', { country: 'AT' }],
      ['basel', { country: 'CH' }],
    ]);
    const places = { settings: { country: 'DE' }, branches, lines: ['+41446681800'] };
    const parsed = parseRow({ name: 'Erika Beispiel', phone: '0664 1234567', branch }, { ...settings, places });
    expect(parsed.kind === 'record' && parsed.customer?.phone).toBe(phone);
  });

  test.each([['n/a'], ['12'], ['anonymous'], ['Erika']])('is imported without %j for a number, and counted', phone => {
    const { customer, phoneDropped } = recordOf({ name: 'Erika Beispiel', phone });
    expect(customer).not.toHaveProperty('phone');
    expect(phoneDropped).toBe(true);
  });

  test('has the same id in every run, by its external id even when its contact has changed', () => {
    const id = (values: object) => recordOf({ name: 'Erika Beispiel', ...values }).customer?.customerId;
    expect(id({ external_id: 'K-17', phone: '01511 2345671' })).toBe(id({ external_id: 'K-17', email: 'e@example.com' }));
    expect(id({ phone: '01511 2345671' })).toBe(id({ phone: '+49 1511 2345671' }));
    expect(id({ external_id: 'K-17' })).not.toBe(id({ external_id: 'K-18' }));
    expect(id({ id: '340' })).toBe('340');
  });

  test('without a name is bad, and says which column', () => {
    expect(problemsOf({ phone: '015112345671' })).toEqual(['name: missing']);
  });
});

describe('an appointment’s row', () => {
  test('reads local times in the company’s zone, and in its own where it names one', () => {
    expect(recordOf(appointment).appointment).toMatchObject({
      startsAt: '2026-03-05T13:00:00.000Z',
      endsAt: '2026-03-05T13:45:00.000Z',
      timeZone: 'Europe/Berlin',
    });
    expect(recordOf({ ...appointment, time_zone: 'Europe/London' }).appointment?.startsAt).toBe('2026-03-05T14:00:00.000Z');
  });

  test.each([
    ['2026-03-05T14:00:00+01:00'],
    ['05.03.2026 14:00'],
    ['5.3.2026 14:00'],
    ['2026-03-05 14:00'],
    ['2026-03-05T13:00Z'],
  ])('understands %j', starts_at => {
    expect(recordOf({ ...appointment, starts_at }).appointment?.startsAt).toBe('2026-03-05T13:00:00.000Z');
  });

  test.each([['tomorrow'], ['2026-02-30T14:00'], ['2026-03-29T02:30'], ['2026-03-05'], ['05/03/2026 14:00']])(
    'does not make a time of %j',
    starts_at => {
      expect(problemsOf({ ...appointment, starts_at })).toEqual(['starts_at: not a time that exists']);
    },
  );

  test('finds its customer by external id, by Rebook’s id, or brings them along', () => {
    const customerOf = (values: object) => recordOf({ starts_at: '2026-03-05T14:00', minutes: 30, ...values });
    const imported = recordOf({ name: 'Erika Beispiel', external_id: 'K-17' }).customer?.customerId;
    expect(customerOf({ customer: 'K-17' }).appointment?.customerId).toBe(imported);
    expect(customerOf({ customer_id: '340' }).appointment?.customerId).toBe('340');
    const brought = customerOf({ name: 'Jonas Vogel', phone: '015112345672' });
    expect(brought.customer?.customerId).toBe(brought.appointment?.customerId);
    expect(problemsOf({ starts_at: '2026-03-05T14:00', minutes: 30 })).toEqual([
      'customer: missing (customer_id, customer or name)',
    ]);
  });

  test('has an id that a second run finds again', () => {
    const id = (values: object) => recordOf({ ...appointment, ...values }).appointment?.appointmentId;
    expect(id({})).toBe(id({ price: '45,00' }));
    expect(id({ external_id: 'T-1' })).toBe(id({ external_id: 'T-1', starts_at: '2026-03-06T14:00' }));
    expect(id({})).not.toBe(id({ starts_at: '2026-03-06T14:00' }));
    expect(id({ id: '640' })).toBe('640');
  });

  test('carries price and booking', () => {
    expect(
      recordOf({ ...appointment, price: '45,5', booking_uid: 'bT1LntHUU8qdQNMMFpWFPm', external_id: 'T-1' }).appointment,
    ).toMatchObject({
      price: { amountCents: 4550, currency: 'EUR' },
      booking: { uid: 'bT1LntHUU8qdQNMMFpWFPm', externalId: 'T-1' },
    });
    expect(recordOf({ ...appointment, external_id: 'T-1' }).appointment).not.toHaveProperty('booking');
    expect(problemsOf({ ...appointment, booking_uid: 'fives' })).toEqual([
      'booking_uid: not the uid of the booking at the calendar, as in bT1LntHUU8qdQNMMFpWFPm',
    ]);
  });

  test('says whether its booking is a seat or one of a series, where the export says so', () => {
    const bookingOf = (form: string) =>
      recordOf({ ...appointment, booking_uid: 'bT1LntHUU8qdQNMMFpWFPm', form }).appointment?.booking;
    expect(['single', 'seated', 'recurring'].map(form => bookingOf(form)?.form)).toEqual(['single', 'seated', 'recurring']);
    expect(bookingOf('')).not.toHaveProperty('form');
    expect(problemsOf({ ...appointment, form: 'weekly' })).toEqual(['form: not single, seated or recurring']);
  });

  test('ends after it starts', () => {
    const problem = ['ends_at or minutes: missing, or not after the start'];
    expect(problemsOf({ ...appointment, minutes: '' })).toEqual(problem);
    expect(problemsOf({ ...appointment, minutes: '0' })).toEqual(problem);
    expect(problemsOf({ ...appointment, ends_at: '2026-03-05T13:00' })).toEqual(problem);
  });

  test('that is wrong names columns and never what they say', () => {
    const problems = problemsOf({ ...appointment, service: 'Erika Beispiel', time_zone: 'Mars', price: 'viel' }).join(' ');
    expect(problems).toMatch(/service.*|time_zone.*|price/);
    expect(problems).not.toMatch(/Erika|Mars|viel/);
  });
});
