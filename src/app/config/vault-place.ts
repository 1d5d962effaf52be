// Where the data keys are and what unwraps them, by the configuration.
import { Fault } from '../../domain/fault.ts';
import { areMasterKeys } from '../../platform/vault/master-keys.ts';
import type { VaultPlace } from '../../platform/vault/vault.ts';
import { keepMasterKey, LocalKeyFault, masterKeyFile } from './local-keys.ts';

export interface VaultSettings {
  /** Where the data keys are; undefined: beside the read models. */
  vaultDatabaseUrl?: string | undefined;
  /** Master keys, the one that wraps first; undefined: those of a file in the data folder. */
  masterKey?: string | undefined;
}

/** A key that only one data folder has is lost with it, and with the key all that is personal. */
export function masterKeyFaults(keys: string | undefined, production: boolean): string[] {
  if (keys !== undefined)
    return areMasterKeys(keys)
      ? []
      : ['MASTER_KEY must be 32 bytes in base64 (openssl rand -base64 32), or several with commas between'];
  return production ? ['MASTER_KEY must be set in production (openssl rand -base64 32); keep a copy of it elsewhere'] : [];
}

/** `databaseUrl` is that of the read models. Without a given master key the data folder gets one at its first start. Throws `config_invalid`. */
export function vaultPlaceOf(
  { dataDir, vaultDatabaseUrl, masterKey }: VaultSettings & { dataDir: string },
  databaseUrl: string,
): VaultPlace {
  const place = { databaseUrl: vaultDatabaseUrl ?? databaseUrl };
  if (masterKey !== undefined) return { ...place, masterKey: { kind: 'given', keys: masterKey } };
  try {
    keepMasterKey(dataDir);
  } catch (error) {
    if (!(error instanceof LocalKeyFault)) throw error;
    throw new Fault('config_invalid', `the configuration is wrong:\n  - ${error.message}`, { cause: error });
  }
  return { ...place, masterKey: { kind: 'file', path: masterKeyFile(dataDir) } };
}
