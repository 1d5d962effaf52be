// Guessing keys: after a while nothing is looked at any more, a right guess included; a client that had a good key goes on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

const analystKey = 'analyst-key-of-the-tests';
const auditorKey = 'auditor-key-of-the-tests';
let world: World;
beforeAll(async () => {
  world = await createWorld({
    keys: [
      { name: 'analyst', role: 'analyst', companies: '*', personal: false, key: analystKey },
      { name: 'auditor', role: 'auditor', companies: '*', personal: false, key: auditorKey },
    ],
  });
});
afterAll(() => world?.stop());

const ask = async (key: string, from: string) => {
  const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': from };
  const response = await world.api('GET', '/v1/companies', undefined, headers);
  return { status: response.status, retryAfter: Number(response.headers.get('retry-after')) };
};

test('thirty wrong keys from a network, and a right one is not tried either; the one in use there works on', async () => {
  const addresses = ['2001:db8:7:7::1', '2001:db8:7:7:ffff::2'];
  expect((await ask(analystKey, '2001:db8:7:7::9')).status).toBe(200);
  for (let guess = 0; guess < 30; guess += 1)
    expect((await ask(`guess-${guess}-of-a-key`, addresses[guess % 2] ?? '')).status).toBe(401);
  const waiting = await ask(auditorKey, '2001:db8:7:7::3');
  expect(waiting.status).toBe(429);
  expect(waiting.retryAfter).toBeGreaterThan(50);
  expect(waiting.retryAfter).toBeLessThanOrEqual(60);
  expect((await ask('one-more-guess-of-a-key', '2001:db8:7:7::1')).status).toBe(429);
  expect((await ask(analystKey, '2001:db8:7:7::1')).status).toBe(200);
  // Another network is not concerned.
  expect((await ask(auditorKey, '2001:db8:7:8::1')).status).toBe(200);
});

test('guesses from ever other networks meet a limit for all, and keys in use work on', async () => {
  const statuses = new Set<number>();
  for (let guess = 0; guess < 320; guess += 1)
    statuses.add(
      (
        await ask(
          `guess-${guess}-of-a-key`,
          `198.51.${guess % 16}.${guess}`.replace(/\d+$/, n => String(Number(n) % 250)),
        )
      ).status,
    );
  expect([...statuses]).toEqual([401, 429]);
  expect((await ask(auditorKey, '192.0.2.77')).status).toBe(429);
  expect((await ask(analystKey, '2001:db8:7:7::9')).status).toBe(200);
  await world.must('GET', '/v1/companies');
});
