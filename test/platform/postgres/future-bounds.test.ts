// What a clock that was ahead has written is cut to its bound, and what is as it should be is left alone.
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarJobs } from '../../../projections/calendar-jobs.ts';
import { dueCalendarJobs } from '../../../src/calendar/worker/due-jobs.ts';
import { type Clock, createClockWatch, systemClock } from '../../../src/domain/clock.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { createFutureBounds, cutFutureInstants } from '../../../src/platform/postgres/future-bounds.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { createTable } from '../../../src/platform/projector/tables.ts';
import { emptyDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let client: Client;
let db: ReturnType<typeof connectDatabase>;
beforeAll(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url, pino({ level: 'silent' }));
  await migrate(db);
  client = new Client({ connectionString: database.url });
  await client.connect();
  for (const table of calendarJobs.tables) await createTable(client, table);
});
afterAll(async () => {
  await client.end();
  await db.destroy();
  await database.drop();
});

const stuck = "now() + interval '92 minutes'";
const minutesAhead = async (table: string, column: string, key: string) =>
  Object.fromEntries(
    (
      await client.query(`select ${key} as key, round(extract(epoch from ${column} - now()) / 60)::int as minutes from ${table}`)
    ).rows.map(({ key: name, minutes }) => [name, minutes]),
  );

test('leases, webhooks, deliveries, budgets, holds and attempts lie no further ahead than they can', async () => {
  const token = (last: string) => `00000000-0000-4000-8000-00000000000${last}`;
  await client.query(
    `insert into calendar_lease (company_id, appointment_id, token, until, modification_id) values
     ('salon', 'held', gen_random_uuid(), ${stuck}, gen_random_uuid()),
     ('salon', 'works', gen_random_uuid(), now() + interval '1 minute', gen_random_uuid()),
     ('salon', 'rests', '${token('0')}', ${stuck}, gen_random_uuid()),
     ('salon', 'operator', '${token('0')}', ${stuck}, gen_random_uuid()),
     ('salon', 'soon', '${token('0')}', now() + interval '30 minutes', gen_random_uuid()),
     ('salon', 'look', '${token('2')}', ${stuck}, gen_random_uuid())`,
  );
  await client.query(
    `insert into calendar_jobs (modification_id, company_id, appointment_id, kind, state, code, attempts, due_at, requested_at) values
     (gen_random_uuid(), 'salon', 'operator', 'cancel', 'retry', 'operator_needed', 1, ${stuck}, now())`,
  );
  await client.query(
    `insert into webhook_inbox (company_id, digest, received_at, due_at, attempts, state) values
     ('salon', 'stuck', now(), ${stuck}, 1, 'waiting'), ('salon', 'later', now(), now() + interval '15 minutes', 6, 'waiting')`,
  );
  await client.query(
    `insert into notification_delivery (notification_id, attempts, next_at, state) values
     (gen_random_uuid(), 1, ${stuck}, 'waiting'), (gen_random_uuid(), 2, now() + interval '60 minutes', 'waiting')`,
  );
  await client.query(
    `insert into calendar_request_budget (account, request_limit, taken, window_ends, blocked_until) values
     ('stuck', 120, 120, ${stuck}, ${stuck}), ('right', 120, 120, now() + interval '1 minute', null)`,
  );
  await client.query(
    `insert into slot_hold (company_id, appointment_id, staff_id, starts_at, ends_at, until) values ('salon', 'a', 's', now(), now(), ${stuck})`,
  );
  await client.query(
    `insert into identification_attempts (company_id, scope, request_key, withheld, attempted_at) values
     ('salon', 'ahead', gen_random_uuid(), false, ${stuck}), ('salon', 'right', gen_random_uuid(), false, now())`,
  );
  await cutFutureInstants(db);
  expect(await minutesAhead('calendar_lease', 'until', 'appointment_id')).toEqual({
    held: 2,
    works: 1,
    rests: 0,
    operator: 92,
    soon: 30,
    look: 0,
  });
  expect(await minutesAhead('webhook_inbox', 'due_at', 'digest')).toEqual({ stuck: 0, later: 15 });
  expect(await minutesAhead('notification_delivery', 'next_at', 'attempts')).toEqual({ 1: 0, 2: 60 });
  expect(await minutesAhead('calendar_request_budget', 'window_ends', 'account')).toEqual({ stuck: 1, right: 1 });
  expect(await minutesAhead('slot_hold', 'until', 'appointment_id')).toEqual({});
  expect(await minutesAhead('identification_attempts', 'attempted_at', 'scope')).toEqual({ right: 0 });
});

test('a first request is never sent in the future, and a comparison with Cal.com neither seen nor completed there', async () => {
  await client.query('delete from calendar_lease');
  await client.query(
    `insert into calendar_lease (company_id, appointment_id, token, until, modification_id, first_sent_at) values
     ('salon', 'ahead', gen_random_uuid(), now(), gen_random_uuid(), ${stuck}),
     ('salon', 'sent', gen_random_uuid(), now(), gen_random_uuid(), now() - interval '7 minutes')`,
  );
  await client.query(
    `insert into reconciliation (company_id, due_at, changes_until, completed_at) values
     ('ahead', now() + interval '92 hours', ${stuck}, ${stuck}),
     ('right', now() + interval '24 hours', now() - interval '7 minutes', now() - interval '8 minutes')`,
  );
  await client.query(
    `insert into calendar_request_budget (account, request_limit, taken, window_ends, blocked_until) values ('blocked', 1, 1, now(), ${stuck})`,
  );
  await cutFutureInstants(db);
  expect(await minutesAhead('calendar_lease', 'first_sent_at', 'appointment_id')).toEqual({ ahead: 0, sent: -7 });
  expect(await minutesAhead('reconciliation', 'due_at', 'company_id')).toEqual({ ahead: 0, right: 24 * 60 });
  expect(await minutesAhead('reconciliation', 'changes_until', 'company_id')).toEqual({ ahead: 0, right: -7 });
  expect(await minutesAhead('reconciliation', 'completed_at', 'company_id')).toEqual({ ahead: 0, right: -8 });
  expect(await minutesAhead('calendar_request_budget', 'blocked_until', 'account')).toMatchObject({ blocked: 1 });
});

test.each([
  ['is cut where our clock and the server’s agree', 0, 0],
  ['is left alone while ours differs, since nobody knows which is wrong', 45 * 60_000, 92],
])('what lies too far ahead %s', async (_, aheadMs, minutes) => {
  await client.query('delete from calendar_lease');
  await client.query(
    `insert into calendar_lease (company_id, appointment_id, token, until, modification_id, first_sent_at) values
     ('salon', 'ahead', gen_random_uuid(), now(), gen_random_uuid(), ${stuck})`,
  );
  const clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs) };
  let slept: () => void = () => undefined;
  const looked = new Promise<void>(resolve => {
    slept = resolve;
  });
  const sleep: Clock['sleep'] = (milliseconds, signal) => {
    slept();
    return clock.sleep(milliseconds, signal);
  };
  const watch = createClockWatch(clock, pino({ level: 'silent' }));
  const bounds = createFutureBounds({ db, clock: { ...clock, sleep }, watch });
  bounds.start();
  await looked;
  await bounds.stop();
  expect(await minutesAhead('calendar_lease', 'first_sent_at', 'appointment_id')).toEqual({ ahead: minutes });
});

test('a change whose next try lies further ahead than it can is due now; one that waits for an operator is not', async () => {
  await client.query('delete from calendar_jobs');
  await client.query('delete from calendar_lease');
  await client.query(
    `insert into calendar_jobs (modification_id, company_id, appointment_id, kind, state, code, attempts, due_at, requested_at) values
     (gen_random_uuid(), 'salon', 'stuck', 'cancel', 'retry', 'timeout', 1, ${stuck}, now()),
     (gen_random_uuid(), 'salon', 'later', 'cancel', 'retry', 'timeout', 9, now() + interval '30 minutes', now()),
     (gen_random_uuid(), 'salon', 'operator', 'cancel', 'retry', 'operator_needed', 1, now() + interval '5 hours', now())`,
  );
  expect((await dueCalendarJobs(db, new Date(), 10)).map(({ appointmentId }) => appointmentId)).toEqual(['stuck']);
});
