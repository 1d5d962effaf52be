// Ready is a store that takes what requests append: on a full disk there is room for a few bytes long after that.
import { expect, test } from 'vitest';
import type { AppendRequest } from '../../../src/platform/eventstore/client/append-request.ts';
import { createReadiness } from '../../../src/platform/eventstore/client/readiness.ts';

/** A store with room for appends of so many bytes. */
function roomFor(bytes: number) {
  const store = { bytes, tried: [] as number[] };
  const readiness = createReadiness(
    async (request: AppendRequest) => {
      store.tried.push(request.bytes);
      if (request.bytes > store.bytes) throw new Error('no room');
    },
    () => false,
  );
  return { store, readiness };
}

test('a store without room for what was interrupted last is not ready, though it takes a few bytes', async () => {
  const { store, readiness } = roomFor(100);
  await readiness.ready();
  readiness.interrupted(700);
  for (let asked = 0; asked < 3; asked += 1) await expect(readiness.ready()).rejects.toThrow('no room');
  expect(store.tried.slice(-3).every(bytes => bytes >= 700)).toBe(true);
  store.bytes = 1_000_000;
  await readiness.ready();
  const count = store.tried.length;
  await readiness.ready();
  expect(store.tried).toHaveLength(count);
});

test('an append that is acknowledged again says that there is room', async () => {
  const { store, readiness } = roomFor(100);
  readiness.interrupted(700);
  await expect(readiness.ready()).rejects.toThrow('no room');
  readiness.acknowledged();
  await readiness.ready();
  expect(Math.max(...store.tried.slice(-1))).toBeLessThan(100);
});

test('an interruption during a trial counts for the next', async () => {
  const tried: number[] = [];
  const readiness = createReadiness(
    async ({ stream, bytes }: AppendRequest) => {
      if (stream.startsWith('$$')) return;
      tried.push(bytes);
      if (tried.length === 1) readiness.interrupted(700);
    },
    () => false,
  );
  await readiness.ready();
  await readiness.ready();
  expect(tried).toHaveLength(2);
  expect(tried.at(-1)).toBeGreaterThanOrEqual(700);
});

test('however large the interrupted append was, the trial is no burden', async () => {
  const { store, readiness } = roomFor(1_000_000);
  readiness.interrupted(900_000);
  await readiness.ready();
  expect(Math.max(...store.tried)).toBeLessThan(20_000);
});
