// The moment at which new tables take the place of the live ones; nobody waits for it longer than he would notice.
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../../domain/clock.ts';
import type { EventStore } from '../../eventstore/store.ts';
import type { Applier } from '../applier.ts';
import type { Checkpoint } from '../checkpoints.ts';
import type { Projection } from '../projection.ts';
import { beginAlone, isLockTimeout } from '../writer-lock.ts';
import { holdersOf, lockTables, takeOver } from './shadow-tables.ts';

export interface Exchange {
  /** Puts the new tables in place, if it can be done now; false: go on following, and ask again, also where nothing comes. */
  attempt(reached: bigint): Promise<boolean>;
  /** Somebody's open transaction holds the tables. */
  isHeldUp(): boolean;
}

export interface ExchangeOptions {
  store: EventStore;
  projections: readonly Projection[];
  clock: Clock;
  log: Logger;
}

/** Of the connection that exchanges, which keeps the turn while the last events are folded: a thread that hangs loses it. */
export const mostIdleMs = 5_000;
/** How long the runner stands still for the last events to be folded. */
const patienceMs = 500;
const afterPatienceMs = 200;
/** Readers stand behind one who waits for a table, so it is waited for briefly; longer where some query always runs. */
const lockMs = { first: 50, most: 150, growth: 1.2 };
const pauseMs = { first: 200, most: 5_000, growth: 1.7 };
/** Of tries in vain, before it is told. */
const toldAfter = 3;

const growing = ({ first, most, growth }: typeof lockMs, tries: number): number =>
  Math.round(Math.min(most, first * growth ** tries));

interface Standing {
  position: bigint;
  until: number;
}

/**
 * First the runner's turn is taken, so that the live tables stand still, and kept until what they have is in the new ones as
 * well. Then all tables are locked at once or not at all: on a lock that cannot be had everything is let go and tried again
 * later, as often as it takes.
 */
export function createExchange(
  { store, projections, clock, log }: ExchangeOptions,
  live: Client,
  applier: Pick<Applier, 'checkpoints'>,
): Exchange {
  let standing: Standing | undefined;
  let tries = 0;
  let notBefore = 0;
  const now = () => clock.elapsed();

  async function stop(): Promise<Standing> {
    await beginAlone(live);
    const position = await lastApplied(live, projections);
    // Beyond the store's end they were made from another store, or from what this one has lost.
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
    try {
      standing ??= await stop();
      if (reached < standing.position) {
        if (now() > standing.until) await letGo(afterPatienceMs);
        return false;
      }
      await lockTables(live, projections, growing(lockMs, tries));
      await takeOver(live, projections, applier.checkpoints());
      await live.query('commit');
      return true;
    } catch (error) {
      await letGo(growing(pauseMs, tries));
      if (!isLockTimeout(error)) throw error;
      tries += 1;
      if (tries === toldAfter) await tell();
      return false;
    }
  }

  async function tell(): Promise<void> {
    const holders = await holdersOf(live, projections);
    log.warn({ code: 'rebuild_held_up', holders }, 'the new tables are filled; open transactions hold those they are to replace');
  }

  return { attempt, isHeldUp: () => tries >= toldAfter };
}

/** The last event any of them has applied. */
async function lastApplied(live: Client, projections: readonly Projection[]): Promise<Checkpoint['position']> {
  const { rows } = await live.query<{ position: string }>(
    'select coalesce(max(event_position), -1) as position from projection_checkpoint where projection = any($1)',
    [projections.map(({ name }) => name)],
  );
  return BigInt(rows[0]?.position ?? -1);
}
