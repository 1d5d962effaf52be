// Retell's signature: HMAC-SHA256 over the raw body and a timestamp, in one header.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Five minutes either way, inclusive (Retell, "Secure the webhook"). */
const windowMs = 5 * 60_000;

/** The value of `X-Retell-Signature` for a body sent at `timestampMs` (Unix milliseconds). */
export function signRetell(rawBody: Buffer | string, apiKey: string, timestampMs: number): string {
  return `v=${timestampMs},d=${digest(rawBody, apiKey, String(timestampMs)).toString('hex')}`;
}

/** True if the header was made with `apiKey` over exactly these bytes, within the window around `now`. */
export function verifyRetell(rawBody: Buffer, header: unknown, apiKey: string, now: Date): boolean {
  if (typeof header !== 'string') return false;
  const match = /^v=(\d{1,16}),d=([0-9a-f]{64})$/.exec(header);
  const [, timestamp, hex] = match ?? [];
  if (timestamp === undefined || hex === undefined) return false;
  if (Math.abs(now.getTime() - Number(timestamp)) > windowMs) return false;
  return timingSafeEqual(digest(rawBody, apiKey, timestamp), Buffer.from(hex, 'hex'));
}

const digest = (rawBody: Buffer | string, apiKey: string, timestamp: string): Buffer =>
  createHmac('sha256', apiKey).update(rawBody).update(timestamp).digest();

/** When these bytes were signed with the key, however long ago or ahead that is; undefined where they were not. */
export function signedAt(rawBody: Buffer, header: unknown, apiKey: string): Date | undefined {
  const [, timestamp] = typeof header === 'string' ? (/^v=(\d{1,16}),d=/.exec(header) ?? []) : [];
  if (timestamp === undefined) return undefined;
  const at = new Date(Number(timestamp));
  return verifyRetell(rawBody, header, apiKey, at) ? at : undefined;
}
