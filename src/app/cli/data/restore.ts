// `rebook restore`: a data folder from a backup.
import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { pino } from 'pino';
import { projections } from '../../../../projections/index.ts';
import { Fault } from '../../../domain/fault.ts';
import type { ErasureEntry } from '../../../platform/vault/key-table.ts';
import type { BackupHeader } from '../../backup/format.ts';
import type { Config } from '../../config/config.ts';
import { registerIn, registerName, registerOf } from '../../config/erasure-register.ts';
import { configurationOf } from '../configuration.ts';
import { progressBar } from '../progress-bar.ts';
import { printable, type Terminal } from '../terminal.ts';

const explained = `
DATA_DIR must hold no data yet. The keys need the master key: MASTER_KEY, DATA_DIR/master-key or the file named. The backup is read through before
anything is made of it, then the read models are rebuilt from the events. Its keys are read from FILE.vault, or the file named. Without
one nothing that was personal can be opened again. Names and numbers that are told again are kept, but for those of people who were erased.

Who has been erased since the backup stays erased, by the register in DATA_DIR/${registerName} or the one named: take it from the
data folder that is replaced. Each pending change is looked up at the calendar first once the service starts, since nobody knows
what has been sent after the backup; \`rebook reconcile\` then finds what has changed there.

Example:
  DATA_DIR=/srv/rebook rebook restore --master-key /root/master-key /var/backups/rebook-2026-03-01.gz`;

interface Options {
  vault: string | boolean;
  erasures?: string;
  masterKey?: string;
  json?: boolean;
}

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .option('--vault <file>', 'the backup of its keys (default: FILE.vault)', true)
    .option('--no-vault', 'without keys: what was personal until now is lost')
    .option('--erasures <file>', `a later register of erasures (default: ${registerName} in DATA_DIR)`)
    .option('--master-key <file>', 'a copy of the master key (default: master-key in DATA_DIR, which gets it)')
    .option('--json', 'print what was restored as JSON')
    .addHelpText('after', explained)
    .action(async (file: string, options: Options) => {
      const { dataDir, tables } = await restore(file, options, terminal);
      const events = tables['eventstore.events'] ?? 0;
      terminal.out(options.json ? printable({ dataDir, tables }) : restored(events, dataDir));
    });
}

const restored = (events: number, dataDir: string): string =>
  `${events} events restored into ${dataDir}
Next: start the service with DATA_DIR=${dataDir}, then "rebook reconcile" finds what has changed at the calendar since the backup`;

async function restore(
  file: string,
  options: Options,
  terminal: Terminal,
): Promise<{ dataDir: string; tables: Record<string, number> }> {
  const config = configurationOf(terminal);
  const { dataDir, eventstoreUrl, databaseUrl } = config;
  if (eventstoreUrl !== undefined || databaseUrl !== undefined)
    throw new Fault('usage', 'EVENTSTORE_URL or DATABASE_URL is set: a backup is restored into embedded servers');
  const { masterKeyFile } = await import('../../config/local-keys.ts');
  const keyFile = masterKeyFile(dataDir);
  const keys = options.masterKey === undefined ? undefined : await readFile(options.masterKey, 'utf8');
  let vaultFile: string | undefined;
  const erasures = [...registerOf(dataDir), ...(options.erasures ? registerIn(await readFile(options.erasures, 'utf8')) : [])];
  const { restoreBackup } = await import('../../backup/restore.ts');
  const bar = progressBar(terminal, 'restoring');
  try {
    const tables = await restoreBackup({
      file,
      async vaultFile() {
        vaultFile = await vaultFileOf(file, options.vault, config, keys !== undefined ? undefined : keyFile);
        return vaultFile;
      },
      keepMasterKey: async () => {
        if (keys !== undefined && config.masterKey === undefined) await keepMasterKey(keyFile, keys);
      },
      dataDir,
      log: pino({ level: 'silent' }),
      prepare: migrateTo,
      finish: (database, eventStore, header) => finish({ config, terminal, database, eventStore, header, vaultFile, erasures }),
      onProgress: (rows, total) => bar.update(rows, total, `${rows} rows`),
    });
    return { dataDir, tables };
  } finally {
    bar.stop();
  }
}

/** Never in the place of another one: that may be the only copy. Throws `usage`. */
async function keepMasterKey(path: string, keys: string): Promise<void> {
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there?.trim() === keys.trim()) return;
  if (there !== undefined)
    throw new Fault('usage', `${path} is there, and is another master key than the one named: move it away first`);
  const { makeFile } = await import('../../config/durable-file.ts');
  makeFile(path, keys);
}

/** Throws `usage` where it is missing, or nothing could unwrap its keys. */
async function vaultFileOf(
  file: string,
  given: string | boolean,
  config: Config,
  keyFile: string | undefined,
): Promise<string | undefined> {
  if (given === false || config.vaultDatabaseUrl !== undefined) return undefined;
  const vaultFile = typeof given === 'string' ? given : `${file}.vault`;
  const isThere = (path: string) => stat(path).catch(() => undefined);
  if (!(await isThere(vaultFile)))
    throw new Fault('usage', `${vaultFile} is not there: name the backup of the keys with --vault, or say --no-vault`);
  if (config.masterKey === undefined && keyFile !== undefined && !(await isThere(keyFile)))
    throw new Fault(
      'usage',
      `the keys need the master key: put it into ${keyFile}, name a copy with --master-key, or set MASTER_KEY`,
    );
  return vaultFile;
}

/** The operational tables as the program that made the backup had them, and those of the vault. */
async function migrateTo(databaseUrl: string, migrations: readonly string[]): Promise<void> {
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { isMigration, migrate } = await import('../../../platform/postgres/migrate.ts');
  const { migrateVault } = await import('../../../platform/vault/vault-tables.ts');
  const unknown = migrations.find(name => !isMigration(name));
  if (unknown !== undefined) throw new Fault('backup_newer', `a later program has made the backup (${unknown}); use that one`);
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  try {
    await migrate(db, migrations.at(-1));
    await migrateVault(db);
  } finally {
    await db.destroy();
  }
}

interface Finish {
  config: Config;
  terminal: Terminal;
  database: string;
  eventStore: string;
  header: BackupHeader;
  vaultFile: string | undefined;
  erasures: readonly ErasureEntry[];
}

async function finish({ config, terminal, database, eventStore, header, vaultFile, erasures }: Finish): Promise<void> {
  const { assumeSent } = await import('../../../calendar/lease/lease.ts');
  const { rebuildThread } = await import('../../rebuild/thread-url.ts');
  const { rebuildInThread } = await import('../../../platform/projector/rebuild/in-thread.ts');
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { migrate } = await import('../../../platform/postgres/migrate.ts');
  const { connectEventStore } = await import('../../../platform/eventstore/store.ts');
  const { openVault } = await import('../../../platform/vault/vault.ts');
  const { giveUpMissing, mustHaveEveryKey } = await import('../../../platform/vault/restored.ts');
  const { erasuresInEvents } = await import('../../../customers/erasure/recorded-erasures.ts');
  const { destroyErased } = await import('../../../customers/erasure/still-erased.ts');
  const { vaultPlaceOf } = await import('../../config/vault-place.ts');
  const place = vaultPlaceOf(config, database);
  const db = connectDatabase(database, undefined, 'upkeep');
  const vault = await openVault(place);
  const store = connectEventStore(eventStore, terminal.clock);
  try {
    await migrate(db);
    const kept = header.files[registerName];
    const registered = kept ? registerIn(Buffer.from(kept, 'base64').toString('utf8')) : [];
    await destroyErased(vault, [...erasures, ...registered, ...(await erasuresInEvents(store))]);
    if (vaultFile !== undefined) await mustHaveEveryKey(vault, store);
    else if (config.vaultDatabaseUrl === undefined) await giveUpMissing(vault, store, terminal.clock.now());
    await rebuildInThread({
      thread: rebuildThread,
      databaseUrl: database,
      eventStoreUrl: eventStore,
      vault: place,
      names: projections.map(({ name }) => name),
      log: pino({ level: 'error' }, pino.destination(process.stderr.fd)),
      signal: new AbortController().signal,
    });
    const parked = await db
      .selectFrom('parked_event')
      .select('stream')
      .where('error_code', '=', 'event_newer')
      .executeTakeFirst();
    if (parked !== undefined)
      throw new Fault('backup_newer', 'a later program has made the backup: it holds events this one cannot read; use that one');
    await assumeSent(db, terminal.clock.now());
  } finally {
    await store.close();
    await vault.close();
    await db.destroy();
  }
}
