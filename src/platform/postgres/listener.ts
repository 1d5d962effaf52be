// Notifications of PostgreSQL: one connection for all channels of an instance, made again whenever it is lost.
import { type Client, escapeIdentifier } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { createPollLoop } from '../jobs/poll-loop.ts';
import { type StoreCounts, uncounted } from '../store-counts.ts';
import { connect } from './own-connection.ts';

/**
 * What one instance writes can wake the loops of all, sooner than each of them polls. A notification only wakes: it carries nothing, and
 * those who are woken look for themselves, so a lost one costs the time until the next poll.
 *
 * @example
 * const listener = createListener({ databaseUrl, clock, log });
 * const stopListening = await listener.listen('calendar_jobs', loop.wake);
 */
export interface Listener {
  /**
   * Calls back on each notification of the channel, and once whenever listening to it has begun, since something may have been signalled in
   * between. Never rejects: a server that is away is tried again. The function it gives ends that; the last one ends the connection.
   */
  listen(channel: string, notified: () => void): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

export interface ListenerOptions {
  databaseUrl: string;
  clock: Clock;
  log: Logger;
  counts?: StoreCounts;
}

/** A host that is lost ends no connection by itself; asking does. */
const checkEveryMs = 15_000;
/** Before a lost connection is made again: a server that ends each of them is not asked without a pause. */
const gatherMs = 100;
const bounds = { connectionTimeoutMillis: 5_000, query_timeout: 5_000 };

export function createListener({ databaseUrl, clock, log, counts = uncounted }: ListenerOptions): Listener {
  /** Who is called back, by channel. */
  const callbacks = new Map<string, Set<() => void>>();
  let connection: { client: Client; channels: Set<string> } | undefined;

  const notify = (channel: string): void => {
    for (const notified of callbacks.get(channel) ?? []) notified();
  };

  async function connected(): Promise<{ client: Client; channels: Set<string> }> {
    const client = await connect(databaseUrl, 'rebook listen', log, { ...bounds, counts });
    const made = { client, channels: new Set<string>() };
    const lost = (): void => {
      if (connection?.client !== client) return;
      // It may still be open on this side.
      void disconnect();
      loop.wake();
    };
    client.on('notification', ({ channel }) => notify(channel));
    client.once('end', lost);
    client.once('error', lost);
    connection = made;
    return made;
  }

  async function disconnect(): Promise<void> {
    const client = connection?.client;
    connection = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Makes the connection listen to what is wanted now, and asks it whether it is still there. */
  async function pass(): Promise<number> {
    if (callbacks.size === 0) {
      await disconnect();
      return Infinity;
    }
    try {
      const { client, channels } = connection ?? (await connected());
      for (const channel of channels) {
        if (callbacks.has(channel)) continue;
        channels.delete(channel);
        await client.query(`unlisten ${escapeIdentifier(channel)}`);
      }
      for (const channel of callbacks.keys()) {
        if (channels.has(channel)) continue;
        await client.query(`listen ${escapeIdentifier(channel)}`);
        channels.add(channel);
        notify(channel);
      }
      await client.query('select 1');
      return checkEveryMs;
    } catch (error) {
      // The other end may be lost: nobody waits until the goodbye is answered.
      void disconnect();
      throw error;
    }
  }

  const loop = createPollLoop({
    name: 'listener',
    pass,
    afterFault: { firstMs: 250, mostMs: 10_000 },
    failed: 'cannot listen for notifications now; only polling',
    describe: error => ({ code: 'listen_failed', cause: error instanceof Error && 'code' in error ? error.code : undefined }),
    gather: signal => clock.sleep(gatherMs, signal).catch(() => undefined),
    clock,
    log,
  });

  return {
    async listen(channel, notified) {
      const called = callbacks.get(channel) ?? new Set();
      callbacks.set(channel, called.add(notified));
      loop.start();
      loop.wake();
      return async () => {
        called.delete(notified);
        if (called.size === 0 && callbacks.get(channel) === called) callbacks.delete(channel);
        loop.wake();
      };
    },
    async stop() {
      await loop.stop();
      await disconnect();
    },
  };
}
