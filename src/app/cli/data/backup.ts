// `rebook backup`: writes the embedded data to one file, whether the service runs or not.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projections } from '../../../../projections/index.ts';
import { Fault } from '../../../domain/fault.ts';
import { registerName } from '../../config/erasure-register.ts';
import { configurationOf } from '../configuration.ts';
import { progressBar } from '../progress-bar.ts';
import { printable, type Terminal } from '../terminal.ts';

/** The admin key, the sandbox's bookings, and who was erased. Never the master key. */
const files = ['admin-key', 'calcom-sandbox.json', registerName];
/** Tables that are made from the events: a restore rebuilds them. */
const fromEvents = ['projection_checkpoint', 'parked_event', 'kysely_migration', 'kysely_migration_lock'];

const explained = `
The file holds the events, the calendar's leases, the webhook inbox and the like, and the admin key, so only its owner may read it. What
is personal in the events is encrypted. Its keys go into a file of their own, FILE.vault, wrapped by the master key, which is in none
of them: keep DATA_DIR/master-key, or MASTER_KEY, elsewhere. The read models are left out; \`rebook restore\` rebuilds them. The
service may run meanwhile. Where VAULT_DATABASE_URL is set, or with --no-vault, no keys are written.
Where EVENTSTORE_URL is set, back that event store up as its makers describe.

Example:
  rebook backup /var/backups/rebook-$(date +%F).gz`;

export function addBackup(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .argument('<file>', 'where to write it; it must not be there yet')
    .option('--no-vault', 'leave the keys out: without another copy of them nothing personal can be restored')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', explained)
    .action(async (file: string, options: { json?: boolean; vault: boolean }) => {
      const { tables, vaultFile } = await backup(file, options.vault, terminal);
      const { size: bytes } = await stat(file);
      const events = tables['eventstore.events'] ?? 0;
      const keys = vaultFile === undefined ? '' : `; their keys into ${vaultFile}`;
      terminal.out(
        options.json
          ? printable({ file, bytes, tables, vault: vaultFile ?? null })
          : `${events} events backed up into ${file}, ${bytes} bytes${keys}`,
      );
    });
}

async function backup(
  file: string,
  withVault: boolean,
  terminal: Terminal,
): Promise<{ tables: Record<string, number>; vaultFile: string | undefined }> {
  const config = configurationOf(terminal);
  if (config.eventstoreUrl) throw new Fault('usage', 'EVENTSTORE_URL is set: back that event store up as its makers describe');
  const vaultFile = withVault && config.vaultDatabaseUrl === undefined ? `${file}.vault` : undefined;
  for (const one of [file, ...(vaultFile === undefined ? [] : [vaultFile])])
    if (await stat(one).catch(() => undefined)) throw new Fault('backup_exists', `${one} is there already`);
  const { writeBackup } = await import('../../backup/write.ts');
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { migrationsRun } = await import('../../../platform/postgres/migrate.ts');
  const { mustHaveData, openStores } = await import('../open-servers.ts');
  await mustHaveData(config);
  const { databaseUrl, eventStoreDatabaseUrl, stop } = await openStores(config, terminal);
  const bar = progressBar(terminal, 'backing up');
  try {
    if (eventStoreDatabaseUrl === undefined)
      throw new Fault('usage', 'the service on this data folder has an event store elsewhere');
    const db = connectDatabase(databaseUrl, undefined, 'upkeep');
    const migrations = await migrationsRun(db).finally(() => db.destroy());
    const readModels = projections.flatMap(({ tables }) => tables.map(({ name }) => name));
    const { noteBackup } = await import('../../health/data-folder.ts');
    const now = terminal.clock.now();
    const onProgress = (rows: number) => bar.update(rows, rows, `${rows} rows`);
    const tables = await writeBackup({
      file,
      header: { createdAt: now.toISOString(), migrations, files: await smallFiles(config.dataDir) },
      // The events last: whatever an operational table refers to is in them.
      sources: [
        { databaseUrl, schema: 'public', leftOut: [...readModels, ...fromEvents] },
        { databaseUrl: eventStoreDatabaseUrl, schema: 'eventstore', leftOut: ['store'] },
      ],
      onProgress,
    });
    // After the events: the key of each is there before it.
    if (vaultFile !== undefined)
      await writeBackup({
        file: vaultFile,
        header: { createdAt: now.toISOString(), migrations: [], files: {} },
        sources: [{ databaseUrl, schema: 'vault', leftOut: ['vault_migration', 'vault_migration_lock'] }],
        onProgress,
      });
    await noteBackup(config.dataDir, now);
    return { tables, vaultFile };
  } finally {
    bar.stop();
    await stop();
  }
}

async function smallFiles(dataDir: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of files) {
    const content = await readFile(join(dataDir, name)).catch(error => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (content) found[name] = content.toString('base64');
  }
  return found;
}
