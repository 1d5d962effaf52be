// An export holds what the log has, and where the store holds something else, nothing is exported.
import { jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportStream } from '../../../src/platform/proof/export-stream.ts';
import { checkExport } from '../../../src/proof/check-export.ts';
import { appendMix } from '../../support/event-mix.ts';
import { type OpenedLog, type OpenedStore, openLogTables, openTamperableStore } from './proof-world.ts';

let store: OpenedStore;
let log: OpenedLog;
beforeEach(async () => {
  store = await openTamperableStore();
  log = await openLogTables();
  await appendMix(store.store, 40, { companies: 2 });
});
afterEach(async () => {
  await store?.close();
  await log?.close();
});
const exported = async (stream: string, isWanted: (revision: bigint) => boolean = () => true) =>
  exportStream({ db: log.db, store: store.store, log: await log.log(), stream, isWanted, since: [1, 7, 9_999] });

test('every stream of a store is proved, and each of its parts', async () => {
  await log.build(store.store);
  const rows = await store.sql(
    "select distinct stream from eventstore.events where stream ~ '^(appointment|company|call)-' limit 40",
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { stream } of rows) {
    const all = await exported(String(stream));
    expect(all.events.length).toBeGreaterThan(0);
    expect(checkExport(all, log.keys).findings).toEqual([]);
    expect(checkExport(await exported(String(stream), revision => revision < 2n), log.keys).findings).toEqual([]);
    expect(all.growth.map(({ size }) => size)).toEqual([1, 7]);
  }
});

test('an export whose beginning, middle or all is left out is found', async () => {
  await log.build(store.store);
  const [row] = await store.sql("select stream from eventstore.events where stream ~ '^call-' and revision = 3 limit 1");
  const all = await exported(String(row?.stream));
  const { events } = all;
  const kinds = (left: typeof events) => checkExport({ ...all, events: left }, log.keys).findings.map(({ kind }) => kind);
  expect(kinds(events.slice(1))).toEqual(['not_in_order']);
  expect(kinds(events.toSpliced(1, 1))).toEqual(['not_in_order']);
  expect(kinds([])).toEqual(['empty']);
});

test('bytes that are no text, and metadata that is empty, are proved as they are', async () => {
  const { client } = store.store;
  await client.appendToStream('call-odd', jsonEvent({ type: 'CallStarted', data: { text: 'ü\u0000' } }));
  await store.sql("update eventstore.events set data = '\\xff00fe', is_json = false where stream = 'call-odd'");
  await store.restart();
  await log.build(store.store);
  const odd = await exported('call-odd');
  expect(Buffer.from(odd.events[0]?.data ?? [])).toEqual(Buffer.from([0xff, 0, 0xfe]));
  expect(checkExport(odd, log.keys).findings).toEqual([]);
});

test('an event that was altered is not exported, nor one that no checkpoint vouches for', async () => {
  await expect(
    exportStream({
      db: log.db,
      store: store.store,
      log: { ...(await begun()), logId: 9 },
      stream: 'x',
      isWanted: () => true,
      since: [],
    }),
  ).rejects.toMatchObject({
    code: 'proof_not_signed_yet',
  });
  const [row] = await store.sql("select stream from eventstore.events where stream ~ '^call-' limit 1");
  const stream = String(row?.stream);
  await store.store.client.appendToStream(stream, jsonEvent({ type: 'CallEnded', data: {} }));
  await log.build(store.store, { checkpointAfterMs: 3_600_000 });
  await expect(exported(stream)).rejects.toMatchObject({ code: 'proof_not_signed_yet' });
  await store.sql("update eventstore.events set data = data || ' ' where stream = $1 and revision = 0", [stream]);
  await log.build(store.store);
  await store.restart();
  await expect(exported(stream)).rejects.toMatchObject({ code: 'proof_event_unknown' });
});

async function begun() {
  await log.build(store.store);
  return log.log();
}
