// What the embedded event store promises beyond the protocol: across restarts, broken connections, slow readers.
import { BACKWARDS, END, EventStoreDBClient, START, WrongExpectedVersionError } from '@eventstore/db-client';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunningEventStore, runEventStore } from '../src/run.ts';
import { startEmbeddedEventStore } from '../src/server.ts';
import { emptyDatabase } from './support/database.ts';
import { collect, failure, fill, newStream, revisions, thing, things } from './support/events.ts';
import { follow } from './support/following.ts';

const log = pino({ level: 'silent' });
let database: { url: string; drop(): Promise<void> };
let server: RunningEventStore;
let client: EventStoreDBClient;

const start = async () => {
  server = await runEventStore({ databaseUrl: database.url, log });
  client = EventStoreDBClient.connectionString(server.connectionString);
};
const stop = async () => {
  client.dispose();
  await server.stop();
};
beforeEach(async () => {
  database = await emptyDatabase();
  await start();
});
afterEach(async () => {
  await stop();
  await database.drop();
});

async function inDatabase<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const connection = new Client({ connectionString: database.url });
  await connection.connect();
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

const storeId = async () =>
  (await collect(client.readAll({ direction: 'forwards', fromPosition: START, maxCount: 1 })))[0]?.event?.id;

test('started again it has every event, and positions go on', async () => {
  const stream = newStream();
  const ids = await fill(client, stream, 20);
  const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
  await stop();
  await start();
  expect((await collect(client.readStream(stream))).map(({ event }) => event?.id)).toEqual(ids);
  const { position } = await client.appendToStream(stream, thing(), { expectedRevision: 19n });
  expect(position?.commit).toBeGreaterThan(last?.event?.position?.commit ?? 0n);
});

test('a repeat is recognised after a restart too, also under "any"', async () => {
  const stream = newStream();
  const events = things(3);
  const first = await client.appendToStream(stream, events);
  await fill(client, stream, 1);
  await stop();
  await start();
  expect(await client.appendToStream(stream, events)).toEqual(first);
  expect(await revisions(client.readStream(stream))).toEqual([0n, 1n, 2n, 3n]);
});

test('a store is known by its first event, which stays and which no other store has', async () => {
  const id = await storeId();
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await stop();
  await start();
  expect(await storeId()).toBe(id);
  const other = await emptyDatabase();
  const second = await runEventStore({ databaseUrl: other.url, log });
  const others = EventStoreDBClient.connectionString(second.connectionString);
  expect((await collect(others.readAll({ direction: 'forwards', fromPosition: START, maxCount: 1 })))[0]?.event?.id).not.toBe(id);
  others.dispose();
  await second.stop();
  await other.drop();
});

test('a second server on the same store is refused', async () => {
  await expect(startEmbeddedEventStore({ databaseUrl: database.url, log })).rejects.toMatchObject({ code: 'event_store_locked' });
});

test('the writer outlives its database connection: what was acknowledged is there, nothing is there twice', async () => {
  const stream = newStream();
  await fill(client, stream, 1);
  const acknowledged: string[] = [];
  let expected = 0n;
  const writing = (async () => {
    for (let n = 0; n < 200; n += 1) {
      const event = thing(n);
      await client.appendToStream(stream, event, { expectedRevision: expected });
      acknowledged.push(event.id);
      expected += 1n;
    }
  })();
  for (let n = 0; n < 5; n += 1) {
    await expect.poll(() => acknowledged.length, { interval: 2 }).toBeGreaterThan(n * 30);
    await inDatabase(one =>
      one.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rebook-eventstore-writer' and datname = current_database()",
      ),
    );
  }
  await writing;
  const read = await collect(client.readStream(stream));
  expect(read.map(({ event }) => event?.revision)).toEqual(Array.from({ length: 201 }, (_, n) => BigInt(n)));
  expect(read.slice(1).map(({ event }) => event?.id)).toEqual(acknowledged);
});

test('an append that cannot be written in time is answered, and later ones are served', async () => {
  const stream = newStream();
  await fill(client, stream, 1);
  await inDatabase(async one => {
    await one.query('begin; lock table eventstore.events in exclusive mode');
    const error = await failure(client.appendToStream(stream, thing(), { deadline: 400 }));
    expect(error).toMatchObject({ type: 'deadline-exceeded' });
    await one.query('rollback');
  });
  await client.appendToStream(stream, thing());
  expect((await revisions(client.readStream(stream))).length).toBeGreaterThanOrEqual(2);
});

test('the tables themselves refuse a revision twice', async () => {
  const stream = newStream();
  await fill(client, stream, 1);
  const twice = inDatabase(one =>
    one.query(
      `insert into eventstore.events select position + 1, stream, revision, id, type, is_json, created, data, metadata
       from eventstore.events where stream = $1`,
      [stream],
    ),
  );
  await expect(twice).rejects.toMatchObject({ constraint: 'events_stream_revision' });
});

test('a reader that falls behind hears of it, catches up from the tables, and misses nothing', async () => {
  const subscription = client.subscribeToAll({ fromPosition: END });
  const slow = follow(subscription);
  const quick = follow(client.subscribeToAll({ fromPosition: END }));
  await Promise.all([slow.caughtUp(), quick.caughtUp()]);
  subscription.pause();
  const large = 'x'.repeat(20_000);
  const ids: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    const events = Array.from({ length: 20 }, (_, m) => ({ ...thing(m), data: { large } }));
    ids.push(...events.map(event => event.id));
    await client.appendToStream(newStream(), events);
  }
  await quick.until(1_200);
  expect(quick.ids).toEqual(ids);
  subscription.resume();
  await slow.until(1_200);
  expect(slow.ids).toEqual(ids);
  await slow.caughtUp(2);
  expect(slow.signals.filter(signal => signal !== 'event')).toEqual(['caughtUp', 'fellBehind', 'caughtUp']);
});

test('a wrong expectation after a restart is judged by the tables', async () => {
  const stream = newStream();
  await fill(client, stream, 3);
  await stop();
  await start();
  expect(await failure(client.appendToStream(stream, thing(), { expectedRevision: 0n }))).toBeInstanceOf(
    WrongExpectedVersionError,
  );
});

test('no statement goes through the whole table, whatever was planned while it was small', async () => {
  const scans = () =>
    inDatabase(async connection => {
      await connection.query('select pg_stat_force_next_flush()');
      const { rows } = await connection.query(
        "select seq_scan::int from pg_stat_all_tables where relid = 'eventstore.events'::regclass",
      );
      return rows[0]?.seq_scan;
    });
  const noSession = () =>
    inDatabase(async connection => {
      const others = await connection.query(
        'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      return others.rowCount === 0;
    });
  const read = async (stream: string) => {
    await collect(client.readStream(stream, { maxCount: 5 }));
    await collect(client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 5 }));
    await collect(client.readAll({ direction: 'forwards', fromPosition: START, maxCount: 5 }));
    await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 5 }));
  };
  // Sessions tell what they have done when they end; the first has built the indexes.
  await stop();
  await vi.waitUntil(noSession);
  const before = await scans();
  await start();
  for (let round = 0; round < 10; round += 1) {
    const stream = newStream();
    const first = things(3);
    await client.appendToStream(stream, first, { expectedRevision: 'no_stream' });
    await client.appendToStream(stream, first);
    await client.setStreamMetadata(stream, { maxCount: 2 });
    await client.appendToStream(newStream(), thing());
    await stop();
    await start();
    await read(stream);
  }
  for (let round = 0; round < 10; round += 1) {
    const stream = newStream();
    await client.appendToStream(stream, things(3), { expectedRevision: 'no_stream' });
    await read(stream);
  }
  await stop();
  await vi.waitUntil(noSession);
  expect(await scans()).toBe(before);
  await start();
});
