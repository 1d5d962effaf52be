// The searches of a call and the ways of identifying a caller, at a million appointments and a million customers.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@rebook/embedded-postgres';
import { Client } from 'pg';
import { pino } from 'pino';
import { type Caller, gatherEvidence } from '../src/calls/identify/evidence.ts';
import { identifyJustBooked } from '../src/calls/identify/just-booked.ts';
import { tryWays } from '../src/calls/identify/ways.ts';
import { createLookups } from '../src/calls/lookups-in-postgres.ts';
import { call } from '../src/domain/call/call.ts';
import { connectDatabase } from '../src/platform/postgres/database.ts';
import { listening, type PlanSummary, planOf } from '../test/support/plans.ts';
import { type Question, questionsOf } from '../test/support/search-questions.ts';
import { companyOf, fillSearchTables, nameOf, phoneOf, type Size } from '../test/support/search-world.ts';
import { table } from './table.ts';

const size: Size = {
  companies: 500,
  customers: Number(process.env.BENCH_CUSTOMERS ?? 1_000_000),
  appointments: Number(process.env.BENCH_APPOINTMENTS ?? 1_000_000),
};
const asked = 3_000;
const warmUp = 300;
const wantedP99 = 5;
const dayMs = 86_400_000;

export async function bench(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rebook-bench-search-'));
  const log = pino({ level: 'silent' });
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    await postgres.ensureDatabase('search');
    await measure(postgres.url('search'));
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  const db = connectDatabase(url);
  await client.connect();
  try {
    await compare(client, db);
  } finally {
    await db.destroy();
    await client.end();
  }
}

async function compare(client: Client, db: ReturnType<typeof connectDatabase>): Promise<void> {
  const now = new Date();
  process.stderr.write(`${size.appointments} appointments, ${size.customers} customers, ${size.companies} companies …\n`);
  await fillSearchTables(client, size, now);
  await client.query('vacuum analyze');
  const clock = { now: () => now, elapsed: () => performance.now(), sleep: () => Promise.resolve() };
  const queries = createLookups(db, clock);
  const roundTrip: Question = { name: 'a round trip alone (select 1)', ask: () => client.query('select 1') };
  const ways = identifications(createLookups(db, clock), now);
  const rows: string[][] = [];
  for (const question of [roundTrip, ...questionsOf(queries, db, size, now), ...ways]) rows.push(await timed(question));
  process.stdout.write(
    `${table([['at a million appointments', 'p50 ms', 'p99 ms', 'longest', `searches: p99 ≤ ${wantedP99} ms`], ...rows])}\n\n`,
  );
  process.stdout.write(
    `${table([['how PostgreSQL goes about it', 'indexes', 'sequential scans'], ...(await plans(client, db, now))])}\n`,
  );
}

async function timed({ name, ask }: Question): Promise<string[]> {
  for (let at = 0; at < warmUp; at += 1) await ask(at);
  const times: number[] = [];
  for (let at = warmUp; at < warmUp + asked; at += 1) {
    const began = performance.now();
    await ask(at);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const quantile = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  const p99 = quantile(0.99);
  const wanted = isSearch(name) ? (p99 <= wantedP99 ? 'ok' : 'missed') : '';
  return [name, quantile(0.5).toFixed(2), p99.toFixed(2), quantile(1).toFixed(1), wanted];
}

/** The searches for an appointment; the rest is part of identifying a caller or of moving without a calendar. */
const isSearch = (name: string): boolean => /^(appointmentsOf|justBooked)/.test(name);

/** From the caller's words to the customer, the database included, for each way of identification. */
function identifications(queries: ReturnType<typeof createLookups>, now: Date): Question[] {
  const someone = (at: number): number => (at * 104_729) % size.customers;
  const day = (at: number) => {
    const from = new Date(now.getTime() + (1 + (at % 120)) * dayMs);
    return { from, to: new Date(from.getTime() + dayMs) };
  };
  const way = (name: string, who: (customer: number) => Partial<Caller>): Question => ({
    name: `identified by ${name}`,
    async ask(at) {
      const customer = someone(at);
      const caller: Caller = {
        companyId: companyOf(customer, size.companies),
        callId: 'call',
        call: call.initial,
        callBegan: now,
        number: undefined,
        withheld: true,
        name: undefined,
        callData: { name: undefined, customerId: undefined },
        days: [day(at)],
        times: [day(at).from.toISOString()],
        operation: 'cancel',
        waysOff: [],
        ...who(customer),
      };
      const evidence = await gatherEvidence(caller, queries);
      const identified = tryWays(caller, evidence);
      if (identified.kind === 'not_identified') identifyJustBooked(evidence.booked, identified.tried);
    },
  });
  return [
    way('number', customer => ({ number: phoneOf(customer), withheld: false, name: nameOf(customer) })),
    way('exact_name', customer => ({ name: nameOf(customer) })),
    way('phonetic', customer => ({
      number: '+4916099999999',
      withheld: false,
      operation: 'reschedule',
      name: `${nameOf(customer)}a`,
    })),
    way('call_data', customer => ({ callData: { name: undefined, customerId: `c${customer}` } })),
    way('nothing: nobody has the name', () => ({ name: 'Niemand Bekannt' })),
  ];
}

async function plans(client: Client, db: ReturnType<typeof connectDatabase>, now: Date): Promise<string[][]> {
  const { db: overheard, heard } = listening(db);
  const clock = { now: () => now, elapsed: () => performance.now(), sleep: () => Promise.resolve() };
  const rows: string[][] = [];
  for (const { name, ask } of questionsOf(createLookups(overheard, clock), overheard, size, now)) {
    heard.length = 0;
    // The largest company and a small one.
    await Promise.all([ask(0), ask(3)]);
    const found: PlanSummary[] = [];
    for (const statement of heard) found.push(await planOf(client, statement));
    const sequential = [...new Set(found.flatMap(plan => plan.sequential))];
    const indexes = [...new Set(found.flatMap(plan => plan.indexes))];
    rows.push([name, indexes.join(', '), sequential.length === 0 ? 'none' : `SEQUENTIAL: ${sequential.join(', ')}`]);
  }
  return rows;
}
