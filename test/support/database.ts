// Databases of a test's own, dropped when it ends.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runEventStore } from '@rebook/embedded-eventstore/without-thread';
import { Pool } from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import { openView } from './view/view.ts';

/** Kept open from test to test, since a connection takes more work than what is asked of it; it keeps no process from ending. */
let administrators: Pool | undefined;

async function administer(statement: string): Promise<void> {
  administrators ??= new Pool({ connectionString: inject('databaseUrl'), max: 2, idleTimeoutMillis: 0, allowExitOnIdle: true });
  await administrators.query(statement);
}

/** A new, empty database; `drop` ends the connections that are still there. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `rebook_test_${randomUUID().replaceAll('-', '')}`;
  // Copied as files, it takes a third of the work.
  await administer(`create database ${name} template template0 encoding 'UTF8' strategy file_copy`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => administer(`drop database if exists ${name} with (force)`) };
}

/** An event store of its own on a database of its own; or a part of the one that is set, as good as one's own. */
export async function freshEventStore(): Promise<{ url: string; drop(): Promise<void> }> {
  const given = inject('eventStoreUrl');
  if (given) {
    const view = await openView(given);
    return { url: view.url, drop: async () => view.close() };
  }
  const database = await emptyDatabase();
  const server = await runEventStore({ databaseUrl: database.url, log: pino({ level: 'silent' }) });
  return {
    url: server.connectionString,
    async drop() {
      await server.stop();
      await database.drop();
    },
  };
}

/** Everything a whole Rebook keeps its data in. */
export async function freshDatabase() {
  const [database, eventStore, dataDir] = await Promise.all([
    emptyDatabase(),
    freshEventStore(),
    mkdtemp(join(tmpdir(), 'rebook-world-')),
  ]);
  const pool = new Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  return {
    url: database.url,
    eventStoreUrl: eventStore.url,
    dataDir,
    query: (text: string, values: unknown[] = []) => pool.query(text, values),
    async drop() {
      await pool.end();
      await eventStore.drop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
