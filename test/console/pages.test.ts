// The console's page and files: nothing else of the machine, nothing from elsewhere, and in nobody's frame.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${world.rebook.address}${path}`, { headers, redirect: 'manual' });
const policyOf = (answer: Response): Map<string, string> =>
  new Map((answer.headers.get('content-security-policy') ?? '').split('; ').map(one => [one.split(' ')[0] ?? '', one]));

test('the page loads and runs its own files alone, and is framed by nobody', async () => {
  const answer = await get('/console');
  expect(answer.status).toBe(200);
  const policy = policyOf(answer);
  expect(policy.get('default-src')).toBe("default-src 'none'");
  expect(policy.get('script-src')).toBe("script-src 'self'");
  expect(policy.get('connect-src')).toBe("connect-src 'self'");
  expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(policy.get('style-src')).toMatch(/^style-src 'self' 'nonce-[\w+/=]+'$/);
  expect(policy.get('base-uri')).toBe("base-uri 'none'");
  for (const [name, value] of [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cache-control', 'no-store'],
  ] as const)
    expect(answer.headers.get(name), name).toBe(value);
});

test('each page has a number of its own for its styles, and names no other host', async () => {
  const [first, second] = [await get('/console'), await get('/console/find')];
  const [page, other] = [await first.text(), await second.text()];
  const nonce = /'nonce-([^']+)'/.exec(policyOf(first).get('style-src') ?? '')?.[1] ?? 'none';
  expect(page).toContain(nonce);
  expect(other).not.toContain(nonce);
  expect(page).not.toContain('__CSP_NONCE__');
  expect(page.match(/(?:https?:)?\/\/[\w.]+/g)).toBeNull();
});

test('files come compressed and are kept for a year, since their names change with their content', async () => {
  const page = await (await get('/console')).text();
  const [file = ''] = /\/console\/assets\/[\w-]+\.js/.exec(page) ?? [];
  for (const encoding of ['br', 'gzip']) {
    const answer = await get(file, { 'accept-encoding': encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(await answer.text()).toContain('import');
  }
  expect((await get(file, { 'accept-encoding': 'br;q=0, identity' })).headers.get('content-encoding')).toBeNull();
});

test('nothing else of the machine is given out: what is no file of the console is its page, or nothing', async () => {
  for (const path of [
    '/console/assets/none.js',
    '/console/manifest.json',
    '/console/package.json',
    '/console/assets/%2e%2e/index.html',
  ])
    expect((await get(path)).status, path).toBe(404);
  for (const path of [
    '/console/..%2f..%2fpackage.json',
    '/console/%2e%2e/%2e%2e/package.json',
    '/console/customers/a.b',
    '/console/%00',
  ])
    expect(await (await get(path)).text(), path).toMatch(/<div id="console">|"code"/);
});

test('the licences of what it is made of are beside it', async () => {
  const text = await (await get('/console/licenses.txt')).text();
  for (const name of ['react', '@mantine/core', '@tanstack/react-query', '@tanstack/react-router', 'i18next', 'luxon'])
    expect(text).toContain(name);
});
