// However many start at once on one empty data folder, all of them get the same keys; a key that was made is there after a power cut.
import fs, { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { localSecret, masterKeyFile } from '../../../src/app/config/local-keys.ts';
import { newMasterKey } from '../../../src/platform/vault/master-keys.ts';

/** What is done with files, in its order. */
const done: string[] = [];
const { writeFileSync, linkSync, fsyncSync } = fs;
beforeAll(() => {
  fs.writeFileSync = (...args) => {
    const [, , options] = args;
    done.push(typeof options === 'object' && options?.flush ? 'content flushed' : 'content');
    return writeFileSync(...args);
  };
  fs.linkSync = (...args) => {
    done.push('named');
    return linkSync(...args);
  };
  fs.fsyncSync = descriptor => {
    if (fs.fstatSync(descriptor).isDirectory()) done.push('folder flushed');
    return fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
});
afterAll(() => {
  Object.assign(fs, { writeFileSync, linkSync, fsyncSync });
  syncBuiltinESMExports();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-keys-'));
  done.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a key that another process makes at the same moment is the one that counts', async () => {
  const theirs = newMasterKey();
  // It has found none and makes its own, while the other one is there first.
  const own = () => {
    writeFileSync(masterKeyFile(folder), `${theirs}\n`, { mode: 0o600 });
    return newMasterKey();
  };
  expect(localSecret(folder, 'master-key', true, own)).toBe(theirs);
  expect((await readFile(masterKeyFile(folder), 'utf8')).trim()).toBe(theirs);
  expect(await readdir(folder)).toEqual(['master-key']);
});

test('nobody ever finds half of a key: it gets its name when it is on the disk, and the name is flushed as well', async () => {
  const own = () => {
    expect(existsSync(masterKeyFile(folder))).toBe(false);
    return newMasterKey();
  };
  const made = localSecret(folder, 'master-key', true, own);
  const folderToo = process.platform === 'win32' ? [] : ['folder flushed'];
  expect(done).toEqual(['content flushed', 'named', ...folderToo]);
  expect((await readFile(masterKeyFile(folder), 'utf8')).trim()).toBe(made);
  expect(await readdir(folder)).toEqual(['master-key']);
});

test('an empty file in its place, whatever its mode, is replaced', async () => {
  writeFileSync(masterKeyFile(folder), '\n', { mode: 0o644 });
  const made = localSecret(folder, 'master-key', true, newMasterKey);
  expect((await readFile(masterKeyFile(folder), 'utf8')).trim()).toBe(made);
  if (process.platform !== 'win32') expect((await stat(masterKeyFile(folder))).mode & 0o777).toBe(0o600);
});
