// Keeps one API key under Cal.com's rate limit by following what its answers say is left. Cal.com counts all
// instances of ours together, so its headers are the shared count.
import type { Clock } from '../domain/clock.ts';
import { readRateLimit, readRetryAt } from './rate-limit-headers.ts';

/** A caller is waiting on the phone; the background can wait. */
export type CallPriority = 'caller' | 'background';

export interface RequestLimiter {
  /** `undefined`: go, and `settle` afterwards. A date: not before then, nothing to settle. Rejects only when `signal` aborts. */
  acquire(priority: CallPriority, maxWaitMs: number, signal?: AbortSignal): Promise<Date | undefined>;
  /** Ends what `acquire` allowed; takes what the answer says, where there was one. */
  settle(answer?: { httpStatus: number; headers: Headers }): void;
}

/** Part of the limit that background calls leave to callers. */
const keptForCallers = 0.2;
const windowMs = 60_000;
/** The documented limit of an API key, until an answer tells the real one. */
const assumedLimit = 120;

/** A limiter for one API key. Callers who wait go before background calls that wait. */
export function createRequestLimiter({ clock }: { clock: Clock }): RequestLimiter {
  let limit = assumedLimit;
  let free = assumedLimit;
  let windowEnds = 0;
  let blockedUntil = 0;
  let inFlight = 0;
  let callersWaiting = 0;

  /** 0, or the time at which to ask again. */
  function notBefore(priority: CallPriority): number {
    const now = clock.now().getTime();
    if (now < blockedUntil) return blockedUntil;
    if (now >= windowEnds) {
      windowEnds = now + windowMs;
      free = Math.max(0, limit - inFlight);
    }
    const kept = priority === 'background' && Number.isFinite(limit) ? Math.floor(limit * keptForCallers) + callersWaiting : 0;
    return free > kept ? 0 : windowEnds;
  }

  return {
    acquire: async (priority, maxWaitMs, signal) => {
      const deadline = clock.now().getTime() + maxWaitMs;
      for (;;) {
        signal?.throwIfAborted();
        const at = notBefore(priority);
        if (at === 0) break;
        if (at > deadline) return new Date(at);
        if (priority === 'caller') callersWaiting += 1;
        try {
          await clock.sleep(at - clock.now().getTime(), signal);
        } finally {
          if (priority === 'caller') callersWaiting -= 1;
        }
      }
      free -= 1;
      inFlight += 1;
      return undefined;
    },
    settle: answer => {
      inFlight -= 1;
      if (!answer) return;
      const now = clock.now();
      const reading = readRateLimit(answer.headers, now);
      if (reading.limit !== undefined) limit = reading.limit;
      // An answer in order that tells of no limit comes from a server that has none; an error may come from something in between.
      const unlimited = reading.remaining === undefined && answer.httpStatus < 300;
      if (unlimited) {
        limit = Number.POSITIVE_INFINITY;
        free = Number.POSITIVE_INFINITY;
      }
      // What is in flight may or may not be in Cal.com's count yet: assume it is not.
      if (reading.remaining !== undefined) free = Math.max(0, reading.remaining - inFlight);
      if (reading.resetAt) windowEnds = reading.resetAt.getTime();
      if (answer.httpStatus === 429) blockedUntil = readRetryAt(answer.headers, now).getTime();
    },
  };
}
