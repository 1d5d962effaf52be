// The embedded event store as a program of its own on a new data folder, and the PostgreSQL it keeps its events in.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

export interface BenchedStore {
  connectionString(): string;
  pid(): number;
  /** Stops it and starts it again; gives the milliseconds until it prints its address. */
  restart(): Promise<number>;
  /** A connection to a database of its own in the same PostgreSQL. */
  database(): Promise<Client>;
  /** The address of a new database in the same PostgreSQL. */
  databaseUrl(name: string): Promise<string>;
  remove(): Promise<void>;
}

export async function openStore(): Promise<BenchedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'rebook-bench-eventstore-'));
  let running = await launch(folder);
  return {
    connectionString: () => running.connectionString,
    pid: () => running.child.pid ?? 0,
    async restart() {
      await stop(running.child);
      const began = performance.now();
      running = await launch(folder);
      return performance.now() - began;
    },
    databaseUrl: name => createDatabase(folder, name),
    async database() {
      const client = new Client({ connectionString: await createDatabase(folder, 'plain') });
      await client.connect();
      return client;
    },
    async remove() {
      await stop(running.child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(folder: string, name: string): Promise<string> {
  const port = (await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[3];
  const password = (await readFile(join(folder, 'postgres', 'password'), 'utf8')).trim();
  const server = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}`;
  const admin = new Client({ connectionString: `${server}/postgres` });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return `${server}/${name}`;
}

async function launch(folder: string): Promise<{ child: ChildProcess; connectionString: string }> {
  const child = spawn(process.execPath, ['bin/rebook.js', 'eventstore', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the event store ended with ${code}`);
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  ended.catch(() => undefined);
  return { child, connectionString: String(line) };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
