// The history as it grows: as many modifications as one wants in the last thirty days, and as many before.
import type { Client } from 'pg';
import { appointmentModifications } from '../../projections/appointment-modifications.ts';
import { createIndexes, createTable } from '../../src/platform/projector/tables.ts';

const dayMs = 86_400_000;
const recentDays = 30;

/** Creates the tables, with the indexes once they are filled. */
export async function createHistory(client: Client): Promise<void> {
  for (const table of appointmentModifications.tables) await createTable(client, table, 'unique indexes');
}

interface Filling {
  companies: number;
  count: number;
  /** Days before now. */
  from: number;
  to: number;
}

/** Adds modifications spread evenly over companies and days. */
export async function fillHistory(client: Client, now: Date, { companies, count, from, to }: Filling): Promise<void> {
  await client.query(
    `insert into appointment_modifications (modification_id, company_id, appointment_id, customer_id, modification_type, state,
       within_policy, fee_charged, currency, hours_notice, channel, actor, identified_by, call_id, previous_starts_at, requested_at,
       settled_at, attempts, metadata)
     select gen_random_uuid(), 'company-' || n % $1, 'a' || n, 'c' || n % 100000,
       case when n % 3 = 0 then 'reschedule' else 'cancel' end, case when n % 50 = 0 then 'reverted' else 'confirmed' end,
       n % 9 <> 0, case when n % 5 = 0 then 1000 else 0 end, 'EUR', 30, case when n % 4 = 0 then 'operator' else 'phone' end,
       'caller:x', 'number', 'call' || n, at + interval '2 days', at, at + interval '1 second', 1, '{"cancelled_via": "phone"}'
     from (select n, $2::timestamptz - make_interval(secs => ($3::float8 + ($4::float8 - $3::float8) * n / $5::float8) * 86400) as at
           from generate_series(1, $5::int) n) rows`,
    [companies, now, from, to, count],
  );
}

export async function indexHistory(client: Client): Promise<void> {
  for (const table of appointmentModifications.tables) await createIndexes(client, table);
  await client.query('vacuum analyze appointment_modifications');
}

/** The first of the last thirty days. */
export const recentFrom = (now: Date): string => new Date(now.getTime() - recentDays * dayMs).toISOString().slice(0, 10);
