// The program as a process: what is wrong with its configuration is a sentence and an exit code, and keys are read while it runs.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@rebook/embedded-postgres';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { freshDatabase } from '../../support/database.ts';

const program = fileURLToPath(new URL('../../../bin/rebook.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rebook-program-'));
const file = join(folder, 'a-file');
writeFileSync(file, '');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keyOf = (letter: string) => `key-${letter}-0123456789abcdef`;
const keys = (letter: string) => JSON.stringify([{ name: 'desk', role: 'admin', companies: '*', key: keyOf(letter) }]);

function run(args: string[], env: Record<string, string>): ChildProcess & { said(): string } {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info', PORT: '0', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (said += String(chunk)));
  return Object.assign(child, { said: () => said });
}
async function ended(args: string[], env: Record<string, string>) {
  const child = run(args, env);
  const [code] = await once(child, 'close');
  return { code, said: child.said() };
}

describe('a sentence without a stack, and exit code 2', () => {
  const signed = { RETELL_API_KEY: 'one', CALCOM_WEBHOOK_SECRET: 'two', API_KEYS: keys('a') };
  /** A given server may ask for no password; this one does. */
  let asking: EmbeddedPostgres;
  beforeAll(async () => {
    asking = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: pino({ level: 'silent' }) });
  });
  afterAll(() => asking?.stop());
  const wrongPassword = () => Object.assign(new URL(asking.url('postgres')), { password: 'not-this-one' }).toString();
  const noSuchDatabase = () => Object.assign(new URL(inject('databaseUrl')), { pathname: '/not_there' }).toString();
  test.each([
    ['a data folder that is a file', ['start'], () => ({ ...signed, DATA_DIR: file }), 'DATA_DIR'],
    ['a data folder below a file', ['start'], () => ({ ...signed, DATA_DIR: join(file, 'x') }), 'DATA_DIR'],
    ['the event store’s data in a file', ['eventstore', '--data', file], () => ({}), 'DATA_DIR'],
    ['secrets that are a folder', ['start'], () => ({ SECRETS_FILE: folder }), 'SECRETS_FILE'],
    [
      'a wrong password',
      ['migrate'],
      () => ({ DATABASE_URL: wrongPassword(), EVENTSTORE_URL: 'esdb://127.0.0.1:1' }),
      'DATABASE_URL',
    ],
    [
      'no such database',
      ['migrate'],
      () => ({ DATABASE_URL: noSuchDatabase(), EVENTSTORE_URL: 'esdb://127.0.0.1:1' }),
      'DATABASE_URL',
    ],
  ])('%s', async (_, args, env, complaint) => {
    const { code, said } = await ended(args, env());
    expect(said).toContain(complaint);
    expect(said).not.toMatch(/^\s+at /m);
    expect(said).not.toContain('not-this-one');
    expect(code).toBe(2);
  });
});

test('a key is exchanged while the service runs, by the changed file and by SIGHUP, and a wrong file leaves the old one', async () => {
  const database = await freshDatabase();
  const API_KEYS_FILE = join(folder, 'api-keys.json');
  const write = (content: string) => {
    writeFileSync(API_KEYS_FILE, content);
    chmodSync(API_KEYS_FILE, 0o600);
  };
  write(keys('a'));
  const child = run(['start'], {
    API_KEYS_FILE,
    DATABASE_URL: database.url,
    EVENTSTORE_URL: database.eventStoreUrl,
  });
  const closed = once(child, 'close');
  const logged = () => expect.poll(child.said);
  try {
    await logged().toContain('"msg":"listening"');
    const address = /"address":"([^"]+)"/.exec(child.said())?.[1];
    const statusWith = async (letter: string) =>
      (await fetch(`${address}/v1/companies`, { headers: { authorization: `Bearer ${keyOf(letter)}` } })).status;
    expect([await statusWith('a'), await statusWith('b')]).toEqual([200, 401]);

    write(keys('b'));
    await expect.poll(() => statusWith('b')).toBe(200);
    expect(await statusWith('a')).toBe(401);

    write('[');
    child.kill('SIGHUP');
    await logged().toContain('keys_not_read');
    expect(await statusWith('b')).toBe(200);
    expect(child.said()).not.toContain('0123456789abcdef');
  } finally {
    child.kill('SIGTERM');
    await closed;
    await database.drop();
  }
});
