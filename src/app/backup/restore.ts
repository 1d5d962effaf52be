// Makes the data folder of a backup: beside where it will be, and put there when it is whole.
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { registerName } from '../config/erasure-register.ts';
import { lockDataDir } from '../data-folder-lock.ts';
import { mustBeInstalled, ownFault } from '../packages.ts';
import { type BackupHeader, type BackupTrailer, copyStatement } from './format.ts';
import { type BackupPart, readBackup } from './read.ts';

export interface RestoreBackup {
  file: string;
  /** The backup of the vault, asked for once the other is known to be whole; undefined: nothing that was personal can be opened again. */
  vaultFile(): Promise<string | undefined>;
  /** Called once the folder is locked and known to hold no data. */
  keepMasterKey?(): Promise<void>;
  dataDir: string;
  log: Logger;
  /** Makes the operational tables as they were after these migrations, for the rows to come. */
  prepare(databaseUrl: string, migrations: readonly string[]): Promise<void>;
  /** What has to be done before anybody works with the restored data. */
  finish(databaseUrl: string, eventStoreUrl: string, header: BackupHeader): Promise<void>;
  onProgress(rows: number, total: number): void;
}

/**
 * Reads the backup twice: before anything is made it is known to be whole. Killed at any moment it leaves no data folder that
 * a service would start on. Gives the number of rows of each table.
 * Throws `embedded_server_not_installed`, `backup_damaged`, `backup_unreadable`, `data_dir_not_empty`, `data_dir_in_use`, and what `prepare` and `finish` throw.
 */
export async function restoreBackup(options: RestoreBackup): Promise<Record<string, number>> {
  const { file, dataDir } = options;
  await mustBeInstalled(['PostgreSQL', 'event store']);
  const events = await verifyBackup(file);
  const vaultFile = await options.vaultFile();
  const backups = vaultFile === undefined ? [events] : [events, await verifyBackup(vaultFile)];
  await mkdir(dataDir, { recursive: true });
  const lock = await lockDataDir(dataDir);
  try {
    const place = join(dataDir, 'postgres');
    if (await stat(place).catch(() => undefined))
      throw new Fault('data_dir_not_empty', `there is data in ${dataDir}; move it away, or set DATA_DIR to another folder`);
    await options.keepMasterKey?.();
    const made = join(dataDir, 'postgres.restoring');
    // What one that was killed has left, its server included.
    await clear(made);
    try {
      await fill(made, events.header, backups, options);
    } catch (error) {
      await clear(made);
      throw error;
    }
    for (const [name, content] of Object.entries(events.header.files).filter(([name]) => name !== registerName))
      await writeFile(join(dataDir, name), Buffer.from(content, 'base64'), { mode: 0o600 });
    await rename(made, place);
    return Object.assign({}, ...backups.map(({ trailer }) => trailer.tables));
  } catch (error) {
    throw ownFault(error);
  } finally {
    await lock.release();
  }
}

async function clear(folder: string): Promise<void> {
  if (!(await stat(folder).catch(() => undefined))) return;
  const { removeEmbeddedPostgres } = await import('@rebook/embedded-postgres');
  await removeEmbeddedPostgres(folder);
  await rm(folder, { recursive: true, force: true });
}

interface Verified {
  file: string;
  header: BackupHeader;
  trailer: BackupTrailer;
}

async function verifyBackup(file: string): Promise<Verified> {
  let header: BackupHeader | undefined;
  let trailer: BackupTrailer | undefined;
  for await (const part of readBackup(file)) {
    if (part.kind === 'header') header = part.header;
    if (part.kind === 'end') trailer = part.trailer;
  }
  if (!header || !trailer) throw new Error('a backup that was read to its end has both');
  return { file, header, trailer };
}

async function fill(folder: string, header: BackupHeader, backups: readonly Verified[], options: RestoreBackup): Promise<void> {
  const { log, prepare, finish, onProgress } = options;
  const { startEmbeddedPostgres } = await import('@rebook/embedded-postgres');
  const { startEmbeddedEventStore } = await import('@rebook/embedded-eventstore');
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
  try {
    for (const database of ['rebook', 'eventstore']) await postgres.ensureDatabase(database);
    await prepare(postgres.url('rebook'), header.migrations);
    await load(backups, { databaseUrl: postgres.url('rebook'), eventStoreUrl: postgres.url('eventstore'), onProgress });
    const eventStore = await startEmbeddedEventStore({ databaseUrl: postgres.url('eventstore'), log });
    try {
      await finish(postgres.url('rebook'), eventStore.connectionString, header);
    } finally {
      await eventStore.stop();
    }
  } finally {
    await postgres.stop();
  }
}

interface Load extends Pick<RestoreBackup, 'onProgress'> {
  databaseUrl: string;
  eventStoreUrl: string;
}

async function load(backups: readonly Verified[], { databaseUrl, eventStoreUrl, onProgress }: Load): Promise<void> {
  const { createTables } = await import('@rebook/embedded-eventstore/tables');
  const operational = new Client({ connectionString: databaseUrl });
  const events = new Client({ connectionString: eventStoreUrl });
  // What ended a connection shows at its next query.
  for (const client of [operational, events]) client.on('error', () => undefined);
  const total = backups.flatMap(({ trailer }) => Object.values(trailer.tables)).reduce((sum, rows) => sum + rows, 0);
  let loaded = 0;
  let copying: ReturnType<typeof copyFrom> | undefined;
  try {
    await Promise.all([operational.connect(), events.connect()]);
    await operational.query('begin');
    await events.query('begin');
    await createTables(events);
    for await (const part of partsOf(backups)) {
      if (part.kind === 'table') {
        const client = part.table.schema === 'eventstore' ? events : operational;
        await client.query(`truncate ${part.table.schema}.${part.table.name}`);
        copying = client.query(copyFrom(copyStatement(part.table, 'FROM stdin')));
      }
      if (part.kind === 'rows' && copying) {
        await written(copying, part.data);
        loaded += part.count;
        onProgress(loaded, total);
      }
      if (part.kind === 'table_end' && copying) await ended(copying);
    }
    await operational.query('commit');
    await events.query('commit');
  } finally {
    await Promise.all([operational.end(), events.end()]);
  }
}

async function* partsOf(backups: readonly Verified[]): AsyncGenerator<BackupPart> {
  for (const { file } of backups) yield* readBackup(file);
}

type Copying = ReturnType<typeof copyFrom>;

const written = (copying: Copying, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => copying.write(data, error => (error ? reject(error) : resolve())));

const ended = (copying: Copying): Promise<void> =>
  new Promise((resolve, reject) => {
    copying.once('error', reject);
    copying.once('finish', resolve);
    copying.end();
  });
