// Where the sandbox gets its time from, so that a test can move it.
import { setTimeout } from 'node:timers/promises';

export interface Clock {
  /** The current instant. */
  now(): Date;
  /** Resolves after `milliseconds`; rejects when the signal aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal }),
};
