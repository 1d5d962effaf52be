// The vault a command works on, of a service that may be running.
import type { EventStore } from '../../../platform/eventstore/store.ts';
import type { Vault, VaultPlace } from '../../../platform/vault/vault.ts';
import type { Config } from '../../config/config.ts';
import { configurationOf } from '../configuration.ts';
import type { Terminal } from '../terminal.ts';

export interface OpenedVault {
  config: Config;
  place: VaultPlace;
  vault: Vault;
}

export interface VaultAndEvents extends OpenedVault {
  store: EventStore;
  /** Of the read models. */
  databaseUrl: string;
}

/** With `everyMaster` false also one with keys of a master key that is not there. Throws `master_key_unknown`. */
export async function withVault<T>(
  terminal: Terminal,
  { everyMaster }: { everyMaster: boolean },
  work: (opened: OpenedVault) => Promise<T>,
): Promise<T> {
  const { openDatabaseUrl } = await import('../open-servers.ts');
  const config = configurationOf(terminal);
  const { url, stop } = await openDatabaseUrl(config, terminal);
  try {
    return await at(config, url, everyMaster, work);
  } finally {
    await stop();
  }
}

/** The same with the events, as they lie in the store. */
export async function withVaultAndEvents<T>(terminal: Terminal, work: (opened: VaultAndEvents) => Promise<T>): Promise<T> {
  const { openStores } = await import('../open-servers.ts');
  const { connectEventStore } = await import('../../../platform/eventstore/store.ts');
  const config = configurationOf(terminal);
  const { databaseUrl, eventStoreUrl, stop } = await openStores(config, terminal);
  const store = connectEventStore(eventStoreUrl, terminal.clock);
  try {
    return await at(config, databaseUrl, false, opened => work({ ...opened, store, databaseUrl }));
  } finally {
    await store.close();
    await stop();
  }
}

async function at<T>(
  config: Config,
  databaseUrl: string,
  everyMaster: boolean,
  work: (opened: OpenedVault) => Promise<T>,
): Promise<T> {
  const { connectVault } = await import('../../../platform/vault/vault.ts');
  const { vaultPlaceOf } = await import('../../config/vault-place.ts');
  const { withRegisterIn } = await import('../../config/erasure-register.ts');
  const place = vaultPlaceOf(config, databaseUrl);
  const vault = withRegisterIn(config.dataDir, connectVault(place));
  try {
    await vault.prepare({ everyMaster });
    return await work({ config, place, vault });
  } finally {
    await vault.close();
  }
}
