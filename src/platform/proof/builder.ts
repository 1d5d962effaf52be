// Keeps the transparency log up with the events, beside the calls: one process at a time, resumed where it was left.
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import { createPollLoop, type Pass } from '../jobs/poll-loop.ts';
import type { Database } from '../postgres/schema.ts';
import { createLogExtender, type ExtendOptions, notAsked } from './extend-log.ts';

export interface ProofBuilderOptions extends Omit<ExtendOptions, 'checkpointAfterMs' | 'clock'> {
  clock: Clock;
  log: Logger;
  /** Resolves once nobody waits for an answer, at the latest after so many milliseconds. */
  whenIdle(mostMs: number): Promise<void>;
  metrics?: { proofFault(code: string): void };
  checkpointAfterMs?: number;
  lookEveryMs?: number;
}

export interface ProofState {
  /** `standby`: another process builds it. `waiting`: a store is away, or does not hold what the log was made from. */
  status: 'stopped' | 'building' | 'standby' | 'waiting';
  /** Leaves, as far as this process has built it. */
  size: number | null;
  /** Why it waits. */
  code: string | null;
}

export interface ProofBuilder {
  start(): void;
  stop(): Promise<void>;
  state(): ProofState;
}

/** Any fixed number that nobody else locks in this database. */
const buildLockKey = 7_264_665_021;
/** With the time between two looks less than a minute. */
const usualCheckpointAfterMs = 45_000;
const usualLookEveryMs = 5_000;
const mostPauseMs = 60_000;
/** Events of years are added in steps, with room for calls between them. */
const stepPauseMs = 20;
const yieldMs = 250;

export function createProofBuilder(options: ProofBuilderOptions): ProofBuilder {
  const { db, clock, log, whenIdle, metrics } = options;
  const { checkpointAfterMs = usualCheckpointAfterMs, lookEveryMs = usualLookEveryMs } = options;
  const extender = createLogExtender({ ...options, checkpointAfterMs });
  let state: ProofState = { status: 'stopped', size: null, code: null };

  const loop = createPollLoop({
    name: 'transparency log',
    async pass(run) {
      const isHeld = await withLock(db, () => catchUp(run));
      if (!isHeld) state = { ...state, status: 'standby', code: null };
      return lookEveryMs;
    },
    afterFault: { firstMs: lookEveryMs, mostMs: mostPauseMs },
    failed: 'the transparency log does not grow',
    level: 'error',
    describe: error => (error instanceof Fault ? { code: error.code, reason: error.message } : { code: 'internal_fault' }),
    onFault({ code }) {
      metrics?.proofFault(code);
      state = { ...state, status: 'waiting', code };
    },
    clock,
    log,
  });

  async function catchUp({ signal, working }: Pass): Promise<void> {
    for (;;) {
      const { size, caughtUp, silent } = await extender.extend();
      if (silent.length > 0 && caughtUp) throw notAsked(silent);
      working();
      state = { status: 'building', size, code: null };
      if (caughtUp || signal.aborted) return;
      await clock.sleep(stepPauseMs, signal).catch(() => undefined);
      await whenIdle(yieldMs);
    }
  }

  return {
    start: loop.start,
    async stop() {
      await loop.stop();
      state = { ...state, status: 'stopped' };
    },
    state: () => state,
  };
}

/**
 * Runs `work` while this process alone has the lock; false where another has it. The server gives it back when the connection ends. No
 * transaction is open meanwhile.
 */
const withLock = (db: Kysely<Database>, work: () => Promise<void>): Promise<boolean> =>
  db.connection().execute(async connection => {
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${buildLockKey}) as held`.execute(connection);
    if (!rows[0]?.held) return false;
    try {
      await work();
    } finally {
      await sql`select pg_advisory_unlock(${buildLockKey})`.execute(connection).catch(() => undefined);
    }
    return true;
  });
