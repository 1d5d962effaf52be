// Passes batches on, and an empty one where none comes, so that a consumer that waits for a time need not wait for an event.
import type { Clock } from '../../../domain/clock.ts';

/**
 * Gives an empty batch after every `mostMs` without one. If the consumer stops early it aborts `ended`, which must end the
 * batches.
 */
export async function* withHeartbeat<T>(
  batches: AsyncGenerator<T[]>,
  mostMs: number,
  clock: Clock,
  ended: AbortController,
): AsyncGenerator<T[]> {
  let next = batches.next();
  try {
    for (;;) {
      const come = await within(next, mostMs, clock);
      if (come === undefined) {
        yield [];
      } else {
        if (come.done) return;
        yield come.value;
        next = batches.next();
      }
    }
  } finally {
    ended.abort();
    await next.catch(() => undefined);
    await batches.return(undefined);
  }
}

/** Undefined where it has not come in time. */
async function within<T>(coming: Promise<T>, mostMs: number, clock: Clock): Promise<T | undefined> {
  const over = new AbortController();
  const late = clock.sleep(mostMs, over.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([coming, late]);
  } finally {
    over.abort();
  }
}
