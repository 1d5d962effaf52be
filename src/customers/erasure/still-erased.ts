// Destroys the keys of people who were erased, before anything is decrypted. A vault from an older backup may hold some again.

import { subjectOfKey } from '../../platform/vault/generations.ts';
import type { ErasureEntry } from '../../platform/vault/key-table.ts';
import { applyRegister } from '../../platform/vault/restored.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import type { RecordOf } from './person.ts';

/** Keys of a person who was erased, which were there all the same; by their names. */
export interface ReturnedKeys extends RecordOf {
  keys: string[];
}

/**
 * Destroys the keys of all who are in the vault's register or among these entries, of other registers and of the events, and enters them.
 * Gives those that were there.
 */
export async function destroyErased(
  vault: Pick<Vault, 'register' | 'destroyAll'>,
  entries: readonly ErasureEntry[],
): Promise<ReturnedKeys[]> {
  const returned = await applyRegister(vault, entries);
  if (returned.length === 0) return [];
  const whose = new Map<string, ErasureEntry>();
  for (const entry of await vault.register.entries()) for (const subject of entry.subjects) whose.set(subject, entry);
  const found = new Map<string, ReturnedKeys>();
  for (const key of returned) {
    const entry = whose.get(subjectOfKey(key));
    if (!entry) continue;
    const { companyId, customerId } = entry;
    const one = found.get(`${companyId} ${customerId}`) ?? { companyId, customerId, keys: [] };
    found.set(`${companyId} ${customerId}`, { ...one, keys: [...one.keys, key].sort() });
  }
  return [...found.values()];
}
