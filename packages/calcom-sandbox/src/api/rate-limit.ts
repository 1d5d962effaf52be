// Cal.com's throttler: so many requests in a minute per key, then a block of a minute, as headers say.
import type { Clock } from '../clock.ts';

const windowMs = 60_000;

export type RateLimit = number | 'unlimited';

export interface Throttle {
  /** Counts one request of `client`; `headers` go on the answer, `allowed: false` means 429. */
  count(client: string): { allowed: boolean; headers: Record<string, string> };
  setLimit(limit: RateLimit): void;
}

export function createThrottle(clock: Clock, initial: RateLimit): Throttle {
  let limit = initial;
  const windows = new Map<string, { count: number; ends: number; blocked: boolean }>();
  return {
    setLimit: next => {
      limit = next;
      windows.clear();
    },
    count: client => {
      if (limit === 'unlimited') return { allowed: true, headers: {} };
      const now = clock.now().getTime();
      let window = windows.get(client);
      if (!window || now >= window.ends) {
        window = { count: 0, ends: now + windowMs, blocked: false };
        windows.set(client, window);
      }
      window.count += 1;
      if (window.count > limit && !window.blocked) {
        window.blocked = true;
        window.ends = now + windowMs;
      }
      const headers = {
        'x-ratelimit-limit-default': String(limit),
        'x-ratelimit-remaining-default': String(Math.max(0, limit - window.count)),
        'x-ratelimit-reset-default': String(Math.ceil((window.ends - now) / 1000)),
      };
      return { allowed: !window.blocked, headers };
    },
  };
}
