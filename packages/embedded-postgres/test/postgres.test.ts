// The embedded PostgreSQL: started, stopped, killed, adopted.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/postgres.ts';

const log = pino({ level: 'silent' });
let dataDir = '';
let running: EmbeddedPostgres | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rebook-postgres-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir, log });
  return running;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('it starts, makes databases once, and is gone when it has stopped', async () => {
  const postgres = await start();
  await postgres.ensureDatabase('one');
  await postgres.ensureDatabase('one');
  expect(await query(postgres.url('one'), 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(
    await query(postgres.url('one'), "select current_setting('listen_addresses') as at, current_setting('fsync') as fsync"),
  ).toEqual([{ at: '127.0.0.1', fsync: 'on' }]);
  await postgres.stop();
  await expect(query(postgres.url('one'), 'select 1')).rejects.toThrow();
});

test('started again it has kept its data', async () => {
  const first = await start();
  await first.ensureDatabase('kept');
  await query(first.url('kept'), 'create table t as select 7 as n');
  await first.stop();
  const second = await start();
  expect(await query(second.url('kept'), 'select n from t')).toEqual([{ n: 7 }]);
});

test('it asks for a password, which others cannot read', async () => {
  const postgres = await start();
  const url = new URL(postgres.url('postgres'));
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow(/password/);
  expect((await stat(join(dataDir, 'password'))).mode & 0o077).toBe(0);
});

test('the server a killed process left is adopted, and then stopped', async () => {
  const script = fileURLToPath(new URL('./postgres-process.ts', import.meta.url));
  const child = fork(script, [dataDir], { execArgv: ['--import', 'tsx'] });
  const [port] = await once(child, 'message');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  const adopted = await start();
  expect(adopted.port).toBe(port);
  expect(await query(adopted.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
  await adopted.stop();
  await expect(query(adopted.url('postgres'), 'select 1')).rejects.toThrow();
});

test('killed itself it is started again at the same address with what was committed', async () => {
  const first = await start();
  await query(first.url('postgres'), 'create table t as select 1 as n');
  const [pid] = (await readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  const answered = await vi.waitUntil(() => query(first.url('postgres'), 'select n from t').catch(() => undefined), {
    timeout: 20_000,
  });
  expect(answered).toEqual([{ n: 1 }]);
  await first.stop();
  await expect(query(first.url('postgres'), 'select 1')).rejects.toThrow();
});

test('a pid file that names some other program does not keep it from starting', async () => {
  const first = await start();
  await first.stop();
  await writeFile(
    join(dataDir, 'cluster', 'postmaster.pid'),
    `${process.pid}\n${join(dataDir, 'cluster')}\n1\n5432\n\n127.0.0.1\n\nready\n`,
  );
  const second = await start();
  expect(await query(second.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('what a killed initdb left is not taken for a database', async () => {
  await mkdir(join(dataDir, 'cluster.new'));
  await writeFile(join(dataDir, 'cluster.new', 'PG_VERSION'), '18\n');
  expect(await query((await start()).url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a lost password is reported, and the data are left alone', async () => {
  await (await start()).stop();
  running = undefined;
  await rm(join(dataDir, 'password'));
  await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toMatchObject({ code: 'embedded_postgres_password_lost' });
  expect((await stat(join(dataDir, 'cluster', 'PG_VERSION'))).isFile()).toBe(true);
});
