// The writer's connection: the process that holds the store's advisory lock on it is the only writer.
import { Client } from 'pg';
import { Fault } from '../fault.ts';

/** Any number will do; a database holds one store. */
const lockKey = 5_720_210_442;
const pauseMs = 50;
/**
 * Every statement finds its rows by a key. Planned while the table is small, and then kept, a statement would go through the
 * whole table for good.
 */
export const byKeyAlone = '-c enable_seqscan=off';

/**
 * Connects and takes the lock, waiting up to `patienceMs` for a session that is just ending (its process was killed, or its
 * connection broke while it committed). Throws `event_store_locked` when another server keeps it.
 */
export async function openWriterSession(databaseUrl: string, patienceMs: number): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'rebook-eventstore-writer',
    options: byKeyAlone,
    keepAlive: true,
  });
  // Before it connects: what ends it may come with the very answer to that.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('set synchronous_commit = on');
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const result = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [lockKey]);
      if (result.rows[0]?.locked) return client;
      if (performance.now() > giveUpAt)
        throw new Fault('event_store_locked', 'another event store server works on this database');
      await new Promise(resolve => setTimeout(resolve, pauseMs));
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
