// `npm run bench -- jobs`: what running a job later costs, our way and with graphile-worker: rate, latency, statements, idling, and
// what follows once the database was away.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { calendarJobs } from '../../projections/calendar-jobs.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { createTable } from '../../src/platform/projector/tables.ts';
import { openStore } from '../eventstore/store.ts';
import { table } from '../table.ts';
import { type Contend, type Contender, graphileWorker, ownTable } from './contenders.ts';

const jobs = Number(process.env.BENCH_JOBS ?? 2_000);
const rounds = 5;
const oneByOne = 50;
const idleMs = 5_000;
const awayMs = 15_000;
const patienceMs = 60_000;

const contenders: Record<string, Contend> = {
  'row and lease': ownTable,
  'graphile-worker, a queue each': graphileWorker({ queues: true, batches: false }),
  'graphile-worker, no queues': graphileWorker({ queues: false, batches: false }),
  'graphile-worker, no queues, in batches': graphileWorker({ queues: false, batches: true }),
};

interface Round {
  perSecond: number;
  statementsInBulk: number;
  latencyMs: number;
  statementsAlone: number;
  idlePerSecond: number;
  /** Undefined where it started nothing in time. */
  backAfterMs?: number | undefined;
}

let statements = 0;
/** Every statement of this process goes through here, no matter which part sends it. */
function countStatements(): void {
  const { query } = Client.prototype;
  Client.prototype.query = function counted(this: Client, ...args: unknown[]) {
    statements += 1;
    return Reflect.apply(query, this, args);
  } as typeof query;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function round(url: string, admin: Client, contend: Contend, withAway: boolean): Promise<Round> {
  const waiting = new Map<string, () => void>();
  const contender: Contender = await contend(url, id => {
    waiting.get(id)?.();
    waiting.delete(id);
  });
  const begun = (id: string): Promise<boolean> => {
    const over = new AbortController();
    const heard = new Promise<boolean>(resolve => waiting.set(id, () => resolve(true)));
    const late = sleep(patienceMs, false, { signal: over.signal }).catch(() => false);
    return Promise.race([heard, late]).finally(() => over.abort());
  };
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  try {
    await enqueued(ids(20));
    const bulk = ids(jobs);
    statements = 0;
    let began = performance.now();
    await enqueued(bulk);
    const perSecond = (jobs * 1_000) / (performance.now() - began);
    await sleep(1_500);
    const statementsInBulk = statements / jobs;

    const latencies: number[] = [];
    statements = 0;
    for (const id of ids(oneByOne)) {
      began = performance.now();
      await enqueued([id]);
      latencies.push(performance.now() - began);
      await sleep(10);
    }
    const statementsAlone = statements / oneByOne;
    statements = 0;
    await sleep(idleMs);
    const idlePerSecond = (statements * 1_000) / idleMs;
    const backAfterMs = withAway ? await afterAway() : undefined;
    return { perSecond, statementsInBulk, latencyMs: median(latencies), statementsAlone, idlePerSecond, backAfterMs };
  } finally {
    await contender.stop();
  }

  async function enqueued(wanted: readonly string[]): Promise<boolean> {
    const all = Promise.all(wanted.map(begun));
    await contender.enqueue(wanted);
    return (await all).every(Boolean);
  }

  /** Milliseconds from its return until a job enqueued then has started. */
  async function afterAway(): Promise<number | undefined> {
    const name = new URL(url).pathname.slice(1);
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
    await sleep(awayMs);
    await admin.query(`alter database ${name} allow_connections true`);
    const began = performance.now();
    const id = randomUUID();
    const started = begun(id);
    while (performance.now() - began < patienceMs) {
      const enqueuing = await contender.enqueue([id]).then(
        () => true,
        () => false,
      );
      if (enqueuing) break;
      await sleep(20);
    }
    return (await started) ? performance.now() - began : undefined;
  }
}

export async function bench(): Promise<void> {
  const store = await openStore();
  try {
    const url = await store.databaseUrl('jobs');
    const db = connectDatabase(url);
    await migrate(db).finally(() => db.destroy());
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const wanted of calendarJobs.tables) await createTable(client, wanted);
    await client.end();
    const admin = new Client({ connectionString: url.replace(/\/jobs$/, '/postgres') });
    admin.on('error', () => undefined);
    await admin.connect();
    countStatements();
    const figures = new Map<string, Round[]>();
    for (let number = 0; number < rounds; number += 1) {
      for (const [name, contend] of Object.entries(contenders)) {
        const result = await round(url, admin, contend, number === rounds - 1);
        figures.set(name, [...(figures.get(name) ?? []), result]);
        process.stderr.write(`${name}: ${JSON.stringify(result)}\n`);
      }
    }
    await admin.end();
    process.stdout.write(`${report(figures)}\n`);
  } finally {
    await store.remove();
  }
}

function report(figures: ReadonlyMap<string, Round[]>): string {
  const of = (all: readonly Round[], key: Exclude<keyof Round, 'backAfterMs'>) => median(all.map(one => one[key]));
  return table([
    [
      `${jobs} jobs, medians of ${rounds}`,
      'jobs/s',
      'statements/job',
      'latency ms',
      'statements/job alone',
      'idle statements/s',
      'back after ms',
    ],
    ...[...figures].map(([name, all]) => [
      name,
      of(all, 'perSecond').toFixed(0),
      of(all, 'statementsInBulk').toFixed(2),
      of(all, 'latencyMs').toFixed(1),
      of(all, 'statementsAlone').toFixed(1),
      of(all, 'idlePerSecond').toFixed(1),
      all.at(-1)?.backAfterMs?.toFixed(0) ?? 'never',
    ]),
  ]);
}
