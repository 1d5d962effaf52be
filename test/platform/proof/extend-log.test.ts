// The transparency log holds every event of ours once and in order, however it is built, and signs nothing that contradicts what it
// has signed before.
import { jsonEvent } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
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

  test('a copy is read in steps, and one that is not whole yet is read on from where it ends', async () => {
    await log.build(source.store);
    let read = 0;
    const counting = {
      storeId: target.store.storeId,
      raw: async (range: Parameters<typeof target.store.raw>[0]) => {
        const events = await target.store.raw(range);
        read += events.length;
        return events;
      },
    };
    const atOnce = 50;
    const extender = createLogExtender({ ...log, store: counting, clock: systemClock, checkpointAfterMs: 0, atOnce });
    const passes = async (): Promise<number> => {
      for (let pass = 1; ; pass += 1) if ((await extender.extend()).caughtUp) return pass;
    };
    const aborted = new AbortController();
    const partly = copyEvents({
      from: source.store,
      to: target.store,
      signal: aborted.signal,
      onProgress: ({ step, events }) => step === 'copied' && events >= 200 && aborted.abort(),
    });
    await expect(partly).rejects.toMatchObject({ code: 'copy_cancelled' });
    await expect(passes()).rejects.toMatchObject({ code: 'proof_log_shrunk' });
    const readOnce = read;
    await expect(passes()).rejects.toMatchObject({ code: 'proof_log_shrunk' });
    expect(read - readOnce).toBeLessThanOrEqual(1);
    await copy();
    expect(await extender.extend()).toMatchObject({ caughtUp: false, signed: undefined });
    expect(await passes()).toBeGreaterThan(1);
    expect(await log.log()).toMatchObject({ size: written });
    expect((await log.verify(target.store)).findings).toEqual([]);
  });

  test('one that holds other events is read up to the first of them, and not again at once', async () => {
    await log.build(source.store);
    await appendMix(target.store, 30, { companies: 3, seed: 'another' });
    const raw = vi.spyOn(target.store, 'raw');
    const extender = createLogExtender({ ...log, store: target.store, clock: systemClock, checkpointAfterMs: 0, atOnce: 10 });
    const forked = { code: 'proof_log_forked' };
    // The store's own events come first.
    for (;;) if (await extender.extend().then(() => false, expectCode)) break;
    const reads = raw.mock.calls.length;
    await expect(extender.extend()).rejects.toMatchObject(forked);
    expect(raw).toHaveBeenCalledTimes(reads);
    function expectCode(error: unknown): true {
      expect(error).toMatchObject(forked);
      return true;
    }
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

  test('nothing is signed before every place for copies has been asked once; the log grows meanwhile', async () => {
    let isSilent = true;
    const extender = createLogExtender({
      ...log,
      store: store.store,
      clock: systemClock,
      checkpointAfterMs: 0,
      givenOut: async () => [{ place: 'elsewhere', isSilent }, { place: 'beside' }],
    });
    const more = (seed: string) =>
      store.store.client.appendToStream(`call-${seed}`, jsonEvent({ type: 'CallStarted', data: {} }));
    const checkpoints = async () => (await readCheckpoints(log.db, 1, { limit: 10 })).length;
    expect(await extender.extend()).toMatchObject({ signed: undefined, silent: ['elsewhere'], caughtUp: true });
    const { size } = await log.log();
    expect([size > 0, await checkpoints()]).toEqual([true, 0]);
    isSilent = false;
    expect(await extender.extend()).toMatchObject({ signed: expect.any(String), silent: [] });
    // Nobody but this process has signed since: what the place said before still holds.
    isSilent = true;
    await more('one');
    expect(await extender.extend()).toMatchObject({ signed: expect.any(String), size: size + 1 });
    // Another one has: it may have given more out.
    await more('two');
    await log.build(store.store);
    await more('three');
    expect(await extender.extend()).toMatchObject({ signed: undefined, silent: ['elsewhere'], size: size + 3 });
    expect(await checkpoints()).toBe(3);
  });

  test('a process signs nothing that contradicts what it has signed itself, though tables and events agree with each other', async () => {
    const extender = createLogExtender({ ...log, store: store.store, clock: systemClock, checkpointAfterMs: 0 });
    expect((await extender.extend()).signed).toBeDefined();
    await store.sql(
      `update eventstore.events set type = 'CallForged' where position = (select max(position) from eventstore.events)`,
    );
    await log.sql('truncate proof_tile, proof_checkpoint');
    await log.sql('update proof_log set size = 0, store_id = null, position = null, event_id = null');
    await store.store.client.appendToStream('call-new', jsonEvent({ type: 'CallStarted', data: {} }));
    await log.build(store.store, {
      checkpointAfterMs: Number.POSITIVE_INFINITY,
      givenOut: async () => [{ place: 'x', isSilent: true }],
    });
    await store.store.client.appendToStream('call-newer', jsonEvent({ type: 'CallStarted', data: {} }));
    await expect(extender.extend()).rejects.toMatchObject({ code: 'proof_log_forked' });
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
