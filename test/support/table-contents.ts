// What stands in the read models' tables, in a form that can be compared.
import { type ClientBase, escapeIdentifier as name } from 'pg';
import type { Projection } from '../../src/platform/projector/projection.ts';

/** Each table's rows as text, in order of their keys. */
export async function contentsOf(client: ClientBase, projections: readonly Projection[]): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of projections.flatMap(({ tables }) => tables)) {
    const { rows } = await client.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${name(table.name)} t order by ${table.key.map(name).join(', ')}`,
    );
    contents[table.name] = rows.map(({ row }) => row);
  }
  return contents;
}

/** One digest for each table, for more rows than one wants to carry. */
export async function digestsOf(client: ClientBase, projections: readonly Projection[]): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of projections.flatMap(({ tables }) => tables)) {
    const { rows } = await client.query<{ rows: string; digest: string | null }>(
      `select count(*) as rows, sum(('x' || substr(md5(to_jsonb(t)::text), 1, 15))::bit(60)::bigint)::text as digest from ${name(table.name)} t`,
    );
    digests[table.name] = `${rows[0]?.rows} rows, ${rows[0]?.digest}`;
  }
  return digests;
}
