// Retell's signature: HMAC-SHA256 over the raw body and a timestamp, in one header.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Five minutes either way, inclusive (Retell, "Secure the webhook"). */
const windowMs = 5 * 60_000;

/** The value of `X-Retell-Signature` for a body sent at `timestampMs` (Unix milliseconds). */
export function signRetell(rawBody: Buffer | string, apiKey: string, timestampMs: number): string {
  const digest = createHmac('sha256', apiKey).update(rawBody).update(String(timestampMs)).digest('hex');
  return `v=${timestampMs},d=${digest}`;
}

/** The header's content; not yet checked against a body. */
export interface RetellSignature {
  timestamp: string;
  /** 64 hexadecimal digits. No other body, key or time has the same. */
  digest: string;
}

/** The header's signature if it has that form, of any time: all that is known without the body. */
export function retellSignatureIn(header: unknown): RetellSignature | undefined {
  if (typeof header !== 'string') return undefined;
  const [, timestamp, digest] = /^v=(\d{1,16}),d=([0-9a-f]{64})$/.exec(header) ?? [];
  return timestamp === undefined || digest === undefined ? undefined : { timestamp, digest };
}

/** Whether it was made within the window around `now`. */
export const isInTime = ({ timestamp }: RetellSignature, now: Date): boolean =>
  Math.abs(now.getTime() - Number(timestamp)) <= windowMs;

/** Finds out who signed a body while it is being read. */
export interface RetellVerification {
  add(piece: Buffer): void;
  /** Those of the keys that made the signature, once the whole body was added. */
  signers(): string[];
}

/** Every key is tried over every byte, so that the time taken tells nothing about them. */
export function verification(signature: RetellSignature, keys: readonly string[]): RetellVerification {
  const tries = keys.map(key => ({ key, hmac: createHmac('sha256', key) }));
  const given = Buffer.from(signature.digest, 'hex');
  return {
    add(piece) {
      for (const { hmac } of tries) hmac.update(piece);
    },
    signers: () =>
      tries.filter(({ hmac }) => timingSafeEqual(hmac.update(signature.timestamp).digest(), given)).map(({ key }) => key),
  };
}

/** True if the header was made with `apiKey` over exactly these bytes, within the window around `now`. */
export function verifyRetell(rawBody: Buffer, header: unknown, apiKey: string, now: Date): boolean {
  const signature = retellSignatureIn(header);
  if (!signature || !isInTime(signature, now)) return false;
  const check = verification(signature, [apiKey]);
  check.add(rawBody);
  return check.signers().length > 0;
}
