// `npm run bench -- history`: pages of the last thirty days, when there is nothing before them and when there are years.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@rebook/embedded-postgres';
import { sql } from 'kysely';
import { Client } from 'pg';
import { pino } from 'pino';
import { pageQueryOf } from '../src/channels/api/history/history.ts';
import { lists } from '../src/channels/api/history/history-lists.ts';
import { connectDatabase } from '../src/platform/postgres/database.ts';
import { createHistory, fillHistory, indexHistory, recentFrom } from '../test/support/history-world.ts';
import { median } from './eventstore/measure.ts';
import { quantiles } from './load.ts';
import { table } from './table.ts';

const companies = 500;
const recent = 50_000;
const all = Number(process.env.BENCH_MODIFICATIONS ?? 5_000_000);
/** Each month as busy as the last. */
const older = { from: 30, to: (30 * all) / recent };
const rounds = 5;
const asked = 2_000;
const warmUp = 500;
const wanted = 1.2;

type Db = ReturnType<typeof connectDatabase>;

export async function bench(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-bench-history-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: pino({ level: 'silent' }) });
  const now = new Date();
  const opened: { client: Client; db: Db }[] = [];
  const open = async (name: string, before: number): Promise<Db> => {
    await postgres.ensureDatabase(name);
    const client = new Client({ connectionString: postgres.url(name) });
    await client.connect();
    const db = connectDatabase(postgres.url(name));
    opened.push({ client, db });
    process.stderr.write(`${recent + before} modifications …\n`);
    await createHistory(client);
    await fillHistory(client, now, { companies, count: recent, from: 0, to: 30 });
    if (before > 0) await fillHistory(client, now, { companies, count: before, ...older });
    await indexHistory(client);
    return db;
  };
  try {
    const few = await open('few', 0);
    const many = await open('many', all - recent);
    process.stdout.write(`${await compare(few, many, now)}\n`);
  } finally {
    for (const { client, db } of opened) {
      await db.destroy();
      await client.end();
    }
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What analysts ask most: a page of a company, with a filter, of three companies, of all. */
function questions(db: Db, now: Date): [string, (at: number) => Promise<unknown>][] {
  const list = lists.find(({ name }) => name === 'modifications');
  if (!list) throw new Error('the history has modifications');
  const from = sql`requested_at >= ${`${recentFrom(now)}T00:00:00Z`}::timestamptz`;
  const company = (at: number) => `company-${(at * 7_919) % companies}`;
  const page = (companies: string[] | undefined, ...more: ReturnType<typeof sql>[]) =>
    pageQueryOf({ list, companies, conditions: [from, ...more] }, [], 51).execute(db);
  return [
    ['a page of a company', at => page([company(at)])],
    ['moves that were taken back', at => page([company(at)], sql`modification_type = 'reschedule'`, sql`state = 'reverted'`)],
    ['a page of three companies', at => page([company(at), company(at + 1), company(at + 2)])],
    ['a page of all companies', () => page(undefined)],
  ];
}

async function compare(few: Db, many: Db, now: Date): Promise<string> {
  const rows: string[][] = [];
  const ofFew = questions(few, now);
  const ofMany = questions(many, now);
  for (const [index, [name, askFew]] of ofFew.entries()) {
    const askMany = ofMany[index]?.[1] ?? askFew;
    const p99: Record<'few' | 'many', number[]> = { few: [], many: [] };
    // The two are measured alternately, so that other work of the machine slows both.
    for (let round = 0; round < rounds; round += 1) {
      p99.few.push(await timed(askFew));
      p99.many.push(await timed(askMany));
    }
    const ratio = median(p99.many) / median(p99.few);
    rows.push([
      name,
      median(p99.few).toFixed(2),
      median(p99.many).toFixed(2),
      ratio.toFixed(2),
      ratio <= wanted ? 'ok' : 'missed',
    ]);
  }
  return table([
    ['the last 30 days, p99 in ms, medians of 5', `of ${recent}`, `of ${all}`, 'ratio', `wanted ≤ ${wanted}`],
    ...rows,
  ]);
}

async function timed(ask: (at: number) => Promise<unknown>): Promise<number> {
  for (let at = 0; at < warmUp; at += 1) await ask(at);
  const times: number[] = [];
  for (let at = 0; at < asked; at += 1) {
    const began = performance.now();
    await ask(at);
    times.push(performance.now() - began);
  }
  return quantiles(times).p99;
}
