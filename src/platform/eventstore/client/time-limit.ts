// Limits every wait for the event store, and repeats nothing while the store is merely busy.

export interface TimeLimit {
  /** A request is given up when the store has shown no sign of life for this long. */
  stillMs: number;
  /** Or when it was not answered for this long, however many other answers came. */
  mostMs: number;
  /** Whether the store has answered within the last `stillMs`, on a connection this request may still be answered by. */
  isMoving(): boolean;
}

/**
 * Calls `giveUp` once the limit is over. `heard` says that the request itself makes progress; `clear` that it has ended. A
 * process that was itself paused first reads what has arrived meanwhile.
 */
export function startLimit({ stillMs, mostMs, isMoving }: TimeLimit, giveUp: (reason: Error) => void) {
  let since = performance.now();
  let looking: NodeJS.Immediate | undefined;
  let timer = setTimeout(readFirst, Math.min(stillMs, mostMs));
  function readFirst(): void {
    looking = setImmediate(look);
  }
  function look(): void {
    const waited = performance.now() - since;
    const left = mostMs - waited;
    const isQuiet = waited >= stillMs && !isMoving();
    if (left <= 1 || isQuiet) {
      giveUp(new Error('the event store gave no answer in time'));
      return;
    }
    // Node may call a timer a moment early: then only that moment is left, not the whole time once more.
    const untilQuiet = waited < stillMs ? stillMs - waited : stillMs;
    timer = setTimeout(readFirst, Math.ceil(Math.min(untilQuiet, left)));
  }
  return {
    heard(): void {
      since = performance.now();
      timer.refresh();
    },
    clear(): void {
      clearTimeout(timer);
      clearImmediate(looking);
    },
  };
}

/** Rejects when the limit is over, and aborts the signal that `work` was given, so that it lets go of what it holds. */
export async function withTimeLimit<T>(limit: TimeLimit, work: (over: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  let clear = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    clear = startLimit(limit, reason => {
      over.abort(reason);
      reject(reason);
    }).clear;
  });
  try {
    return await Promise.race([work(over.signal), late]);
  } finally {
    clear();
  }
}

/** However much else is answered. */
export const fixedLimit = (milliseconds: number): TimeLimit => ({
  stillMs: milliseconds,
  mostMs: milliseconds,
  isMoving: () => false,
});
