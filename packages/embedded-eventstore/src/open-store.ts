// Opens the store in its database: lock, tables, connections, writer.
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { createWriter } from './append/writer.ts';
import { createHeads } from './log/heads.ts';
import { createReader } from './log/reader.ts';
import { escapedBytes } from './log/rows.ts';
import { prepareStore } from './log/schema.ts';
import { byKeyAlone, openWriterSession } from './log/session.ts';
import { createTail } from './log/tail.ts';
import { noticingAcl, type Rights } from './rights.ts';
import type { Store } from './store.ts';

const readConnections = 6;
/** A killed server's session ends within moments; another server's does not. */
const lockPatienceMs = 2_000;

/** Throws `event_store_locked`, `event_store_format`, or what `pg` throws when it cannot connect. */
export async function openStore(options: {
  databaseUrl: string;
  maxAppendSize: number;
  now: () => number;
  rights: Rights;
  log: Logger;
}): Promise<Store & { close(): Promise<void> }> {
  const { databaseUrl, maxAppendSize, now, rights, log } = options;
  const session = await openWriterSession(databaseUrl, lockPatienceMs);
  const head = await prepareStore(session, now).catch(async error => {
    await session.end();
    throw error;
  });
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'rebook-eventstore-reader',
    options: `${byKeyAlone} ${escapedBytes}`,
    max: readConnections,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', error => log.warn({ message: error.message }, 'an idle database connection broke'));
  const reader = createReader(pool);
  const heads = createHeads(reader.heads);
  const tail = createTail(head);
  const reopen = () => openWriterSession(databaseUrl, lockPatienceMs);
  const writer = createWriter({ session, reopen, heads, reader, tail, now, log });
  return {
    heads,
    reader,
    tail,
    writer: noticingAcl(writer, rights),
    maxAppendSize,
    now,
    async close() {
      await writer.close();
      await pool.end();
    },
  };
}
