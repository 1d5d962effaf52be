// Every checkpoint is given out to where others can keep it, with all that is needed to check it; a place that is away holds up no
// other, and what stands there is never overwritten by less.
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type JetStreamManager } from 'nats';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tileSource } from '../../../src/app/cli/proof/tile-source.ts';
import { connectionOptions } from '../../../src/channels/events/broker.ts';
import { allCopies } from '../../../src/channels/proof/all-copies.ts';
import { publishCheckpoint, publishedCheckpoint } from '../../../src/channels/proof/broker-copies.ts';
import { createProofCopies, type ProofCopies } from '../../../src/channels/proof/copies.ts';
import { copiedCheckpoint, copyToFolder, folderOfLog } from '../../../src/channels/proof/folder-copies.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { createLogExtender } from '../../../src/platform/proof/extend-log.ts';
import { signCheckpoint } from '../../../src/proof/checkpoint.ts';
import { treeOfTiles } from '../../../src/proof/proofs.ts';
import {
  newKey,
  type OpenedLog,
  type OpenedStore,
  openLogTables,
  openTamperableStore,
} from '../../platform/proof/proof-world.ts';
import { someLeaves, tilesOf } from '../../proof/plain-tree.ts';
import { appendMix } from '../../support/event-mix.ts';

const natsUrl = process.env.NATS_URL ?? '';
const key = newKey();
const signedAt = new Date('2026-12-01T10:00:00Z');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-copies-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function copy(size: number): Promise<string> {
  const read = tilesOf(someLeaves(size));
  const note = signCheckpoint({ size, root: await treeOfTiles(size, read).root() }, key);
  await copyToFolder(folder, key.name, { size, note, signedAt }, read);
  return note;
}

describe('in a folder', () => {
  test('stands what proves every size that was written there', async () => {
    const sizes = [1, 3, 255, 256, 257, 600, 1_000];
    for (const size of sizes) {
      const note = await copy(size);
      expect(await copiedCheckpoint(folder, key.name)).toBe(note);
      const tree = treeOfTiles(size, tileSource(folderOfLog(folder, key.name)));
      expect(await tree.root()).toEqual(await treeOfTiles(size, tilesOf(someLeaves(size))).root());
      await tree.inclusion(size - 1);
    }
    const kept = await readdir(join(folderOfLog(folder, key.name), 'checkpoints'));
    expect(kept.map(Number).sort((one, other) => one - other)).toEqual(sizes);
    const tree = treeOfTiles(1_000, tileSource(folderOfLog(folder, key.name)));
    for (const size of sizes) await tree.consistencyFrom(size);
    // A part is needed no longer than until the tile is full, and no file is left half written.
    const files = await readdir(folder, { recursive: true });
    expect(files.filter(file => /tile\/0\/00[012]\.p/.test(file) || /^.*\.partial\/.+/.test(file))).toEqual([]);
  });

  test('hosts that write at the same moment, also with the same process id, disturb each other in nothing', async () => {
    const notes = await Promise.all(Array.from({ length: 8 }, () => copy(700)));
    expect(await copiedCheckpoint(folder, key.name)).toBe(notes[0]);
    await treeOfTiles(700, tileSource(folderOfLog(folder, key.name))).inclusion(699);
  });

  test('what a killed process has left half written goes away, and what another is writing stays', async () => {
    await copy(3);
    const partials = join(folderOfLog(folder, key.name), '.partial');
    await writeFile(join(partials, 'left'), 'half');
    await utimes(join(partials, 'left'), new Date(0), new Date(0));
    await writeFile(join(partials, 'written-now'), 'half');
    await copy(5);
    expect(await readdir(partials)).toEqual(['written-now']);
  });

  test('a smaller one overwrites nothing, and each log has a folder of its own', async () => {
    const note = await copy(10);
    await copy(5);
    expect(await copiedCheckpoint(folder, key.name)).toBe(note);
    expect(await copiedCheckpoint(folder, 'example.com/../another')).toBeUndefined();
    expect(folderOfLog(folder, '../../x')).toBe(join(folder, '..%2F..%2Fx'));
  });
});

describe('as checkpoints are signed', () => {
  let store: OpenedStore;
  let log: OpenedLog;
  let copies: ProofCopies | undefined;
  const cleaning: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    store = await openTamperableStore();
    log = await openLogTables();
  });
  afterEach(async () => {
    await copies?.stop();
    copies = undefined;
    for (const clean of cleaning.splice(0)) await clean();
    await store?.close();
    await log?.close();
  });
  function give(options: { proofDir?: string; natsUrl?: string; streamName?: string }, faults: string[] = []): ProofCopies {
    copies = createProofCopies({
      proofDir: undefined,
      natsUrl: undefined,
      ...options,
      db: log.db,
      origin: log.key.name,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      metrics: { proofFault: code => faults.push(code) },
      lookEveryMs: 10,
    });
    copies.start();
    return copies;
  }

  test('they come into the folder, and are asked before the next is signed', async () => {
    const giving = give({ proofDir: folder });
    await appendMix(store.store, 3, { companies: 1 });
    const first = await log.build(store.store, { givenOut: giving.givenOut });
    await expect.poll(() => copiedCheckpoint(folder, log.key.name)).toBe(first);
    await appendMix(store.store, 3, { companies: 1, seed: 'more' });
    const second = await log.build(store.store, { givenOut: giving.givenOut });
    await expect.poll(() => copiedCheckpoint(folder, log.key.name)).toBe(second);
    const another = signCheckpoint({ size: 2, root: Buffer.alloc(32, 9) }, log.key);
    await writeFile(join(folderOfLog(folder, log.key.name), 'checkpoint'), another);
    await appendMix(store.store, 1, { companies: 1, seed: 'last' });
    await expect(log.build(store.store, { givenOut: giving.givenOut })).rejects.toMatchObject({ code: 'proof_log_forked' });
  });

  test('a place that cannot be asked or written is said; the log grows, and nothing is signed', async () => {
    const blocked = join(folder, 'a-file');
    await writeFile(blocked, '');
    const faults: string[] = [];
    const giving = give({ proofDir: blocked, natsUrl: 'nats://127.0.0.1:9' }, faults);
    await appendMix(store.store, 2, { companies: 1 });
    const extender = createLogExtender({ ...log, ...store, clock: systemClock, givenOut: giving.givenOut, checkpointAfterMs: 0 });
    expect(await extender.extend()).toMatchObject({ signed: undefined, silent: ['PROOF_DIR', 'NATS_URL'], caughtUp: true });
    expect((await log.log()).size).toBeGreaterThan(0);
    // Signed by somebody who could ask.
    await log.build(store.store);
    await expect.poll(() => faults.length).toBeGreaterThan(0);
    await rm(blocked);
    await mkdir(blocked);
    await expect.poll(() => copiedCheckpoint(blocked, log.key.name)).toBeDefined();
  });

  async function ownStream(): Promise<{ streamName: string; manager: JetStreamManager }> {
    const connection = await connect(connectionOptions(natsUrl));
    const manager = await connection.jetstreamManager();
    const streamName = `REBOOK_PROOF_${crypto.randomUUID().slice(0, 8)}`;
    cleaning.push(
      () => manager.streams.delete(streamName).catch(() => false),
      () => connection.close(),
    );
    return { streamName, manager };
  }

  describe.runIf(natsUrl !== '')('at the broker', () => {
    test('each is published once, in a stream of its own, whoever publishes', async () => {
      const { streamName, manager } = await ownStream();
      give({ natsUrl, streamName });
      const notes: string[] = [];
      for (const seed of ['one', 'two']) {
        await appendMix(store.store, 2, { companies: 1, seed });
        notes.push(await log.build(store.store));
        await expect.poll(() => publishedCheckpoint({ natsUrl, streamName })).toBe(notes.at(-1));
      }
      const last = { size: Number(notes.at(-1)?.split('\n')[1]), note: notes.at(-1) ?? '', signedAt };
      await publishCheckpoint({ natsUrl, streamName }, log.key.name, last);
      const { state, config } = await manager.streams.info(streamName);
      expect(state.messages).toBe(2);
      expect(config.subjects).toEqual([`${streamName.toLowerCase().replaceAll('_', '-')}.>`]);
    });

    test('all that was ever published is read, of whichever log, and what is published meanwhile is not waited for', async () => {
      const { streamName, manager } = await ownStream();
      const options = { natsUrl, streamName };
      const silent: string[] = [];
      const notes = async () => {
        const read: string[] = [];
        for await (const { from, note } of allCopies({ ...options, proofDir: undefined }, [], place => silent.push(place)))
          read.push(`${from} ${note}`);
        return read;
      };
      expect(await notes()).toEqual([]);
      const published: string[] = [];
      const other = newKey('example.com/other');
      for (const { signer, size } of [1, 2, 3].flatMap(size => [log.key, other].map(signer => ({ signer, size })))) {
        const note = signCheckpoint({ size, root: Buffer.alloc(32, size) }, signer);
        published.push(`NATS_URL ${note}`);
        await publishCheckpoint(options, signer.name, { size, note, signedAt });
      }
      expect(await notes()).toEqual(published);
      await manager.streams.deleteMessage(streamName, 2);
      expect(await notes()).toEqual(published.filter((_, at) => at !== 1));
      expect(silent).toEqual([]);
    });

    test('one that is away is named', async () => {
      const silent: string[] = [];
      const away = { natsUrl: 'nats://127.0.0.1:9', proofDir: undefined };
      for await (const one of allCopies(away, [], place => silent.push(place))) expect.fail(one.note);
      expect(silent).toEqual(['NATS_URL']);
    });

    test('what was published there is asked before the next is signed', async () => {
      const { streamName } = await ownStream();
      const giving = give({ natsUrl, streamName });
      await appendMix(store.store, 2, { companies: 1 });
      const note = await log.build(store.store);
      await expect.poll(giving.givenOut).toEqual([{ place: 'NATS_URL', note }]);
    });
  });
});
