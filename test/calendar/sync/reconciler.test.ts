// The hourly comparison with Cal.com: each company by one instance, by what has changed, and once a day over everything.

import { type CalcomSandbox, startCalcomSandbox } from '@rebook/calcom-sandbox';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import { createCalcomProvider } from '../../../src/calendar/providers/calcom/calcom-provider.ts';
import { createOutcomeHub } from '../../../src/calendar/record/outcome-hub.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { createReconciler, type Reconciler } from '../../../src/calendar/sync/reconciler.ts';
import { createExecutor } from '../../../src/platform/eventstore/execute.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { freshDatabase } from '../../support/database.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { createMemoryStore } from '../support/memory-store.ts';

const minute = 60_000;
const hour = 60 * minute;
const log = pino({ level: 'silent' });

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: ReturnType<typeof connectDatabase>;
let clock: ManualClock;
let sandbox: CalcomSandbox;
let instances: Reconciler[];
beforeAll(async () => {
  database = await freshDatabase();
  db = connectDatabase(database.url);
  await migrate(db);
  await sql`create table companies (company_id text primary key)`.execute(db);
  await sql`
    create table appointments (company_id text, appointment_id text, status text, starts_at timestamptz, calcom_v2_booking_id text)`.execute(
    db,
  );
  await sql`insert into companies values ('salon'), ('without_a_key')`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  await sql`delete from reconciliation`.execute(db);
  clock = createManualClock('2026-10-05T08:00:00.000Z');
  sandbox = await startCalcomSandbox({ clock, log, apiKeys: ['cal_salon'], rateLimit: 'unlimited' });
  instances = [start(), start()];
});
afterEach(async () => {
  await Promise.all(instances.map(one => one.stop()));
  await sandbox.stop();
});

function start(): Reconciler {
  const store = createMemoryStore(clock);
  const executor = createExecutor(store, clock);
  const apiKeyOf = (id: string) => (id === 'salon' ? 'cal_salon' : undefined);
  const calendar = createCalcomProvider(createCalcomAccounts({ apiKeyOf, baseUrl: sandbox.url, clock, log }));
  const reconciler = createReconciler({
    db,
    executor,
    calendar,
    recorder: createRecorder(executor, createOutcomeHub(clock)),
    worker: { handOver: () => undefined },
    clock,
    log,
    everyMs: hour,
    hasAccount: id => calendar.accountOf(id) !== undefined,
    sharesAccount: async () => false,
    lookup: { byContact: async () => [] },
    wantingNewTime: async () => [],
    appointmentOf: async () => undefined,
  });
  reconciler.start();
  return reconciler;
}

const lists = () => sandbox.requests().map(({ path }) => Object.fromEntries(new URL(path, 'http://x').searchParams));
const dueAt = async () => {
  const { rows } = await sql<{ due_at: Date }>`select due_at from reconciliation where company_id = 'salon'`.execute(db);
  return rows[0]?.due_at.toISOString();
};
/** Both instances sleep until their next look, and the company is due at the given time of the day. */
const untilNextDue = (due: string) =>
  expect
    .poll(async () => [clock.sleepers(), await dueAt()], { interval: 5 })
    .toEqual([instances.length, `2026-10-05T${due}:00.000Z`]);
/** `count` is how often Cal.com has been asked by then, and `due` when it is next. */
async function pass(minutes: number, count: number, due: string): Promise<void> {
  const before = (await dueAt())?.slice(11, 16) ?? '';
  await clock.advance((minutes - 1) * minute);
  await untilNextDue(before);
  await clock.advance(minute);
  await untilNextDue(due);
  expect(lists()).toHaveLength(count);
}

test('nothing is asked in the first hour, then all bookings by one of two instances, then what has changed', async () => {
  await untilNextDue('09:00');
  await pass(59, 0, '09:00');
  await pass(1, 1, '10:00');
  expect(lists()[0]).toMatchObject({ sortStart: 'asc', afterStart: '2026-10-05T09:00:00.000Z' });
  await pass(60, 2, '11:00');
  // Since a little before the run before.
  expect(lists()[1]).toMatchObject({ sortUpdatedAt: 'asc', afterUpdatedAt: '2026-10-05T08:55:00.000Z' });
  // A day after the last run over everything.
  await sql`update reconciliation set completed_at = completed_at - interval '1 day'`.execute(db);
  await pass(60, 3, '12:00');
  expect(lists()[2]).toMatchObject({ sortStart: 'asc' });
});

test('a run that could not see all is made again after ten minutes, from where the last whole one ended', async () => {
  await untilNextDue('09:00');
  await pass(60, 1, '10:00');
  sandbox.fault({ match: { operation: 'list' }, kind: 'status', status: 500, times: 1 });
  await pass(60, 2, '10:10');
  await pass(10, 3, '11:10');
  expect(lists()[2]).toMatchObject({ afterUpdatedAt: lists()[1]?.afterUpdatedAt });
});

test('asked for, it runs at once, and a company without a key is passed over', async () => {
  const results = await instances[0]?.run(['salon', 'without_a_key']);
  expect(results).toEqual({ runs: [{ companyId: 'salon', bookings: 0, findings: [], complete: true }], running: [] });
});

/** Cal.com answers a list only once the clock is moved on; resolves when it has been asked. */
async function holdUpTheList(): Promise<void> {
  await expect.poll(() => lists().length, { interval: 5 }).toBe(1);
}

test('a company is reconciled once at a time, whichever instance is asked, and again once that is over', async () => {
  sandbox.fault({ match: { operation: 'list' }, kind: 'delay', delayMs: 1_000, times: 1 });
  const first = instances[0]?.run(['salon']);
  await holdUpTheList();
  expect(await instances[1]?.run(['salon'])).toEqual({ runs: [], running: ['salon'] });
  await clock.advance(1_000);
  expect(await first).toMatchObject({ runs: [{ complete: true }] });
  expect(await instances[1]?.run(['salon'])).toMatchObject({ runs: [{ complete: true }], running: [] });
});

test('a run whose process died holds the company up for minutes, not for good', async () => {
  await sql`insert into reconciliation (company_id, due_at, held_by, held_until)
    values ('salon', now(), 'dead', ${new Date(clock.now().getTime() + minute)})
    on conflict (company_id) do update set held_by = excluded.held_by, held_until = excluded.held_until`.execute(db);
  expect(await instances[0]?.run(['salon'])).toEqual({ runs: [], running: ['salon'] });
  await clock.advance(minute);
  expect(await instances[0]?.run(['salon'])).toMatchObject({ runs: [{ complete: true }] });
});

test('a run ends with the request that asked for it, and has not seen all', async () => {
  sandbox.fault({ match: { operation: 'list' }, kind: 'delay', delayMs: hour });
  const over = new AbortController();
  const run = instances[0]?.run(['salon'], undefined, over.signal);
  await holdUpTheList();
  over.abort();
  expect(await run).toMatchObject({ runs: [{ companyId: 'salon', complete: false }] });
  expect(lists()).toHaveLength(1);
});

test('a stop ends what is in flight', async () => {
  sandbox.fault({ match: { operation: 'list' }, kind: 'delay', delayMs: hour });
  const run = instances[0]?.run(['salon']);
  await holdUpTheList();
  await instances[0]?.stop();
  expect(await run).toMatchObject({ runs: [{ complete: false }] });
});
