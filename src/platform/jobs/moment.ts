// A moment several loops wait for, each no longer than it can.

export interface Moment {
  /** It has come: all who wait go on. */
  came(): void;
  /** Resolves when it comes, at the latest after `mostMs` milliseconds. */
  within(mostMs: number): Promise<void>;
}

export function createMoment(): Moment {
  const waiting = new Set<() => void>();
  return {
    came() {
      for (const end of waiting) end();
    },
    within: mostMs =>
      new Promise(resolve => {
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
