// Reconciles each company every hour, whichever instance comes first, and at once when asked; each company once at a time.
import type { Logger } from 'pino';
import { v4 } from 'uuid';
import { createPollLoop } from '../../platform/jobs/poll-loop.ts';
import type { CalendarDatabase } from '../lease/lease.ts';
import type { ReconciliationFinding } from './compare-appointment.ts';
import { type ReconcileDependencies, type ReconciliationReport, reconcile } from './reconcile.ts';
import {
  expectedBookings,
  holdReconciliation,
  reconciled,
  releaseReconciliation,
  takeReconciliation,
} from './reconciliations.ts';

export interface Reconciler {
  /**
   * All bookings to come of these companies, or only what changed since; throws what stores throw. `running` names those that are
   * being reconciled already: they are left out. Ends early once `signal` is aborted or the reconciler stops.
   */
  run(companies: readonly string[], updatedAfter?: Date, signal?: AbortSignal): Promise<ReconciliationReports>;
  start(): void;
  stop(): Promise<void>;
}

export interface ReconciliationReports {
  runs: ReconciliationReport[];
  running: string[];
}

export interface ReconcilerOptions extends Omit<ReconcileDependencies, 'expected'> {
  db: CalendarDatabase;
  log: Logger;
  /** Zero: only when asked. */
  everyMs: number;
  hasAccount(companyId: string): boolean;
  observe?: (finding: ReconciliationFinding) => void;
}

const pollMs = 60_000;
/** All bookings and not only what has changed, once a day. */
const fullEveryMs = 24 * 3_600_000;
/** Clocks differ, and what is listed may have been written a little earlier. */
const overlapMs = 5 * 60_000;
/** After a fault, or where the calendar did not list all. */
const againMs = 10 * 60_000;
/** A run says this long that the company is its own, and says so again once half of it is over. */
const heldMs = 5 * 60_000;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { db, clock, log, everyMs } = options;
  const stopping = new AbortController();
  const deps: ReconcileDependencies = { ...options, expected: (companyId, from) => expectedBookings(db, companyId, from) };
  const asked = new Set<Promise<unknown>>();

  /** Undefined where it is being reconciled already. */
  async function one(
    companyId: string,
    updatedAfter: Date | undefined,
    signal: AbortSignal,
  ): Promise<ReconciliationReport | undefined> {
    const holder = v4();
    let heldUntil = 0;
    async function hold(): Promise<boolean> {
      const now = clock.now();
      if (heldUntil - now.getTime() > heldMs / 2) return true;
      heldUntil = now.getTime() + heldMs;
      return holdReconciliation(db, companyId, { holder, now, until: new Date(heldUntil) });
    }
    if (!(await hold())) return undefined;
    const lost = new AbortController();
    const running = {
      signal: AbortSignal.any([signal, lost.signal]),
      step: async () => {
        if (!(await hold())) lost.abort();
      },
    };
    try {
      return await compared(companyId, updatedAfter, running);
    } finally {
      await releaseReconciliation(db, companyId, holder);
    }
  }

  async function compared(
    companyId: string,
    updatedAfter: Date | undefined,
    running: { signal: AbortSignal; step: () => Promise<void> },
  ): Promise<ReconciliationReport> {
    const began = clock.now();
    const result = await reconcile(companyId, updatedAfter, deps, running);
    for (const finding of result.findings) {
      options.observe?.(finding);
      log.warn({ ...finding }, 'calendar and stream differed');
    }
    const { bookings, complete } = result;
    log.info({ companyId, bookings, findings: result.findings.length, complete }, 'reconciled');
    const dueAt = new Date(clock.now().getTime() + (complete ? everyMs : againMs));
    await reconciled(db, companyId, { began, full: updatedAfter === undefined, complete, dueAt });
    return result;
  }

  const loop = createPollLoop({
    name: 'reconciler',
    async pass({ signal }) {
      for (;;) {
        const now = clock.now();
        const taken = await takeReconciliation(db, now, {
          heldUntil: new Date(now.getTime() + againMs),
          firstDueAt: new Date(now.getTime() + everyMs),
        });
        if (!taken || signal.aborted) return pollMs;
        const { companyId, changesUntil, completedAt } = taken;
        if (!options.hasAccount(companyId)) continue;
        const full = !changesUntil || !completedAt || now.getTime() - completedAt.getTime() >= fullEveryMs;
        await one(companyId, full ? undefined : new Date(changesUntil.getTime() - overlapMs), signal);
      }
    },
    afterFault: { firstMs: pollMs, mostMs: pollMs },
    failed: 'reconciliation failed',
    level: 'error',
    clock,
    log,
  });

  async function runAll(companies: readonly string[], updatedAfter: Date | undefined, signal: AbortSignal) {
    const all: ReconciliationReports = { runs: [], running: [] };
    for (const companyId of companies) {
      if (signal.aborted) break;
      if (!options.hasAccount(companyId)) continue;
      const run = await one(companyId, updatedAfter, signal);
      if (run) all.runs.push(run);
      else all.running.push(companyId);
    }
    return all;
  }

  return {
    async run(companies, updatedAfter, signal) {
      const ended = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
      const run = runAll(companies, updatedAfter, ended);
      asked.add(run);
      return run.finally(() => asked.delete(run));
    },
    start() {
      if (everyMs > 0) loop.start();
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled([loop.stop(), ...asked]);
    },
  };
}
