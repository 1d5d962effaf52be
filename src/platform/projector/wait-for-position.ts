// Waits until the read models have passed a position: the runner reports it where it is here, else the checkpoints are polled.
import type { Client } from 'pg';
import type { Logger } from 'pino';
import { type Clock, waitOver } from '../../domain/clock.ts';
import { createMoment } from '../jobs/moment.ts';
import { createPollLoop } from '../jobs/poll-loop.ts';
import { connect } from '../postgres/own-connection.ts';
import { type StoreCounts, uncounted } from '../store-counts.ts';
import { readReached } from './checkpoints.ts';

export interface PositionWaiters {
  /** True once all have passed the position, false after `timeoutMs`, whichever instance is the runner meanwhile. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  /** Everything up to here was considered by the runner, which is here. */
  passed(position: bigint): void;
  /** The runner is not here any more. */
  pollCheckpoints(): void;
  /** Resolves once somebody waits, at the latest after `mostMs` milliseconds. */
  whenWaited(mostMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface PositionWaitersOptions {
  databaseUrl: string;
  /** Of the projections this program has; others may be left over. */
  names: readonly string[];
  isRunner(): boolean;
  clock: Clock;
  log: Logger;
  counts?: StoreCounts;
}

const pollMs = 15;
const retryMs = 250;
const bounds = { connectionTimeoutMillis: 2_000, query_timeout: 2_000 };

export function createPositionWaiters({
  databaseUrl,
  names,
  isRunner,
  clock,
  log,
  counts = uncounted,
}: PositionWaitersOptions): PositionWaiters {
  const waiters = new Set<{ position: bigint; end(passed: boolean): void }>();
  const waited = createMoment();
  /** One connection for all who wait, opened by the first. */
  let client: Client | undefined;

  function passed(position: bigint): void {
    for (const waiter of waiters) if (position >= waiter.position) waiter.end(true);
  }

  async function pass(): Promise<number> {
    if (waiters.size === 0 || isRunner()) return Infinity;
    try {
      client ??= await connect(databaseUrl, 'rebook waiting', log, { ...bounds, counts });
      passed(await readReached(client, names));
    } catch (error) {
      await disconnect();
      throw error;
    }
    return waiters.size > 0 ? pollMs : Infinity;
  }

  // Without a log: a connection says itself that it is lost, and those who wait hear it when their time is over.
  const loop = createPollLoop({
    name: 'waiting',
    pass,
    afterFault: { firstMs: retryMs, mostMs: retryMs },
    failed: 'checkpoints could not be read',
    clock,
  });
  loop.start();

  async function disconnect(): Promise<void> {
    await client?.end().catch(() => undefined);
    client = undefined;
  }

  return {
    passed,
    pollCheckpoints: loop.wake,
    whenWaited: mostMs => (waiters.size > 0 ? Promise.resolve() : waited.within(mostMs)),
    waitFor(position, timeoutMs) {
      const over = new AbortController();
      return new Promise(resolve => {
        const waiter = {
          position,
          end(passed: boolean) {
            waiters.delete(waiter);
            over.abort(waitOver);
            resolve(passed);
          },
        };
        waiters.add(waiter);
        waited.came();
        clock.sleep(timeoutMs, over.signal).then(
          () => waiter.end(false),
          () => undefined,
        );
        // It looks as often as for the first, however many come after.
        if (!isRunner() && waiters.size === 1) loop.wake();
      });
    },
    async close() {
      for (const waiter of waiters) waiter.end(false);
      await loop.stop();
      await disconnect();
    },
  };
}
