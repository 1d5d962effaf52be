// The environment: all faults at once, no value of a secret, keys made for a fresh machine, none made up in production.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { configVariables, loadConfig } from '../../../src/app/config/config.ts';
import { makeSigningKey } from '../../../src/proof/note.ts';

const folder = mkdtempSync(join(tmpdir(), 'rebook-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const load = (environment: Record<string, string>) => loadConfig({ DATA_DIR: folder, ...environment }, { dotEnv: false });

test('all faults are listed at once, without the values of secrets', () => {
  const attempt = () =>
    load({
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
      API_KEYS: '[{"key":"secret"}]',
      REPLY_BUDGET_MS: '1',
      SECRETS_FILE: '/nowhere',
    });
  for (const variable of ['PORT', 'DATABASE_URL', 'LOG_LEVEL', 'API_KEYS', 'REPLY_BUDGET_MS', 'SECRETS_FILE'])
    expect(attempt).toThrow(variable);
  expect(attempt).not.toThrow('secret');
});

test('production refuses the sandbox and missing keys, and may run on the embedded servers', () => {
  const attempt = () => load({ NODE_ENV: 'production' });
  for (const variable of [
    'CALCOM_BASE_URL',
    'API_KEYS',
    'RETELL_API_KEY',
    'CALCOM_API_KEY',
    'CALCOM_WEBHOOK_SECRET',
    'PROOF_KEY',
    'MASTER_KEY',
  ]) {
    expect(attempt).toThrow(variable);
  }
  expect(attempt).not.toThrow('DATABASE_URL');
});

test.each([
  ['CALCOM_BASEURL', 'did you mean CALCOM_BASE_URL?'],
  ['EVENTSTORE_ULR', 'did you mean EVENTSTORE_URL?'],
  ['API_KEY', 'did you mean API_KEYS?'],
  ['REBOOK_DATABASE_URL', 'did you mean DATABASE_URL?'],
  ['RETELL_KEY', 'there is RETELL_API_KEY, RETELL_BASE_URL'],
])('%s is not a variable: %s', (name, hint) => {
  const sentence = `${name} is not known: ${hint}`;
  expect(load({ [name]: 'a-value' }).warnings).toEqual([sentence]);
  expect(() => load({ [name]: 'a-value', PORT: 'many' })).toThrow(sentence);
  expect(() => load({ [name]: 'a-value', PORT: 'many' })).not.toThrow('a-value');
});

test('variables of others, empty ones and our own are not warned of', () => {
  const others = { PATH: '/bin', HOSTNAME: 'a', USER: 'b', REBOOK_PORT: 'tcp://10.0.0.1:3000', REBOOK_SERVICE_HOST: '10.0.0.1' };
  const given = { ...others, CALCOM_BASEURL: '', REBOOK_API_KEY: 'c', OTEL_EXPORTER_OTLP_HEADERS: 'd', POSTGRES_PASSWORD: 'e' };
  expect(load({ ...given, LOG_LEVEL: 'info', NODE_ENV: 'test' }).warnings).toEqual([]);
});

describe('a fresh machine', () => {
  const first = load({});
  const second = load({});
  test('gets an admin key, shown once and kept where only its owner reads it', () => {
    expect(first.newAdminKey).toBe(first.apiKeys[0]?.key);
    expect(second).toMatchObject({ newAdminKey: undefined, apiKeys: first.apiKeys });
    expect(statSync(join(folder, 'admin-key')).mode & 0o077).toBe(0);
  });
  test('signs with a key of its own, the same at the next start', () => {
    expect(first.secretsOf('salon').retellApiKeys).toEqual([expect.stringMatching(/^local_/)]);
    expect(second.secretsOf('salon')).toEqual(first.secretsOf('salon'));
  });
});

test('a command that only asks makes no folder and no keys', () => {
  const elsewhere = join(folder, 'not-there');
  const config = loadConfig({ DATA_DIR: elsewhere }, { dotEnv: false, makeKeys: false });
  expect(config).toMatchObject({ apiKeys: [], newAdminKey: undefined });
  expect(config.secretsOf('salon').retellApiKeys).toEqual([]);
  expect(existsSync(elsewhere)).toBe(false);
});

const apiKeys = JSON.stringify([{ name: 'a', role: 'admin', companies: '*', key: 'a-key-of-sixteen-letters' }]);

test('a company’s own secrets win over the default, and serve no other company', () => {
  const file = join(folder, 'secrets.json');
  writeFileSync(file, JSON.stringify({ default: { retellApiKey: 'shared' }, salon: { retellApiKey: 'own' } }));
  const config = load({ SECRETS_FILE: file, CALCOM_API_KEY: 'cal_one' });
  expect(config.secretsOf('salon')).toMatchObject({ retellApiKeys: ['own'], calcomApiKey: 'cal_one' });
  expect(config.secretsOf('other').retellApiKeys).toEqual(['shared']);
  expect(config.secretsOf(undefined).retellApiKeys).toEqual(['shared']);
});

test('Vapi’s secrets stand beside Retell’s, several at once, and an agent at Vapi alone is enough in production', () => {
  const file = join(folder, 'secrets-of-vapi.json');
  const secrets = { default: { calcomApiKey: 'cal_one', calcomWebhookSecret: 'w' }, salon: { vapiSecret: ['new', 'old'] } };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  const PROOF_KEY = makeSigningKey('example.com/log');
  const given = {
    NODE_ENV: 'production',
    CALCOM_BASE_URL: 'https://api.cal.com',
    API_KEYS: apiKeys,
    SECRETS_FILE: file,
    PROOF_KEY,
    MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  };
  const config = load(given);
  expect(config.secretsOf('salon').vapiSecrets).toEqual(['new', 'old']);
  expect(config.secretsOf('other').vapiSecrets).toBeUndefined();
  expect(config.vapiSecrets()).toEqual(['new', 'old']);
  expect(load({ ...given, VAPI_SECRET: 'single' }).secretsOf('other').vapiSecrets).toEqual(['single']);
  expect(() => load({ ...given, VAPI_SECRET: ' ' })).toThrow('VAPI_SECRET is blank');
});

test.each(['short', 'not base64 at all, but of some length', Buffer.alloc(31).toString('base64')])(
  'a master key that is none is refused: %s',
  key => {
    expect(() => load({ MASTER_KEY: key })).toThrow('MASTER_KEY must be 32 bytes in base64');
    expect(() => load({ MASTER_KEY: key })).not.toThrow(key);
  },
);

test('.env.example explains every variable, knows no other, and is a valid configuration', () => {
  const example = parseEnv(readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8'));
  expect(Object.keys(example).sort()).toEqual([...configVariables].sort());
  expect(() => loadConfig({ ...example, DATA_DIR: folder }, { dotEnv: false })).not.toThrow();
});
