// Reads a result of the client to its end.
import type { Readable } from 'node:stream';
import { startLimit, type TimeLimit } from './time-limit.ts';

interface Reading<E> extends Readable {
  [Symbol.asyncIterator](): AsyncIterableIterator<E>;
  cancel(): Promise<void> | void;
}

/**
 * Everything a read gives, mapped by `take`; undefined results are left out. A read that stalls rejects: the client sets it no
 * limit.
 */
export async function readToEnd<E, T>(reading: Reading<E>, limit: TimeLimit, take: (given: E) => T | undefined): Promise<T[]> {
  const taken: T[] = [];
  let ended = false;
  const limited = startLimit(limit, reason => reading.destroy(reason));
  try {
    for await (const given of reading) {
      limited.heard();
      const one = take(given);
      if (one !== undefined) taken.push(one);
    }
    ended = true;
  } finally {
    limited.clear();
    // A read that is left early stays open unless it is cancelled. It may never have been opened, so this does not wait for it.
    if (!ended) void Promise.resolve(reading.cancel()).catch(() => undefined);
  }
  return taken;
}
