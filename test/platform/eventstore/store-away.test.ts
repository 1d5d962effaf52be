// The event store goes away and comes back at its address: appends are taken again, live events come again from where they broke
// off, and readiness says neither too much nor too little meanwhile.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { jsonEvent } from '@eventstore/db-client';
import { type RunningEventStore, runEventStore } from '@rebook/embedded-eventstore/without-thread';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { followLive, type LiveEvents } from '../../../src/platform/eventstore/live-events.ts';
import { type ConnectedEventStore, connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { emptyDatabase } from '../../support/database.ts';

const log = pino({ level: 'silent' });
/** The client's discovery gives up after a second. */
const awayMs = 3_000;

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let server: RunningEventStore;
let store: ConnectedEventStore;
let live: LiveEvents;
let seen: string[];
let states: boolean[];

/** At the same address and with the same secret as the one before it. */
const start = (before?: RunningEventStore) =>
  runEventStore({ databaseUrl: database.url, log, ...(before && { port: before.port, secret: before.secret }) });
const event = () => jsonEvent({ id: randomUUID(), type: 'LineReleased', data: { line: '+49' }, metadata: { schemaVersion: 1 } });

async function append(): Promise<string> {
  const one = event();
  await store.append(`line-${randomUUID()}`, [one], -1n);
  return one.id;
}

beforeEach(async () => {
  database = await emptyDatabase();
  server = await start();
});
afterEach(async () => {
  await live.stop();
  await store.close();
  await server.stop();
  await database.drop();
});

async function connect(scheme: string): Promise<void> {
  store = connectEventStore(server.connectionString.replace('esdb:', `${scheme}:`), systemClock);
  seen = [];
  states = [];
  live = await followLive(store, systemClock, log, {
    observe: one => seen.push(one.id),
    unreadable: () => undefined,
    following: isFollowing => states.push(isFollowing),
  });
}

describe.each(['esdb', 'esdb+discover'])('by %s://', scheme => {
  test('calls are served again and live events go on without a gap', async () => {
    await connect(scheme);
    const before = await append();
    await expect.poll(() => seen).toEqual([before]);
    await expect.poll(() => live.isFollowing()).toBe(true);
    await store.ready();

    await server.stop();
    await expect.poll(() => live.isFollowing()).toBe(false);
    await expect(store.ready()).rejects.toThrow();
    const during = append().catch(error => error.code);
    await pause(awayMs);
    server = await start(server);

    // Another instance's, which may be there before this one is back.
    const other = connectEventStore(server.connectionString, systemClock);
    const theirs = event();
    await other.append('line-other', [theirs], -1n);
    await other.close();
    const after = await append();
    await expect.poll(() => store.ready().then(() => true)).toBe(true);
    await expect.poll(() => seen.toSorted()).toEqual([before, await during, theirs.id, after].toSorted());
    expect(states).toEqual([true, false, true]);
  });
});

test('an instance that starts to follow sees what is appended from then on, though it is cut off at once', async () => {
  await connect('esdb');
  await server.stop();
  server = await start(server);
  const first = await append();
  await expect.poll(() => seen).toEqual([first]);
});

test('readiness leaves one event of its own, and no reader of ours sees it', async () => {
  await connect('esdb');
  const others = connectEventStore(server.connectionString, systemClock);
  await Promise.all([store.ready(), others.ready(), store.ready()]);
  await pause(1_100);
  await Promise.all([store.ready(), others.ready()]);
  await others.close();
  const own: string[] = [];
  for await (const { event: one } of store.client.readStream('rebook-readiness')) if (one) own.push(one.type);
  expect(own).toEqual(['ReadinessTried']);
  const last = await append();
  await expect.poll(() => seen).toEqual([last]);
});
