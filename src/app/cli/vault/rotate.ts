// Exchanges the master key: makes a new one where it is kept in a file, and wraps all data keys with it.
import { readFile } from 'node:fs/promises';
import type { Rotated } from '../../../platform/vault/rewrap.ts';
import type { Vault, VaultPlace } from '../../../platform/vault/vault.ts';
import type { Terminal } from '../terminal.ts';
import { withVault } from './opened-vault.ts';

/** Throws `master_key_unknown`. */
export const rotate = (terminal: Terminal): Promise<Rotated & { master: string }> =>
  withVault(terminal, { everyMaster: true }, async ({ place, vault }) => {
    await addMasterKey(place, vault);
    const done = await vault.rotate();
    return { ...done, master: await currentMaster(place) };
  });

async function currentMaster({ masterKey }: VaultPlace): Promise<string> {
  const { masterKeysIn } = await import('../../../platform/vault/master-keys.ts');
  const [current] = masterKeysIn(masterKey.kind === 'given' ? masterKey.keys : await readFile(masterKey.path, 'utf8'));
  return current?.id ?? '';
}

/** Before the others in the file; of those only what is in use stays. */
async function addMasterKey({ masterKey }: VaultPlace, vault: Vault): Promise<void> {
  if (masterKey.kind !== 'file') return;
  const { masterKeysIn, newMasterKey } = await import('../../../platform/vault/master-keys.ts');
  const { replaceFile } = await import('../../config/durable-file.ts');
  const { path } = masterKey;
  const used = await vault.masters();
  const lines = (await readFile(path, 'utf8')).split(/\s+/).filter(line => line !== '');
  const kept = lines.filter((line, index) => index === 0 || masterKeysIn(line).some(({ id }) => used.includes(id)));
  await replaceFile(path, `${[newMasterKey(), ...kept].join('\n')}\n`);
}
