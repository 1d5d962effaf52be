// `rebook vault rotate` exchanges the master key of a data folder while a service uses it, and nothing is lost by it.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../../src/app/cli/program.ts';
import { vaultPlaceOf } from '../../../src/app/config/vault-place.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { openVault, type Vault } from '../../../src/platform/vault/vault.ts';
import { freshDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
/** As a service that runs has it. */
let running: Vault;
beforeAll(async () => {
  database = await freshDatabase();
  running = await openVault(vaultPlaceOf({ dataDir: database.dataDir }, database.url));
});
afterAll(async () => {
  await running?.close();
  await database?.drop();
});

const complained: string[] = [];
const keys = async () => (await readFile(join(database.dataDir, 'master-key'), 'utf8')).trim().split('\n');
async function rotate(expected = 0) {
  const said: string[] = [];
  const exitCode = await runProgram(['vault', 'rotate', '--json'], {
    out: text => said.push(text),
    err: text => complained.push(text),
    env: { DATABASE_URL: database.url, EVENTSTORE_URL: database.eventStoreUrl, DATA_DIR: database.dataDir },
    clock: systemClock,
    interactive: false,
  });
  expect(exitCode, complained.join('\n')).toBe(expected);
  return JSON.parse(said.join('\n')) as { rotated: number; master: string; damaged: string[] };
}
const bytesOf = (vault: Vault, subject: string) => vault.toOpen([subject]).then(found => JSON.stringify(found.get(subject)));

test('all keys are wrapped anew, and a service that runs goes on', async () => {
  await running.toSeal(['a', 'b']);
  const before = await bytesOf(running, 'a');
  const [first] = await keys();
  expect((await stat(join(database.dataDir, 'master-key'))).mode & 0o777).toBe(0o600);

  expect((await rotate()).rotated).toBe(2);
  const [second, kept] = await keys();
  expect(second).not.toBe(first);
  expect(kept).toBe(first);
  expect((await stat(join(database.dataDir, 'master-key'))).mode & 0o777).toBe(0o600);
  running.forget();
  expect(await bytesOf(running, 'a')).toBe(before);
  await running.toSeal(['c']);

  // The next one drops the key that nothing needs.
  expect((await rotate()).rotated).toBe(3);
  expect(await keys()).toEqual([expect.any(String), second]);
  const again = await openVault(vaultPlaceOf({ dataDir: database.dataDir }, database.url));
  expect(await bytesOf(again, 'a')).toBe(before);
  await again.close();
});

test('a damaged key keeps no other from being wrapped; it is named, with exit code 1, and the master key it needs stays', async () => {
  await database.query("update vault.data_key set wrapped = substr(wrapped, 1, 20) where subject = 'b'");
  const [before] = await keys();
  complained.length = 0;
  expect(await rotate(1)).toMatchObject({ rotated: 2, damaged: ['b'] });
  expect(complained.join()).toMatch(/1 are damaged and were not wrapped: b/);
  await rotate(1);
  expect(await keys()).toContain(before);
  running.forget();
  expect(await bytesOf(running, 'a')).toMatch(/"subject":"a"/);
});
