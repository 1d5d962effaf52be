// The one source of "now" and of waiting, so that tests can move time.

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
