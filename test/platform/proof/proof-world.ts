// An event store with its tables at hand, and a transparency log over it.
import { runEventStore } from '@rebook/embedded-eventstore/without-thread';
import { Pool } from 'pg';
import { pino } from 'pino';
import { systemClock } from '../../../src/domain/clock.ts';
import { type ConnectedEventStore, connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { createLogExtender, type ExtendOptions } from '../../../src/platform/proof/extend-log.ts';
import { lastCheckpoint, type ProofDatabase, type ProofLog, readLogs } from '../../../src/platform/proof/log-tables.ts';
import { type Verified, type VerifyOptions, verifyStore } from '../../../src/platform/proof/verify-store.ts';
import { makeSigningKey, parseSigningKey, parseVerifierKey, type SigningKey, type VerifierKey } from '../../../src/proof/note.ts';
import { emptyDatabase } from '../../support/database.ts';

/** What ends its connections, when a database is dropped, is no fault of a test. */
function poolOf(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  return pool;
}

export interface OpenedStore {
  readonly store: ConnectedEventStore;
  readonly url: string;
  /** Starts the store again, so that it has nothing of its events in memory. */
  restart(): Promise<void>;
  /** Asks the store's own tables. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** An embedded event store, whatever is set: what is done to its tables is done to no other. */
export async function openTamperableStore(): Promise<OpenedStore> {
  const database = await emptyDatabase();
  const pool = poolOf(database.url);
  const start = async () => {
    const server = await runEventStore({ databaseUrl: database.url, log: pino({ level: 'silent' }) });
    return { server, store: connectEventStore(server.connectionString, systemClock) };
  };
  const stop = async () => {
    await running.store.close();
    await running.server.stop();
  };
  let running = await start();
  return {
    get store() {
      return running.store;
    },
    get url() {
      return running.server.connectionString;
    },
    async restart() {
      await stop();
      running = await start();
    },
    sql: async (text, values = []) => (await pool.query(text, values)).rows,
    async close() {
      await stop();
      await pool.end();
      await database.drop();
    },
  };
}

export interface OpenedLog {
  db: ProofDatabase;
  url: string;
  key: SigningKey;
  keys: VerifierKey[];
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Adds what there is and signs; gives the last checkpoint. */
  build(store: ConnectedEventStore, options?: Partial<ExtendOptions>): Promise<string>;
  log(): Promise<ProofLog>;
  verify(store: ConnectedEventStore, options?: Partial<VerifyOptions>): Promise<Verified>;
  close(): Promise<void>;
}

export const newKey = (name = 'example.com/log'): SigningKey => {
  const key = parseSigningKey(makeSigningKey(name));
  if (!key) throw new Error('a key that was made is one');
  return key;
};

export const verifierOf = (key: SigningKey): VerifierKey => {
  const verifier = parseVerifierKey(key.verifierKey);
  if (!verifier) throw new Error('a signing key has a verifier key');
  return verifier;
};

export async function openLogTables(): Promise<OpenedLog> {
  const database = await emptyDatabase();
  const db = connectDatabase(database.url);
  await migrate(db);
  const pool = poolOf(database.url);
  const key = newKey();
  const log = async () => {
    const newest = (await readLogs(db)).at(-1);
    if (!newest) throw new Error('no log was begun');
    return newest;
  };
  return {
    db,
    url: database.url,
    key,
    keys: [verifierOf(key)],
    sql: async (text, values = []) => (await pool.query(text, values)).rows,
    async build(store, options = {}) {
      const extender = createLogExtender({ db, store, key, clock: systemClock, checkpointAfterMs: 0, ...options });
      while (!(await extender.extend()).caughtUp);
      return (await lastCheckpoint(db, (await log()).logId))?.note ?? '';
    },
    log,
    verify: async (store, options = {}) => verifyStore({ db, store, keys: [verifierOf(key)], ...options }),
    async close() {
      await db.destroy();
      await pool.end();
      await database.drop();
    },
  };
}
