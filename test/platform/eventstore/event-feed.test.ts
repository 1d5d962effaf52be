// Those who follow the log in one process share a subscription: each gets every event once and in order, wherever it begins and however
// slow it is, and knows whether it has caught up; nobody waits for the slow, and what is kept for them has an end.
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock as clock } from '../../../src/domain/clock.ts';
import { createEventFeed } from '../../../src/platform/eventstore/event-feed.ts';
import type { AllOptions } from '../../../src/platform/eventstore/subscription.ts';
import { type ScriptedLog, scriptedLog } from './scripted-log.ts';

const kept = 10;

/** Reads on from where it was when its subscription ends for good, as the readers of the service do. */
function startReader(subscribe: ReturnType<typeof createEventFeed>, log: ScriptedLog, begin: number, ticksPerBatch = 0) {
  const stopping = new AbortController();
  const start = log.ours()[begin - 1];
  const seen: bigint[] = [];
  let place: AllOptions['from'] = start ?? 'start';
  let following = false;
  let held: Promise<void> | undefined;
  const interrupted = (): void => {
    following = false;
  };
  async function run(): Promise<void> {
    const { signal } = stopping;
    while (!signal.aborted)
      try {
        for await (const items of subscribe({ from: place, signal, clock, onInterrupted: interrupted })) {
          for (const item of items) {
            if (item.kind === 'caught_up') {
              following = true;
              // Whatever was appended while it was cut off it has got.
              expect(seen.length).toBeGreaterThanOrEqual(log.oursAtMend() - begin);
              continue;
            }
            expect(place === 'start' || item.position > place).toBe(true);
            place = item.position;
            if (item.kind === 'unreadable') seen.push(item.position);
          }
          for (let left = ticksPerBatch; left > 0; left -= 1) await tick();
          await held;
        }
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'event_unreadable')) throw error;
        interrupted();
      }
  }
  const running = run();
  // Who waits for it to end is told.
  running.catch(() => undefined);
  return {
    seen,
    expected: () => log.ours().slice(begin),
    isFollowing: () => following,
    /** It takes nothing more until the returned function is called. */
    hold(): () => void {
      let release = (): void => undefined;
      held = new Promise(resolve => {
        release = resolve;
      });
      return release;
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
type Reader = ReturnType<typeof startReader>;

const all = (readers: readonly Reader[], is: (reader: Reader) => boolean) =>
  expect.poll(() => readers.every(is), { interval: 1, timeout: 10_000 });
const append = (log: ScriptedLog, count: number): void => {
  for (let left = count; left > 0; left -= 1) log.append('ours');
};

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('append'), count: fc.integer({ min: 1, max: 30 }), others: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait'), ticks: fc.integer({ min: 1, max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('join'), back: fc.double({ min: 0, max: 1, noNaN: true }), pace: fc.nat(12) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut'), ticks: fc.nat(10) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end') }) },
);
type Step = { do: string; count?: number; others?: boolean; ticks?: number; back?: number; pace?: number };

test('whatever comes between, each reader gets the order of the store from its place on, and every event once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async steps => {
      const log = scriptedLog();
      const subscribe = createEventFeed(log.subscribe, clock, kept);
      const readers: Reader[] = [startReader(subscribe, log, 0)];
      for (const { do: what, count = 0, others = false, ticks = 0, back = 0, pace = 0 } of steps as Step[]) {
        if (what === 'append')
          for (let left = count; left > 0; left -= 1) log.append(others && left % 2 === 0 ? 'others' : 'ours');
        if (what === 'join') readers.push(startReader(subscribe, log, Math.round(back * log.ours().length), pace));
        if (what === 'leave' && readers.length > 1) await readers.shift()?.stop();
        if (what === 'end') log.end();
        if (what === 'cut') {
          log.cut();
          await all(readers, reader => !reader.isFollowing()).toBe(true);
        }
        for (let left = ticks + 2; left > 0; left -= 1) await tick();
        if (what === 'cut') log.mend();
      }
      await all(readers, ({ seen, expected }) => seen.length >= expected().length).toBe(true);
      for (const { seen, expected } of readers) expect(seen).toEqual(expected());
      await all(readers, reader => reader.isFollowing()).toBe(true);
      await Promise.all(readers.map(({ stop }) => stop()));
      await expect.poll(log.open, { interval: 1 }).toBe(0);
    }),
    { numRuns: 150, endOnFailure: true },
  );
});

test('once all have caught up, there is one subscription, and each event comes once', async () => {
  const log = scriptedLog();
  append(log, 100);
  const subscribe = createEventFeed(log.subscribe, clock, kept);
  const readers = [0, 40, 100].map(begin => startReader(subscribe, log, begin));
  await all(readers, reader => reader.isFollowing()).toBe(true);
  // Two readers may catch up one after the other. The next event brings both to the shared subscription.
  append(log, 1);
  await expect.poll(log.open).toBe(1);
  await all(readers, ({ seen, expected }) => seen.length === expected().length).toBe(true);
  const before = log.given();
  append(log, 50);
  await all(readers, ({ seen, expected }) => seen.length === expected().length).toBe(true);
  expect(log.given() - before).toBe(50);
  await Promise.all(readers.map(({ stop }) => stop()));
  await expect.poll(log.open).toBe(0);
});

test('nobody waits for a reader that stands still; what it has missed it reads by itself, and then with the others again', async () => {
  const log = scriptedLog();
  append(log, 5);
  const subscribe = createEventFeed(log.subscribe, clock, kept);
  const quick = startReader(subscribe, log, 5);
  const slow = startReader(subscribe, log, 5);
  append(log, 1);
  await all([quick, slow], ({ seen }) => seen.length === 1).toBe(true);
  await expect.poll(log.open).toBe(1);
  const release = slow.hold();
  append(log, 1);
  await all([quick, slow], ({ seen }) => seen.length === 2).toBe(true);
  const place = log.ours().at(-1);
  append(log, 30 * kept);
  await all([quick], ({ seen, expected }) => seen.length === expected().length).toBe(true);
  expect(slow.seen.length).toBe(2);
  const asked = log.asked.length;
  release();
  await all([slow], ({ seen, expected }) => seen.length === expected().length).toBe(true);
  expect(slow.seen).toEqual(slow.expected());
  expect(log.asked.slice(asked)).toEqual([place]);
  await expect.poll(log.open).toBe(1);
  await Promise.all([quick.stop(), slow.stop()]);
});

test('a subscription that ends for good ends for each reader, after what had come before', async () => {
  const log = scriptedLog();
  const subscribe = createEventFeed(log.subscribe, clock, kept);
  const signal = new AbortController().signal;
  const readers = [1, 2].map(() => subscribe({ from: 'start', signal, clock }));
  const items = await Promise.all(readers.map(async reader => (await reader.next()).value));
  expect(items).toEqual([[{ kind: 'caught_up' }], [{ kind: 'caught_up' }]]);
  const next = readers.map(reader => reader.next());
  log.end();
  for (const each of next) await expect(each).rejects.toMatchObject({ code: 'event_unreadable' });
  await expect.poll(log.open).toBe(0);
});
