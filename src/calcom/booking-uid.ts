// What can stand in the path of a booking's URL.

/**
 * Whether this can be a booking's uid (Cal.com's are 22 letters and digits, series and imported ones may hold `-` and `_`).
 * Anything else must not reach the URL: `..` or a slash would call another endpoint.
 */
export function isBookingUid(value: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(value);
}
