// Two ways to run a job later: a row of `calendar_jobs` taken under its lease, and a job of graphile-worker. The jobs do nothing.
import { Logger, makeWorkerUtils, type RunnerOptions, run } from 'graphile-worker';
import { Pool } from 'pg';
import { pino } from 'pino';
import { type CalendarJob, createLeases } from '../../src/calendar/lease/lease.ts';
import { dueCalendarJobs } from '../../src/calendar/worker/due-jobs.ts';
import { createJobQueue } from '../../src/calendar/worker/job-queue.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createPollLoop } from '../../src/platform/jobs/poll-loop.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { createListener } from '../../src/platform/postgres/listener.ts';

export interface Contender {
  /** Jobs of different appointments, in one transaction. */
  enqueue(ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export type Contend = (url: string, started: (id: string) => void) => Promise<Contender>;

const parallel = 200;
const batch = 50;
const pollMs = 1_000;

function connections(url: string, max: number): Pool {
  const pool = new Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  pool.on('connect', client => client.on('error', () => undefined));
  return pool;
}

/**
 * As the saga does it, without the moment it gathers notifications in. That the row goes is the projector's work, one statement for all
 * that ended meanwhile.
 */
export const ownTable: Contend = async (url, started) => {
  const log = pino({ level: 'silent' });
  const db = connectDatabase(url);
  const polls = connectDatabase(url, undefined, 'polling');
  const leases = createLeases(db, systemClock, polls);
  const queue = createJobQueue(parallel);
  const [writer, projector] = [connections(url, 1), connections(url, 1)];

  const settled: string[] = [];
  let settling: Promise<unknown> = Promise.resolve();
  const settle = (id: string): Promise<unknown> => {
    settled.push(id);
    settling = settling.then(async () => {
      const ids = settled.splice(0);
      if (ids.length > 0) await projector.query('delete from calendar_jobs where modification_id = any($1::uuid[])', [ids]);
    });
    return settling;
  };

  async function work(one: CalendarJob): Promise<void> {
    const lease = await leases.take(one, { ms: 30_000, urgent: false });
    if (!lease) return;
    started(one.modificationId);
    await settle(one.modificationId);
    await lease.release({ kind: 'done' });
  }

  const loop = createPollLoop({
    name: 'contender',
    async pass() {
      const due = await dueCalendarJobs(polls, new Date(), batch);
      for (const one of due) queue.add(one.modificationId, 'background', () => work(one).catch(() => undefined));
      if (due.length < batch) return pollMs;
      await queue.idle();
      return 0;
    },
    afterFault: { firstMs: pollMs, mostMs: pollMs },
    failed: 'it could not be read what is due',
    clock: systemClock,
  });
  const listener = createListener({ databaseUrl: url, clock: systemClock, log });
  loop.start();
  await listener.listen('calendar_jobs', loop.wake);
  return {
    async enqueue(ids) {
      await writer.query(
        `with signalled as (select pg_notify('calendar_jobs', ''))
         insert into calendar_jobs (modification_id, company_id, appointment_id, kind, state, attempts, due_at, requested_at)
         select id::uuid, 'salon', id, 'cancel', 'waiting', 0, now(), now() from unnest($1::text[]) id, signalled`,
        [ids],
      );
    },
    async stop() {
      await listener.stop();
      await loop.stop();
      await queue.idle();
      await Promise.all([writer.end(), projector.end(), db.destroy(), polls.destroy()]);
    },
  };
};

/** `queues`: one for each appointment, which keeps its jobs in order; without them the lease would have to. */
export const graphileWorker =
  ({ queues, batches }: { queues: boolean; batches: boolean }): Contend =>
  async (url, started) => {
    const pool = connections(url, 21);
    const options: RunnerOptions = {
      pgPool: pool,
      concurrency: batches ? 200 : 20,
      pollInterval: pollMs,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
      taskList: { pursue: payload => started(String(Object(payload).id)) },
      preset: batches ? { worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } } : {},
    };
    const runner = await run(options);
    const utils = await makeWorkerUtils({ pgPool: pool });
    return {
      async enqueue(ids) {
        await utils.addJobs(
          ids.map(id => ({ identifier: 'pursue', payload: { id }, jobKey: id, ...(queues && { queueName: `salon.${id}` }) })),
        );
      },
      async stop() {
        await runner.stop();
        await utils.release();
        await pool.end();
      },
    };
  };
