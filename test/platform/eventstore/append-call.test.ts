// An append whose answer is late, doubled or lost harms neither itself nor another: it is repeated byte for byte, and nothing waits
// for ever.
import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectEventStore, type EventStore } from '../../../src/platform/eventstore/store.ts';
import { type ReceivedAppend, scriptedStreams } from './scripted-streams.ts';

const ends: (() => unknown)[] = [];
const strays: unknown[] = [];
const onStray = (reason: unknown) => strays.push(reason);
process.on('unhandledRejection', onStray);
afterAll(() => void process.off('unhandledRejection', onStray));
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  expect(strays.splice(0)).toEqual([]);
});

async function open(answer: (append: ReceivedAppend, index: number) => void) {
  const server = await scriptedStreams(answer);
  const store = connectEventStore(server.url, systemClock);
  ends.push(store.close, server.close);
  return { server, store };
}

const event = () => jsonEvent({ id: randomUUID(), type: 'LineReleased', data: { line: '+49' }, metadata: { schemaVersion: 1 } });
const append = (store: EventStore, expected = -1n) => store.append('line-+49', [event()], expected);
const appended = (revision: bigint) => ({ kind: 'appended', revision, position: 0n });

test('an append that is never answered is sent again, byte for byte', async () => {
  const sent: string[] = [];
  const { store } = await open((one, index) => {
    sent.push(one.bytes);
    if (index > 0) one.done(7n);
  });
  expect(await append(store, 6n)).toEqual(appended(7n));
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});

test('its answer, when it comes late, is dropped and disturbs no other append', async () => {
  let first: ReceivedAppend | undefined;
  const { store } = await open((one, index) => {
    if (index === 0) first = one;
    else one.done(BigInt(index));
  });
  expect(await append(store)).toEqual(appended(1n));
  first?.done(0n);
  expect(await append(store, 1n)).toEqual(appended(2n));
});

test('an answer that is lost while others are given is missed all the same', async () => {
  let lost: string | undefined;
  let again = 0;
  const { store } = await open((one, index) => {
    if (index === 1) lost = one.bytes;
    else if (one.bytes === lost) again += 1;
    if (index !== 1) one.done(0n);
  });
  await append(store);
  const missed = append(store);
  let isMissing = true;
  const others = (async () => {
    while (isMissing) await append(store);
  })();
  expect(await missed.finally(() => (isMissing = false))).toEqual(appended(0n));
  await others;
  expect(again).toBe(1);
});

test('a second answer to a refused append breaks nothing', async () => {
  const { store } = await open((one, index) => {
    if (index > 0) return one.done(0n);
    one.refused();
    one.timedOut();
  });
  await expect(append(store)).rejects.toMatchObject({ code: 'append_refused' });
  expect(await append(store)).toEqual(appended(0n));
});

test.each([
  ['with the code of a store that stops', status.INTERNAL],
  ['with a code that says nothing', status.UNKNOWN],
  ['as cancelled', status.CANCELLED],
  ['as unavailable', status.UNAVAILABLE],
  ['without a word', undefined],
])('a call that ends %s under appends loses none of them', async (_, code) => {
  const { store, server } = await open((one, index) => {
    if (index === 2) one.end(code);
    if (index > 2) one.done(0n);
  });
  const all = await Promise.all([append(store), append(store), append(store)]);
  expect(all).toEqual([appended(0n), appended(0n), appended(0n)]);
  expect(server.received()).toBe(6);
});

test('a store whose connection breaks takes no append of another store with it', async () => {
  const { store: well, server } = await open((one, index) => {
    if (index === 0) held = one;
    else one.done(1n);
  });
  let held: ReceivedAppend | undefined;
  const { store: broken } = await open((one, index) => (index === 0 ? one.end(status.UNAVAILABLE) : one.done(0n)));
  const waiting = append(well);
  await expect.poll(() => held).toBeDefined();
  expect(await append(broken)).toEqual(appended(0n));
  held?.done(0n);
  expect(await waiting).toEqual(appended(0n));
  expect(server.received()).toBe(1);
});

test('a client that hears nothing is replaced, its readers learn of it, and the next append is tried again', async () => {
  let isAnswering = false;
  const { store } = await open(one => isAnswering && one.done(0n));
  const { client, connection } = store;
  await expect(append(store)).rejects.toMatchObject({ code: 'event_store_unavailable' });
  expect(store.client).not.toBe(client);
  expect(connection.replaced.aborted).toBe(true);
  isAnswering = true;
  expect(await append(store)).toEqual(appended(0n));
});

test('an append above the limit of the store is refused in words before anything is sent', async () => {
  const { store, server } = await open(one => one.done(0n));
  const large = jsonEvent({ type: 'CallEnded', data: { text: 'x'.repeat(600 * 1024) } });
  await expect(store.append('call-1', [large, large], -1n)).rejects.toMatchObject({ code: 'append_too_large' });
  expect(server.received()).toBe(0);
  expect(await store.append('call-1', [large], -1n)).toEqual(appended(0n));
});

test('an append is asked for its size by the limit the store has, before it is begun', async () => {
  let sent = 0;
  const server = await scriptedStreams(one => {
    sent += 1;
    one.done(0n);
  });
  const large = connectEventStore(server.url, systemClock, { maxAppendSize: 2 * 1024 * 1024 });
  const small = connectEventStore(server.url, systemClock, { maxAppendSize: 10 });
  ends.push(large.close, small.close, server.close);
  const line = 'x'.repeat(1_500_000);
  const events = [jsonEvent({ type: 'LineReleased', data: { line }, metadata: { schemaVersion: 1 } })];
  expect(await large.append('line-x', events, -1n)).toEqual(appended(0n));
  await expect(append(small)).rejects.toMatchObject({ code: 'append_too_large' });
  expect(sent).toBe(1);
});
