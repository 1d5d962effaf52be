// A session opens what its key opens and no more, from the console's own pages alone, until it ends; then it opens nothing on any instance.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../src/app/cli/program.ts';
import { adminKey, createWorld, type World } from '../support/world.ts';
import { askAs, cookieOf, ownPage, signIn } from './support/browser-like.ts';

const [receptionKey, blindKey, analystKey] = ['key-of-the-reception-1', 'key-of-the-reception-2', 'key-of-an-analyst-1'];
let world: World;
beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [
      { name: 'reception', role: 'operator', companies: ['salon'], personal: true, key: receptionKey },
      { name: 'blind', role: 'operator', companies: ['salon'], personal: false, key: blindKey },
      { name: 'numbers', role: 'analyst', companies: ['salon'], personal: false, key: analystKey },
    ],
  });
  await world.customer('340', 'Erika Beispiel', '+4915112345677');
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
});
afterAll(() => world?.stop());

const statusOf = async (cookie: string, path = '/v1/key') => (await askAs(world, { path, cookie })).status;

describe('signing in', () => {
  test('gives a cookie that no script reads, no other site sends, and that lasts twelve hours', async () => {
    const answer = await askAs(world, { method: 'POST', path: '/console/session', body: { key: receptionKey } });
    expect(answer.headers.get('set-cookie')).toMatch(/^rebook=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(await answer.json()).toMatchObject({ name: 'reception', role: 'operator', companies: ['salon'], personal: true });
    expect(await statusOf(cookieOf(answer))).toBe(200);
  });

  test('over HTTPS the cookie is for this host alone and is sent over HTTPS alone; in the clear from elsewhere there is none', async () => {
    const forwarded = { ...ownPage, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'desk.example' };
    const asked = { method: 'POST', path: '/console/session', body: { key: receptionKey } };
    const secure = await askAs(world, { ...asked, headers: forwarded });
    expect(secure.headers.get('set-cookie')).toMatch(/^__Host-rebook=[^;]+; Path=\/; .*; Secure$/);
    const cookie = cookieOf(secure);
    expect((await askAs(world, { path: '/v1/key', cookie, headers: forwarded })).status).toBe(200);
    const clear = await askAs(world, { ...asked, headers: { ...ownPage, 'x-forwarded-host': 'desk.example' } });
    expect([clear.status, clear.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await clear.json()).toMatchObject({ error: { code: 'https_needed' } });
    // A cookie without the protection of its name was planted by somebody.
    const plain = cookie.replace('__Host-', '');
    expect((await askAs(world, { path: '/v1/key', cookie: plain, headers: forwarded })).status).toBe(401);
  });

  test('a wrong key gets none, and wrong keys count as they do under /v1: a network that guesses has to wait', async () => {
    const guess = (n: number) =>
      askAs(world, {
        method: 'POST',
        path: '/console/session',
        body: { key: `a-guess-number-${n}-of-many` },
        headers: { ...ownPage, 'x-forwarded-for': '198.51.100.7' },
      });
    for (let n = 0; n < 30; n += 1) expect((await guess(n)).status).toBe(401);
    const last = await guess(30);
    expect([last.status, last.headers.get('set-cookie')]).toEqual([429, null]);
    const underApi = await askAs(world, {
      path: '/v1/key',
      headers: { authorization: 'Bearer another-guess-at-a-key', 'x-forwarded-for': '198.51.100.7' },
    });
    expect(underApi.status).toBe(429);
  });

  test('a session that somebody planted is not gone on with: each sign-in has a new one, and ends the one before', async () => {
    const planted = await signIn(world, blindKey);
    const own = await signIn(world, receptionKey, planted);
    expect(own).not.toBe(planted);
    expect([await statusOf(planted), await statusOf(own)]).toEqual([401, 200]);
    const madeUp = `rebook=${'A'.repeat(43)}`;
    expect(await signIn(world, receptionKey, madeUp)).not.toBe(madeUp);
    expect(await statusOf(madeUp)).toBe(401);
  });

  test('it is in the access record, and neither key nor token is in the table', async () => {
    const cookie = await signIn(world, receptionKey);
    const { access } = (await world.must('GET', '/v1/access?kind=sign_in&key=reception&limit=1')) as { access: unknown[] };
    expect(access).toMatchObject([{ kind: 'sign_in', key: 'reception', role: 'operator' }]);
    const rows = JSON.stringify(await world.sql('select * from console_session'));
    const token = cookie.slice('rebook='.length);
    for (const secret of [token, receptionKey]) {
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(JSON.stringify([...Buffer.from(secret)]));
    }
    world.witness.knows(token);
  });
});

describe('what a session may', () => {
  test('is what its key may: role, companies and personal data', async () => {
    const [reception, blind, numbers] = await Promise.all([receptionKey, blindKey, analystKey].map(key => signIn(world, key)));
    const customer = async (cookie = '') => (await askAs(world, { path: '/v1/customers/340?company=salon', cookie })).json();
    expect(await customer(reception)).toMatchObject({ name: 'Erika Beispiel' });
    expect(await customer(blind)).toMatchObject({ name: null });
    expect(await statusOf(reception ?? '', '/v1/customers?company=other')).toBe(404);
    expect(await statusOf(reception ?? '', '/v1/access')).toBe(403);
    const body = { company_id: 'salon' };
    const cancel = { method: 'POST', path: '/v1/appointments/640/cancel', body, cookie: numbers ?? '' };
    expect((await askAs(world, cancel)).status).toBe(403);
  });

  test('is in the name of the key, and every look at a person is on record', async () => {
    const cookie = await signIn(world, receptionKey);
    await world.sql('delete from access_record');
    const answer = await askAs(world, { path: '/v1/customers/340?company=salon', cookie });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access } = (await world.must('GET', '/v1/access?key=reception')) as { access: unknown[] };
    expect(access).toMatchObject([{ kind: 'read', operation: 'getCustomer', customer_ids: ['340'] }]);
  });

  test('is nothing for programs: the protocol of agents takes no cookie', async () => {
    const cookie = await signIn(world, adminKey);
    const body = { jsonrpc: '2.0', id: 1, method: 'ping' };
    expect((await askAs(world, { method: 'POST', path: '/mcp', body, cookie })).status).toBe(401);
  });
});

describe('another site', () => {
  const change = { method: 'POST', path: '/v1/appointments/640/cancel', body: { company_id: 'salon' } };
  const foreign: [string, Record<string, string>][] = [
    ['a page of another site', { 'sec-fetch-site': 'cross-site', 'rebook-console': '1' }],
    ['a page of another host of this site', { 'sec-fetch-site': 'same-site', 'rebook-console': '1' }],
    ['another origin, in a browser that tells no more', { origin: 'https://evil.example', 'rebook-console': '1' }],
    ['a sandboxed frame', { origin: 'null', 'rebook-console': '1' }],
    ['a form, which sends no header of its own', { 'sec-fetch-site': 'same-origin' }],
    ['nobody who says where they come from', { 'rebook-console': '1' }],
  ];
  test.each(foreign)('changes nothing with a session: %s', async (_, headers) => {
    const cookie = await signIn(world, receptionKey);
    expect((await askAs(world, { ...change, cookie, headers })).status).toBe(403);
    expect((await askAs(world, { method: 'DELETE', path: '/console/session', cookie, headers })).status).toBe(403);
    expect(await statusOf(cookie)).toBe(200);
    expect(await world.types('appointment-salon.640')).toEqual(['AppointmentScheduled']);
  });

  test('reads nothing with a session, and signs nobody in', async () => {
    const cookie = await signIn(world, receptionKey);
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await askAs(world, { path: '/v1/customers?company=salon', cookie, headers })).status).toBe(403);
    const planted = await askAs(world, {
      method: 'POST',
      path: '/console/session',
      body: { key: blindKey },
      headers: { ...ownPage, 'sec-fetch-site': 'cross-site' },
    });
    expect([planted.status, planted.headers.get('set-cookie')]).toEqual([403, null]);
  });
});

describe('a session ends', () => {
  test('when the person signs out: the cookie is taken away, and what was in it opens nothing', async () => {
    const cookie = await signIn(world, receptionKey);
    const answer = await askAs(world, { method: 'DELETE', path: '/console/session', cookie });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([204, expect.stringMatching(/^rebook=; .*Max-Age=0/)]);
    expect(await statusOf(cookie)).toBe(401);
  });

  test('everywhere, where they say so; other keys’ sessions go on', async () => {
    const [here, there, other] = [
      await signIn(world, receptionKey),
      await signIn(world, receptionKey),
      await signIn(world, blindKey),
    ];
    await askAs(world, { method: 'DELETE', path: '/console/session?everywhere=true', cookie: here });
    expect([await statusOf(here), await statusOf(there), await statusOf(other)]).toEqual([401, 401, 200]);
  });

  test('with its key, within seconds', async () => {
    const env = { DATABASE_URL: world.databaseUrl, DATA_DIR: '/nowhere', API_KEYS: JSON.stringify([configured]) };
    const out: string[] = [];
    const io = {
      out: (text: string) => out.push(text),
      err: (text: string) => out.push(text),
      env,
      clock: world.clock,
      interactive: false,
    };
    await runProgram(['keys', 'make', '--json', '--name', 'for a day', '--role', 'operator', '--company', 'salon'], io);
    const { id, key } = JSON.parse(out.join('')) as { id: string; key: string };
    world.witness.knows(key);
    await expect.poll(() => signIn(world, key).catch(() => 'not yet'), { timeout: 4_000, interval: 50 }).toMatch(/^rebook=/);
    const cookie = await signIn(world, key);
    await runProgram(['keys', 'revoke', id], io);
    await expect.poll(() => statusOf(cookie), { timeout: 4_000, interval: 20 }).toBe(401);
  });

  test('after twelve hours', async () => {
    const cookie = await signIn(world, receptionKey);
    world.clock.advance(12 * 3_600_000 - 60_000);
    expect(await statusOf(cookie)).toBe(200);
    world.clock.advance(60_001);
    expect(await statusOf(cookie)).toBe(401);
  });
});
const configured = { name: 'front desk', role: 'operator', companies: '*', key: 'a-configured-key-01' };
