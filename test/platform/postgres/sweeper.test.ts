// Bookkeeping does not grow for good, and nothing that is still needed is swept.
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { notifications } from '../../../projections/notifications/notifications.ts';
import { type Clock, systemClock } from '../../../src/domain/clock.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { createSweeper } from '../../../src/platform/postgres/sweeper.ts';
import { createTable } from '../../../src/platform/projector/tables.ts';
import { emptyDatabase } from '../../support/database.ts';

const log = pino({ level: 'silent' });
const hourMs = 3_600_000;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let client: Client;
let db: ReturnType<typeof connectDatabase>;
beforeAll(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url, log);
  await migrate(db);
  client = new Client({ connectionString: database.url });
  await client.connect();
  for (const table of notifications.tables) await createTable(client, table);
});
afterAll(async () => {
  await client.end();
  await db.destroy();
  await database.drop();
});

/** Runs one sweep to its end: the pauses in between pass at once. */
async function sweepOnce(aheadMs = 0): Promise<void> {
  let swept: () => void = () => undefined;
  const over = new Promise<void>(resolve => {
    swept = resolve;
  });
  const clock: Clock = {
    ...systemClock,
    now: () => new Date(Date.now() + aheadMs),
    sleep: (milliseconds, signal) => {
      if (milliseconds < hourMs) return systemClock.sleep(0, signal);
      swept();
      return systemClock.sleep(milliseconds, signal);
    },
  };
  const sweeper = createSweeper({ db, clock, log, keepDays: 90, accessRecordDays: 365 });
  sweeper.start();
  await over;
  await sweeper.stop();
}

const old = "now() - interval '91 days'";
const young = "now() - interval '89 days'";
const keys = async (table: string, key: string): Promise<unknown[]> =>
  (await client.query(`select ${key} as key from ${table} order by 1`)).rows.map(row => row.key);

test('webhooks go after KEEP_DAYS once they are worked off, however many; one that waits stays', async () => {
  const insert = 'insert into webhook_inbox (company_id, digest, received_at, due_at, attempts, state)';
  await client.query(`${insert} select 'salon', 'done ' || n, ${old}, ${old}, 1, 'done' from generate_series(1, 1200) n`);
  await client.query(
    `${insert} values ('salon', 'given up', ${old}, ${old}, 9, 'given_up'), ('salon', 'waits', ${old}, ${old}, 1, 'waiting'),
     ('salon', 'young', ${young}, ${young}, 1, 'done')`,
  );
  await sweepOnce();
  expect(await keys('webhook_inbox', 'digest')).toEqual(['waits', 'young']);
});

test('who was shown what stays for ACCESS_RECORD_DAYS', async () => {
  await client.query(
    `insert into access_record (accessed_at, kind, key_name, role, operation, customer_ids, subjects)
     values (now() - interval '366 days', 'read', 'old', 'admin', 'getCustomer', '{}', '{}'),
            (now() - interval '364 days', 'read', 'young', 'admin', 'getCustomer', '{}', '{}')`,
  );
  await sweepOnce();
  expect(await keys('access_record', 'key_name')).toEqual(['young']);
});

test('deliveries go after KEEP_DAYS; attempts, holds and budgets of keys that are used no more go too', async () => {
  await client.query(
    `insert into notification_delivery (notification_id, attempts, next_at, state)
     values (gen_random_uuid(), 1, ${old}, 'ended'), (gen_random_uuid(), 1, ${old}, 'waiting'), (gen_random_uuid(), 3, ${young}, 'ended')`,
  );
  await client.query(
    `insert into identification_attempts (company_id, scope, request_key, withheld, attempted_at)
     values ('salon', 'old', gen_random_uuid(), false, ${old}), ('salon', 'young', gen_random_uuid(), false, ${young})`,
  );
  await client.query(
    `insert into slot_hold (company_id, appointment_id, staff_id, starts_at, ends_at, until)
     values ('salon', 'old', 's', now(), now(), ${old}), ('salon', 'young', 's', now(), now(), now())`,
  );
  await client.query(
    `insert into calendar_request_budget (account, request_limit, taken, window_ends, blocked_until)
     values ('old', 120, 0, ${old}, null), ('blocked', 120, 0, ${old}, now()), ('young', 120, 0, now(), null)`,
  );
  await client.query(
    `insert into repeated_delivery (delivery, request_key, n, received_at)
     values (gen_random_uuid(), gen_random_uuid(), 1, ${old}), (gen_random_uuid(), gen_random_uuid(), 2, ${young})`,
  );
  await client.query(
    `insert into idempotency_key (actor, company_id, key, request_digest, request_id, run_id, created_at)
     values ('desk', 'salon', 'old', '', 'old', gen_random_uuid(), ${old}), ('desk', 'salon', 'young', '', 'young', gen_random_uuid(), ${young})`,
  );
  await sweepOnce();
  expect(await keys('repeated_delivery', 'n')).toEqual([2]);
  expect(await keys('idempotency_key', 'key')).toEqual(['young']);
  expect(await keys('notification_delivery', 'attempts')).toEqual([3]);
  expect(await keys('identification_attempts', 'scope')).toEqual(['young']);
  expect(await keys('slot_hold', 'appointment_id')).toEqual(['young']);
  expect(await keys('calendar_request_budget', 'account')).toEqual(['blocked', 'young']);
});

test('what a customer heard of a change goes when the change is settled, notified and long over, and not before', async () => {
  const subject = (appointment: string, settled: string, from: string, to: string) =>
    client.query(
      `insert into notified_modifications (modification_id, company_id, appointment_id, kind, channel, previous_starts_at, new_starts_at, settled, promised)
       values (gen_random_uuid(), 'salon', '${appointment}', 'reschedule', 'phone', ${from}, ${to}, ${settled}, false)
       returning modification_id`,
    );
  await subject('over', "'confirmed'", old, old);
  await subject('reverted', "'reverted'", old, 'null');
  await subject('pending', 'null', old, old);
  await subject('requested', "'requested'", old, old);
  await subject('to come', "'confirmed'", old, 'now()');
  const { rows } = await subject('open', "'confirmed'", old, old);
  await client.query(
    `insert into notifications (notification_id, company_id, appointment_id, modification_id, kind, state, created_at)
     values (gen_random_uuid(), 'salon', 'open', $1, 'change_confirmed', 'open', ${old})`,
    [rows[0].modification_id],
  );
  await sweepOnce();
  expect(await keys('notified_modifications', 'appointment_id')).toEqual(['open', 'pending', 'requested', 'to come']);
});

test('a clock that is a year ahead sweeps nothing that the server’s clock calls young', async () => {
  await client.query(
    `insert into webhook_inbox (company_id, digest, received_at, due_at, attempts, state) values ('salon', 'today', now(), now(), 1, 'done')`,
  );
  await sweepOnce(365 * 24 * hourMs);
  expect(await keys('webhook_inbox', 'digest')).toContain('today');
});
