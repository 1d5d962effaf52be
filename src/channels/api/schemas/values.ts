// Values that many answers and bodies of the API share, under the API's names.
import { z } from 'zod';
import { currencySchema, moneySchema } from '../../../domain/values.ts';

export const money = z.object({ amount_cents: moneySchema.shape.amountCents, currency: currencySchema });

/** Of a request: with any offset. */
export const givenInstant = z.iso.datetime({ offset: true });
/** It is worked with in UTC. */
export const inUtc = (instant: string): string => new Date(instant).toISOString();

/** As the database writes it: with an offset, microseconds only where there are any. */
export const instant = z.string().meta({ format: 'date-time' });

/** A yes or no of a query. */
export const flag = z.enum(['true', 'false']).transform(value => value === 'true');

export const next = z.string().nullable().describe('The `cursor` of the next page; null on the last one.');

export const created = z.object({
  created: z.boolean().describe('False where it was there already, just so: nothing was added.'),
});
export const createdExample = { created: true };

/** What callers and staff are answered with. */
export const spokenExample = {
  success: true,
  status: 'cancelled',
  code: 'cancelled',
  message: 'Ihr Termin am Dienstag, dem 1. Dezember, um 11 Uhr ist abgesagt.',
  appointment_id: '640',
  customer_name: null,
  old_date: '2026-12-01',
  old_time: '11:00',
  new_date: null,
  new_time: null,
  fee: { amount_cents: 500, currency: 'EUR', spoken: '5 Euro' },
  choices: null,
  alternatives: null,
  unclear_field: null,
  next_action: 'none' as const,
  handover_number: null,
  preview: null,
};

/** Whom and what an appointment or a change of one concerns. */
export const whomExample = {
  branch_id: null,
  branch_name: null,
  service_id: 'colour',
  service_name: 'Farbe',
  staff_id: null,
  staff_name: null,
  customer_id: '340',
  customer_name: 'Erika Beispiel',
};
