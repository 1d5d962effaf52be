// Simulated time that moves only while nothing really happens: sleepers wake in order, and between two of them real
// requests on loopback are given the time they need.
import type { Clock } from '../../../src/domain/clock.ts';

export interface DrivenClock extends Clock {
  /** Moves on until the condition holds; fails after `withinMs` simulated milliseconds. */
  until(condition: () => boolean, withinMs?: number): Promise<void>;
  /** Moves on until the promise is settled, and gives what came of it. */
  settled<T>(promise: Promise<T>, withinMs?: number): Promise<T>;
  /** Lets so much simulated time pass. */
  pass(milliseconds: number): Promise<void>;
  /** A clock of its own that shows the same time and whose sleepers never wake again once it is killed. */
  mortal(): Clock & { kill(): void };
}

interface Sleeper {
  at: number;
  wake: () => void;
}

/** `busy` says whether something real is in flight, a request for instance. */
export function createDrivenClock(start: string, busy: () => boolean): DrivenClock {
  let now = Date.parse(start);
  let sleepers: Sleeper[] = [];

  function sleep(milliseconds: number, signal?: AbortSignal, alive: () => boolean = () => true): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        sleepers = sleepers.filter(other => other !== sleeper);
        if (alive()) reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        if (alive()) resolve();
      };
      const sleeper: Sleeper = { at: now + Math.max(0, milliseconds), wake };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Turns of the event loop until nothing real is in flight any more. */
  async function untilIdle(): Promise<void> {
    let calm = 0;
    for (let turns = 0; calm < 4 && turns < 5_000; turns += 1) {
      await new Promise(resolve => setImmediate(resolve));
      calm = busy() ? 0 : calm + 1;
      if (busy()) await new Promise(resolve => setTimeout(resolve, 1));
    }
  }

  async function step(limit: number): Promise<void> {
    await untilIdle();
    const [next] = sleepers.filter(({ at }) => at <= limit).sort((a, b) => a.at - b.at);
    if (!next) {
      now = limit;
      return;
    }
    now = Math.max(now, next.at);
    sleepers = sleepers.filter(other => other !== next);
    next.wake();
  }

  async function until(condition: () => boolean, withinMs = 60_000): Promise<void> {
    const limit = now + withinMs;
    await untilIdle();
    while (!condition()) {
      if (now >= limit) throw new Error('did not happen in time');
      await step(limit);
      await untilIdle();
    }
  }

  return {
    now: () => new Date(now),
    elapsed: () => now,
    sleep,
    until,
    async settled(promise, withinMs) {
      let over = false;
      const end = () => {
        over = true;
      };
      promise.then(end, end);
      await until(() => over, withinMs);
      return promise;
    },
    async pass(milliseconds) {
      const limit = now + milliseconds;
      while (now < limit) await step(limit);
      await untilIdle();
    },
    mortal() {
      let alive = true;
      return {
        now: () => new Date(now),
        elapsed: () => now,
        sleep: (milliseconds, signal) => sleep(milliseconds, signal, () => alive),
        kill: () => {
          alive = false;
        },
      };
    },
  };
}
