// The same for a command, which has no service around it.
import { connectEventStore } from '../../platform/eventstore/store.ts';
import { connectDatabase } from '../../platform/postgres/database.ts';
import { openVault, type VaultPlace } from '../../platform/vault/vault.ts';
import { withRegisterIn } from '../config/erasure-register.ts';
import { type KeepErased, keepErased } from './keep-erased.ts';

export interface KeepErasedAt extends Pick<KeepErased, 'dataDir' | 'clock' | 'log'> {
  databaseUrl: string;
  eventStoreUrl: string;
  vault: VaultPlace;
}

/** Opens what it needs and closes it again. Throws what `openVault` and `keepErased` throw. */
export async function keepErasedAt({
  dataDir,
  databaseUrl,
  eventStoreUrl,
  vault: place,
  clock,
  log,
}: KeepErasedAt): Promise<number> {
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  const store = connectEventStore(eventStoreUrl, clock);
  try {
    const vault = withRegisterIn(dataDir, await openVault(place, log));
    return await keepErased({ dataDir, db, vault, store, clock, log }).finally(vault.close);
  } finally {
    await store.close();
    await db.destroy();
  }
}
