// The searches of a call go through indexes, each with its company, however the rows are spread, and also by a plan for any parameters.
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLookups } from '../../src/calls/lookups-in-postgres.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { emptyDatabase } from '../support/database.ts';
import { listening, planOf, planOfAny } from '../support/plans.ts';
import { questionsOf } from '../support/search-questions.ts';
import { fillSearchTables } from '../support/search-world.ts';

const size = { companies: 50, customers: 20_000, appointments: 50_000 };
const now = new Date('2026-11-23T09:00:00Z');
const clock = { now: () => now, elapsed: () => performance.now(), sleep: () => Promise.resolve() };
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let connection: ReturnType<typeof connectDatabase>;
let client: Client;

beforeAll(async () => {
  database = await emptyDatabase();
  connection = connectDatabase(database.url, pino({ level: 'silent' }));
  client = new Client({ connectionString: database.url });
  await client.connect();
  await fillSearchTables(client, size, now);
}, 60_000);
afterAll(async () => {
  await client?.end();
  await connection?.destroy();
  await database?.drop();
});

const listened = () => {
  const { db, heard } = listening(connection);
  return { heard, questions: questionsOf(createLookups(db, clock), db, size, now) };
};

/** Records that staff has merged into one. */
const merged = ['company_id, customer_id', 'company_id, merged_into'];
/** The columns of the indexes a question may go through. */
const own = [
  ...merged,
  'customer_id, starts_at, status',
  'company_id, customer_id, starts_at',
  'company_id, booking_customer_id, starts_at',
];
const ways: Record<string, string[]> = {
  customerById: merged,
  customersByPhone: ['company_id, phone', ...merged],
  'customersOfNumber, with a year’s appointments': ['company_id, phone', ...own],
  'customersByName, with the day’s appointments': ['company_id, normalised_name', ...own],
  'customersOfDays, for the phonetic way': ['company_id, starts_at', ...merged],
  'justBooked, for company and day': ['company_id, normalised_name', ...own],
  'appointmentsOf a day': own,
  'appointmentsOf two days': own,
  'appointmentsOf a year': own,
  'busyPeriods of a member of staff': ['company_id, staff_id, starts_at', 'company_id, staff_id'],
  appointmentOfModification: ['modification_id', 'company_id, requested_at, modification_id', 'company_id, appointment_id'],
};

/** Index names as their columns. */
async function columnsOf(indexes: string[]): Promise<string[]> {
  const { rows } = await client.query<{ indexdef: string }>('select indexdef from pg_indexes where indexname = any($1)', [
    indexes,
  ]);
  return rows.map(({ indexdef }) => /\(([^)]*)\)/.exec(indexdef)?.[1] ?? indexdef);
}

test('every question is looked at', () =>
  expect(
    listened()
      .questions.map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(ways).sort()));

describe.each(Object.entries(ways))('%s', (name, indexes) => {
  test.each([0, 3, 1_000])('goes through its indexes and reads no table from end to end, for any customer (%i)', async at => {
    const { heard, questions } = listened();
    await questions.find(question => question.name === name)?.ask(at);
    expect(heard.length).toBe(name.includes('two days') ? 2 : 1);
    for (const statement of heard) {
      for (const plan of [await planOf(client, statement), await planOfAny(client, statement)]) {
        const used = await columnsOf(plan.indexes);
        expect(plan.sequential).toEqual([]);
        expect(used.length).toBeGreaterThan(0);
        expect(used.filter(columns => !indexes.includes(columns))).toEqual([]);
      }
    }
  });
});
