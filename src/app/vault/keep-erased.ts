// Sees to it that nobody who was erased has a key, before anything is decrypted; and says so where somebody had one.
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { erasures } from '../../../projections/erasures.ts';
import { noteAccess } from '../../channels/api/access/access-record.ts';
import { recordedErasures } from '../../customers/erasure/recorded-erasures.ts';
import { destroyErased } from '../../customers/erasure/still-erased.ts';
import type { Clock } from '../../domain/clock.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import type { Database } from '../../platform/postgres/schema.ts';
import type { ErasureEntry } from '../../platform/vault/key-table.ts';
import type { Vault } from '../../platform/vault/vault.ts';
import { copyRegister, registerOf } from '../config/erasure-register.ts';

export interface KeepErased {
  dataDir: string;
  /** The read models' database, with the operational tables of this program. */
  db: Kysely<Database>;
  vault: Pick<Vault, 'register' | 'destroyAll'>;
  store: Pick<EventStore, 'readAll' | 'head' | 'storeId'>;
  clock: Clock;
  log: Logger;
}

/**
 * By the register of the vault, that of the data folder, and the events. Gives how many keys of erased people were there: each is
 * destroyed, logged and on the access record. Throws `register_unreadable`.
 */
export async function keepErased({ dataDir, db, vault, store, clock, log }: KeepErased): Promise<number> {
  const recorded = await recordedErasures(store, { db, version: erasures.version });
  const copied = registerOf(dataDir);
  const returned = await destroyErased(vault, [...copied, ...recorded]);
  // The vault knows more than the copy where the folder is a new one.
  if (sizeOf(await vault.register.entries()) > sizeOf(copied)) await copyRegister(dataDir, vault);
  for (const { companyId, customerId, keys } of returned)
    log.error(
      { code: 'erased_key_found', companyId, customerId, keys },
      'the vault held keys of a customer who was erased, as an older one does; they are destroyed again',
    );
  const accessor = { name: 'rebook', role: 'system', operation: 'keepErased' };
  await noteAccess(
    { db, clock },
    accessor,
    returned.map(({ companyId, customerId, keys }) => ({
      ...{ kind: 'erasure' as const, companyId },
      customerIds: [customerId],
      subjects: keys,
    })),
  );
  return returned.reduce((sum, { keys }) => sum + keys.length, 0);
}

const sizeOf = (entries: readonly ErasureEntry[]): number => entries.reduce((sum, { subjects }) => sum + 1 + subjects.length, 0);
