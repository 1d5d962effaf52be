// Notifications of PostgreSQL on a connection of their own, which is opened again when it breaks.
import pg from 'pg';
import type { Clock } from '../domain/clock.ts';

/** Calls `notified` on each notification of `channel`, until the returned function is called. */
export type Listen = (channel: string, notified: () => void) => Promise<() => Promise<void>>;

const reconnectMs = 2_000;

/** What is missed while the connection is away is found by polling; `notified` is called once when it is back. */
export function listenTo(connectionString: string, clock: Clock): Listen {
  return async (channel, notified) => {
    const stopping = new AbortController();
    let client: pg.Client | undefined;

    async function connect(): Promise<pg.Client> {
      const fresh = new pg.Client({ connectionString, keepAlive: true });
      fresh.on('notification', () => notified());
      // Without a handler the error of a connection that breaks would end the process.
      fresh.on('error', () => undefined);
      fresh.on('end', () => void reconnect());
      await fresh.connect();
      await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
      return fresh;
    }

    async function reconnect(): Promise<void> {
      while (!stopping.signal.aborted) {
        await clock.sleep(reconnectMs, stopping.signal).catch(() => undefined);
        if (stopping.signal.aborted) return;
        try {
          client = await connect();
          notified();
          return;
        } catch {
          // The server is still away.
        }
      }
    }

    client = await connect();
    return async () => {
      stopping.abort();
      await client?.end();
    };
  };
}
