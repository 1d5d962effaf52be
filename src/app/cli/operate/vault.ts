// `rebook vault`: looks after the master keys, while the service runs.
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Vault, VaultPlace } from '../../../platform/vault/vault.ts';
import { configurationOf } from '../configuration.ts';
import { printable, type Terminal } from '../terminal.ts';

const explained = `
Data keys are wrapped with a master key. With MASTER_KEY set, put the new key before the old one (MASTER_KEY=NEW,OLD), restart every instance,
run this, then leave the old one out. Without it a new key is made in DATA_DIR/master-key, and running services take it from there; the one
before stays in the file until the next rotation, for a data key that is made at this very moment.

Example:
  rebook vault rotate`;

export function addVault(program: Command, terminal: Terminal): void {
  const vault = program.command('vault').description('master keys: wrap all data keys anew');
  vault
    .command('rotate')
    .option('--json', 'print what was done as JSON')
    .addHelpText('after', explained)
    .action(async (options: { json?: boolean }) => {
      const done = await rotate(terminal);
      terminal.out(options.json ? printable(done) : `${done.rotated} data keys are wrapped anew, with master key ${done.master}`);
    });
}

async function rotate(terminal: Terminal): Promise<{ rotated: number; master: string }> {
  const { openVault } = await import('../../../platform/vault/vault.ts');
  const { openDatabaseUrl } = await import('../open-servers.ts');
  const { vaultPlaceOf } = await import('../../config/vault-place.ts');
  const config = configurationOf(terminal);
  const opened = await openDatabaseUrl(config, terminal);
  try {
    const place = vaultPlaceOf(config, opened.url);
    const vault = await openVault(place);
    try {
      await addMasterKey(place, vault);
      const rotated = await vault.rotate();
      const [master = ''] = await vault.masters();
      return { rotated, master };
    } finally {
      await vault.close();
    }
  } finally {
    await opened.stop();
  }
}

/** Before the others in the file; of those only what is in use stays. */
async function addMasterKey({ masterKey }: VaultPlace, vault: Vault): Promise<void> {
  if (masterKey.kind !== 'file') return;
  const { masterKeysIn, newMasterKey } = await import('../../../platform/vault/master-keys.ts');
  const { path } = masterKey;
  const used = await vault.masters();
  const lines = (await readFile(path, 'utf8')).split(/\s+/).filter(line => line !== '');
  const kept = lines.filter((line, index) => index === 0 || masterKeysIn(line).some(({ id }) => used.includes(id)));
  await writeFile(`${path}.new`, `${[newMasterKey(), ...kept].join('\n')}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}
