// Notifications of PostgreSQL: one connection for each channel of an instance, which comes back when it is lost.
import type { Client } from 'pg';
import { escapeIdentifier } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { connect } from './own-connection.ts';

const firstPauseMs = 250;
const longestPauseMs = 10_000;
const bounds = { connectionTimeoutMillis: 5_000, query_timeout: 5_000 };

/**
 * Calls back on each notification of a channel, and once after each reconnection, until the returned function is called. Never
 * rejects: a server that is away is tried again.
 */
export function listenTo(databaseUrl: string, clock: Clock, log: Logger) {
  return async (channel: string, notified: () => void): Promise<() => Promise<void>> => {
    const stopping = new AbortController();
    /** Ended by the stop, and by a fault of the connection, which may tell of itself more than once. */
    let current: Client | undefined;
    let begun: () => void = () => undefined;
    const first = new Promise<void>(resolve => {
      begun = resolve;
    });

    async function listenOnce(): Promise<'listened' | 'unreachable'> {
      const client = await connect(databaseUrl, 'rebook listen', log, bounds).catch(() => undefined);
      if (!client) {
        log.warn({ code: 'listen_failed', channel }, 'no notifications at the moment; polling alone');
        return 'unreachable';
      }
      current = client;
      const ended = new Promise<void>(resolve => {
        client.once('end', resolve);
        client.once('error', () => resolve());
      });
      try {
        client.on('notification', notified);
        await client.query(`listen ${escapeIdentifier(channel)}`);
        // What was told in between was told to nobody.
        notified();
        begun();
        if (!stopping.signal.aborted) await ended;
        return 'listened';
      } catch {
        return 'unreachable';
      } finally {
        current = undefined;
        await client.end().catch(() => undefined);
      }
    }

    async function listenForever(): Promise<void> {
      let pauseMs = firstPauseMs;
      while (!stopping.signal.aborted) {
        pauseMs = (await listenOnce()) === 'listened' ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
        begun();
        await clock.sleep(pauseMs, stopping.signal).catch(() => undefined);
      }
    }

    const listening = listenForever();
    await first;
    return async () => {
      stopping.abort();
      await current?.end().catch(() => undefined);
      await listening;
    };
  };
}
