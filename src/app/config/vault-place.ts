// Where the data keys are and what unwraps them, by the configuration.
import { Fault } from '../../domain/fault.ts';
import type { VaultPlace } from '../../platform/vault/vault.ts';
import type { Config } from './config.ts';
import { keepMasterKey, LocalKeyFault, masterKeyFile } from './local-keys.ts';

export type VaultConfig = Pick<Config, 'dataDir' | 'vaultDatabaseUrl' | 'masterKey'>;

/** `databaseUrl` is that of the read models. Without a given master key the data folder gets one at its first start. Throws `config_invalid`. */
export function vaultPlaceOf({ dataDir, vaultDatabaseUrl, masterKey }: VaultConfig, databaseUrl: string): VaultPlace {
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
