// A vault that is older than the events is found out: what it has no key for is named, or given up.
import { expect, test } from 'vitest';
import type { EventStore } from '../../../src/platform/eventstore/store.ts';
import type { StoredEvent } from '../../../src/platform/eventstore/stored-event.ts';
import { giveUpMissing, keysOfEvents, mustHaveEveryKey, mustNotBeEmpty } from '../../../src/platform/vault/restored.ts';
import { seal } from '../../../src/platform/vault/seal.ts';
import type { Keys, KnownKey } from '../../../src/platform/vault/vault.ts';

const dataKey = (subject: string, filled: number) => ({ subject, bytes: Buffer.alloc(32, filled) });
const placeOf = (at: number) => ({ id: `e${at}`, stream: 'call-1', type: 'CallStarted' });
const sealed = (subject: string, filled: number) => (at: number) => ({
  personal: seal(dataKey(subject, filled), placeOf(at), { name: 'Ada' }),
});
const stored = (data: (at: number) => object, at: number): StoredEvent => ({
  ...placeOf(at),
  ...{ data: data(at), revision: BigInt(at), position: BigInt(at + 1), created: new Date(0) },
});
const storeWith = (...events: ((at: number) => object)[]): Pick<EventStore, 'readAll'> => ({
  readAll: async from => (from > 0n ? [] : events.map(stored)),
});
const store = storeWith(sealed('customer-a.1', 1), () => ({ plain: true }), sealed('call-1', 2));
const vaultWith = (...known: [string, KnownKey][]) => {
  const givenUp: string[] = [];
  const keys: Keys = new Map(known);
  const toOpen = async (names: Iterable<string>): Promise<Keys> => new Map([...keys].filter(([key]) => [...names].includes(key)));
  return {
    toOpen,
    givenUp,
    giveUp: async (names: readonly string[]) => void givenUp.push(...names),
    isEmpty: async () => keys.size === 0,
  };
};

test('every key there, destroyed or given up, is enough', async () => {
  await mustHaveEveryKey(vaultWith(['customer-a.1', 'destroyed'], ['call-1', 'lost']), store);
});

test('one that is missing is said, and may be given up', async () => {
  const vault = vaultWith(['customer-a.1', 'destroyed']);
  await expect(mustHaveEveryKey(vault, store)).rejects.toMatchObject({
    code: 'backup_damaged',
    message: expect.stringContaining('1 are missing'),
  });
  expect(await giveUpMissing(vault, store, new Date())).toBe(1);
  expect(vault.givenUp).toEqual(['call-1']);
});

test('a key that is another one than that of the events is named, and so is what was never encrypted', async () => {
  const clear = () => ({ personal: { name: 'Ada' } });
  const vault = vaultWith(['customer-a.1', dataKey('customer-a.1', 1)], ['call-1', dataKey('call-1', 9)]);
  expect(await keysOfEvents(vault, storeWith(sealed('customer-a.1', 1), sealed('call-1', 2), clear))).toEqual({
    missing: [],
    notOpening: ['call-1'],
    inTheClear: 1,
  });
});

test('a vault without any key is not taken for that of encrypted events', async () => {
  await expect(mustNotBeEmpty(vaultWith(), store)).rejects.toMatchObject({ code: 'vault_empty' });
  await mustNotBeEmpty(vaultWith(['other', 'destroyed']), store);
  await mustNotBeEmpty(
    vaultWith(),
    storeWith(() => ({ plain: true })),
  );
});
