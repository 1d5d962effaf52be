// What needs no key is not at the public address where it has one of its own, and on a fresh machine everything is at one address.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opsAddress, serviceAddress } from '../../src/app/cli/send-request.ts';
import { type Config, loadConfig } from '../../src/app/config/config.ts';
import { portsMustBeFree } from '../../src/app/port.ts';
import { writeRunning } from '../../src/app/running-service.ts';
import { runCommand } from '../support/run-command.ts';
import { createWorld, type World } from '../support/world.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-ops-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const keys = {
  CALCOM_BASE_URL: 'https://api.cal.com',
  CALCOM_API_KEY: 'cal_live_0123456789abcdef',
  CALCOM_WEBHOOK_SECRET: 'a-secret-of-some-length-0001',
  MASTER_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
  RETELL_API_KEY: 'key_0123456789abcdef01234567',
  PROOF_KEY: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  API_KEYS: JSON.stringify([{ name: 'front', role: 'admin', companies: '*', key: 'rk_0123456789abcdef0123456789abcdef' }]),
};
const opsOf = (environment: Record<string, string>) => loadConfig({ DATA_DIR: folder, ...environment }, { dotEnv: false }).ops;

describe('the address for those who run it', () => {
  test.each<[string, Record<string, string>, Config['ops']]>([
    ['is the only address of a fresh machine', {}, undefined],
    ['is another port of loopback in production', { NODE_ENV: 'production', ...keys }, { host: '127.0.0.1', port: 3001 }],
    [
      'stays on loopback where the public one is open to all',
      { NODE_ENV: 'production', HOST: '0.0.0.0', ...keys },
      { host: '127.0.0.1', port: 3001 },
    ],
    ['is where it is set', { OPS_HOST: '10.0.0.1', OPS_PORT: '9400' }, { host: '10.0.0.1', port: 9400 }],
  ])('%s', (_, environment, wanted) => {
    expect(opsOf(environment)).toEqual(wanted);
  });

  test('is never the public port', () => {
    expect(() => opsOf({ PORT: '3001', NODE_ENV: 'production', ...keys })).toThrow('OPS_PORT must be another port than PORT');
  });

  test('is refused by its own name where it is taken', async () => {
    const holder = createServer();
    await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const config = { host: '127.0.0.1', port: 0, ops: { host: '127.0.0.1', port }, dataDir: folder };
    await expect(portsMustBeFree(config)).rejects.toThrow(`port ${port} is taken: set OPS_PORT to a free one`);
    await new Promise(resolve => holder.close(resolve));
  });

  test('is found by the commands that ask for it: written down, else configured', async () => {
    const config = loadConfig({ DATA_DIR: folder, OPS_PORT: '9400', PORT: '9399' }, { dotEnv: false });
    expect(await opsAddress(config, undefined)).toBe('http://127.0.0.1:9400');
    await writeRunning(folder, { address: 'http://a:1', opsAddress: 'http://a:2', eventStoreUrl: '', databaseUrl: '' });
    expect(await opsAddress(config, undefined)).toBe('http://a:2');
    expect(await serviceAddress(config, undefined)).toBe('http://a:1');
  });
});

describe('with an address of its own', () => {
  let world: World;
  const routes: string[] = [];
  beforeAll(async () => {
    world = await createWorld({
      ops: { host: '127.0.0.1', port: 0 },
      inspect: app => app.addHook('onRoute', ({ url }) => void routes.push(url)),
    });
  });
  afterAll(() => world?.stop());
  const status = async (address: string, path: string) => (await fetch(`${address}${path}`)).status;
  const withoutKey = ['/health/live', '/health/ready', '/metrics', '/docs/', '/docs/openapi.json'];

  test.each(withoutKey)('%s is there and nowhere else', async path => {
    expect(await status(world.rebook.opsAddress, path)).toBe(200);
    expect(await status(world.rebook.address, path)).toBe(404);
  });

  test.each(['/v1/companies', '/retell/functions', '/calcom/webhook/salon'])('%s is not there', async path => {
    expect(await status(world.rebook.opsAddress, path)).toBe(404);
  });

  test('the document is that of the public routes', async () => {
    const document = await (await fetch(`${world.rebook.opsAddress}/docs/openapi.json`)).text();
    expect(document).toContain('"/v1/companies"');
  });

  test('the documented proxy passes on every public route, and no other', () => {
    const text = readFileSync(new URL('../../docs/front-door.md', import.meta.url), 'utf8');
    const passed = [...text.matchAll(/^\s+(?:@public )?path (.+)$/gm)].flatMap(([, paths = '']) => paths.split(' '));
    const isPassed = (url: string) => passed.some(path => url.startsWith(path.replace('*', '')));
    expect(passed.filter(path => !routes.some(url => url.startsWith(path.replace('*', ''))))).toEqual([]);
    expect(routes.filter(url => !isPassed(url))).toEqual([]);
    expect(withoutKey.filter(isPassed)).toEqual([]);
  });

  test('`rebook status` asks there', async () => {
    const { exitCode, out } = await runCommand(
      { ...world, rebook: { ...world.rebook, address: world.rebook.opsAddress } },
      ['status'],
      { key: false },
    );
    expect([exitCode, out]).toEqual([0, expect.stringContaining('is ready')]);
  });
});
