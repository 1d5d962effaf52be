// Reconciles each company every hour, whichever instance comes first, and at once when asked.
import type { Logger } from 'pino';
import { expectedBookings, reconciled, takeReconciliation } from '../readmodels/queries/reconciliation.ts';
import type { CalendarDatabase } from './lease.ts';
import { type Finding, type ReconcileDependencies, type Reconciled, reconcile } from './reconcile.ts';

export interface Reconciler {
  /** All bookings to come of these companies, or only what changed since; throws what stores throw. */
  run(companies: readonly string[], updatedAfter?: Date): Promise<Reconciled[]>;
  start(): void;
  stop(): Promise<void>;
}

export interface ReconcilerOptions extends Omit<ReconcileDependencies, 'expected'> {
  db: CalendarDatabase;
  log: Logger;
  /** Zero: only when asked. */
  everyMs: number;
  hasAccount(companyId: string): boolean;
  observe?: (finding: Finding) => void;
}

const pollMs = 60_000;
/** All bookings and not only what has changed, once a day. */
const fullEveryMs = 24 * 3_600_000;
/** Clocks differ, and what is listed may have been written a little earlier. */
const overlapMs = 5 * 60_000;
/** After a fault, or where Cal.com did not list all. */
const againMs = 10 * 60_000;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { db, clock, log, everyMs } = options;
  const stopping = new AbortController();
  const deps: ReconcileDependencies = { ...options, expected: (companyId, from) => expectedBookings(db, companyId, from) };
  let working: Promise<void> | undefined;

  async function one(companyId: string, updatedAfter: Date | undefined): Promise<Reconciled> {
    const began = clock.now();
    const result = await reconcile(companyId, updatedAfter, deps);
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

  async function poll(): Promise<void> {
    for (;;) {
      const now = clock.now();
      const taken = await takeReconciliation(db, now, {
        heldUntil: new Date(now.getTime() + againMs),
        firstDueAt: new Date(now.getTime() + everyMs),
      });
      if (!taken || stopping.signal.aborted) return;
      const { companyId, changesUntil, completedAt } = taken;
      if (!options.hasAccount(companyId)) continue;
      const full = !changesUntil || !completedAt || now.getTime() - completedAt.getTime() >= fullEveryMs;
      await one(companyId, full ? undefined : new Date(changesUntil.getTime() - overlapMs));
    }
  }

  async function pollForever(): Promise<void> {
    while (!stopping.signal.aborted) {
      await poll().catch(error => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal_fault';
        log.error({ code }, 'reconciliation failed');
      });
      await clock.sleep(pollMs, stopping.signal).catch(() => undefined);
    }
  }

  return {
    async run(companies, updatedAfter) {
      const results: Reconciled[] = [];
      for (const companyId of companies) if (options.hasAccount(companyId)) results.push(await one(companyId, updatedAfter));
      return results;
    },
    start() {
      if (everyMs > 0) working ??= pollForever();
    },
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
