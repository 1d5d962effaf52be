// Swaps the rebuilt tables with the live ones, so quickly that no reader notices.
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../../domain/clock.ts';
import type { EventStore } from '../../eventstore/store.ts';
import type { Applier } from '../applier.ts';
import type { Checkpoint } from '../checkpoints.ts';
import { createLaterProgram } from '../instances/later-program.ts';
import type { Projection } from '../projection.ts';
import { beginExclusive, isLockTimeout } from '../writer-lock.ts';
import { holdersOf, lockTables, markFilled, swapTables } from './shadow-tables.ts';

export type HeldUpBy = 'nothing' | 'transactions' | 'later_program';

export interface TableSwap {
  /** Swaps the tables, if that is possible now; false: keep following, and try again, also where no event comes. */
  trySwap(reached: bigint): Promise<boolean>;
  /** By what the swap is held up: another session's open transaction on the tables, or a later program that reads its own. */
  heldUpBy(): HeldUpBy;
}

export interface TableSwapOptions {
  store: EventStore;
  projections: readonly Projection[];
  clock: Clock;
  log: Logger;
}

/** The connection of the swap holds the writer lock while the last events are folded: a thread that hangs loses it. */
export const mostIdleMs = 5_000;
/** How long the runner waits for the last events to be folded. */
const patienceMs = 500;
const afterPatienceMs = 200;
/** Readers queue behind a session that waits for a table, so it waits only briefly; longer where some query always runs. */
const lockMs = { first: 50, most: 150, growth: 1.2 };
const pauseMs = { first: 200, most: 5_000, growth: 1.7 };
/** Failed tries before it is logged. */
const loggedAfter = 3;

const growing = ({ first, most, growth }: typeof lockMs, tries: number): number =>
  Math.round(Math.min(most, first * growth ** tries));

interface Standing {
  position: bigint;
  until: number;
}

/**
 * First it takes the writer lock, so that the live tables stand still, and keeps it until the new tables have the same events.
 * Then it locks all tables at once or none: if one cannot be locked it releases everything and tries again later, as often as it
 * takes.
 */
export function createTableSwap(
  { store, projections, clock, log }: TableSwapOptions,
  live: Client,
  applier: Pick<Applier, 'checkpoints'>,
): TableSwap {
  const later = createLaterProgram(projections, clock);
  let isLaterThere = false;
  let isMarked = false;
  let standing: Standing | undefined;
  let tries = 0;
  let notBefore = 0;
  const now = () => clock.elapsed();

  async function stop(): Promise<Standing> {
    await beginExclusive(live);
    const position = await lastApplied(live, projections);
    // Checkpoints beyond the store's end: the tables were made from another store, or from events this one has lost.
    const comparable = position <= (await store.head());
    return { position: comparable ? position : -1n, until: now() + patienceMs };
  }

  async function letGo(pause: number): Promise<void> {
    standing = undefined;
    await live.query('rollback').catch(() => undefined);
    notBefore = now() + pause;
  }

  async function attempt(reached: bigint): Promise<boolean> {
    if (now() < notBefore) return false;
    isLaterThere = await later.isThere(live);
    try {
      if (isLaterThere) {
        if (standing) await letGo(0);
        if (!isMarked) await markFilled(live);
        isMarked = true;
        return false;
      }
      standing ??= await stop();
      if (reached < standing.position) {
        if (now() > standing.until) await letGo(afterPatienceMs);
        return false;
      }
      await lockTables(live, projections, growing(lockMs, tries));
      isLaterThere = !(await later.staysAway(live));
      if (isLaterThere) {
        await letGo(0);
        return false;
      }
      await swapTables(live, projections, applier.checkpoints());
      await live.query('commit');
      return true;
    } catch (error) {
      await letGo(growing(pauseMs, tries));
      if (!isLockTimeout(error)) throw error;
      tries += 1;
      if (tries === loggedAfter) await logBlocked();
      return false;
    }
  }

  async function logBlocked(): Promise<void> {
    const holders = await holdersOf(live, projections);
    log.warn({ code: 'rebuild_blocked', holders }, 'the rebuilt tables are complete; open transactions block the swap');
  }

  return {
    trySwap: attempt,
    heldUpBy: () => (isLaterThere ? 'later_program' : tries >= loggedAfter ? 'transactions' : 'nothing'),
  };
}

/** The last event any of them has applied. */
async function lastApplied(live: Client, projections: readonly Projection[]): Promise<Checkpoint['position']> {
  const { rows } = await live.query<{ position: string }>(
    'select coalesce(max(event_position), -1) as position from projection_checkpoint where projection = any($1)',
    [projections.map(({ name }) => name)],
  );
  return BigInt(rows[0]?.position ?? -1);
}
