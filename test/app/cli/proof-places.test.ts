// Commands about the log ask every place where its checkpoints are, and follow it from one key to the next.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/app/cli/program.ts';
import { copyToFolder, folderOfLog } from '../../../src/channels/proof/folder-copies.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { lastCheckpoint, tileReader } from '../../../src/platform/proof/log-tables.ts';
import { makeSigningKey, parseSigningKey } from '../../../src/proof/note.ts';
import { type OpenedLog, type OpenedStore, openLogTables, openTamperableStore } from '../../platform/proof/proof-world.ts';
import { appendMix } from '../../support/event-mix.ts';

const secret = makeSigningKey('example.com/places');
const key = parseSigningKey(secret) ?? expect.fail('a key');
let store: OpenedStore;
let log: OpenedLog;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-places-'));
  store = await openTamperableStore();
  log = await openLogTables();
  await appendMix(store.store, 2, { companies: 1 });
});
afterEach(async () => {
  await log?.close();
  await store?.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(args: string[], more: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: log.url, EVENTSTORE_URL: store.url, PROOF_KEY: secret, ...more };
  const exitCode = await runProgram(args, {
    ...{ out: text => out.push(text), err: text => err.push(text) },
    ...{ env, clock: systemClock, interactive: false },
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}
const checkpoint = async (more: Record<string, string> = {}) => {
  const { exitCode, out, err } = await run(['proof', 'checkpoint'], more);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return `${out}\n`;
};

describe('the folder of copies', () => {
  let proofDir: string;
  let given: string;
  beforeEach(async () => {
    proofDir = join(folder, 'copies');
    await checkpoint();
    await store.store.client.appendToStream('call-one', jsonEvent({ type: 'CallStarted', data: {} }));
    const copyNow = async () => {
      const last = (await lastCheckpoint(log.db, 1)) ?? expect.fail('a checkpoint');
      await copyToFolder(proofDir, key.name, last, tileReader(log.db, 1));
    };
    await copyNow();
    given = await checkpoint();
    await copyNow();
  });

  test('is compared as a whole: another history under the same key is found, also by an older checkpoint alone', async () => {
    expect(await run(['verify'], { PROOF_DIR: proofDir })).toMatchObject({ exitCode: 0, err: '' });
    const first = (await log.sql('select note from proof_checkpoint order by size limit 1'))[0]?.note;
    await store.sql("update eventstore.events set type = 'Forged' where stream !~ '^[$]' and type !~ '^[$]'");
    await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
    await checkpoint();
    expect(await run(['verify'])).toMatchObject({ exitCode: 0 });
    const found = await run(['verify'], { PROOF_DIR: proofDir });
    expect(found).toMatchObject({ exitCode: 1 });
    expect(found.err.match(/\(PROOF_DIR\)/g)).toHaveLength(2);
    // Somebody has exchanged the last one for what fits.
    const checkpointFile = join(folderOfLog(proofDir, key.name), 'checkpoint');
    const now = (await lastCheckpoint(log.db, 1))?.note ?? '';
    await writeFile(checkpointFile, now);
    await writeFile(join(folderOfLog(proofDir, key.name), 'checkpoints', given.split('\n')[1] ?? ''), now);
    const byOlder = await run(['verify', '--json'], { PROOF_DIR: proofDir });
    const [, size] = String(first).split('\n');
    expect(JSON.parse(byOlder.out).findings).toMatchObject([{ problem: 'contradicted', from: 'PROOF_DIR', size: Number(size) }]);
  });

  test('where it cannot be asked that is said, and no checkpoint is signed', async () => {
    const blocked = join(folder, 'a-file');
    await writeFile(blocked, '');
    expect(await run(['verify'], { PROOF_DIR: blocked })).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining('PROOF_DIR could not be asked'),
    });
    await appendMix(store.store, 1, { companies: 1, seed: 'more' });
    expect(await run(['proof', 'checkpoint'], { PROOF_DIR: blocked })).toMatchObject({
      exitCode: 1,
      out: '',
      err: expect.stringContaining('nothing is signed before PROOF_DIR can be asked'),
    });
    expect(await log.sql('select size from proof_checkpoint')).toHaveLength(2);
  });
});

describe('a new key', () => {
  const home = (name: string) => ({
    DATA_DIR: join(folder, name),
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
    EVENTSTORE_URL: 'esdb://127.0.0.1:1',
    PROOF_KEY: '',
  });

  test('that succeeds the one of before is known by the key of before, in the store and at home', async () => {
    await writeFile(join(folder, 'older'), await checkpoint());
    const made = await run(['proof', 'make-key', 'example.com/places-2', '--successor']);
    expect(made.exitCode).toBe(0);
    const next = { PROOF_KEY: made.out };
    const nextKey = parseSigningKey(made.out)?.verifierKey ?? '';
    expect((await run(['proof', 'successions'])).out).toMatch(/^rebook-succession-1\nexample.com\/places\+/);
    await appendMix(store.store, 2, { companies: 1, seed: 'more' });
    await checkpoint(next);
    for (const known of [key.verifierKey, nextKey])
      expect(await run(['verify', '--key', known], next)).toMatchObject({
        exitCode: 0,
        err: '',
        out: expect.stringMatching(/log example.com\/places-2; 2 checkpoints hold$/),
      });
    const [stream] = await store.sql("select stream from eventstore.events where stream like 'company-%' limit 1");
    const file = join(folder, 'sample.json');
    const exported = await run(['replay', String(stream?.stream), '--proof', file, '--since', join(folder, 'older')], next);
    expect(exported.err).toBe('');
    const atHome = ['verify', file, '--key', key.verifierKey, '--since', join(folder, 'older')];
    expect(await run(atHome, home('one'))).toMatchObject({ exitCode: 0, err: '' });
    const without = { ...JSON.parse(await readFile(file, 'utf8')), successions: [] };
    await writeFile(file, JSON.stringify(without));
    expect(await run(atHome, home('one'))).toMatchObject({ exitCode: 1, err: expect.stringContaining('no known key') });
  });

  test('without a succession leaves the earlier log to a key of its own, and that is said', async () => {
    await checkpoint();
    const next = { PROOF_KEY: makeSigningKey('example.com/places-2') };
    const nextKey = parseSigningKey(next.PROOF_KEY)?.verifierKey ?? '';
    await checkpoint(next);
    const alone = await run(['verify', '--key', nextKey], next);
    expect(alone).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining('only the database names the key of the log example.com/places:'),
    });
    expect(alone.out).toContain('1 checkpoints hold');
    const both = await run(['verify', '--key', nextKey, '--key', key.verifierKey], next);
    expect(both).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining('2 checkpoints hold') });
    await log.sql('delete from proof_log where log_id = 1');
    expect(await run(['verify', '--key', nextKey, '--key', key.verifierKey], next)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('the log example.com/places is not in the database'),
    });
  });

  test('of the same name succeeds nothing', async () => {
    await checkpoint();
    expect(await run(['proof', 'make-key', 'example.com/places', '--successor'])).toMatchObject({ exitCode: 1, out: '' });
  });
});
