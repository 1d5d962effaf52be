// When the saga tries again, and when it stops trying: numbers only.

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Two looks this far apart before a revert: a slow first request may still be taking effect. */
export const apartMs = 5 * second;
/** A booking that ended without a successor is read once more: the pointer comes from a replica that may lag. */
export const replicaLagMs = 1_500;
/** Looks after a revert, counted from it: a request that was very slow may take effect late. */
export const looksAfterRevertMs = { first: 2 * minute, second: 15 * minute };
/** How often a change that waits for an operator is looked at. */
export const operatorLookMs = 6 * hour;

const pauses = [1, 2, 5, 10, 15, 30].map(seconds => seconds * second);

/** The pause after the given failed try: short at first, a minute for 20 minutes, then five, after two hours 30 minutes. */
export function pauseAfter(attempt: number, sinceRequestMs: number): number {
  const early = pauses[attempt - 1];
  if (early !== undefined) return early;
  if (sinceRequestMs < 20 * minute) return minute;
  return sinceRequestMs < 2 * hour ? 5 * minute : 30 * minute;
}

/**
 * The pause where the circuit was open and nothing was tried, counted from now; the circuit's own pause goes before it. Short,
 * so that a change whose turn fell into somebody else's trial of the circuit comes again soon.
 */
export function pauseUntried(sinceRequestMs: number): number {
  return sinceRequestMs < 20 * minute ? 5 * second : pauseAfter(pauses.length + 1, sinceRequestMs);
}

/**
 * Until when tries go on: 24 h, or two hours before the start the calendar still has, but ten minutes at least; then an
 * operator decides.
 */
export function triesEndAt(requestedAt: string, startsAt: string): number {
  const requested = Date.parse(requestedAt);
  return Math.max(Math.min(requested + 24 * hour, Date.parse(startsAt) - 2 * hour), requested + 10 * minute);
}
