// Limits how often a network may fail before it has to wait: in bounded memory, and longer each time.
import { LRUCache } from 'lru-cache';

export interface FailureLimitOptions {
  /** Failures of one network within `withinMs` after which it has to wait. */
  most: number;
  /** The same for all networks together; left out: no limit. */
  mostOfAll?: number;
  withinMs: number;
  /** The first wait; each further one is twice as long, up to `longestWaitMs`. */
  waitMs: number;
  longestWaitMs: number;
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
}

export interface FailureLimit {
  /** Milliseconds until this network may try again; 0: now. */
  waitOf(network: string): number;
  failed(network: string): void;
  /** Forgets its earlier failures. */
  forget(network: string): void;
}

interface Failures {
  since: number;
  count: number;
  waits: number;
  until: number;
}

const mostNetworks = 10_000;
/** All networks together. No address is spelt like this. */
const everybody = 'all';

/** Networks that have failed least recently are forgotten first; the limit for all together holds on. */
export function createFailureLimit({
  most,
  mostOfAll = Number.POSITIVE_INFINITY,
  withinMs,
  waitMs,
  longestWaitMs,
  now = () => performance.now(),
}: FailureLimitOptions): FailureLimit {
  const known = new LRUCache<string, Failures>({ max: mostNetworks });

  function count(name: string, limit: number): void {
    const at = now();
    const failures = known.get(name) ?? { since: at, count: 0, waits: 0, until: 0 };
    if (at - failures.since > withinMs) Object.assign(failures, { since: at, count: 0 });
    // A network without a failure for the longest wait starts from zero.
    if (at - failures.until > longestWaitMs) failures.waits = 0;
    failures.count += 1;
    if (failures.count >= limit && failures.until <= at) {
      failures.until = at + Math.min(waitMs * 2 ** failures.waits, longestWaitMs);
      failures.waits += 1;
      Object.assign(failures, { since: at, count: 0 });
    }
    known.set(name, failures);
  }

  return {
    waitOf: network => Math.max(0, ...[network, everybody].map(name => (known.get(name)?.until ?? 0) - now())),
    failed(network) {
      count(network, most);
      count(everybody, mostOfAll);
    },
    forget: network => void known.delete(network),
  };
}
