// A request is given up when the store has stood still for its time: not before, and not after twice that time.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLimit } from '../../../src/platform/eventstore/client/time-limit.ts';

let now = 0;
beforeEach(() => {
  now = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const limited = (isMoving = () => false) => {
  const givenUp = vi.fn();
  const limit = startLimit({ stillMs: 3_000, mostMs: 6_000, isMoving }, givenUp);
  /** Timers go on by `ms`, the process's own time to `at`. */
  const pass = async (ms: number, at: number) => {
    now = at;
    vi.advanceTimersByTime(ms);
    // A timer leaves its judgement to the next turn of the event loop.
    await new Promise(setImmediate);
  };
  return { givenUp, limit, pass };
};

test('a timer that is called a moment early does not begin the time again', async () => {
  const { givenUp, pass } = limited();
  await pass(3_000, 2_999.6);
  expect(givenUp).not.toHaveBeenCalled();
  await pass(1, 3_000.6);
  expect(givenUp).toHaveBeenCalledOnce();
});

test('what is heard of the request itself gives it its time again', async () => {
  const { givenUp, limit, pass } = limited();
  await pass(2_000, 2_000);
  limit.heard();
  await pass(2_999, 4_999);
  expect(givenUp).not.toHaveBeenCalled();
  await pass(1, 5_000);
  expect(givenUp).toHaveBeenCalledOnce();
});

test('a store that answers others is waited for, and not for ever', async () => {
  const { givenUp, pass } = limited(() => true);
  await pass(3_000, 3_000);
  expect(givenUp).not.toHaveBeenCalled();
  await pass(3_000, 6_000);
  expect(givenUp).toHaveBeenCalledOnce();
});
