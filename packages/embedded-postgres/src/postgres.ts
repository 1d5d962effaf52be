// A real PostgreSQL of our own, from the programs the npm package brings: started, adopted after a kill, started again when it
// was killed itself, stopped.
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { findBinaries } from './binaries.ts';
import { createCluster, readPassword, settle, superuser } from './cluster.ts';
import { Fault } from './fault.ts';
import { type Location, locate } from './location.ts';
import { findRunning, isRunning, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { supervise } from './supervisor.ts';

export interface EmbeddedPostgres {
  /** Address of a database for `pg`; it holds the password. */
  url(database: string): string;
  /** Makes the database unless there is one. */
  ensureDatabase(name: string): Promise<void>;
  port: number;
  /** It ran already: a killed process had left it. */
  adopted: boolean;
  /** A fast shutdown, awaited. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL on a machine that has none installed:
 *
 *     const postgres = await startEmbeddedPostgres({ dataDir: './data', log });
 *     await postgres.ensureDatabase('shop');
 *     const client = new Client({ connectionString: postgres.url('shop') });
 *
 * Starts it on 127.0.0.1 with its cluster in `dataDir`, on `port` or a free one. A server that outlived a killed process
 * is adopted with the port it has; one that is killed itself is started again.
 * Throws `embedded_postgres_unsupported`, `embedded_postgres_failed`, `embedded_postgres_password_lost`.
 */
export async function startEmbeddedPostgres(options: { dataDir: string; log: Logger; port?: number }): Promise<EmbeddedPostgres> {
  const { log } = options;
  const location = await locate(options.dataDir);
  const binaries = await findBinaries(location.user);
  const password = await readPassword(location);
  const from = performance.now();
  if (!location.exists) await createCluster(binaries, location, password);
  let postmaster = location.exists ? await adopt(location) : undefined;
  const adopted = postmaster !== undefined;
  postmaster ??= await startPostmaster(binaries, location, options.port ?? (await freePort()));
  const settled = location.exists ? Promise.resolve() : settle(binaries, location).catch(unsettled);
  const { port } = postmaster;
  log.info({ port, adopted, ms: Math.round(performance.now() - from) }, 'embedded PostgreSQL runs');

  let running = postmaster;
  const supervised = supervise({
    isRunning: () => isRunning(running, location.cluster),
    async startAgain() {
      running = await startPostmaster(binaries, location, port);
    },
    log,
  });
  return { url, ensureDatabase, port, adopted, stop };

  function url(database: string): string {
    return `postgres://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  }
  async function ensureDatabase(name: string): Promise<void> {
    await withClient(url('postgres'), async client => {
      const found = await client.query('select 1 from pg_database where datname = $1', [name]);
      if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
    });
  }
  async function stop(): Promise<void> {
    await supervised.stop();
    await settled;
    await stopPostmaster(binaries, location, running);
    log.info({ port }, 'embedded PostgreSQL stopped');
  }
  /** A server that runs but does not answer to our password is ended: its cluster is ours. */
  async function adopt(place: Location): Promise<Postmaster | undefined> {
    const found = await findRunning(place.cluster);
    if (!found) return undefined;
    if (found.ready && (await answers(found, password))) return found;
    log.warn({ pid: found.pid }, 'a PostgreSQL server on our data does not answer; it is ended');
    await stopPostmaster(binaries, place, found);
    return undefined;
  }
  function unsettled(error: unknown): void {
    log.warn({ err: error }, 'the new database is not known to be on disk yet');
  }
}

async function answers(postmaster: Postmaster, password: string): Promise<boolean> {
  const address = `postgres://${superuser}:${password}@127.0.0.1:${postmaster.port}/postgres`;
  try {
    return await withClient(address, async client => (await client.query('select 1')).rowCount === 1);
  } catch {
    return false;
  }
}

async function withClient<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => (port ? resolve(port) : reject(new Fault('embedded_postgres_failed', 'no free port on 127.0.0.1'))));
    });
  });
}

/** Ends a server that outlived its process, and removes its cluster for good. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const location = await locate(dataDir);
  const running = location.exists ? await findRunning(location.cluster) : undefined;
  if (running) await stopPostmaster(await findBinaries(location.user), location, running);
  await rm(location.cluster, { recursive: true, force: true });
}
