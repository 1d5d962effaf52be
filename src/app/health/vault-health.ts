// The keys of what is personal, as a part of the service.
import type { Part } from '../../channels/api/operations/health-parts.ts';

export interface VaultFindings {
  /** Names of the keys that were asked for since the start and are damaged. */
  damaged: readonly string[];
  /** Keys of people who had been erased, which the vault held at the start; they are destroyed. */
  erasedKeysFound: number;
}

/** A damaged key is repaired or given up; one of somebody who was erased tells that the vault came from an older backup. */
export const vaultHealth = ({ damaged, erasedKeysFound }: VaultFindings): Part => ({
  state: damaged.length > 0 || erasedKeysFound > 0 ? 'degraded' : 'ok',
  detail: { damaged_keys: damaged.length, keys_of_erased_at_start: erasedKeysFound },
});
