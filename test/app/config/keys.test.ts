// Keys that are wrong are reported at the start by name and place, never by value; and keys are exchanged without a restart.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/app/config/config.ts';
import { Fault } from '../../../src/domain/fault.ts';

const root = mkdtempSync(join(tmpdir(), 'rebook-keys-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder: string;
let made = 0;
beforeEach(() => {
  made += 1;
  folder = join(root, String(made));
  mkdirSync(folder);
});

const load = (environment: Record<string, string>) => loadConfig({ DATA_DIR: folder, ...environment }, { dotEnv: false });
function fileOf(name: string, content: unknown, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  chmodSync(path, mode);
  return path;
}
/** The sentence of the configuration's fault. */
function faultOf(environment: Record<string, string>): string {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof Fault && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('it was taken');
}
const entry = (name: string, key: unknown, extra: object = {}) => ({
  name,
  role: 'operator',
  companies: ['salon'],
  key,
  ...extra,
});
const keyA = 'key-a-0123456789abcdef';
const keyB = 'key-b-0123456789abcdef';

describe('a wrong list of API keys is refused', () => {
  test.each([
    ['two entries of one name', [entry('desk', keyA), entry('desk', keyB)], 'several entries named "desk"'],
    ['two names that differ by blanks alone', [entry('desk', keyA), entry(' desk ', keyB)], 'several entries named "desk"'],
    ['one key for two names', [entry('desk', keyA), entry('back', keyA)], 'same key to "desk" and to "back"'],
    ['one key twice for a name', [entry('desk', [keyA, keyA])], 'same key to "desk" twice'],
    ['a blank key', [entry('desk', ' '.repeat(20))], '0.key'],
    ['a key with a line end', [entry('desk', `${keyA}\n`)], '0.key'],
    ['a blank name', [entry('  ', keyA)], '0.name'],
    ['a company that cannot be', [entry('desk', keyA, { companies: ['salon schön'] })], '0.companies.0'],
    ['no key at all', [entry('desk', [])], '0.key'],
    ['no entry', [], 'its top'],
  ])('%s', (_, list, complaint) => {
    for (const environment of [{ API_KEYS: JSON.stringify(list) }, { API_KEYS_FILE: fileOf('api-keys.json', list) }]) {
      expect(faultOf(environment)).toContain(complaint);
      expect(faultOf(environment)).not.toContain('0123456789abcdef');
    }
  });
  test('a list in the environment and one in a file', () => {
    const list = JSON.stringify([entry('desk', keyA)]);
    expect(faultOf({ API_KEYS: list, API_KEYS_FILE: fileOf('api-keys.json', list) })).toContain('both set');
  });
});

describe('a wrong file of secrets is refused', () => {
  test.each([
    ['a blank key', { salon: { retellApiKey: '   ' } }, 'salon.retellApiKey'],
    ['an empty key', { salon: { calcomApiKey: '' } }, 'salon.calcomApiKey'],
    ['an empty list', { salon: { retellApiKey: [] } }, 'salon.retellApiKey'],
    ['one key twice in a list', { salon: { calcomWebhookSecret: ['whsec-1', 'whsec-1'] } }, 'salon.calcomWebhookSecret'],
    ['a blank key in a list', { salon: { retellApiKey: ['one', ' '] } }, 'salon.retellApiKey'],
    ['a company that cannot be', { 'salon schön': {} }, 'salon schön'],
    ['one company twice', '{"salon": {"calcomApiKey": "whsec-1"}, "salon": {"calcomApiKey": "whsec-2"}}', 'names "salon" twice'],
    ['no JSON', '{', 'is not JSON'],
  ])('%s', (_, content, complaint) => {
    const fault = faultOf({ SECRETS_FILE: fileOf('secrets.json', content) });
    expect(fault).toContain('SECRETS_FILE');
    expect(fault).toContain(complaint);
    expect(fault).not.toContain('whsec');
  });
  test.each(['RETELL_API_KEY', 'CALCOM_API_KEY', 'CALCOM_WEBHOOK_SECRET'])('a blank %s', variable => {
    expect(faultOf({ [variable]: '  ' })).toContain(`${variable} is blank`);
  });
});

describe('a file that cannot be used is reported in words', () => {
  test.each(['SECRETS_FILE', 'API_KEYS_FILE'])('%s that is not there, is a folder, or lies in a file', variable => {
    const file = fileOf('file', '{}');
    expect(faultOf({ [variable]: join(folder, 'nowhere') })).toContain('does not exist');
    expect(faultOf({ [variable]: folder })).toContain('is a folder, not a file');
    expect(faultOf({ [variable]: join(file, 'below') })).toContain('a file, not a folder');
  });
  test('a data folder that is a file, or whose key is a folder', () => {
    expect(faultOf({ DATA_DIR: fileOf('data', '') })).toMatch(/DATA_DIR: .*data.* a file, not a folder/);
    mkdirSync(join(folder, 'admin-key'));
    expect(faultOf({})).toMatch(/DATA_DIR: .*admin-key is a folder/);
  });
});

describe('a file that is open to others', () => {
  const secrets = { salon: { retellApiKey: 'one' } };
  test.each([0o666, 0o622, 0o660, 0o602])('is refused where they may write it, as with mode %o', mode => {
    expect(faultOf({ SECRETS_FILE: fileOf('secrets.json', secrets, mode) })).toMatch(/SECRETS_FILE: .* may be written by others/);
    expect(faultOf({ API_KEYS_FILE: fileOf('api-keys.json', [entry('desk', keyA)], mode) })).toMatch(
      /API_KEYS_FILE: .* written by/,
    );
  });
  test.each([0o644, 0o640, 0o444])('is warned of where they may read it, as with mode %o', mode => {
    const config = load({ SECRETS_FILE: fileOf('secrets.json', secrets, mode) });
    expect(config.warnings).toEqual([expect.stringMatching(/SECRETS_FILE: .* may be read by others/)]);
    expect(config.secretsOf('salon').retellApiKeys).toEqual(['one']);
  });
  test('is not warned of where only its owner may read it', () => {
    expect(load({ SECRETS_FILE: fileOf('secrets.json', secrets) }).warnings).toEqual([]);
  });
  test.each(['admin-key', 'retell-key', 'calcom-webhook-secret'])('is refused where it is the data folder’s own %s', name => {
    load({});
    chmodSync(join(folder, name), 0o644);
    expect(faultOf({})).toMatch(new RegExp(`DATA_DIR: .*${name} may be read or written by others`));
  });
});

describe('while keys are exchanged', () => {
  test('both keys of a name are valid, and both secrets of a company', () => {
    const config = load({
      API_KEYS_FILE: fileOf('api-keys.json', [entry('desk', [keyA, keyB])]),
      SECRETS_FILE: fileOf('secrets.json', { default: { retellApiKey: 'shared' }, salon: { retellApiKey: ['old', 'new'] } }),
    });
    expect(config.apiKeys.map(({ name, key }) => ({ name, key }))).toEqual([
      { name: 'desk', key: keyA },
      { name: 'desk', key: keyB },
    ]);
    expect(config.secretsOf('salon').retellApiKeys).toEqual(['old', 'new']);
    expect([...config.retellKeys()].sort()).toEqual(['new', 'old', 'shared']);
  });
  test('what is read again is valid at once; what is wrong leaves the keys in use', () => {
    const SECRETS_FILE = fileOf('secrets.json', { default: { retellApiKey: 'old' } });
    const API_KEYS_FILE = fileOf('api-keys.json', [entry('desk', keyA)]);
    const config = load({ SECRETS_FILE, API_KEYS_FILE });
    fileOf('secrets.json', { default: { retellApiKey: ['old', 'new'] } });
    fileOf('api-keys.json', [entry('desk', keyB)]);
    config.readKeysAgain();
    expect(config.retellKeys()).toEqual(['old', 'new']);
    expect(config.apiKeys.map(({ key }) => key)).toEqual([keyB]);
    fileOf('secrets.json', '{"default": ');
    expect(() => config.readKeysAgain()).toThrow('is not JSON');
    expect(config.retellKeys()).toEqual(['old', 'new']);
    expect(config.apiKeys.map(({ key }) => key)).toEqual([keyB]);
  });
});
