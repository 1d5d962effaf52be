// The time a request has, from its arrival on: one for the whole of it, carried through every step.
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';

export interface Deadline {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds left; never below zero. */
  remainingMs(): number;
  /** What the work gives, if it comes in time; nothing is begun after that. Throws `deadline_passed`. */
  within<T>(begin: () => Promise<T>): Promise<T>;
  /** The request is over: nothing waits for the time any more. */
  end(): void;
}

/** Beyond the reply budget, for the steps around the wait for Cal.com: the answer and its record. */
export const marginMs = 1_000;

/** The time is over after `ms` milliseconds of this process's own time, whatever the clock of the machine says. */
export function deadlineIn(ms: number, clock: Clock): Deadline {
  const overAt = clock.elapsed() + ms;
  const over = new AbortController();
  const ended = new AbortController();
  const passed = new Promise<never>((_, reject) => {
    over.signal.addEventListener('abort', () => reject(tooLate()), { once: true });
  });
  // Nobody may be waiting when the time is over.
  passed.catch(() => undefined);
  clock.sleep(Math.max(0, ms), ended.signal).then(
    () => over.abort(),
    () => undefined,
  );
  const remainingMs = () => Math.max(0, overAt - clock.elapsed());
  return {
    signal: over.signal,
    remainingMs,
    async within(begin) {
      if (over.signal.aborted || remainingMs() === 0) throw tooLate();
      return Promise.race([begin(), passed]);
    },
    end: () => ended.abort(),
  };
}

const tooLate = () => new Fault('deadline_passed', 'the request has had its time');
