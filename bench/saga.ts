// Measures how soon a decided change is at Cal.com, how fast a slow Cal.com is served, and what finished jobs cost.
import { subscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { cancelAppointment } from '../commands/appointment/cancel-appointment.ts';
import { createLeases } from '../src/calendar/lease/lease.ts';
import { dueCalendarJobs } from '../src/calendar/worker/due-jobs.ts';
import { appointment } from '../src/domain/appointment/appointment.ts';
import { systemClock } from '../src/domain/clock.ts';
import { company } from '../src/domain/company/company.ts';
import { appointmentStream, derivedId } from '../src/domain/ids.ts';
import { createExecutor } from '../src/platform/eventstore/execute.ts';
import { connectEventStore, type EventStore } from '../src/platform/eventstore/store.ts';
import { connectDatabase } from '../src/platform/postgres/database.ts';
import { bookingUidOf, companyOf } from './callers.ts';
import { benchCall } from './calls/cancel-call.ts';
import { load, quantiles } from './load.ts';
import { type Bench, openBench } from './open-bench.ts';
import { settleDatabase } from './settle.ts';
import { table } from './table.ts';

const warmUp = 100;
const perSecond = 20;
const measured = 400;
const slowMs = 500;
const slowBookings = 100;
const finished = 100_000;
const claims = 300;
const patienceMs = 60_000;

export async function bench(): Promise<void> {
  const open = await openBench();
  const store = connectEventStore(open.eventStoreUrl, systemClock);
  const arrivals = watchArrivals();
  try {
    await settleDatabase(open.databaseUrl);
    await load(perSecond, warmUp, index => benchCall(open, index));
    const here = warmUp + measured;
    await load(perSecond, measured, index => benchCall(open, warmUp + index));
    const same = await delays(store, arrivals, warmUp, here);
    const there = here + measured;
    const decide = decider(store);
    await load(perSecond, measured, index => decide(here + index));
    await arrived(arrivals, here, there);
    const other = await delays(store, arrivals, here, there);
    const rows = [
      ['from the append to the request at Cal.com', 'p50 ms', 'p99 ms', 'wanted'],
      row('on the instance that took the call', same, 'p50 ≤ 6, p99 ≤ 20'),
      row('on another, by notification', other, 'p99 ≤ 100'),
    ];
    process.stdout.write(`${table(rows)}\n\n`);
    process.stdout.write(`${await benchSlowCalendar(open, decide, arrivals, there)}\n\n`);
    process.stdout.write(`${await benchClaiming(open)}\n`);
  } finally {
    await store.close();
    await open.stopService();
    await open.close();
  }
}

const row = (name: string, values: number[], wanted: string): string[] => {
  const { p50, p99 } = quantiles(values);
  return [name, p50.toFixed(1), p99.toFixed(1), wanted];
};

const message = z.object({ request: z.object({ url: z.string() }) });

/** When the first cancellation of each booking reached Cal.com: milliseconds since the epoch, by uid. */
function watchArrivals(): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  subscribe('http.server.request.start', event => {
    const parsed = message.safeParse(event);
    const uid = parsed.success ? /\/v2\/bookings\/([^/]+)\/cancel$/.exec(parsed.data.request.url)?.[1] : undefined;
    if (uid !== undefined && !at.has(uid)) at.set(uid, performance.timeOrigin + performance.now());
  });
  return at;
}

async function arrived(arrivals: ReadonlyMap<string, number>, from: number, to: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  const missing = () =>
    Array.from({ length: to - from }, (_, index) => bookingUidOf(from + index)).filter(uid => !arrivals.has(uid));
  while (missing().length > 0) {
    if (Date.now() > deadline) throw new Error(`${missing().length} changes never reached Cal.com`);
    await sleep(20);
  }
}

/** By the event store's own time of each decision, which is the machine's. */
async function delays(store: EventStore, arrivals: ReadonlyMap<string, number>, from: number, to: number): Promise<number[]> {
  const values: number[] = [];
  for (let index = from; index < to; index += 1) {
    const events = await store.read(appointmentStream(companyOf(index), `a${index}`));
    const decision = events.find(({ type }) => type === 'AppointmentCancelled');
    const at = arrivals.get(bookingUidOf(index));
    if (!decision || at === undefined) throw new Error(`appointment ${index} was not cancelled`);
    values.push(at - Date.parse(decision.recordedAt));
  }
  return values;
}

/** Decides and appends, and does no more, like an instance that dies at that moment. */
function decider(store: EventStore): (index: number) => Promise<boolean> {
  const executor = createExecutor(store, systemClock);
  return async index => {
    const [companyId, appointmentId] = [companyOf(index), `a${index}`];
    const commandId = derivedId('bench', 'decide', index);
    const facts = {
      now: new Date().toISOString(),
      companyRevision: '0',
      openingHoursRevision: null,
      allowanceUsed: null,
      circuit: 'closed' as const,
      slot: null,
      seen: null,
    };
    const command = { commandId, companyId, appointmentId, seen: null, feeAccepted: false };
    const executed = await executor.execute({
      aggregate: appointment,
      stream: appointmentStream(companyId, appointmentId),
      commandId,
      context: { correlationId: commandId, companyId, actor: { kind: 'staff', id: 'bench' }, channel: 'operator' },
      decide: state => cancelAppointment(state, command, { facts, company: company.initial }),
    });
    return executed.kind === 'appended';
  };
}

/** All decided at once; one after another they would take as many times as long as one. */
async function benchSlowCalendar(
  open: Bench,
  decide: (index: number) => Promise<boolean>,
  arrivals: ReadonlyMap<string, number>,
  first: number,
): Promise<string> {
  open.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: slowMs });
  const began = performance.timeOrigin + performance.now();
  await Promise.all(Array.from({ length: slowBookings }, (_, index) => decide(first + index)));
  await arrived(arrivals, first, first + slowBookings);
  const last = Math.max(...Array.from({ length: slowBookings }, (_, index) => arrivals.get(bookingUidOf(first + index)) ?? 0));
  open.sandbox.clearFaults();
  const took = (last - began + slowMs) / 1_000;
  const alone = (slowBookings * slowMs) / 1_000;
  return `${slowBookings} bookings, Cal.com taking ${slowMs} ms: ${took.toFixed(2)} s (one after another: ${alone} s)`;
}

/** What it takes to find due work and to take a lease, before and after finished work has gone through the tables. */
async function benchClaiming({ databaseUrl }: Bench): Promise<string> {
  const db = connectDatabase(databaseUrl);
  try {
    const leases = createLeases(db, systemClock);
    const claim = async (round: string): Promise<number[]> => {
      const took: number[] = [];
      for (let index = 0; index < claims; index += 1) {
        const work = { companyId: 'claims', appointmentId: `${round}${index}`, modificationId: derivedId('claim', round, index) };
        const began = performance.now();
        await dueCalendarJobs(db, new Date(), 50);
        const lease = await leases.take(work, { ms: 1_000, urgent: false });
        await lease?.release({ kind: 'done' });
        took.push(performance.now() - began);
      }
      return took;
    };
    await claim('warm');
    const before = quantiles(await claim('before'));
    await sql`
      insert into calendar_jobs (modification_id, company_id, appointment_id, kind, state, attempts, due_at, requested_at)
      select gen_random_uuid(), 'finished', n::text, 'cancel', 'due', 0, now(), now() from generate_series(1, ${finished}::int) n`.execute(
      db,
    );
    await sql`
      insert into calendar_lease (company_id, appointment_id, token, until, modification_id)
      select 'finished', n::text, gen_random_uuid(), now(), gen_random_uuid() from generate_series(1, ${finished}::int) n`.execute(
      db,
    );
    await sql`delete from calendar_jobs where company_id = 'finished'`.execute(db);
    await sql`delete from calendar_lease where company_id = 'finished'`.execute(db);
    const after = quantiles(await claim('after'));
    return table([
      ['claiming due work', 'p50 ms', 'p99 ms'],
      ['with nothing finished', before.p50.toFixed(2), before.p99.toFixed(2)],
      [`after ${finished} finished changes`, after.p50.toFixed(2), after.p99.toFixed(2)],
    ]);
  } finally {
    await db.destroy();
  }
}
