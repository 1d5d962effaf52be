// The transparency log holds every event of ours once and in order, however it is built, and signs nothing that contradicts what it
// has signed before.
import { jsonEvent } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { copyEvents } from '../../../src/platform/eventstore/copy-events.ts';
import { createLogExtender } from '../../../src/platform/proof/extend-log.ts';
import { readCheckpoints, readLogs, tileReader } from '../../../src/platform/proof/log-tables.ts';
import { openCheckpoint, signCheckpoint } from '../../../src/proof/checkpoint.ts';
import { leafHash } from '../../../src/proof/leaf.ts';
import { hasOnlyGrown } from '../../../src/proof/merkle.ts';
import { treeOfTiles } from '../../../src/proof/proofs.ts';
import { plainRoot } from '../../proof/plain-tree.ts';
import { appendMix } from '../../support/event-mix.ts';
import { newKey, type OpenedLog, type OpenedStore, openLogTables, openTamperableStore } from './proof-world.ts';

let source: OpenedStore;
let written: number;
beforeAll(async () => {
  source = await openTamperableStore();
  written = await appendMix(source.store, 60, { companies: 3 });
  await source.store.client.appendToStream('album-1', jsonEvent({ type: 'Photo', data: {} }));
});
afterAll(() => source?.close());
let log: OpenedLog;
beforeEach(async () => {
  log = await openLogTables();
});
afterEach(() => log?.close());

/** What the tree must be, by another way: the events as the store's tables have them. */
async function expectedRoot({ sql }: OpenedStore): Promise<Buffer> {
  const rows = await sql(
    `select stream, revision::text, id::text, type, is_json, data, metadata from eventstore.events
     where stream !~ '^(\\$|album|rebook)' order by position`,
  );
  return plainRoot(
    rows.map(row =>
      leafHash({
        stream: String(row.stream),
        revision: BigInt(String(row.revision)),
        id: String(row.id),
        type: String(row.type),
        isJson: row.is_json === true,
        data: Buffer.from(row.data as Uint8Array),
        metadata: Buffer.from(row.metadata as Uint8Array),
      }),
    ),
  );
}

const headOf = (note: string) => {
  const opened = openCheckpoint(note, log.keys);
  if ('problem' in opened) throw new Error(opened.problem);
  return opened;
};

describe('building', () => {
  test('every event of our streams is a leaf, as its bytes lie in the store, in the order of the whole log', async () => {
    const head = headOf(await log.build(source.store));
    expect(head).toMatchObject({ origin: 'example.com/log', size: written });
    expect(Buffer.from(head.root)).toEqual(await expectedRoot(source));
  });

  test('in small steps, by two at once, it comes to the same tree', async () => {
    const extenders = [1, 7].map(atOnce =>
      createLogExtender({ ...log, store: source.store, clock: systemClock, checkpointAfterMs: 0, atOnce }),
    );
    await Promise.all(
      extenders.map(async extender => {
        while (!(await extender.extend()).caughtUp);
      }),
    );
    const head = headOf(await log.build(source.store));
    expect(head.size).toBe(written);
    expect(Buffer.from(head.root)).toEqual(await expectedRoot(source));
    const checkpoints = await readCheckpoints(log.db, 1, { limit: 1_000 });
    expect(checkpoints.length).toBeGreaterThan(10);
    const tree = treeOfTiles(head.size, tileReader(log.db, 1));
    for (const { note, size } of checkpoints.slice(0, 20))
      expect(hasOnlyGrown(headOf(note), head, await tree.consistencyFrom(size))).toBe(true);
    expect((await log.verify(source.store)).findings).toEqual([]);
  });

  test('with nothing new nothing is signed, and before its time neither', async () => {
    const note = await log.build(source.store);
    const signed = await readCheckpoints(log.db, 1, { limit: 10 });
    expect(await log.build(source.store)).toBe(note);
    expect(await readCheckpoints(log.db, 1, { limit: 10 })).toEqual(signed);
    await source.store.client.appendToStream('call-late', jsonEvent({ type: 'CallStarted', data: {} }));
    written += 1;
    expect(await log.build(source.store, { checkpointAfterMs: 60_000 })).toBe(note);
    expect(await log.log()).toMatchObject({ size: written });
    expect(headOf(await log.build(source.store)).size).toBe(written);
  });

  test('a full tile is never written again', async () => {
    await log.build(source.store);
    const before = await log.sql(
      'select ctid::text, hashes from proof_tile where level = 0 and length(hashes) = 8192 order by index',
    );
    expect(before.length).toBeGreaterThan(0);
    await source.store.client.appendToStream('call-later', jsonEvent({ type: 'CallStarted', data: {} }));
    written += 1;
    await log.build(source.store);
    expect(
      await log.sql('select ctid::text, hashes from proof_tile where level = 0 and length(hashes) = 8192 order by index'),
    ).toEqual(before);
  });
});

describe('another store', () => {
  let target: OpenedStore;
  beforeEach(async () => {
    target = await openTamperableStore();
  });
  afterEach(() => target?.close());
  const copy = () =>
    copyEvents({ from: source.store, to: target.store, signal: new AbortController().signal, onProgress: () => undefined });

  test('a copy makes the same tree, and the log goes on over it', async () => {
    const note = await log.build(source.store);
    await copy();
    expect(await log.build(target.store)).toBe(note);
    expect((await log.verify(target.store, { kept: [{ from: 'ours', note }] })).findings).toEqual([]);
    await target.store.client.appendToStream('call-moved', jsonEvent({ type: 'CallStarted', data: {} }));
    expect(headOf(await log.build(target.store)).size).toBe(written + 1);
    expect((await log.verify(target.store)).findings).toEqual([]);
  });

  test('one that is no copy is refused, and so is one with fewer events', async () => {
    await log.build(source.store);
    const signed = await readCheckpoints(log.db, 1, { limit: 10 });
    await expect(log.build(target.store)).rejects.toMatchObject({ code: 'proof_log_shrunk' });
    await appendMix(target.store, 80, { companies: 3, seed: 'another' });
    await expect(log.build(target.store)).rejects.toMatchObject({ code: 'proof_log_forked' });
    expect(await readCheckpoints(log.db, 1, { limit: 10 })).toEqual(signed);
  });
});

describe('what was signed still counts', () => {
  let store: OpenedStore;
  beforeEach(async () => {
    store = await openTamperableStore();
    await appendMix(store.store, 5, { companies: 1 });
  });
  afterEach(() => store?.close());
  const cut = () => store.sql('delete from eventstore.events where position = (select max(position) from eventstore.events)');

  test('a store that has lost its end gets no new checkpoint, also when others have come there', async () => {
    const note = await log.build(store.store);
    await cut();
    await expect(log.build(store.store)).rejects.toMatchObject({ code: 'proof_log_shrunk' });
    await store.sql(`insert into eventstore.events select position + 90000, 'call-other', 0, gen_random_uuid(), type, is_json, created, data, metadata
      from eventstore.events order by position desc limit 1`);
    await expect(log.build(store.store)).rejects.toMatchObject({ code: expect.stringMatching(/^proof_log_/) });
    expect(await log.sql('select note from proof_checkpoint')).toEqual([{ note }]);
  });

  test('nothing is signed that contradicts a checkpoint kept elsewhere, though the tables know nothing of it', async () => {
    const note = await log.build(store.store);
    await cut();
    await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
    const givenOut = async () => [{ place: 'elsewhere', note }];
    await expect(log.build(store.store, { givenOut })).rejects.toMatchObject({ code: 'proof_log_shrunk' });
    const { size } = headOf(note);
    const another = signCheckpoint({ size: size - 3, root: Buffer.alloc(32, 1) }, log.key);
    await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
    const extender = createLogExtender({
      ...log,
      store: store.store,
      clock: systemClock,
      checkpointAfterMs: 0,
      givenOut: async () => [{ place: 'elsewhere', note: another }],
    });
    await expect(extender.extend().then(() => extender.extend())).rejects.toMatchObject({ code: 'proof_log_forked' });
    expect(await log.sql('select note from proof_checkpoint')).toEqual([]);
  });

  test('a lost table is made again from the events, and what was given out fits', async () => {
    const note = await log.build(store.store);
    await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
    await store.store.client.appendToStream('call-new', jsonEvent({ type: 'CallStarted', data: {} }));
    const again = headOf(
      await log.build(store.store, {
        givenOut: async () => [
          { place: 'elsewhere', note },
          { place: 'beside', note: 'nonsense' },
        ],
        atOnce: 3,
      }),
    );
    expect(again.size).toBe(headOf(note).size + 1);
  });

  test('a key of another name begins another log; the first one is signed no more', async () => {
    await log.build(store.store);
    const next = newKey('example.com/next');
    await log.build(store.store, { key: next });
    expect((await readLogs(log.db)).map(({ origin }) => origin)).toEqual(['example.com/log', 'example.com/next']);
    await expect(log.build(store.store)).rejects.toMatchObject({ code: 'proof_key_superseded' });
    await expect(log.build(store.store, { key: newKey('example.com/next') })).rejects.toMatchObject({
      code: 'proof_key_changed',
    });
  });
});
