// Promise 9: an altered record is found. Whatever is done to the events, to the order of them or to what was signed about them, the
// check names it.
import { jsonEvent } from '@eventstore/db-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { encode } from '../../src/platform/eventstore/codec.ts';
import { copyEvents } from '../../src/platform/eventstore/copy-events.ts';
import { connectEventStore } from '../../src/platform/eventstore/store.ts';
import type { VerifyFinding } from '../../src/platform/proof/verify-store.ts';
import { newMasterKey } from '../../src/platform/vault/master-keys.ts';
import { openVault } from '../../src/platform/vault/vault.ts';
import { type OpenedLog, type OpenedStore, openLogTables, openTamperableStore } from '../platform/proof/proof-world.ts';
import { own, randomOf, type TamperableStore, tamperable } from '../platform/proof/tamperings.ts';
import { emptyDatabase } from '../support/database.ts';
import { appendMix } from '../support/event-mix.ts';

const tamperings = Number(process.env.TAMPERINGS ?? 36);
const seed = Number(process.env.FIRST_SEED ?? 1);

let store: TamperableStore;
let log: OpenedLog;
let note: string;
beforeAll(async () => {
  const opened = await openTamperableStore();
  await appendMix(opened.store, 30, { companies: 2 });
  log = await openLogTables();
  await log.build(opened.store, { atOnce: 100 });
  await opened.store.client.appendToStream(
    'call-last',
    jsonEvent({ type: 'CallStarted', data: {}, metadata: { occurredAt: '2026-01-01T00:00:00.000Z' } }),
  );
  note = await log.build(opened.store);
  store = await tamperable(opened);
});
afterAll(async () => {
  await store?.close();
  await log?.close();
});
afterEach(() => store.undo());

/** Index of the event at a position, and how many there are. */
async function placeOf(position: string): Promise<{ index: number; total: number }> {
  const [row] = await store.sql(
    `select count(*) filter (where position < $1::bigint)::int as index, count(*)::int as total from untouched where ${own}`,
    [position],
  );
  return { index: Number(row?.index), total: Number(row?.total) };
}
const kindsOf = (findings: readonly VerifyFinding[]): string[] => findings.map(({ kind }) => kind);

test('what nobody has touched holds, and so does a checkpoint that somebody kept', async () => {
  const verified = await log.verify(store.store, { kept: [{ from: 'ours', note }] });
  expect(verified.findings).toEqual([]);
  expect(verified).toMatchObject({ unsigned: 0, events: (await placeOf('0')).total });
  expect(verified.checkpoints).toBeGreaterThan(2);
});

test(`each of ${tamperings} tamperings is found, where it was done`, async () => {
  const random = randomOf(seed);
  for (let number = 0; number < tamperings; number += 1) {
    const { what, position } = await store.tamper(number, random);
    const { index, total } = await placeOf(position);
    const { findings } = await log.verify(store.store);
    const where = `${what} at index ${index} of ${total}, seed ${seed}, number ${number}`;
    const leaves = findings.filter(finding => 'index' in finding && finding.kind !== 'tile');
    expect(
      leaves.map(finding => 'index' in finding && finding.index),
      where,
    ).toContain(index);
    // The signed checkpoints say so as well, whatever the log's own tables say.
    expect(kindsOf(findings), where).toContain('checkpoint');
    await store.undo();
  }
});

test('the store’s own time of writing is in no leaf, since a copy has another; the time that counts is in the metadata', async () => {
  await store.sql('update eventstore.events set created = created + 864000000000');
  expect((await log.verify(store.store)).findings).toEqual([]);
});

describe('it is said what was done', () => {
  const expectKinds: [string, string][] = [
    ['data', 'altered'],
    ['metadata', 'altered'],
    ['time', 'altered'],
    ['type', 'altered'],
    ['id', 'altered'],
    ['removed', 'removed'],
    ['added', 'added'],
    ['exchanged', 'exchanged'],
    ['tail cut', 'removed'],
  ];
  const names = [
    'data',
    'metadata',
    'time',
    'type',
    'id',
    'stream',
    'revision',
    'content type',
    'removed',
    'added',
    'exchanged',
    'tail cut',
  ];
  test.each(expectKinds)('%s: %s', async (what, kind) => {
    await store.tamper(names.indexOf(what), randomOf(7));
    const { findings } = await log.verify(store.store);
    const leaves = findings.filter(finding => finding.kind !== 'checkpoint');
    expect(kindsOf(leaves)).toEqual([kind]);
  });
});

describe('whoever changes the log’s own tables as well is found by what was signed', () => {
  const kept = ['proof_log', 'proof_tile', 'proof_checkpoint'];
  beforeAll(async () => {
    for (const table of kept) await log.sql(`create table kept_${table} as select * from ${table}`);
  });
  afterEach(async () => {
    await log.sql(`truncate ${kept.join(', ')}`);
    for (const table of kept) await log.sql(`insert into ${table} select * from kept_${table}`);
  });

  test('an event and the tree are changed to fit: the checkpoints contradict it', async () => {
    await store.tamper(0, randomOf(3));
    const checkpoints = await log.sql('select * from proof_checkpoint');
    await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
    await log.build(store.store);
    await log.sql('truncate proof_checkpoint');
    for (const { log_id, size, note: text, signed_at } of checkpoints)
      await log.sql('insert into proof_checkpoint values ($1, $2, $3, $4)', [log_id, size, text, signed_at]);
    const { findings } = await log.verify(store.store);
    expect(new Set(kindsOf(findings))).toEqual(new Set(['checkpoint']));
    expect(findings.at(-1)).toMatchObject({ problem: 'contradicted' });
  });

  test('a whole other history with checkpoints of its own: a kept checkpoint contradicts it', async () => {
    const other = await openTamperableStore();
    try {
      await appendMix(other.store, 40, { companies: 2, seed: 'another' });
      const replaced = await log.verify(other.store);
      expect(kindsOf(replaced.findings)).toContain('checkpoint');
      expect(kindsOf(replaced.findings).some(kind => kind === 'replaced' || kind === 'altered')).toBe(true);
      await log.sql('truncate proof_log, proof_tile, proof_checkpoint');
      await log.build(other.store);
      expect((await log.verify(other.store)).findings).toEqual([]);
      const { findings } = await log.verify(other.store, { kept: [{ from: 'january', note }] });
      expect(findings).toMatchObject([{ kind: 'checkpoint', from: 'january', problem: 'contradicted' }]);
    } finally {
      await other.close();
    }
  });

  test.each([
    ['its root', "note = overlay(note placing 'A' from position(E'\\n' in note) + 8)"],
    ['its signature', "note = overlay(note placing 'AAAA' from length(note) - 20)"],
    ['its size', 'size = size + 1'],
  ])('an old checkpoint is altered: %s', async (_, set) => {
    const [first] = await log.sql('select min(size) as size from proof_checkpoint');
    await log.sql(`update proof_checkpoint set ${set} where size = $1`, [first?.size]);
    const { findings } = await log.verify(store.store);
    expect(findings).toMatchObject([{ kind: 'checkpoint', from: 'log' }]);
  });

  test('checkpoints are removed: a kept one counts, and without any the log says that none holds', async () => {
    await log.sql('truncate proof_checkpoint');
    expect((await log.verify(store.store)).findings).toMatchObject([
      { kind: 'checkpoints_missing', there: { there: 0 } },
      { kind: 'no_checkpoint' },
    ]);
    await store.sql(`delete from eventstore.events where position = (select max(position) from eventstore.events where ${own})`);
    const { findings } = await log.verify(store.store, { kept: [{ from: 'ours', note }] });
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'checkpoint', from: 'ours', problem: 'too_large' }));
  });

  test('the last checkpoints are removed, and the tail is rewritten in the store and in the log: they are missed', async () => {
    await store.sql(`delete from eventstore.events where position = (select max(position) from eventstore.events where ${own})`);
    const [largest] = await log.sql('select max(size) as size from proof_checkpoint');
    await log.sql('delete from proof_checkpoint where size = $1', [largest?.size]);
    await log.sql('update proof_log set size = size - 1');
    const { findings } = await log.verify(store.store);
    expect(kindsOf(findings)).toEqual(['checkpoints_missing', 'log_cut']);
    expect(findings[0]).toMatchObject({ log: 'example.com/log', signed: { largest: Number(largest?.size) } });
  });

  test('a tile is changed or missing: it is the record that was changed, and no event', async () => {
    await log.sql(
      'update proof_tile set hashes = set_byte(hashes, 100, get_byte(hashes, 100) # 1) where level = 0 and index = 0',
    );
    const changed = await log.verify(store.store);
    expect(new Set(kindsOf(changed.findings))).toEqual(new Set(['tile']));
    await log.sql('delete from proof_tile where level = 0 and index = 0');
    const missing = await log.verify(store.store);
    expect(new Set(kindsOf(missing.findings))).toEqual(new Set(['tile']));
    await log.sql('update proof_tile set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) where level = 1');
    expect(kindsOf((await log.verify(store.store)).findings)).toContain('tile');
  });
});

test('a copy of the store proves the same, and an event changed in it is found', async () => {
  const target = await openTamperableStore();
  try {
    await copyEvents({ from: store.store, to: target.store, signal: new AbortController().signal, onProgress: () => undefined });
    expect((await log.verify(target.store)).findings).toEqual([]);
    const copy = await tamperable(target);
    for (const number of [0, 8, 10]) {
      await copy.tamper(number, randomOf(number));
      expect(kindsOf((await log.verify(copy.store)).findings)).toContain('checkpoint');
      await copy.undo();
    }
  } finally {
    await target.close();
  }
});

describe('less is shown of a stream than was written', () => {
  let other: OpenedStore;
  let otherLog: OpenedLog;
  beforeAll(async () => {
    other = await openTamperableStore();
    otherLog = await openLogTables();
    for (const stream of ['call-one', 'call-two', 'call-three'])
      await other.store.client.appendToStream(stream, jsonEvent({ type: 'CallStarted', data: {} }));
    await otherLog.build(other.store);
  });
  afterAll(async () => {
    await other?.close();
    await otherLog?.close();
  });
  test('deleted, buried or limited streams are named', async () => {
    const { client } = other.store;
    await client.deleteStream('call-one');
    await client.tombstoneStream('call-two');
    await client.setStreamMetadata('call-three', { maxAge: 1 });
    await client.setStreamMetadata('album-1', { maxAge: 1 });
    await otherLog.build(other.store);
    const { findings } = await otherLog.verify(other.store);
    expect(findings).toEqual(['call-one', 'call-two', 'call-three'].map(stream => ({ kind: 'truncated', stream })));
  });
});

test('an erasure is no alteration: without the key of a person the record is what it was', async () => {
  const opened = await openTamperableStore();
  const ownLog = await openLogTables();
  const database = await emptyDatabase();
  const vault = await openVault({ databaseUrl: database.url, masterKey: { kind: 'given', keys: newMasterKey() } });
  const sealing = connectEventStore(opened.url, systemClock, { vault });
  const stream = 'customer-salon.k1';
  const registered = { companyId: 'salon', customerId: 'k1', personal: { name: 'Ada Wort' } };
  const context = {
    correlationId: 'c',
    companyId: 'salon',
    actor: { kind: 'staff' as const, id: 't' },
    channel: 'operator' as const,
  };
  const metadata = metadataOf(context, derivedId('test', 'erased'), new Date());
  const event = encode({ type: 'CustomerRegistered', data: registered }, derivedId('test', 'erased', 0), metadata);
  try {
    await sealing.append(stream, [event], -1n);
    await ownLog.build(opened.store);
    await vault.destroy([stream], new Date());
    vault.forget();
    expect((await sealing.read(stream))[0]).toMatchObject({ erased: true });
    expect(await ownLog.verify(opened.store)).toMatchObject({ findings: [], events: 1 });
  } finally {
    await sealing.close();
    await vault.close();
    await ownLog.close();
    await opened.close();
    await database.drop();
  }
});
