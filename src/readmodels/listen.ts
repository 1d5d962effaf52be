// Notifications of Postgres, on a connection of their own that comes back when it is lost.
import { Client, escapeIdentifier } from 'pg';
import type { Clock } from '../domain/clock.ts';

const reconnectPauseMs = 1_000;

/** Calls back on each notification of a channel, and once after each reconnection, until the returned function is called. */
export function listenTo(databaseUrl: string, clock: Clock) {
  return async (channel: string, notified: () => void): Promise<() => Promise<void>> => {
    const stopping = new AbortController();
    let client = await connect();

    async function connect(): Promise<Client> {
      const fresh = new Client({ connectionString: databaseUrl, application_name: 'rebook listen' });
      await fresh.connect();
      fresh.on('notification', notified);
      fresh.on('error', () => void reconnect());
      await fresh.query(`listen ${escapeIdentifier(channel)}`);
      return fresh;
    }
    async function reconnect(): Promise<void> {
      while (!stopping.signal.aborted) {
        try {
          client = await connect();
          notified();
          return;
        } catch {
          await clock.sleep(reconnectPauseMs, stopping.signal).catch(() => undefined);
        }
      }
    }
    return async () => {
      stopping.abort();
      await client.end().catch(() => undefined);
    };
  };
}
