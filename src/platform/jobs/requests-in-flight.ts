// How many requests wait for their answer, and when none does: what is not urgent waits for that.

import { createMoment } from './moment.ts';

export interface RequestsInFlight {
  began(): void;
  ended(): void;
  /** Resolves once nobody waits, at the latest after `mostMs` milliseconds. */
  whenIdle(mostMs: number): Promise<void>;
}

/** `changed` is called with each new number. */
export function createRequestsInFlight(changed: (count: number) => void): RequestsInFlight {
  const idle = createMoment();
  let count = 0;
  const move = (by: 1 | -1): void => {
    count += by;
    changed(count);
    if (count === 0) idle.came();
  };
  return {
    began: () => move(1),
    ended: () => move(-1),
    whenIdle: mostMs => (count === 0 ? Promise.resolve() : idle.within(mostMs)),
  };
}
