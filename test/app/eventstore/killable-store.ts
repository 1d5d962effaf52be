// `rebook eventstore` as a process that is killed and started again on the same folder and port.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { removeEmbeddedPostgres } from '@rebook/embedded-postgres';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';

/** The store's own process, PostgreSQL's first process, or the one that serves the store's writer. */
export type Victim = 'store' | 'postmaster' | 'session';

export interface KillableStore {
  connectionString: string;
  pid(): number;
  /** kill -9; a killed store is started again. PostgreSQL is brought back by itself or by the store. */
  kill(victim: Victim): Promise<void>;
  /** Ends the store's process, and leaves it away until `comeBack`. */
  goAway(signal: NodeJS.Signals): Promise<void>;
  comeBack(): Promise<void>;
  /** An empty database in the store's own PostgreSQL, as a service with embedded servers has it. */
  database(name: string): Promise<string>;
  /** The store's process, PostgreSQL's first one, and the children of that. */
  processes(): Promise<{ own: number; postmaster: number; children: number[] }>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../../bin/rebook.js', import.meta.url));

/** One store for a test file, in a folder of its own. */
export function useKillableStore(): () => KillableStore {
  let folder = '';
  let store: KillableStore | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rebook-killable-'));
    store = await startKillableStore(folder);
  });
  afterAll(async () => {
    await store?.stop();
    await removeEmbeddedPostgres(join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!store) throw new Error('the store has not been started');
    return store;
  };
}

/** On a free port, which it keeps over all its lives. */
async function startKillableStore(dataDir: string): Promise<KillableStore> {
  let { child, connectionString } = await launch(dataDir, 0);
  const port = Number(new URL(connectionString.replace('esdb', 'http')).port);
  return {
    connectionString,
    pid: () => child.pid ?? 0,
    async kill(victim) {
      if (victim !== 'store') {
        process.kill(victim === 'session' ? await writerSession(dataDir) : (await postmaster(dataDir)).pid, 'SIGKILL');
        return;
      }
      await end(child, 'SIGKILL');
      ({ child } = await launch(dataDir, port));
    },
    goAway: signal => end(child, signal),
    async comeBack() {
      ({ child } = await launch(dataDir, port));
    },
    async database(name) {
      const url = await databaseUrl(dataDir, 'postgres');
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return databaseUrl(dataDir, name);
    },
    async processes() {
      const { pid } = await postmaster(dataDir);
      return { own: child.pid ?? 0, postmaster: pid, children: await childrenOf(pid) };
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

async function launch(dataDir: string, port: number): Promise<{ child: ChildProcess; connectionString: string }> {
  const args = [program, 'eventstore', '--port', String(port), '--data', dataDir];
  const env = { ...process.env, LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the event store ended with ${code}`);
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  ended.catch(() => undefined);
  return { child, connectionString: String(line) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function postmaster(dataDir: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

async function childrenOf(parent: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=']);
  const pairs = stdout.split('\n').map(row => row.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));
}

async function databaseUrl(dataDir: string, name: string): Promise<string> {
  const { port } = await postmaster(dataDir);
  const password = (await readFile(join(dataDir, 'postgres', 'password'), 'utf8')).trim();
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
}

async function writerSession(dataDir: string): Promise<number> {
  const client = new Client({ connectionString: await databaseUrl(dataDir, 'eventstore') });
  // Killing one session ends them all.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name = 'rebook-eventstore-writer'",
  );
  await client.end();
  const [writer] = rows;
  if (!writer) throw new Error('the store has no session');
  return writer.pid;
}
