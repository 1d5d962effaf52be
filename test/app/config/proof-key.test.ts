// Rebook makes the key that signs the transparency log once, demands it in production, and never shows it.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../../src/app/config/config.ts';
import { makeSigningKey } from '../../../src/proof/note.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rebook-proof-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const load = (environment: Record<string, string>, makeKeys = true) =>
  loadConfig({ DATA_DIR: folder, ...environment }, { dotEnv: false, makeKeys });
const kept = () => join(folder, 'proof-key');

test('it is made at the first start, for its owner alone, and stays', () => {
  expect(load({}, false).proofKey).toBeUndefined();
  const made = load({}).proofKey;
  expect(made?.name).toMatch(/^rebook-log\/[0-9a-f]{16}$/);
  expect(statSync(kept()).mode & 0o777).toBe(0o600);
  expect(load({}, false).proofKey?.verifierKey).toBe(made?.verifierKey);
});

test('the one that is given counts, and none is made', () => {
  expect(load({ PROOF_KEY: makeSigningKey('example.com/log') }).proofKey?.name).toBe('example.com/log');
  expect(() => readFileSync(kept())).toThrow();
});

test('one that is none is refused without being repeated, given or kept', () => {
  const broken = makeSigningKey('example.com/log').replace('example', 'exbmple');
  writeFileSync(kept(), broken, { mode: 0o600 });
  for (const environment of [{ PROOF_KEY: broken }, {}]) {
    expect(() => load(environment)).toThrow('is no signing key');
    expect(() => load(environment)).not.toThrow(broken.slice(-20));
  }
});

test('one that others may read is refused', () => {
  writeFileSync(kept(), makeSigningKey('example.com/log'), { mode: 0o644 });
  expect(() => load({})).toThrow('may be read or written by others');
});
