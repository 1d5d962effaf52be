// Works off modifications: at once those handed over in this process, and from `calendar_jobs` those of others, of retries
// and of processes that died.

import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import { createPollLoop } from '../../platform/jobs/poll-loop.ts';
import { leaseMs } from '../lease/call-under-lease.ts';
import {
  type CalendarDatabase,
  type CalendarJob,
  createLeases,
  type Lease,
  type LeaseRelease,
  type Leases,
} from '../lease/lease.ts';
import { releaseAfterFault, releaseUnused } from '../lease/release-lease.ts';
import type { CalendarProvider } from '../provider.ts';
import type { OutcomeHub } from '../record/outcome-hub.ts';
import type { OwnChanges } from '../record/own-changes.ts';
import { createRecorder } from '../record/recorder.ts';
import type { CalendarMetrics, RunDependencies } from '../saga/carry-out.ts';
import { pursue } from '../saga/interpret.ts';
import type { Occasion } from '../saga/situation.ts';
import { dueCalendarJobs } from './due-jobs.ts';
import { createJobQueue } from './job-queue.ts';
import { lookAfterRevert } from './look-after-revert.ts';
import { type DecidedIn, tracedRun } from './traced-run.ts';
import { createTurns, type Turns } from './turns.ts';

export interface CalendarWorker {
  /**
   * Starts on it at once, since a caller waits for it. With `look` it only sees how it stands at the calendar, for which nobody waits: it
   * takes its turn in the background, and who asked for it asks again. `newTimeWanted`: the host has asked for another time, which
   * cannot be seen at the calendar. Never throws.
   */
  handOver(job: CalendarJob & { look?: boolean; newTimeWanted?: boolean }): void;
  /** For a change whose decision is about to be sent: its lease is asked for meanwhile. */
  turnFor: Turns['turnFor'];
  /** Runs in flight, and those waiting by priority, for metrics. */
  load(): { active: number; caller: number; background: number };
  start(): void;
  /** Takes nothing new, lets requests in flight end and records what they came to. */
  stop(): Promise<void>;
}

export interface CalendarWorkerOptions {
  executor: Executor;
  db: CalendarDatabase;
  /** Where it is looked whether something is due; left out, in `db`. */
  polls?: CalendarDatabase;
  calendar: CalendarProvider;
  hub: OutcomeHub;
  ownChanges: Pick<OwnChanges, 'sending'>;
  clock: Clock;
  log: Logger;
  metrics?: CalendarMetrics;
  replyBudgetMs: number;
  /** Calls back on each notification of a channel until the returned function is called. */
  listen?: (channel: string, notified: () => void) => Promise<() => Promise<void>>;
  /** Resolves when no caller waits, at the latest after `mostMs`: what others left is in less of a hurry. */
  whenIdle?: (mostMs: number) => Promise<void>;
  /** Left out: what others left is traced by itself. */
  decidedIn?: DecidedIn | undefined;
  /** For tests without a database: where leases are kept, and what is due. */
  leases?: Leases;
  dueJobs?: (now: Date, limit: number) => Promise<CalendarJob[]>;
  /** How often it is looked whether something is due, in milliseconds. A test that lets days pass looks less often. */
  pollMs?: number;
}

/** Notifications within this time are one; most speak of what was handed over here. */
const gatherMs = 40;
const batch = 50;
const parallel = 200;

export function createCalendarWorker(options: CalendarWorkerOptions): CalendarWorker {
  const { executor, db, polls = db, calendar, hub, ownChanges, clock, log, metrics, replyBudgetMs, pollMs = 1_000 } = options;
  const leases = options.leases ?? createLeases(db, clock, polls);
  const dueJobs = options.dueJobs ?? ((now: Date, limit: number) => dueCalendarJobs(polls, now, limit));
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const deps: RunDependencies = {
    executor,
    calendar,
    recorder: createRecorder(executor, hub, log),
    ownChanges,
    clock,
    log,
    replyBudgetMs,
    metrics,
  };
  const queue = createJobQueue(parallel);

  /** Runs under the lease, and gives it back whatever happened. */
  async function under(
    job: CalendarJob,
    taken: Promise<Lease | undefined>,
    act: (lease: Lease) => Promise<LeaseRelease>,
  ): Promise<void> {
    let lease: Lease | undefined;
    let release: LeaseRelease | undefined;
    try {
      lease = await taken;
      if (lease) release = await act(lease);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal_fault';
      const { companyId, appointmentId, modificationId } = job;
      log.error({ companyId, appointmentId, modificationId, code }, 'calendar run failed');
    }
    try {
      await lease?.release(release ?? releaseAfterFault(lease, clock.now()));
    } catch {
      // The lease runs out by itself; the fault was the database's and is logged where it is noticed.
      log.warn(
        { companyId: job.companyId, appointmentId: job.appointmentId, code: 'lease_not_released' },
        'lease not released; it will expire',
      );
    }
  }

  function take(job: CalendarJob, occasion: Occasion): Promise<Lease | undefined> {
    const now = clock.now();
    const urgent = occasion === 'caller';
    const priority = urgent ? 'caller' : 'background';
    const ms = leaseMs({ priority, budgetEndsAt: new Date(now.getTime() + replyBudgetMs) }, now);
    // What a webhook reports is seen before the next try is due.
    return leases.take(job, { ms, urgent: occasion !== 'due', sending: urgent });
  }

  async function run(job: CalendarJob, occasion: Occasion): Promise<void> {
    if (stopping.signal.aborted) return;
    // Of several callers at once one may have had the lease, whose place another has taken.
    const before = occasion === 'caller' ? turns.beingGivenBack(job) : [];
    if (before.length > 0) await Promise.all(before);
    await tracedRun(job, occasion, options.decidedIn, () =>
      under(job, take(job, occasion), lease => pursue(job, lease, { occasion, stopping: stopping.signal }, deps)),
    );
  }

  const giveBack = (job: CalendarJob, held: Lease): Promise<void> =>
    under(job, Promise.resolve(held), async lease => releaseUnused(lease, clock.now()));

  const turns = createTurns({
    executor,
    take: job => take(job, 'caller'),
    queue: (job, next, replaced) => queue.add(keyOf(job), 'caller', next, replaced),
    run: job => run(job, 'caller'),
    runUnder: (job, held, known) =>
      stopping.signal.aborted
        ? giveBack(job, held)
        : tracedRun(job, 'caller', options.decidedIn, () =>
            under(job, Promise.resolve(held), lease =>
              pursue(job, lease, { occasion: 'caller', stopping: stopping.signal, known }, deps),
            ),
          ),
    giveBack,
  });

  const loop = createPollLoop({
    name: 'calendar-worker',
    /** Only hands what is due to the queue, so that the next poll does not wait for it. */
    async pass() {
      const free = Math.max(0, Math.min(batch, parallel - queue.size()));
      for (const job of await dueJobs(clock.now(), free)) {
        // Only its row is left, until the projections have seen the outcome.
        if (hub.isOver(job.modificationId)) continue;
        queue.add(keyOf(job), 'background', () => run(job, 'due'));
      }
      for (const { which, ...job } of await leases.dueLooks(free)) {
        const ms = leaseMs({ priority: 'background', budgetEndsAt: clock.now() }, clock.now());
        queue.add(keyOf(job), 'background', () =>
          under(job, leases.takeLook(job, which, ms), lease => lookAfterRevert(job, which, lease, deps)),
        );
      }
      return pollMs;
    },
    afterFault: { firstMs: pollMs, mostMs: pollMs },
    failed: 'calendar work could not be read',
    describe: error => ({ code: error instanceof Fault ? error.code : 'database_unavailable' }),
    async gather(signal) {
      await clock.sleep(gatherMs, signal).catch(() => undefined);
      await options.whenIdle?.(gatherMs);
    },
    clock,
    log,
  });
  let listening: Promise<() => Promise<void>> | undefined;

  return {
    handOver({ look = false, newTimeWanted = false, ...job }) {
      if (look) queue.add(keyOf(job), 'background', () => run(job, newTimeWanted ? 'new_time_wanted' : 'look'));
      else queue.add(keyOf(job), 'caller', () => run(job, 'caller'));
    },
    turnFor: turns.turnFor,
    load: queue.load,
    start() {
      loop.start();
      listening ??= options.listen?.('calendar_jobs', loop.wake);
    },
    async stop() {
      stopping.abort();
      await loop.stop();
      await (await listening)?.();
      await queue.idle();
      await Promise.all(turns.beingGivenBack());
    },
  };
}

const keyOf = ({ companyId, appointmentId }: CalendarJob): string => `${companyId}.${appointmentId}`;
