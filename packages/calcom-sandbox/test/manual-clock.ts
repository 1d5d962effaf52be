// A clock that stands still until a test moves it; sleepers wake in the order of their times.
import type { Clock } from '../src/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time forward and wakes who is due, each at its own instant. */
  advance(milliseconds: number): Promise<void>;
  /** How many are asleep. */
  sleepers(): number;
}

export function createManualClock(start: string): ManualClock {
  let now = Date.parse(start);
  const sleeping = new Set<{ at: number; wake: () => void }>();
  return {
    now: () => new Date(now),
    sleepers: () => sleeping.size,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = {
          at: now + milliseconds,
          wake() {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        sleeping.add(sleeper);
        const onAbort = () => {
          sleeping.delete(sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(milliseconds) {
      const until = now + milliseconds;
      const due = () => [...sleeping].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      for (let next = due(); next; next = due()) {
        now = Math.max(now, next.at);
        sleeping.delete(next);
        next.wake();
        await new Promise(resolve => setImmediate(resolve));
      }
      now = until;
      await new Promise(resolve => setImmediate(resolve));
    },
  };
}
