// A log that ends before the position it is read from has no events there. It is neither away nor asked again.
import { status } from '@grpc/grpc-js';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { scriptedStreams } from '../eventstore/scripted-streams.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(details: string) {
  let reads = 0;
  const server = await scriptedStreams(
    () => undefined,
    () => {
      reads += 1;
      return { code: status.UNKNOWN, details };
    },
  );
  const store = connectEventStore(server.url, systemClock, { patienceMs: 300 });
  ends.push(store.close, server.close);
  return { store, reads: () => reads };
}

// What versions of the original say.
test.each(['Unexpected ReadAllResult: Error', 'Unexpected ReadAllResult: InvalidPosition'])('%s', async details => {
  const { store, reads } = await open(details);
  expect(await store.raw({ from: 7n, maxCount: 1 })).toEqual([]);
  expect(await store.readAll(7n, 1)).toEqual([]);
  expect(reads()).toBe(2);
});

test('a store that is busy is asked again, and then said to be away', async () => {
  const { store, reads } = await open('Unexpected ReadAllResult: Expired');
  await expect(store.raw({ from: 7n, maxCount: 1 })).rejects.toMatchObject({ code: 'event_store_unavailable' });
  expect(reads()).toBeGreaterThan(1);
});
