// How many requests wait for their answer, and when none does: what is not urgent waits for that.

export interface RequestsInFlight {
  began(): void;
  ended(): void;
  /** Resolves once nobody waits, at the latest after `mostMs` milliseconds. */
  whenIdle(mostMs: number): Promise<void>;
}

/** `changed` is called with each new number. */
export function createRequestsInFlight(changed: (count: number) => void): RequestsInFlight {
  const waiting = new Set<() => void>();
  let count = 0;
  const move = (by: 1 | -1): void => {
    count += by;
    changed(count);
    if (count === 0) for (const resolve of waiting) resolve();
  };
  return {
    began: () => move(1),
    ended: () => move(-1),
    whenIdle: mostMs =>
      count === 0
        ? Promise.resolve()
        : new Promise(resolve => {
            const timer = setTimeout(end, mostMs);
            function end(): void {
              clearTimeout(timer);
              waiting.delete(end);
              resolve();
            }
            waiting.add(end);
          }),
  };
}
