// Cal.com's rate-limit headers: X-RateLimit-{Limit,Remaining,Reset}, each with the limit's name behind it.

/** A reset beyond this is a misread unit, not a wait: Cal.com's windows and blocks last a minute. */
export const longestWaitMs = 15 * 60_000;
/** How long Cal.com blocks a key that overran, for a 429 that names no time. */
const defaultBlockMs = 60_000;

/** Later never sends too early; earlier tells no window for a later one than it is. */
type Rounded = 'later' | 'earlier';

export type RateLimitReading = { limit?: number; remaining?: number; resetAt?: Date };

/** RFC 9110, 5.6.7: always in GMT. One that does not say so is no date, since it would be read in the zone of the machine. */
const httpDate = (text: string): number => (/(GMT|UTC|Z|[+-]\d{2}:?\d{2})$/i.test(text.trim()) ? Date.parse(text) : Number.NaN);

/** A stamp and the `Date` beside it are given in whole seconds: the time between them is known to a second. */
const stampResolutionMs = 1_000;

/**
 * The instant of a stamp by our clock. Stamps are by Cal.com's clock, so they count from the answer's own `Date` where it has
 * one; `rounded` says to which side a second of doubt goes.
 */
function stampInstant(stampMs: number, headers: Headers, now: Date, rounded: Rounded): number {
  const answeredAt = httpDate(headers.get('date') ?? '');
  if (Number.isNaN(answeredAt)) return stampMs;
  return now.getTime() + stampMs - answeredAt + (rounded === 'later' ? stampResolutionMs : 0);
}

/** Reset is seconds left in Cal.com's source and a Unix stamp by other accounts; above 1e9 it is a stamp (1e12: in ms). */
function resetInstant(value: number, headers: Headers, now: Date, rounded: Rounded): Date {
  const stampMs = value > 1e12 ? value : value > 1e9 ? value * 1000 : undefined;
  const at = stampMs === undefined ? now.getTime() + value * 1000 : stampInstant(stampMs, headers, now, rounded);
  return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + longestWaitMs));
}

/** The tightest of the limits an answer tells of, its reset by our clock; empty where it tells of none. */
export function readRateLimit(headers: Headers, now: Date, rounded: Rounded = 'later'): RateLimitReading {
  const readings = new Map<string, RateLimitReading>();
  for (const [header, raw] of headers) {
    const [, field, name = 'default'] = /^x-ratelimit-(limit|remaining|reset)(?:-(.+))?$/i.exec(header) ?? [];
    const value = Number.parseFloat(raw);
    if (!field || !Number.isFinite(value) || value < 0) continue;
    const reading = readings.get(name) ?? {};
    // With a limit of none at all nothing would be asked, so no answer could ever tell another.
    if (field === 'limit') reading.limit = Math.max(1, Math.floor(value));
    if (field === 'remaining') reading.remaining = value;
    if (field === 'reset') reading.resetAt = resetInstant(value, headers, now, rounded);
    readings.set(name, reading);
  }
  const [tightest] = [...readings.values()].sort(
    (a, b) => (a.remaining ?? Infinity) - (b.remaining ?? Infinity) || (b.resetAt?.getTime() ?? 0) - (a.resetAt?.getTime() ?? 0),
  );
  return tightest ?? {};
}

/**
 * When a call answered 429 may be tried again: Retry-After (seconds or date) or the reset, whichever is later; a minute where
 * neither is said, or neither is still to come.
 */
export function readRetryAt(headers: Headers, now: Date, rounded: Rounded = 'later'): Date {
  const candidates: number[] = [];
  const retryAfter = headers.get('retry-after')?.trim();
  if (retryAfter) {
    const at = /^\d+(\.\d+)?$/.test(retryAfter)
      ? resetInstant(Number(retryAfter), headers, now, rounded).getTime()
      : stampInstant(httpDate(retryAfter), headers, now, rounded);
    if (Number.isFinite(at)) candidates.push(Math.min(at, now.getTime() + longestWaitMs));
  }
  const { resetAt } = readRateLimit(headers, now, rounded);
  if (resetAt) candidates.push(resetAt.getTime());
  const latest = Math.max(...candidates);
  return new Date(latest > now.getTime() ? latest : now.getTime() + defaultBlockMs);
}
