// A marked statement is planned once by a connection, and answered all the same when its table has changed under the plan.
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { keptPlanMark } from '../../../src/platform/postgres/kept-plans.ts';
import { emptyDatabase } from '../../support/database.ts';

const keptPlan = sql.raw(keptPlanMark);
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let db: ReturnType<typeof connectDatabase>;
beforeAll(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url, pino({ level: 'silent' }));
  await sql`create table price (id text primary key, cents integer not null)`.execute(db);
  await sql`insert into price values ('cut', 3000), ('wash', 1000)`.execute(db);
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const priceOf = async (id: string) =>
  (await sql<{ cents: unknown }>`${keptPlan} select cents from price where id = ${id}`.execute(db)).rows[0]?.cents;

test('it is planned once, for whatever parameters; one without the mark each time', async () => {
  for (let round = 0; round < 10; round += 1) expect([await priceOf('cut'), await priceOf('wash')]).toEqual([3000, 1000]);
  await sql`select cents from price where id = ${'cut'}`.execute(db);
  const { rows } = await sql<{ statement: string; generic: number }>`
    select statement, generic_plans::int as generic from pg_prepared_statements where name <> ''`.execute(db);
  expect(rows).toEqual([{ statement: expect.stringContaining('/* kept */ select cents'), generic: expect.any(Number) }]);
  expect(rows[0]?.generic).toBeGreaterThan(10);
});

test('a column of another type is answered, each time it is asked', async () => {
  await priceOf('cut');
  await sql`alter table price alter cents type text`.execute(db);
  expect([await priceOf('cut'), await priceOf('wash')]).toEqual(['3000', '1000']);
});

test('what the statement itself does wrong is told', () =>
  expect(sql`${keptPlan} select 1 / ${0}::int`.execute(db)).rejects.toMatchObject({ code: '22012' }));
