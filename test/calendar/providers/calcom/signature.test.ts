import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signCalcomWebhook, verifyCalcomSignature } from '../../../../src/calendar/providers/calcom/signature.ts';
import { hasPublished, readPublished } from './published-data.ts';

const body = Buffer.from('{"triggerEvent":"BOOKING_CANCELLED","payload":{"title":"Färben"}}');
const signature = signCalcomWebhook(body, 'secret');

describe('a webhook is taken for Cal.com’s', () => {
  it('when its signature is over exactly these bytes', () => {
    expect(verifyCalcomSignature(body, signature, 'secret')).toBe(true);
  });

  it.each([
    ['another secret', body, signature, 'other'],
    ['bytes written differently', Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1)), signature, 'secret'],
    ['no header', body, undefined, 'secret'],
    ['an empty header', body, '', 'secret'],
    ['a prefix', body, `sha256=${signature}`, 'secret'],
    ['upper case', body, signature.toUpperCase(), 'secret'],
    ['a cut signature', body, signature.slice(0, 63), 'secret'],
    ['letters of several bytes', body, 'ä'.repeat(64), 'secret'],
    ['the word Cal.com sends without a secret', body, 'no-secret-provided', ''],
    ['an empty secret', body, signCalcomWebhook(body, ''), ''],
  ])('but not with %s', (_name, bytes, header, secret) => {
    expect(verifyCalcomSignature(bytes, header, secret)).toBe(false);
  });
});

describe.runIf(hasPublished('calcom-webhooks.json'))('the documented example', () => {
  it('verifies', () => {
    const example = z
      .object({ signature_example: z.object({ secret: z.string(), raw_body: z.string(), 'x-cal-signature-256': z.string() }) })
      .parse(readPublished('calcom-webhooks.json')).signature_example;
    expect(verifyCalcomSignature(Buffer.from(example.raw_body), example['x-cal-signature-256'], example.secret)).toBe(true);
  });
});
