// The tables the searches read, made from the projections' own definitions and filled with as many rows as a test or bench wants.
import type { Client } from 'pg';
import { appointmentModifications } from '../../projections/appointment-modifications.ts';
import { appointments } from '../../projections/appointments.ts';
import { customers } from '../../projections/customers.ts';
import { normaliseName, soundCode } from '../../src/domain/customer/names.ts';
import { createTable } from '../../src/platform/projector/tables.ts';

export interface Size {
  companies: number;
  customers: number;
  appointments: number;
}

const firstNames = 'Anna Berta Carla Dora Eva Frieda Gerda Hans Ida Jan Karl Lena Max Nora Otto Paul Rosa Sven Tina Uwe'.split(
  ' ',
);
const lastNames =
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf'.split(' ');

/** Names as the rows have them: every so many customers carry the same. */
export const nameOf = (customer: number): string =>
  `${firstNames[customer % firstNames.length]} ${lastNames[(customer >> 3) % lastNames.length]}${letters(customer >> 6)}`;
export const phoneOf = (customer: number): string => `+49151${String(10_000_000 + (customer >> 1)).slice(-8)}`;
/** A tenth of the customers are in the first company, the others spread over the rest. */
export const companyOf = (customer: number, companies: number): string =>
  `company-${customer % 10 === 0 ? 0 : 1 + (customer % (companies - 1))}`;
const letters = (value: number): string => value.toString(26).replace(/\d/g, digit => String.fromCharCode(97 + Number(digit)));

/** Creates and fills; appointments lie within a year around `now`, six in seven of them live. */
export async function fillSearchTables(client: Client, size: Size, now: Date): Promise<void> {
  for (const projection of [appointments, customers, appointmentModifications])
    for (const table of projection.tables) await createTable(client, table);
  await fillCustomers(client, size);
  await client.query(
    `insert into appointments (company_id, appointment_id, staff_id, customer_id, starts_at, ends_at, booking_timezone, status,
       calcom_v2_booking_id, origin, booked_at, metadata, version, booking_customer_id, booking_call_id, call_id)
     select company_id, 'a' || n, 'staff' || n % 7, customer_id, at, at + interval '30 minutes', 'Europe/Berlin',
       case when n % 7 = 0 then 'cancelled' else 'confirmed' end, 'uid' || n, 'calendar', at - interval '20 days', '{}', 0,
       case when n % 50 = 0 then 'c' || (n * 7) % $1 end, null, null
     from (select n, c.company_id, c.customer_id,
             date_trunc('minute', $3::timestamptz + ((n::bigint * 7919) % 525600 - 262800) * interval '1 minute') as at
           from generate_series(1, $2::int) n join customers c on c.customer_id = 'c' || (n * 31) % $1) rows`,
    [size.customers, size.appointments, now],
  );
  await client.query(
    `insert into appointment_modifications (modification_id, company_id, appointment_id, customer_id, modification_type, state, channel,
       actor, previous_starts_at, requested_at, attempts, metadata)
     select gen_random_uuid(), company_id, appointment_id, customer_id, 'cancel', 'confirmed', 'phone', 'caller:x', starts_at,
       starts_at - interval '1 day', 1, '{}' from appointments where status = 'cancelled'`,
  );
  await client.query('analyze appointments, customers, appointment_modifications');
}

/** Normalised names and sound codes are ours to make, so customers come from here, some thousands at a time. */
async function fillCustomers(client: Client, { companies, customers: count }: Size): Promise<void> {
  const atOnce = 20_000;
  for (let from = 0; from < count; from += atOnce) {
    const ids = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => from + index);
    const names = ids.map(nameOf);
    await client.query(
      `insert into customers (company_id, customer_id, name, normalised_name, sound_code, phone, registered_at)
       select company, 'c' || id, name, normalised, sound, phone, now()
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[]) as t(company, id, name, normalised, sound, phone)`,
      [
        ids.map(id => companyOf(id, companies)),
        ids,
        names,
        names.map(normaliseName),
        names.map(soundCode),
        ids.map(id => (id % 3 === 0 ? null : phoneOf(id))),
      ],
    );
  }
}
