// The signature, held to the published examples where they are present.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signRetell, verifyRetell } from '../../../src/channels/retell/signature.ts';

const key = 'key_test_0000000000000000000000000000';
const now = new Date('2026-11-23T09:00:00.000Z');
const body = Buffer.from('{"name":"cancel_appointment","args":{"reason":"Grüße"}}');

describe('a signature', () => {
  const header = signRetell(body, key, now.getTime());
  test('made with the key over these bytes is good, up to five minutes either way', () => {
    for (const shift of [0, 300_000, -300_000])
      expect(verifyRetell(body, header, key, new Date(now.getTime() + shift))).toBe(true);
    for (const shift of [300_001, -300_001]) expect(verifyRetell(body, header, key, new Date(now.getTime() + shift))).toBe(false);
  });
  test.each([
    ['other bytes', Buffer.from(`${body} `), header, key],
    ['another key', body, header, 'another'],
    ['another time than it names', body, header.replace(/v=\d+/, `v=${now.getTime() + 1}`), key],
    ['no header', body, undefined, key],
    ['two headers', body, [header, header], key],
    ['a short digest', body, header.slice(0, -1), key],
    ['an upper-case digest', body, header.toUpperCase().replace('V=', 'v=').replace('D=', 'd='), key],
  ])('with %s is bad', (_, bytes, given, secret) => {
    expect(verifyRetell(bytes, given, secret, now)).toBe(false);
  });
});

const examples = new URL('../../../../shared/data/retell-payloads.json', import.meta.url);
describe.runIf(existsSync(examples))('the published examples', () => {
  const file = existsSync(examples) ? readFileSync(examples, 'utf8') : '{"samples":{}}';
  const sample = z.object({ raw_body: z.string(), headers: z.object({ 'x-retell-signature': z.string() }) });
  const samples = z.object({ samples: z.record(z.string(), z.unknown()) }).parse(JSON.parse(file)).samples;
  const signed = Object.entries(samples).flatMap(([name, value]) =>
    sample.safeParse(value).success ? [[name, sample.parse(value)] as const] : [],
  );
  test('are there', () => expect(signed.length).toBeGreaterThan(5));
  test.each(signed)('%s verifies', (_, { raw_body, headers }) => {
    expect(verifyRetell(Buffer.from(raw_body), headers['x-retell-signature'], key, new Date(1759776300000))).toBe(true);
  });
});
