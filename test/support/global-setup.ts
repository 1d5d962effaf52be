// One PostgreSQL and one event store for the whole run, unless addresses are set; the first line names them.
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@rebook/embedded-postgres';
import { Client } from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of a server on which tests make databases of their own. */
    databaseUrl: string;
    /** Empty: each world starts an embedded event store of its own. */
    eventStoreUrl: string;
    natsUrl: string;
  }
}

/** Every project of the run is set up; those below the root are given what the root starts. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!project.isRootProject()) return undefined;
  const { DATABASE_URL, EVENTSTORE_URL = '', NATS_URL = '' } = process.env;
  const dataDir = await mkdtemp(join(await quickFolder(), 'rebook-test-'));
  const embedded = DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log: pino({ level: 'silent' }) });
  const databaseUrl = DATABASE_URL ?? embedded?.url('postgres') ?? '';
  await mustAnswer('DATABASE_URL', () => askPostgres(databaseUrl));
  if (embedded) await makeCheap(databaseUrl);
  if (EVENTSTORE_URL) await mustAnswer('EVENTSTORE_URL', () => reach(EVENTSTORE_URL, 2113));
  if (NATS_URL) await mustAnswer('NATS_URL', () => reach(NATS_URL, 4222));
  process.stdout.write(
    `Servers in use: PostgreSQL ${embedded ? 'embedded' : hostOf(databaseUrl)}, event store ${hostOf(EVENTSTORE_URL) || 'embedded'}, NATS ${hostOf(NATS_URL) || 'none'}\n`,
  );
  project.provide('databaseUrl', databaseUrl);
  project.provide('eventStoreUrl', EVENTSTORE_URL);
  project.provide('natsUrl', NATS_URL);
  return async () => {
    await embedded?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Hundreds of databases of hundreds of files each are made and dropped: in memory, where there is plenty of it. */
async function quickFolder(): Promise<string> {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize >= neededBytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
const neededBytes = 8 * 1024 ** 3;

/** It need not survive the machine, and databases that live for seconds want no vacuuming. Whoever tests either has a server of their own. */
async function makeCheap(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes', 'autovacuum']) await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.end();
}

async function mustAnswer(variable: string, ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    throw new Error(`the server at ${variable} does not answer: ${error instanceof Error ? error.message : 'no reason given'}`);
  }
}

async function askPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  await client.query('select 1');
  await client.end();
}

const reach = (address: string, defaultPort: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const [, host = '127.0.0.1', port = String(defaultPort)] =
      /^[a-z+]+:\/\/(?:[^@/]*@)?([^:/?,]+)(?::(\d+))?/.exec(address) ?? [];
    const socket = connect({ host, port: Number(port), timeout: 5_000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
    socket.once('timeout', () => reject(new Error('no answer')));
  });

/** Without user, password and parameters: in them are secrets. */
const hostOf = (url: string): string => url.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
