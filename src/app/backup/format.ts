// A backup is a gzipped text that PostgreSQL's COPY reads: a first line that says what it is, each table's rows, and a last line
// with their numbers and a digest of all before it.
import { z } from 'zod';

const name = /^[a-z][a-z0-9_]*$/;

export const headerSchema = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The migrations that had made the operational tables. */
  migrations: z.array(z.string()),
  /** Small files of the data folder, in base64. */
  files: z.record(z.string().regex(/^[a-z][a-z0-9.-]*$/), z.base64()),
});
export type BackupHeader = z.infer<typeof headerSchema>;

export const trailerSchema = z.object({
  /** Rows of each table. */
  tables: z.record(z.string(), z.number()),
  sha256: z.string(),
});
export type BackupTrailer = z.infer<typeof trailerSchema>;

export interface BackupTable {
  schema: string;
  name: string;
  columns: readonly string[];
}

export const headerMark = '-- rebook backup ';
export const trailerMark = '-- end ';
export const rowsEnd = '\\.\n';

export const tableName = ({ schema, name: table }: Pick<BackupTable, 'schema' | 'name'>): string => `${schema}.${table}`;
export const copyStatement = (table: BackupTable, direction: 'FROM stdin' | 'TO stdout'): string =>
  `COPY ${tableName(table)} (${table.columns.join(', ')}) ${direction}`;
export const tableLine = (table: BackupTable): string => `${copyStatement(table, 'FROM stdin')};\n`;

/** The table a line announces; undefined for any other line. Names are of our own making and need no quotes. */
export function tableOf(line: string): BackupTable | undefined {
  const [, schema = '', table = '', list = ''] =
    /^COPY ([a-z0-9_]+)\.([a-z0-9_]+) \(([a-z0-9_, ]+)\) FROM stdin;$/.exec(line) ?? [];
  const columns = list.split(', ');
  return [schema, table, ...columns].every(word => name.test(word)) ? { schema, name: table, columns } : undefined;
}
