// The event store in its own thread.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startEmbeddedEventStore } from '../src/server.ts';
import { emptyDatabase } from './support/database.ts';
import { fill, newStream, revisions } from './support/events.ts';

const log = pino({ level: 'silent' });

test('it serves, stops, and serves again at the port it is given', async () => {
  const database = await emptyDatabase();
  const stream = newStream();
  const secret = 'one-for-both-of-its-lives';
  const first = await startEmbeddedEventStore({ databaseUrl: database.url, secret, log });
  const client = EventStoreDBClient.connectionString(first.connectionString);
  await fill(client, stream, 2);
  await first.stop();
  const second = await startEmbeddedEventStore({ databaseUrl: database.url, port: first.port, secret, log });
  expect(second.port).toBe(first.port);
  // The same client finds the server again by itself.
  await expect.poll(() => revisions(client.readStream(stream)).catch(() => wait(50))).toEqual([0n, 1n]);
  client.dispose();
  await second.stop();
  await database.drop();
});

test.runIf(process.platform === 'linux')('Linux shows its thread under its name', async () => {
  const database = await emptyDatabase();
  const server = await startEmbeddedEventStore({ databaseUrl: database.url, log });
  const names = readdirSync('/proc/self/task').map(thread => readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim());
  expect(names).toContain('eventstore');
  await server.stop();
  await database.drop();
});

test('it stops though somebody is connected who says nothing', async () => {
  const database = await emptyDatabase();
  const server = await startEmbeddedEventStore({ databaseUrl: database.url, log });
  const silent = connect(server.port, '127.0.0.1');
  await once(silent, 'connect');
  silent.on('error', () => undefined).resume();
  const ended = new Promise(resolve => silent.once('close', resolve));
  await server.stop();
  await ended;
  await database.drop();
});

test('a database that cannot be reached is reported', async () => {
  const unreachable = startEmbeddedEventStore({ databaseUrl: 'postgres://nobody@127.0.0.1:9/none', log });
  await expect(unreachable).rejects.toMatchObject({ code: 'event_store_failed' });
});

test('a busy main thread does not stall it, nor does it the main thread', async () => {
  const database = await emptyDatabase();
  const program = fileURLToPath(new URL('./support/busy-process.ts', import.meta.url));
  const child = fork(program, [database.url], { execArgv: ['--import', 'tsx'] });
  const said: unknown[] = [];
  const [connectionString] = await once(child, 'message');
  child.on('message', message => said.push(message));
  const client = EventStoreDBClient.connectionString(String(connectionString));
  await fill(client, newStream(), 1);

  child.send('be busy');
  await expect.poll(() => said).toEqual(['busy']);
  for (let times = 0; times < 20; times += 1) await fill(client, newStream(), 1);
  // Served while the main thread could not even say that it is free.
  expect(said).toEqual(['busy']);
  await expect.poll(() => said).toEqual(['busy', 'free']);

  const appends = Promise.all(Array.from({ length: 2_000 }, () => fill(client, newStream(), 1))).then(() =>
    said.push('appended'),
  );
  child.send('ping');
  await appends;
  expect(said).toEqual(['busy', 'free', 'pong', 'appended']);

  await client.dispose();
  child.send('stop');
  await once(child, 'exit');
  await database.drop();
});
