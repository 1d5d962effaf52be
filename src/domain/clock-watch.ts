// Compares our clock with other clocks, so that a wrong one is reported as such and not mistaken for another fault.
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';

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
