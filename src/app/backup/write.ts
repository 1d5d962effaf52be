// Writes a backup of tables as they stand at one moment, while others go on writing them.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Fault } from '../../domain/fault.ts';
import {
  type BackupHeader,
  type BackupTable,
  copyStatement,
  headerMark,
  rowsEnd,
  tableLine,
  tableName,
  trailerMark,
} from './format.ts';

export interface BackupSource {
  databaseUrl: string;
  schema: string;
  /** Tables that are made from others again. */
  leftOut: readonly string[];
}

export interface WriteBackup {
  file: string;
  header: Omit<BackupHeader, 'format'>;
  /** In this order their moments are taken: what follows from a later one may not be missing in it. */
  sources: readonly BackupSource[];
  onProgress(rows: number): void;
}

/** Gives the number of rows of each table. Throws `backup_exists`, and what file system and database throw. */
export async function writeBackup({ file, header, sources, onProgress }: WriteBackup): Promise<Record<string, number>> {
  const partial = `${file}.partial`;
  const clients: Client[] = [];
  const tables: Record<string, number> = {};
  const digest = createHash('sha256');
  let rows = 0;

  async function* contents(): AsyncGenerator<Buffer> {
    for await (const chunk of body()) {
      const bytes = Buffer.from(chunk);
      digest.update(bytes);
      yield bytes;
    }
    yield Buffer.from(`${trailerMark}${JSON.stringify({ tables, sha256: digest.digest('hex') })}\n`);
  }

  async function* body(): AsyncGenerator<Buffer | string> {
    yield `${headerMark}${JSON.stringify({ format: 1, ...header })}\n`;
    for (const [index, source] of sources.entries()) {
      const client = clients[index];
      if (!client) continue;
      for (const table of await tablesOf(client, source)) {
        yield tableLine(table);
        const stream = client.query(copyTo(copyStatement(table, 'TO stdout')));
        for await (const chunk of stream) yield chunk;
        yield rowsEnd;
        tables[tableName(table)] = stream.rowCount;
        rows += stream.rowCount;
        onProgress(rows);
      }
    }
  }

  try {
    for (const { databaseUrl } of sources) clients.push(await snapshot(databaseUrl));
    await pipeline(contents(), createGzip(), createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(partial, file);
    return tables;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Fault(
        'backup_exists',
        `${partial} is there already: another backup is being written, or was given up; remove it`,
      );
    await rm(partial, { force: true });
    throw error;
  } finally {
    await Promise.all(clients.map(client => client.end()));
  }
}

/** All that is read through it stands as it does now. */
async function snapshot(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'rebook backup' });
  // A lost connection fails the query that is running.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  // The moment is that of the first statement.
  await client.query('select 1 from pg_class limit 1');
  return client;
}

async function tablesOf(client: Client, { schema, leftOut }: BackupSource): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and c.relname <> all($2)
     group by c.relname order by c.relname`,
    [schema, leftOut],
  );
  return rows.map(table => ({ schema, ...table }));
}
