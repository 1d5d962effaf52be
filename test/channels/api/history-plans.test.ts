// A page of the history is found in its order in an index, of one company, of several and of all: never by sorting what there is.
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projections } from '../../../projections/index.ts';
import { pageQueryOf } from '../../../src/channels/api/history/history.ts';
import { lists } from '../../../src/channels/api/history/history-lists.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { createTable } from '../../../src/platform/projector/tables.ts';
import { emptyDatabase } from '../../support/database.ts';
import { createHistory, fillHistory, indexHistory } from '../../support/history-world.ts';
import { listening, planOf } from '../../support/plans.ts';

const now = new Date('2026-11-23T09:00:00Z');
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let connection: ReturnType<typeof connectDatabase>;
let client: Client;

beforeAll(async () => {
  database = await emptyDatabase();
  connection = connectDatabase(database.url, pino({ level: 'silent' }));
  client = new Client({ connectionString: database.url });
  await client.connect();
  await createHistory(client);
  await fillHistory(client, now, { companies: 5, count: 20_000, from: 0, to: 400 });
  await indexHistory(client);
  for (const { tables } of projections) for (const table of tables) await createTable(client, table);
  await migrate(connection);
  // The other lists are as long; what is in their rows does not matter to the order of their pages.
  await client.query(`
    insert into modification_refusals (refusal_id, company_id, operation, code, refused_at, channel, actor, stream)
      select modification_id, company_id, 'cancel', 'too_late_to_cancel', requested_at, 'phone', 'x', 'call-x' from appointment_modifications;
    insert into answers (answer_id, company_id, request_key, try, function, status, code, answered_at, language, channel)
      select modification_id, company_id, modification_id, 1, 'x', 'cancelled', 'cancelled', requested_at, 'de', 'phone' from appointment_modifications;
    insert into notifications (notification_id, company_id, appointment_id, modification_id, kind, state, created_at)
      select modification_id, company_id, 'x', modification_id, 'cancellation_confirmed', 'open', requested_at from appointment_modifications;
    insert into callbacks (callback_id, company_id, call_id, code, state, promised_at)
      select modification_id, company_id, 'call-x', 'company_paused', 'open', requested_at from appointment_modifications;
    insert into access_record (accessed_at, kind, key_name, role, operation, company_id, customer_ids, subjects)
      select requested_at, 'read', 'x', 'operator', 'getCustomer', company_id, '{}', '{}' from appointment_modifications;
    analyze modification_refusals, answers, notifications, callbacks, access_record`);
}, 60_000);
afterAll(async () => {
  await client?.end();
  await connection?.destroy();
  await database?.drop();
});

const cursor = ['2026-06-01T00:00:00.000Z', '00000000-0000-4000-8000-000000000000'];
test.each(
  lists.flatMap(list =>
    [undefined, ['company-1'], ['company-1', 'company-2', 'company-3']].flatMap(companies =>
      [[], cursor].map(
        after => [list.name, companies?.length ?? 'all', after.length > 0 ? 'next' : 'first', list, companies, after] as const,
      ),
    ),
  ),
)('%s of %s companies, %s page', async (_name, _count, _page, list, companies, after) => {
  const { db, heard } = listening(connection);
  await pageQueryOf({ list, companies, conditions: [] }, [...after], 51).execute(db);
  const [statement] = heard;
  if (!statement) throw new Error('nothing was asked');
  const { nodes, sequential, indexes } = await planOf(client, statement);
  expect(sequential).toEqual([]);
  // The names beside the ids are found by their keys.
  const ofNames = /^(branches|services|staff_members|customers)_/;
  expect(indexes.filter(index => !ofNames.test(index))).toHaveLength(1);
  // Of several companies the pages of each are put in order; those rows are few.
  expect(nodes.filter(node => node.includes('Sort'))).toEqual((companies?.length ?? 1) > 1 ? ['Sort'] : []);
});

test('pages of several companies are those of each, put together', async () => {
  const [list] = lists;
  if (!list) throw new Error('there is a list');
  const companies = ['company-1', 'company-2', 'company-3'];
  const seen: unknown[] = [];
  let after: string[] = [];
  for (;;) {
    const { rows } = await pageQueryOf({ list, companies, conditions: [] }, after, 500).execute(connection);
    seen.push(...rows.map(({ row }) => row[list.id]));
    const last = rows.at(-1)?.row;
    if (!last) break;
    after = [String(last[list.at]), String(last[list.id])];
  }
  const whole = await client.query(
    `select modification_id from appointment_modifications where company_id = any($1) order by requested_at desc, modification_id desc`,
    [companies],
  );
  expect(seen).toEqual(whole.rows.map(row => row.modification_id));
  expect(seen.length).toBeGreaterThan(50);
});
