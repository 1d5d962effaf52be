// The check of a whole store compares its events with everything that was signed about them: by every log, in every place, whatever the
// log does meanwhile.
import { jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countingKeys } from '../../../src/app/cli/proof/counting-keys.ts';
import { readLogStates } from '../../../src/platform/proof/log-state.ts';
import { readSuccessions, writeSuccession } from '../../../src/platform/proof/log-tables.ts';
import { verifyStore } from '../../../src/platform/proof/verify-store.ts';
import { signCheckpoint } from '../../../src/proof/checkpoint.ts';
import { openSuccession, signSuccession } from '../../../src/proof/succession.ts';
import { appendMix } from '../../support/event-mix.ts';
import { newKey, type OpenedLog, type OpenedStore, openLogTables, openTamperableStore, verifierOf } from './proof-world.ts';

let store: OpenedStore;
let log: OpenedLog;
let first: string;
const next = newKey('example.com/next');
beforeEach(async () => {
  store = await openTamperableStore();
  log = await openLogTables();
  await appendMix(store.store, 3, { companies: 1 });
  first = await log.build(store.store);
});
afterEach(async () => {
  await store?.close();
  await log?.close();
});

const more = (stream = `call-${crypto.randomUUID()}`) =>
  store.store.client.appendToStream(stream, jsonEvent({ type: 'CallStarted', data: {} }));
const forge = () =>
  store.sql("update eventstore.events set type = 'CallForged' where position = (select max(position) from eventstore.events)");
async function* copies(...notes: string[]) {
  for (const note of notes) yield { from: 'PROOF_DIR', note };
}
/** Makes the log again from the events as they are now, with nothing left of what was signed. */
async function beginAgain(): Promise<void> {
  await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
  await log.build(store.store);
}

test('a log that grows and is signed while the store is read is no finding', async () => {
  let isGrown = false;
  const growing = {
    head: store.store.head,
    async raw({ from }: Parameters<typeof store.store.raw>[0]) {
      if (isGrown) return [];
      // What is signed now is of more events than this page, which is the last one.
      const events = await store.store.raw({ from, maxCount: 1_000 });
      await more();
      await log.build(store.store);
      isGrown = true;
      return events;
    },
  };
  const { findings, unsigned } = await verifyStore({ db: log.db, store: growing, keys: log.keys });
  expect([isGrown, findings, unsigned]).toEqual([true, [], 0]);
});

describe('checkpoints of an earlier log', () => {
  test('are compared as well: events that were changed before the new one was begun are found', async () => {
    await forge();
    await log.build(store.store, { key: next });
    const keys = [...log.keys, verifierOf(next)];
    const { findings } = await log.verify(store.store, { keys });
    expect(findings).toContainEqual(expect.objectContaining({ from: 'example.com/log', problem: 'contradicted' }));
  });

  test('whose key only the database names may contradict, and vouch for nothing', async () => {
    await log.build(store.store, { key: next });
    const options = { keys: [verifierOf(next)], doubtful: log.keys };
    expect(await log.verify(store.store, options)).toMatchObject({ findings: [], checkpoints: 1, unsigned: 0 });
    await log.sql('delete from proof_checkpoint where log_id = 2');
    const { findings, unsigned } = await log.verify(store.store, options);
    expect(findings.map(({ kind }) => kind)).toEqual(['checkpoints_missing', 'no_checkpoint']);
    expect(unsigned).toBeGreaterThan(0);
  });

  test('count by a succession for those who know one of the two keys', async () => {
    await more();
    await log.build(store.store, { key: next });
    const successions = async () => (await readSuccessions(log.db)).flatMap(note => openSuccession(note) ?? []);
    const logs = await readLogStates(log.db);
    const counting = async (key = log.key) =>
      countingKeys({ given: [verifierOf(key)], own: [], logs, successions: await successions() });
    expect((await counting()).doubtful.map(({ name }) => name)).toEqual([next.name]);
    await writeSuccession(log.db, log.key.verifierKey, next.verifierKey, signSuccession(log.key, next));
    for (const key of [log.key, next]) {
      const known = await counting(key);
      expect(known).toMatchObject({ doubtful: [], warnings: [] });
      expect(await log.verify(store.store, known)).toMatchObject({ findings: [], checkpoints: 2, unsigned: 0 });
    }
  });

  test('that was removed, or begun again under another key, are missed', async () => {
    await log.build(store.store, { key: next });
    const options = { keys: [...log.keys, verifierOf(next)], expected: log.keys };
    expect((await log.verify(store.store, options)).findings).toEqual([]);
    await log.sql('update proof_log set verifier_key = $1 where log_id = 1', [newKey().verifierKey]);
    expect((await log.verify(store.store, options)).findings).toEqual([{ kind: 'log_missing', log: 'example.com/log' }]);
    for (const table of ['proof_log', 'proof_tile', 'proof_checkpoint']) await log.sql(`delete from ${table} where log_id = 1`);
    expect((await log.verify(store.store, { keys: [verifierOf(next)] })).findings).toEqual([
      { kind: 'log_missing', log: 'number 1' },
    ]);
  });
});

describe('checkpoints of the places for copies', () => {
  test('that the tables have as well are compared once', async () => {
    const { findings, checkpoints, onlyInCopies } = await log.verify(store.store, { copies: copies(first, first) });
    expect([findings, checkpoints, onlyInCopies]).toEqual([[], 1, 0]);
  });

  test('find another history that was written with the key itself', async () => {
    await forge();
    await beginAgain();
    expect((await log.verify(store.store)).findings).toEqual([]);
    const { findings } = await log.verify(store.store, { copies: copies(first) });
    expect(findings).toMatchObject([{ kind: 'checkpoint', from: 'PROOF_DIR', problem: 'contradicted' }]);
  });

  test('count where the tables have lost them, and it is said how many', async () => {
    await more();
    await beginAgain();
    const { findings, checkpoints, onlyInCopies } = await log.verify(store.store, { copies: copies(first) });
    expect([findings, checkpoints, onlyInCopies]).toEqual([[], 2, 1]);
  });

  test('of other logs are passed over, and what nobody has signed in the name of ours is not', async () => {
    const stranger = newKey('example.com/stranger');
    const foreign = signCheckpoint({ size: 2, root: Buffer.alloc(32) }, stranger);
    const forged = signCheckpoint({ size: 2, root: Buffer.alloc(32) }, newKey());
    const { findings } = await log.verify(store.store, { copies: copies(foreign, forged) });
    expect(findings).toMatchObject([{ kind: 'checkpoint', from: 'PROOF_DIR', problem: 'signature_unknown' }]);
  });
});
