// A vault that is older than the events is found out: what it has no key for is named, or given up.
import { expect, test } from 'vitest';
import type { EventStore, StoredEvent } from '../../../src/platform/eventstore/store.ts';
import { giveUpKeys, mustHaveEveryKey } from '../../../src/platform/vault/restored.ts';
import type { Keys, KnownKey } from '../../../src/platform/vault/vault.ts';

const sealed = (key: string) => ({ personal: { sealed: 'x', key } });
const stored = (data: object, at: number): StoredEvent => ({
  ...{ id: `e${at}`, stream: 'call-1', revision: BigInt(at), type: 'CallStarted', data },
  ...{ position: BigInt(at + 1), created: new Date(0) },
});
const store: Pick<EventStore, 'readAll'> = {
  readAll: async from => (from > 0n ? [] : [sealed('customer-a.1'), { plain: true }, sealed('call-1')].map(stored)),
};
const vaultWith = (...known: [string, KnownKey][]) => {
  const destroyed: string[] = [];
  const keys: Keys = new Map(known);
  const toOpen = async (subjects: Iterable<string>): Promise<Keys> =>
    new Map([...keys].filter(([key]) => [...subjects].includes(key)));
  return { toOpen, destroyed, destroy: async (subjects: readonly string[]) => void destroyed.push(...subjects) };
};

test('every key there, or destroyed, is enough', async () => {
  await mustHaveEveryKey(vaultWith(['customer-a.1', 'destroyed'], ['call-1', 'destroyed']), store);
});

test('one that is missing is said, and may be given up', async () => {
  const vault = vaultWith(['customer-a.1', 'destroyed']);
  await expect(mustHaveEveryKey(vault, store)).rejects.toMatchObject({
    code: 'backup_damaged',
    message: expect.stringContaining('1 are missing'),
  });
  await giveUpKeys(vault, store, new Date());
  expect(vault.destroyed).toEqual(['call-1']);
});
