// Reads a backup from beginning to end, part by part, and knows at the end whether it is whole.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import {
  type BackupHeader,
  type BackupTable,
  type BackupTrailer,
  headerMark,
  headerSchema,
  rowsEnd,
  tableName,
  tableOf,
  trailerMark,
  trailerSchema,
} from './format.ts';

export type BackupPart =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; table: BackupTable }
  /** Whole rows of the table named last, as COPY takes them. */
  | { kind: 'rows'; data: Buffer; count: number }
  | { kind: 'table_end' }
  /** Everything before it was as it was written. */
  | { kind: 'end'; trailer: BackupTrailer };

const newline = 0x0a;
const endOfRows = Buffer.from(rowsEnd);

/** Throws `backup_damaged` where it is cut off, changed or no backup at all, `backup_unreadable` where it cannot be opened. */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const digest = createHash('sha256');
  const counted: Record<string, number> = {};
  let header: BackupHeader | undefined;
  let table: BackupTable | undefined;
  let trailer: BackupTrailer | undefined;

  for await (const lines of wholeLines(file)) {
    let from = 0;
    while (from < lines.length) {
      if (trailer) throw damaged('something follows its end');
      const end = lines.indexOf(newline, from) + 1;
      if (table && !endOfRows.equals(lines.subarray(from, end))) {
        const rows = rowsFrom(lines, from);
        digest.update(rows.data);
        counted[tableName(table)] = (counted[tableName(table)] ?? 0) + rows.count;
        yield { kind: 'rows', ...rows };
        from += rows.data.length;
        continue;
      }
      const line = lines.subarray(from, end);
      from = end;
      if (table) {
        digest.update(line);
        table = undefined;
        yield { kind: 'table_end' };
        continue;
      }
      const text = line.toString('utf8').trimEnd();
      if (text.startsWith(trailerMark)) {
        trailer = parsed(text.slice(trailerMark.length), trailerSchema);
        continue;
      }
      digest.update(line);
      if (!header) {
        if (!text.startsWith(headerMark)) throw damaged('it is no backup of Rebook');
        header = parsed(text.slice(headerMark.length), headerSchema);
        yield { kind: 'header', header };
        continue;
      }
      table = tableOf(text);
      if (!table) throw damaged('it has a line that is not understood');
      counted[tableName(table)] = 0;
      yield { kind: 'table', table };
    }
  }
  if (!trailer) throw damaged('it has no end');
  if (trailer.sha256 !== digest.digest('hex') || JSON.stringify(trailer.tables) !== JSON.stringify(counted))
    throw damaged('it is not what was written');
  yield { kind: 'end', trailer };
}

/** The rows up to the end of the table or of what is there. */
function rowsFrom(lines: Buffer, from: number): { data: Buffer; count: number } {
  let count = 0;
  let at = from;
  while (at < lines.length) {
    const end = lines.indexOf(newline, at) + 1;
    if (endOfRows.equals(lines.subarray(at, end))) break;
    count += 1;
    at = end;
  }
  return { data: lines.subarray(from, at), count };
}

/** Chunks that end with a line's end. */
async function* wholeLines(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', error => unzipped.destroy(error));
  source.pipe(unzipped);
  let rest: Buffer[] = [];
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      const end = chunk.lastIndexOf(newline) + 1;
      if (end > 0) {
        yield Buffer.concat([...rest, chunk.subarray(0, end)]);
        rest = [];
      }
      rest.push(chunk.subarray(end));
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) throw damaged('it is cut off or no backup');
    if (code.startsWith('E')) throw new Fault('backup_unreadable', `${file} cannot be read (${code})`);
    throw error;
  } finally {
    source.destroy();
    unzipped.destroy();
  }
  if (Buffer.concat(rest).length > 0) throw damaged('it is cut off');
}

function parsed<T>(text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw damaged('its first or last line is not understood');
  }
}

const damaged = (how: string): Fault => new Fault('backup_damaged', `the backup cannot be used: ${how}; nothing was changed`);
