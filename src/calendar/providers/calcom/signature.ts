// Cal.com's webhook signature: lower-case hex HMAC-SHA256 over the raw bytes, no prefix, no timestamp.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The value of `X-Cal-Signature-256` for these bytes. */
export function signCalcomWebhook(rawBody: Buffer | string, secret: string): string {
  return createHmac('sha256', secret).update(rawBody).digest('hex');
}

/** Whether the header is a signature at all. */
export const isCalcomSignature = (header: unknown): header is string =>
  typeof header === 'string' && /^[0-9a-f]{64}$/.test(header);

/**
 * Whether `header` signs exactly these bytes. An empty secret verifies nothing: Cal.com sends the literal
 * "no-secret-provided" then, which anyone could.
 */
export function verifyCalcomSignature(rawBody: Buffer, header: string | undefined, secret: string): boolean {
  if (!header || !secret) return false;
  const expected = Buffer.from(signCalcomWebhook(rawBody, secret));
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
