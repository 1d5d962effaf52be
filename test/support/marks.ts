// Looks for the words of a person wherever a world keeps anything.
import { projections } from '../../projections/index.ts';
import type { World } from './world.ts';

/** Everything that stands in the store, as its bytes say it. */
export async function storedText({ rebook }: Pick<World, 'rebook'>): Promise<string> {
  const texts: string[] = [];
  for await (const { event } of rebook.store.client.readAll())
    if (event) texts.push(JSON.stringify([event.streamId, event.data, event.metadata]));
  return texts.join('\n');
}

/** Every row of every table of the database, the vault's among them, each after the name of its table. */
export async function rowsText({ sql }: Pick<World, 'sql'>): Promise<string> {
  const tables = await sql<{ place: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as place from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`,
  );
  const texts: string[] = [];
  for (const { place } of tables)
    for (const { row } of await sql<{ row: string }>(`select to_jsonb(t)::text as row from ${place} t`))
      texts.push(`${place} ${row}`);
  return texts.join('\n');
}

/** All rows of all read models, in one order. */
export async function readModelRows({ sql }: Pick<World, 'sql'>): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const { name } of projections.flatMap(({ tables }) => tables))
    rows[name] = (await sql<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t order by to_jsonb(t)::text`)).map(
      ({ row }) => row,
    );
  return rows;
}

/** Those of the marks that stand in the text, in any spelling of their letters. */
export function marksIn(text: string, marks: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return marks.filter(mark => lower.includes(mark.toLowerCase()));
}
