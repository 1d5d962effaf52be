// A search that is cut is not taken for complete: customers are counted, not their appointments.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appointments } from '../../projections/appointments.ts';
import { customers } from '../../projections/customers.ts';
import { createLookups } from '../../src/calls/lookups-in-postgres.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { createTable } from '../../src/platform/projector/tables.ts';
import { emptyDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let client: Client;
let db: ReturnType<typeof connectDatabase>;
const day = { from: new Date('2099-12-01T00:00:00Z'), to: new Date('2099-12-02T00:00:00Z') };

beforeAll(async () => {
  database = await emptyDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  for (const { tables } of [appointments, customers]) for (const table of tables) await createTable(client, table);
  db = connectDatabase(database.url);
});
afterAll(async () => {
  await db.destroy();
  await client.end();
  await database.drop();
});

/** So many appointments of that day, dealt out to so many customers. */
async function fill(companyId: string, count: number, people: number): Promise<void> {
  await client.query(
    `insert into customers (company_id, customer_id, name, normalised_name, sound_code, registered_at)
     select $1, 'c' || n, 'Gast ' || n, 'gast', 'x', now() from generate_series(1, $2::int) n`,
    [companyId, people],
  );
  const required = appointments.tables.flatMap(({ columns }) =>
    Object.entries(columns).filter(([, type]) => /not null/.test(type) && !/default/.test(type)),
  );
  const given: Record<string, string> = {
    company_id: '$1',
    appointment_id: "'a' || n",
    customer_id: "'c' || (1 + n % $2::int)",
    starts_at: "'2099-12-01T10:00:00Z'",
    ends_at: "'2099-12-01T10:30:00Z'",
    status: "'scheduled'",
  };
  const valueFor = ([name, type]: [string, string]) =>
    given[name] ??
    (/^text/.test(type)
      ? "'x'"
      : /^timestamptz/.test(type)
        ? 'now()'
        : /^jsonb/.test(type)
          ? "'{}'"
          : /^boolean/.test(type)
            ? 'false'
            : '0');
  await client.query(
    `insert into appointments (${required.map(([name]) => name).join(', ')})
     select ${required.map(valueFor).join(', ')} from generate_series(1, $3::int) n`,
    [companyId, people, count],
  );
}

test('more appointments than are compared, of two customers, are two customers', async () => {
  await fill('few', 1_500, 2);
  const found = await createLookups(db, systemClock).customersOfDays('few', [day]);
  expect(found?.map(({ id }) => id).sort()).toEqual(['c1', 'c2']);
});

test('more customers than are compared are not given as some of them', async () => {
  await fill('many', 1_100, 1_100);
  expect(await createLookups(db, systemClock).customersOfDays('many', [day])).toBeUndefined();
});
