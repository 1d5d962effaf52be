// `rebook restore`: a data folder from a backup.
import type { Command } from 'commander';
import { pino } from 'pino';
import { projections } from '../../../../projections/index.ts';
import { Fault } from '../../../domain/fault.ts';
import { configurationOf } from '../configuration.ts';
import { progressBar } from '../progress-bar.ts';
import { printable, type Terminal } from '../terminal.ts';

const explained = `
DATA_DIR must hold no data yet. The backup is read through before anything is made of it, then the read models are rebuilt
from the events. Each pending change is looked up at the calendar first once the service starts, since nobody knows what has been
sent after the backup; \`rebook reconcile\` then finds what has changed there.

Example:
  DATA_DIR=/srv/rebook rebook restore /var/backups/rebook-2026-03-01.gz`;

export function addRestore(program: Command, terminal: Terminal): void {
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .option('--json', 'print what was restored as JSON')
    .addHelpText('after', explained)
    .action(async (file: string, options: { json?: boolean }) => {
      const { dataDir, tables } = await restore(file, terminal);
      const events = tables['eventstore.events'] ?? 0;
      terminal.out(options.json ? printable({ dataDir, tables }) : restored(events, dataDir));
    });
}

const restored = (events: number, dataDir: string): string =>
  `${events} events restored into ${dataDir}
Next: start the service with DATA_DIR=${dataDir}, then "rebook reconcile" finds what has changed at the calendar since the backup`;

async function restore(file: string, terminal: Terminal): Promise<{ dataDir: string; tables: Record<string, number> }> {
  const { dataDir, eventstoreUrl, databaseUrl } = configurationOf(terminal);
  if (eventstoreUrl !== undefined || databaseUrl !== undefined)
    throw new Fault('usage', 'EVENTSTORE_URL or DATABASE_URL is set: a backup is restored into embedded servers');
  const { restoreBackup } = await import('../../backup/restore.ts');
  const bar = progressBar(terminal, 'restoring');
  try {
    const tables = await restoreBackup({
      file,
      dataDir,
      log: pino({ level: 'silent' }),
      prepare: migrateTo,
      finish: (database, eventStore) => finish(database, eventStore, terminal),
      onProgress: (rows, total) => bar.update(rows, total, `${rows} rows`),
    });
    return { dataDir, tables };
  } finally {
    bar.stop();
  }
}

/** The operational tables as the program that made the backup had them. */
async function migrateTo(databaseUrl: string, migrations: readonly string[]): Promise<void> {
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { isMigration, migrate } = await import('../../../platform/postgres/migrate.ts');
  const unknown = migrations.find(name => !isMigration(name));
  if (unknown !== undefined) throw new Fault('backup_newer', `a later program has made the backup (${unknown}); use that one`);
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  await migrate(db, migrations.at(-1)).finally(() => db.destroy());
}

async function finish(databaseUrl: string, eventStoreUrl: string, terminal: Terminal): Promise<void> {
  const { assumeSent } = await import('../../../calendar/lease/lease.ts');
  const { rebuildThread } = await import('../../rebuild/thread-url.ts');
  const { rebuildInThread } = await import('../../../platform/projector/rebuild/in-thread.ts');
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { migrate } = await import('../../../platform/postgres/migrate.ts');
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  try {
    await migrate(db);
    await rebuildInThread({
      thread: rebuildThread,
      databaseUrl,
      eventStoreUrl,
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
    await db.destroy();
  }
}
