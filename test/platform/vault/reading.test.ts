// Events are stored encrypted and read in the clear; from an erasure on nobody reads the words, whatever keys they have in memory.
import { jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../../src/domain/call/call.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import type { NewEvent, Recorded } from '../../../src/domain/event-catalogue.ts';
import { derivedId } from '../../../src/domain/ids.ts';
import { metadataOf } from '../../../src/domain/metadata.ts';
import { encode } from '../../../src/platform/eventstore/codec.ts';
import { createExecutor } from '../../../src/platform/eventstore/execute.ts';
import { type ConnectedEventStore, connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { newMasterKey } from '../../../src/platform/vault/master-keys.ts';
import { openVault, type Vault } from '../../../src/platform/vault/vault.ts';
import { emptyDatabase, freshEventStore } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let server: Awaited<ReturnType<typeof freshEventStore>>;
const opened: { store: ConnectedEventStore; vault: Vault }[] = [];
const masterKey = { kind: 'given' as const, keys: newMasterKey() };

/** As another process has it: with keys of its own in memory. */
async function instance() {
  const vault = await openVault({ databaseUrl: database.url, masterKey });
  const one = { vault, store: connectEventStore(server.url, systemClock, { vault }) };
  opened.push(one);
  return one;
}
beforeAll(async () => {
  [database, server] = await Promise.all([emptyDatabase(), freshEventStore()]);
});
afterAll(async () => {
  for (const { store, vault } of opened) {
    await store.close();
    await vault.close();
  }
  await server.drop();
  await database.drop();
});

const context = { correlationId: 'c', companyId: 'a', actor: { kind: 'system' as const, id: 'test' }, channel: 'phone' as const };
let serial = 0;
function append(store: ConnectedEventStore, stream: string, revision: number, ...events: NewEvent[]) {
  serial += 1;
  const metadata = metadataOf(context, derivedId('test', serial), new Date());
  return store.append(
    stream,
    events.map((event, index) => encode(event, event.id ?? derivedId('test', serial, index), metadata)),
    BigInt(revision) - 1n,
  );
}
/** As it lies there. */
async function storedFirst({ client }: ConnectedEventStore, stream: string) {
  for await (const { event } of client.readStream(stream)) if (event) return event;
  throw new Error('nothing is there');
}
const started = (callId: string): NewEvent => ({
  type: 'CallStarted',
  data: { callId, companyId: 'a', callType: 'phone_call', personal: { customerNumber: '+4915112345678', name: 'Ada Wort' } },
});
const analyzed = (summary: string): NewEvent => ({ type: 'CallAnalyzed', data: { callSuccessful: true, personal: { summary } } });
const erased: NewEvent = {
  type: 'CustomerErased',
  data: {
    ...{ companyId: 'a', customerId: '1', by: 'anna', reasonCode: 'asked_for' },
    cleared: { answers: [], callbacks: [], modifications: [], appointments: [], notifications: [] },
    subjects: [],
  },
};

test('what is stored holds no word, and who reads it without a vault is told so', async () => {
  const { store } = await instance();
  await append(store, 'call-stored', 0, started('stored'));
  for await (const { event } of store.client.readStream('call-stored')) {
    expect(JSON.stringify(event?.data)).not.toMatch(/Ada|151/);
    expect(event?.data).toMatchObject({ callType: 'phone_call', personal: { key: 'call-stored', v: 1 } });
  }
  expect((await store.read('call-stored'))[0]?.data).toMatchObject({ personal: { name: 'Ada Wort' } });
  const without = connectEventStore(server.url, systemClock);
  await expect(without.read('call-stored')).rejects.toMatchObject({ code: 'vault_missing' });
  await without.close();
});

test('an event that was moved to another place is not read there', async () => {
  const { store } = await instance();
  await append(store, 'call-from', 0, started('from'));
  const event = await storedFirst(store, 'call-from');
  if (!event.isJson) throw new Error('it is JSON');
  const raw = connectEventStore(server.url, systemClock);
  const { id, type, data, metadata } = event;
  await raw.append('call-to', [jsonEvent({ id, type, data, metadata })], -1n);
  await raw.close();
  await expect(store.read('call-to')).rejects.toMatchObject({ code: 'event_unreadable' });
});

test('a repeat of an append by another process is the same append, byte for byte', async () => {
  const [one, other] = [await instance(), await instance()];
  const id = derivedId('test', 'repeat');
  const bytes: string[] = [];
  for (const { store } of [one, other]) {
    expect(await append(store, 'call-repeat', 0, { ...started('repeat'), id })).toMatchObject({ kind: 'appended', revision: 0n });
    bytes.push(JSON.stringify((await storedFirst(store, 'call-repeat')).data));
  }
  expect(bytes[0]).toBe(bytes[1]);
  // And the words themselves are sealed alike, wherever that is done.
  const sealed = await Promise.all(
    [one, other].map(async ({ vault }) => {
      const { sealed: seal } = await import('../../../src/platform/eventstore/codec.ts');
      return JSON.stringify(
        await seal('call-repeat', [encode(started('repeat'), id, metadataOf(context, 'x', new Date(0)))], vault),
      );
    }),
  );
  expect(sealed[0]).toBe(sealed[1]);
});

test('an executor takes what it reads back for what it sent', async () => {
  const { store } = await instance();
  const executor = createExecutor(store, systemClock);
  const over = new AbortController();
  const following = (async () => {
    for await (const items of store.subscribe({ from: 'start', signal: over.signal, clock: systemClock })) {
      for (const item of items) {
        if (item.kind === 'event') executor.observe(item.event);
        if (item.kind === 'caught_up') executor.following(true);
      }
    }
  })();
  await expect.poll(() => executor.load(call, 'call-own').then(() => true)).toBe(true);
  const done = await executor.execute({
    aggregate: call,
    stream: 'call-own',
    commandId: derivedId('test', 'own'),
    context,
    decide: () => ({ kind: 'accepted', events: [started('own')] as never }),
  });
  if (done.kind !== 'appended') throw new Error('it is appended');
  expect((await done.confirmed()).state.started?.personal?.name).toBe('Ada Wort');
  over.abort();
  await following;
});

describe('after an erasure', () => {
  test('an instance that has the key in memory writes and reads nothing of them from then on', async () => {
    const [eraser, reader, writer] = [await instance(), await instance(), await instance()];
    await append(eraser.store, 'call-x', 0, started('x'));
    for (const { store } of [reader, writer])
      expect((await store.read('call-x'))[0]?.data).toMatchObject({ personal: { name: 'Ada Wort' } });
    const before = await eraser.store.head();
    await eraser.vault.destroy(['call-x'], new Date());
    await append(eraser.store, 'customer-a.1', 0, erased);
    // It does not know of it yet, and seals with the key it has.
    await append(writer.store, 'call-x', 1, analyzed('Ada hat noch etwas gesagt'));
    const over = new AbortController();
    const seen: Recorded[] = [];
    for await (const items of reader.store.subscribe({ from: before, signal: over.signal, clock: systemClock })) {
      seen.push(...items.flatMap(item => (item.kind === 'event' ? [item.event] : [])));
      if (seen.length >= 2) over.abort();
    }
    expect(seen.map(({ type, erased: gone }) => [type, gone])).toEqual([
      ['CustomerErased', undefined],
      ['CallAnalyzed', true],
    ]);
    expect(seen[1]?.data).toEqual({ callSuccessful: true });
    expect((await reader.store.read('call-x')).map(({ erased: gone }) => gone)).toEqual([true, true]);
  });

  test('nothing personal is stored any more, and everything else is', async () => {
    const { store, vault } = await instance();
    await vault.destroy(['call-y'], new Date());
    await append(store, 'call-y', 0, started('y'));
    const [event] = await store.read('call-y');
    expect(event).toMatchObject({ erased: true, data: { callId: 'y', callType: 'phone_call' } });
    expect(event?.data).not.toHaveProperty('personal');
  });
});
