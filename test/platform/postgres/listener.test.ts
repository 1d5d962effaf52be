// An instance listens on one connection, however often PostgreSQL is restarted or away, and leaves none behind.
import { createServer, type Socket, connect as tcpConnect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { createListener, type Listener } from '../../../src/platform/postgres/listener.ts';
import { emptyDatabase } from '../../support/database.ts';

const log = pino({ level: 'silent' });
let database: Awaited<ReturnType<typeof emptyDatabase>>;
/** On another database, so that it stays when that one lets nobody in. */
let observer: Client;
let listener: Listener;
beforeAll(async () => {
  database = await emptyDatabase();
  const elsewhere = new URL(database.url);
  elsewhere.pathname = '/postgres';
  observer = new Client({ connectionString: elsewhere.toString() });
  await observer.connect();
});
beforeEach(() => {
  listener = createListener({ databaseUrl: database.url, clock: systemClock, log });
});
afterEach(async () => {
  await listener.stop();
  await expect.poll(listeners, { interval: 20 }).toEqual([]);
});
afterAll(async () => {
  await observer.end();
  await database.drop();
});

const name = () => new URL(database.url).pathname.slice(1);
const listeners = async (): Promise<number[]> => {
  const { rows } = await observer.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'rebook listen' and datname = $1`,
    [name()],
  );
  return rows.map(({ pid }) => pid);
};

/** As a restart does: each connection gets notice of the shutdown, and is then lost. */
async function endAll(): Promise<void> {
  for (const pid of await listeners()) await observer.query('select pg_terminate_backend($1, 5000)', [pid]);
}

async function notify(channel: string): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`notify ${channel}`);
  await client.end();
}

/** Counts what is heard on a channel. */
async function counting(channel: string) {
  let heard = 0;
  const stopListening = await listener.listen(channel, () => {
    heard += 1;
  });
  return { heard: () => heard, stopListening };
}

test('after ten restarts of PostgreSQL an instance listens on one connection, and hears what is signalled then', async () => {
  const work = await counting('calendar_jobs');
  await expect.poll(work.heard, { interval: 20 }).toBe(1);
  for (let restart = 0; restart < 10; restart += 1) {
    const [before] = await listeners();
    const heardBefore = work.heard();
    await endAll();
    await expect.poll(listeners, { interval: 20 }).toEqual([expect.not.toSatisfy(pid => pid === before)]);
    // Once for the reconnection itself, since something may have been signalled in between.
    await expect.poll(work.heard, { interval: 20 }).toBeGreaterThan(heardBefore);
  }
  expect(await listeners()).toHaveLength(1);
  const heardBefore = work.heard();
  await notify('calendar_jobs');
  await expect.poll(work.heard, { interval: 20 }).toBe(heardBefore + 1);
});

test('after the database let nobody in for a while it listens again by itself', async () => {
  const work = await counting('calendar_jobs');
  await expect.poll(work.heard, { interval: 20 }).toBe(1);
  await observer.query(`alter database ${name()} allow_connections false`);
  await endAll();
  await sleep(1_500);
  expect([work.heard(), await listeners()]).toEqual([1, []]);
  await observer.query(`alter database ${name()} allow_connections true`);
  await expect.poll(work.heard, { interval: 20 }).toBe(2);
  await notify('calendar_jobs');
  await expect.poll(work.heard, { interval: 20 }).toBe(3);
  expect(await listeners()).toHaveLength(1);
});

test('channels share the connection, and a listener that stops hears nothing more while the others do', async () => {
  const work = await counting('calendar_jobs');
  const other = await counting('another_channel');
  await expect.poll(() => [work.heard(), other.heard()], { interval: 20 }).toEqual([1, 1]);
  expect(await listeners()).toHaveLength(1);
  await other.stopListening();
  await notify('another_channel');
  await notify('calendar_jobs');
  await expect.poll(work.heard, { interval: 20 }).toBe(2);
  expect(other.heard()).toBe(1);
});

test('when the last has stopped no connection is left, and a listener that begins again gets one', async () => {
  const first = await counting('calendar_jobs');
  await expect.poll(first.heard, { interval: 20 }).toBe(1);
  await first.stopListening();
  await expect.poll(listeners, { interval: 20 }).toEqual([]);
  const second = await counting('calendar_jobs');
  await expect.poll(second.heard, { interval: 20 }).toBe(1);
  expect(await listeners()).toHaveLength(1);
});

test('a connection whose other end falls silent is given up and made again', async () => {
  const sockets: { near: Socket; far: Socket }[] = [];
  const { hostname, port } = new URL(database.url);
  const proxy = createServer(near => {
    const far = tcpConnect({ host: hostname, port: Number(port) });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
    sockets.push({ near, far });
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const url = new URL(database.url);
  url.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  // Asked every few hundredths of a second, so that the test need not wait.
  const clock = {
    ...systemClock,
    sleep: (milliseconds: number, signal?: AbortSignal) => systemClock.sleep(milliseconds / 100, signal),
  };
  const silenced = createListener({ databaseUrl: url.toString(), clock, log });
  let heard = 0;
  await silenced.listen('calendar_jobs', () => {
    heard += 1;
  });
  try {
    await expect.poll(() => heard, { interval: 20 }).toBe(1);
    for (const { near, far } of sockets) {
      near.unpipe(far);
      far.unpipe(near);
    }
    await expect.poll(() => heard, { interval: 20 }).toBe(2);
    await notify('calendar_jobs');
    await expect.poll(() => heard, { interval: 20 }).toBe(3);
  } finally {
    await silenced.stop();
    for (const { near, far } of sockets) for (const socket of [near, far]) socket.destroy();
    proxy.close();
  }
});

test('a server that is away at the start keeps nobody from starting or stopping', async () => {
  const nowhere = createListener({ databaseUrl: 'postgres://localhost:1/none', clock: systemClock, log });
  let heard = 0;
  const stopListening = await nowhere.listen('calendar_jobs', () => {
    heard += 1;
  });
  await sleep(300);
  await stopListening();
  await nowhere.stop();
  expect(heard).toBe(0);
});
