// Who waits until the read models have passed a position: told by the runner where it is here, else by what its checkpoints say.
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { connect } from '../postgres/own-connection.ts';
import { readReached } from './checkpoints.ts';

export interface Waiting {
  /** True once all have passed the position, false after `timeoutMs`, whoever runs them meanwhile. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  /** Everything up to here was considered by the runner, which is here. */
  passed(position: bigint): void;
  /** The runner is not here any more. */
  lookElsewhere(): void;
  anybody(): boolean;
  close(): Promise<void>;
}

export interface WaitingOptions {
  databaseUrl: string;
  /** Of the projections this program has; others may be left over. */
  names: readonly string[];
  isRunner(): boolean;
  clock: Clock;
  log: Logger;
}

const pollMs = 15;
const retryMs = 250;
const bounds = { connectionTimeoutMillis: 2_000, query_timeout: 2_000 };

export function createWaiting({ databaseUrl, names, isRunner, clock, log }: WaitingOptions): Waiting {
  const closing = new AbortController();
  const waiters = new Set<{ position: bigint; end(passed: boolean): void }>();
  /** One for all who wait, from the first on. */
  let client: Client | undefined;
  let polling: Promise<void> | undefined;

  function passed(position: bigint): void {
    for (const waiter of waiters) if (position >= waiter.position) waiter.end(true);
  }

  function lookElsewhere(): void {
    polling ??= poll();
  }

  async function poll(): Promise<void> {
    while (waiters.size > 0 && !isRunner() && !closing.signal.aborted) {
      const reached = await stored();
      if (reached !== undefined) passed(reached);
      await clock.sleep(reached === undefined ? retryMs : pollMs, closing.signal).catch(() => undefined);
    }
    polling = undefined;
  }

  /** Undefined where it cannot be told. */
  async function stored(): Promise<bigint | undefined> {
    try {
      client ??= await connect(databaseUrl, 'rebook waiting', log, bounds);
      return await readReached(client, names);
    } catch {
      // Logged where it is lost; those who wait are told when their time is over.
      await disconnect();
      return undefined;
    }
  }

  async function disconnect(): Promise<void> {
    await client?.end().catch(() => undefined);
    client = undefined;
  }

  return {
    passed,
    lookElsewhere,
    anybody: () => waiters.size > 0,
    waitFor(position, timeoutMs) {
      const over = new AbortController();
      return new Promise(resolve => {
        const waiter = {
          position,
          end(passed: boolean) {
            waiters.delete(waiter);
            over.abort();
            resolve(passed);
          },
        };
        waiters.add(waiter);
        clock.sleep(timeoutMs, over.signal).then(
          () => waiter.end(false),
          () => undefined,
        );
        if (!isRunner()) lookElsewhere();
      });
    },
    async close() {
      closing.abort();
      for (const waiter of waiters) waiter.end(false);
      await polling;
      await disconnect();
    },
  };
}
