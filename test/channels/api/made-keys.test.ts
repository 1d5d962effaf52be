// Keys made by `rebook keys` open the API within seconds and without a restart, until they are revoked or expire; only their digests are kept.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../../src/app/cli/program.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ companies: ['other'] });
});
afterAll(() => world?.stop());

async function keys(...args: string[]): Promise<{ exitCode: number; out: string }> {
  const out: string[] = [];
  const exitCode = await runProgram(['keys', ...args], {
    out: text => out.push(text),
    err: text => out.push(text),
    env: { DATABASE_URL: world.databaseUrl, DATA_DIR: '/nowhere', API_KEYS: configured },
    clock: world.clock,
    interactive: false,
  });
  return { exitCode, out: out.join('\n') };
}
const configured = JSON.stringify([{ name: 'front desk', role: 'operator', companies: '*', key: 'a-configured-key-01' }]);

async function make(...args: string[]): Promise<{ id: string; key: string }> {
  const { exitCode, out } = await keys('make', '--json', ...args);
  expect([exitCode, out]).toEqual([0, expect.stringContaining('rebook_')]);
  const made = JSON.parse(out) as { id: string; key: string };
  world.witness.knows(made.key);
  return made;
}
const list = async () => JSON.parse((await keys('list', '--json')).out) as Record<string, unknown>[];
const ask = async (key: string, path = '/v1/customers?company=salon') =>
  (await world.api('GET', path, undefined, { authorization: `Bearer ${key}` })).status;
/** Woken by the database: sooner than the next look, which comes after five seconds. */
const soon = { interval: 20 };

test('a made key opens what its role and companies allow, at once, and a revoked one nothing', async () => {
  const { id, key } = await make('--name', 'reports', '--role', 'analyst', '--company', 'other');
  await expect.poll(() => ask(key, '/v1/companies'), soon).toBe(200);
  expect(await ask(key)).toBe(404);
  expect(await ask(key, '/v1/projections')).toBe(403);
  expect((await keys('revoke', id)).exitCode).toBe(0);
  await expect.poll(() => ask(key, '/v1/companies'), soon).toBe(401);
  expect(await keys('revoke', id)).toMatchObject({ exitCode: 1, out: expect.stringContaining(`no valid key ${id}`) });
});

test('a key of a limited time ends with it', async () => {
  const { key } = await make('--name', 'for a week', '--role', 'admin', '--days', '7');
  await expect.poll(() => ask(key), soon).toBe(200);
  world.clock.advance(7 * 24 * 3_600_000 - 60_000);
  expect(await ask(key)).toBe(200);
  world.clock.advance(60_001);
  expect(await ask(key)).toBe(401);
  expect((await list()).find(({ name }) => name === 'for a week')).toMatchObject({ state: 'expired' });
});

test('the database has the digest and not the key', async () => {
  const { id, key } = await make('--name', 'kept', '--role', 'auditor', '--personal');
  const rows = await world.sql<{ key_id: string; digest: Buffer }>('select * from api_key');
  expect(rows.find(row => row.key_id === id)?.digest).toEqual(createHash('sha256').update(key).digest());
  expect(JSON.stringify(rows)).not.toContain(key);
  expect(Buffer.from(key.replace('rebook_', ''), 'base64url')).toHaveLength(32);
  expect(JSON.stringify(await list())).not.toContain(key);
});

test('its use is noted, once a minute', async () => {
  const { id, key } = await make('--name', 'used', '--role', 'admin');
  const lastUsed = async () =>
    (await world.sql<{ at: Date | null }>('select last_used_at as at from api_key where key_id = $1', [id]))[0]?.at ?? null;
  expect(await lastUsed()).toBeNull();
  await expect.poll(() => ask(key), soon).toBe(200);
  // A key that is made wakes the loop that notes uses.
  const noting = async () => {
    await world.sql("select pg_notify('api_key', '')");
    return lastUsed();
  };
  await expect.poll(noting, soon).not.toBeNull();
  const first = await lastUsed();
  expect(await ask(key)).toBe(200);
  const { key: other } = await make('--name', 'wakes', '--role', 'admin');
  await expect.poll(() => ask(other), soon).toBe(200);
  expect(await lastUsed()).toEqual(first);
  world.clock.advance(60_000);
  expect(await ask(key)).toBe(200);
  await expect.poll(async () => (await noting())?.getTime(), soon).toBeGreaterThan(first?.getTime() ?? Infinity);
});

test('a name has one meaning: other rights are refused, the same are another key, and one of API_KEYS is not taken', async () => {
  await make('--name', 'exchanged', '--role', 'operator');
  await make('--name', 'exchanged', '--role', 'operator');
  expect(await keys('make', '--name', 'exchanged', '--role', 'admin')).toMatchObject({
    exitCode: 1,
    out: expect.stringMatching(/key \w{8} is named "exchanged" and may do other things/),
  });
  expect(await keys('make', '--name', 'front desk', '--role', 'operator')).toMatchObject({
    exitCode: 1,
    out: 'API_KEYS has a key named "front desk": take another name',
  });
});

test.each([
  [['--name', 'x', '--role', 'emperor'], 'Allowed choices are operator, analyst, auditor, admin'],
  [['--name', 'x', '--role', 'admin', '--days', '0'], 'whole number from 1 to 3650'],
  [['--name', ' ', '--role', 'admin'], '1 to 100 characters'],
])('%j is a wrong command line', async (args, sentence) => {
  expect(await keys('make', ...args)).toMatchObject({ exitCode: 2, out: expect.stringContaining(sentence) });
});

test('the list is for people', async () => {
  expect((await keys('list')).out).toMatch(
    /^ID +NAME +ROLE +COMPANIES +PERSONAL +STATE +EXPIRES +LAST USED\n\w{8} +reports +analyst +other/,
  );
});
