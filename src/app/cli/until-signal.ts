// Waits for a signal to stop.

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal to stop. Later ones change nothing: they do not cut a running stop short. */
export const untilSignal = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
