// Cal.com's rate-limit headers: X-RateLimit-{Limit,Remaining,Reset}, each with the limit's name behind it.

/** A reset beyond this is a misread unit, not a wait: Cal.com's windows and blocks last a minute. */
const longestWaitMs = 15 * 60_000;
/** How long Cal.com blocks a key that overran, for a 429 that names no time. */
const defaultBlockMs = 60_000;

export type RateLimitReading = { limit?: number; remaining?: number; resetAt?: Date };

/** Reset is seconds left in Cal.com's source and a Unix stamp by other accounts; above 1e9 it is a stamp (1e12: in ms). */
function resetInstant(value: number, now: Date): Date {
  const at = value > 1e12 ? value : value > 1e9 ? value * 1000 : now.getTime() + value * 1000;
  return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + longestWaitMs));
}

/** The tightest of the limits an answer tells of; empty where it tells of none. */
export function readRateLimit(headers: Headers, now: Date): RateLimitReading {
  const readings = new Map<string, RateLimitReading>();
  for (const [header, raw] of headers) {
    const [, field, name = 'default'] = /^x-ratelimit-(limit|remaining|reset)(?:-(.+))?$/i.exec(header) ?? [];
    const value = Number.parseFloat(raw);
    if (!field || !Number.isFinite(value) || value < 0) continue;
    const reading = readings.get(name) ?? {};
    if (field === 'limit') reading.limit = value;
    if (field === 'remaining') reading.remaining = value;
    if (field === 'reset') reading.resetAt = resetInstant(value, now);
    readings.set(name, reading);
  }
  const [tightest] = [...readings.values()].sort(
    (a, b) => (a.remaining ?? Infinity) - (b.remaining ?? Infinity) || (b.resetAt?.getTime() ?? 0) - (a.resetAt?.getTime() ?? 0),
  );
  return tightest ?? {};
}

/** When a call answered 429 may be tried again: Retry-After (seconds or date) or the reset, whichever is later; else a minute. */
export function readRetryAt(headers: Headers, now: Date): Date {
  const candidates: number[] = [];
  const retryAfter = headers.get('retry-after')?.trim();
  if (retryAfter) {
    const at = /^\d+(\.\d+)?$/.test(retryAfter) ? resetInstant(Number(retryAfter), now).getTime() : Date.parse(retryAfter);
    if (Number.isFinite(at)) candidates.push(Math.min(at, now.getTime() + longestWaitMs));
  }
  const { resetAt } = readRateLimit(headers, now);
  if (resetAt) candidates.push(resetAt.getTime());
  return new Date(candidates.length ? Math.max(...candidates, now.getTime()) : now.getTime() + defaultBlockMs);
}
