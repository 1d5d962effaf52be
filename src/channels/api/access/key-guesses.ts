// Limits guesses of API keys. A network that has sent too many wrong keys must wait, even with a right key.
import { LRUCache } from 'lru-cache';
import { createFailureLimit } from '../../ingress/failure-limit.ts';

export interface KeyGuesses {
  /**
   * Milliseconds this network has to wait before a key of its is looked at; 0: none. A key that has been good from there before is never
   * kept waiting: somebody else's guesses lock nobody out.
   */
  waitOf(network: string, keyDigest: string): number;
  wrong(network: string): void;
  good(network: string, keyDigest: string): void;
}

/** A minute for thirty wrong keys, then two, four, up to an hour. From everywhere together ten networks' worth, since addresses are cheap. */
const guesses = { most: 30, mostOfAll: 300, withinMs: 60_000, waitMs: 60_000, longestWaitMs: 3_600_000 };
const rememberedMs = 24 * 3_600_000;
/** Only good keys get in here, so that nobody can push them out. */
const mostRemembered = 10_000;

export function createKeyGuesses(now?: () => number): KeyGuesses {
  const limit = createFailureLimit({ ...guesses, ...(now && { now }) });
  const known = new LRUCache<string, true>({ max: mostRemembered, ttl: rememberedMs });
  const place = (network: string, keyDigest: string): string => `${network} ${keyDigest}`;
  return {
    waitOf: (network, keyDigest) => (known.has(place(network, keyDigest)) ? 0 : limit.waitOf(network)),
    wrong: network => limit.failed(network),
    good: (network, keyDigest) => void known.set(place(network, keyDigest), true),
  };
}
