// What a read gives, all of it.
import type { Readable } from 'node:stream';
import { startLimit, type TimeLimit } from './time-limit.ts';

interface Reading<E> extends Readable {
  [Symbol.asyncIterator](): AsyncIterableIterator<E>;
  cancel(): Promise<void>;
}

/**
 * Everything a read gives, as `take` makes it, without what that leaves out. A read that stands still rejects: the client sets
 * it no limit.
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
    // Left early it stays open. It may never have been opened either, so nobody waits for that.
    if (!ended) void reading.cancel().catch(() => undefined);
  }
  return taken;
}
