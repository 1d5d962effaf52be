// What a reader is said to have passed it has been given: the client says how far the store has come while events before that still
// lie in its buffer, and a connection that breaks then must lose none of them.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { type ConnectedEventStore, connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { type AllItem, subscribeInBatches } from '../../../src/platform/eventstore/subscription.ts';

interface Asked {
  fromPosition: unknown;
  filter: { checkpointReached(subscription: unknown, position: { commit: bigint; prepare: bigint }): void };
}

/** A store whose subscriptions are written by the test, as the client writes them: a stream with a buffer, and calls beside it. */
function scripted() {
  const asked: Asked[] = [];
  const streams: PassThrough[] = [];
  const store = connectEventStore('esdb://127.0.0.1:9?tls=false', systemClock);
  const client = Object.assign(Object.create(store.client), {
    subscribeToAll(options: Asked) {
      asked.push(options);
      const stream = new PassThrough({ objectMode: true, highWaterMark: 10_000 });
      streams.push(stream);
      return Object.assign(stream, { unsubscribe: async () => void stream.destroy() });
    },
  });
  const at = (position: number) => ({ commit: BigInt(position), prepare: BigInt(position) });
  const event = (position: number) => ({
    event: {
      ...{ id: `id-${position}`, type: 'CustomerRegistered', streamId: 'customer-salon.1', isJson: true, data: {} },
      ...{ metadata: { schemaVersion: 1 }, revision: BigInt(position), position: at(position), created: new Date() },
    },
  });
  return {
    store: { ...store, client } as ConnectedEventStore,
    asked,
    write: (positions: number[]) => {
      for (const position of positions) streams.at(-1)?.write(event(position));
    },
    passed: (position: number) => asked.at(-1)?.filter.checkpointReached(undefined, at(position)),
    caughtUp: () => streams.at(-1)?.emit('caughtUp'),
    /** As the client tells of a lost connection. */
    async breakOff(): Promise<void> {
      const stream = streams.at(-1);
      if (!stream) return;
      const closed = new Promise(resolve => stream.once('close', resolve));
      stream.destroy(Object.assign(new Error('cut'), { code: 14 }));
      await closed;
    },
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const places = (items: readonly AllItem[]) =>
  items.map(item => (item.kind === 'caught_up' ? 'caught up' : `${item.kind} ${item.position}`));
/** As much as is read ahead of a reader who does not read. */
const full = 2_001;

async function next(batches: AsyncGenerator<AllItem[]>): Promise<AllItem[]> {
  const { value } = await batches.next();
  return value ?? [];
}

test('a position the store has come to waits for the events before it that a slow reader has not been given', async () => {
  const { store, write, passed, caughtUp } = scripted();
  const stopping = new AbortController();
  const batches = subscribeInBatches(store, { from: 'start', signal: stopping.signal, clock: systemClock });
  const first = next(batches);
  write(range(1, full + 3));
  passed(full + 50);
  caughtUp();
  expect(places(await first)).toEqual(range(1, full).map(position => `event ${position}`));
  const second = places(await next(batches));
  expect(second).toEqual([
    ...range(full + 1, full + 3).map(position => `event ${position}`),
    `checkpoint ${full + 50}`,
    'caught up',
  ]);
  stopping.abort();
  await batches.return(undefined);
});

test('a connection that breaks then is resumed after what was given, not after what was reported', async () => {
  const { store, asked, write, passed, breakOff } = scripted();
  const stopping = new AbortController();
  const batches = subscribeInBatches(store, { from: 'start', signal: stopping.signal, clock: systemClock });
  const first = next(batches);
  write(range(1, full + 3));
  passed(full + 50);
  await first;
  await breakOff();
  const second = next(batches);
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]?.fromPosition).toEqual({ commit: BigInt(full), prepare: BigInt(full) });
  write([full + 1]);
  expect(places(await second)).toEqual([`event ${full + 1}`]);
  stopping.abort();
  await batches.return(undefined);
});

test('with nothing before it, it is reported at once', async () => {
  const { store, passed, caughtUp } = scripted();
  const stopping = new AbortController();
  const batches = subscribeInBatches(store, { from: 'start', signal: stopping.signal, clock: systemClock });
  const first = next(batches);
  passed(7);
  caughtUp();
  expect(places(await first)).toEqual(['checkpoint 7', 'caught up']);
  stopping.abort();
  await batches.return(undefined);
});
