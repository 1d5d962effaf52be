// One service per data folder, whichever way leads to it.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir } from '../../src/app/data-folder-lock.ts';

let folder: string;
const { TMPDIR } = process.env;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-lock-'));
});
afterEach(async () => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await rm(folder, { recursive: true, force: true });
});

test('a folder is locked once, and free again after its release', async () => {
  const first = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toMatchObject({ code: 'data_dir_in_use' });
  await first.release();
  await (await lockDataDir(folder)).release();
});

test('a link to the folder is the same folder', async () => {
  const link = join(folder, 'link');
  await symlink(folder, link);
  const first = await lockDataDir(folder);
  await expect(lockDataDir(link)).rejects.toMatchObject({ code: 'data_dir_in_use' });
  await expect(lockDataDir(join(link, 'later'))).resolves.toBeDefined();
  await expect(lockDataDir(join(folder, 'later'))).rejects.toMatchObject({ code: 'data_dir_in_use' });
  await first.release();
});

test.runIf(process.platform === 'linux')('another folder for temporary files does not hide it', async () => {
  const first = await lockDataDir(folder);
  process.env.TMPDIR = folder;
  await expect(lockDataDir(folder)).rejects.toMatchObject({ code: 'data_dir_in_use' });
  await first.release();
});
