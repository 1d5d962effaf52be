// A clock that stands still until a test moves it; sleepers wake in the order of their times.
import type { Clock } from '../../src/domain/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time forward and wakes who is due, each at its own instant. */
  advance(milliseconds: number): Promise<void>;
  /** How many are asleep. */
  sleepers(): number;
}

export function createManualClock(start: string): ManualClock {
  let now = Date.parse(start);
  let elapsed = 0;
  const sleeping: { at: number; wake: () => void }[] = [];
  const settle = () => new Promise(resolve => setImmediate(resolve));
  return {
    now: () => new Date(now),
    elapsed: () => elapsed,
    sleepers: () => sleeping.length,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = {
          at: now + milliseconds,
          wake() {
            signal?.removeEventListener('abort', over);
            resolve();
          },
        };
        function over(): void {
          const index = sleeping.indexOf(sleeper);
          if (index >= 0) sleeping.splice(index, 1);
          reject(signal?.reason);
        }
        sleeping.push(sleeper);
        signal?.addEventListener('abort', over, { once: true });
      }),
    advance: async milliseconds => {
      const until = now + milliseconds;
      for (;;) {
        const [next] = sleeping.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        elapsed += Math.max(0, next.at - now);
        now = Math.max(now, next.at);
        sleeping.splice(sleeping.indexOf(next), 1);
        next.wake();
        await settle();
      }
      elapsed += until - now;
      now = until;
      await settle();
    },
  };
}
