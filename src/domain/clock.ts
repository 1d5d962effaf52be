// The one source of "now" and of waiting, so that tests can move time; and how it compares with other clocks, so that a wrong one is
// reported as such and not mistaken for another fault.
import type { Logger } from 'pino';

export interface Clock {
  /** The current instant. */
  now(): Date;
  /**
   * Milliseconds since a fixed moment, for durations inside the process: this stays right when the clock of the machine is set
   * forward or back.
   */
  elapsed(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The reason of an abort that ends nothing but a wait. Nobody reads it, and an abort without a reason makes an exception each time: several
 * a call.
 */
export const waitOver: unknown = Object.freeze(new Error('nothing is waited for any more'));

export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(finish, milliseconds);
      function finish() {
        signal?.removeEventListener('abort', abort);
        resolve();
      }
      function abort() {
        clearTimeout(timer);
        reject(signal?.reason);
      }
      signal?.addEventListener('abort', abort, { once: true });
    }),
};

/** Other clocks: the database's, the calendar's by the `Date` of its answers, Retell's by its signatures. */
export type TimeSource = 'database' | 'calendar' | 'retell';

export interface ClockWatch {
  /** What another clock shows now. */
  compare(source: TimeSource, theirs: Date): void;
  /** By how many milliseconds ours was ahead when it was compared last, by source; behind is negative. */
  ahead(): Partial<Record<TimeSource, number>>;
  /** True while ours differs from one of them by more than is tolerated. */
  isWrong(): boolean;
}

/** Answers take time, and a `Date` is given in whole seconds; a lease's margin is five seconds. */
const toleratedMs = 5_000;

export function createClockWatch(clock: Clock, log: Logger): ClockWatch {
  const known = new Map<TimeSource, number>();
  const isOff = (aheadMs: number | undefined): boolean => Math.abs(aheadMs ?? 0) > toleratedMs;
  return {
    compare(source, theirs) {
      const aheadMs = clock.now().getTime() - theirs.getTime();
      if (Number.isNaN(aheadMs)) return;
      const was = isOff(known.get(source));
      known.set(source, aheadMs);
      // One line when it goes wrong and one when it is right again.
      if (isOff(aheadMs) && !was)
        log.error({ code: 'clock_wrong', source, aheadMs: Math.round(aheadMs) }, 'our clock and another differ');
      else if (!isOff(aheadMs) && was) log.info({ code: 'clock_right', source }, 'our clock and the other agree again');
    },
    ahead: () => Object.fromEntries(known),
    isWrong: () => [...known.values()].some(isOff),
  };
}
