// Creates, empties, reads and writes a projection's tables in Postgres, each with one statement.
import type { ClientBase } from 'pg';
import { escapeIdentifier as name } from 'pg';
import { folding } from './event-fault.ts';
import type { Row, Table } from './projection.ts';
import type { Statements } from './statements.ts';

/** Creates the table and its indexes where they are missing; the other indexes than unique ones may be left for later. */
export async function createTable(
  client: ClientBase,
  table: Table,
  indexes: 'all indexes' | 'unique indexes' = 'all indexes',
): Promise<void> {
  const columns = Object.entries(table.columns).map(([column, type]) => `${name(column)} ${type}`);
  await client.query(
    `create table if not exists ${name(table.name)} (${columns.join(', ')}, primary key (${table.key.map(name).join(', ')}))`,
  );
  await createIndexes(client, table, indexes);
}

export async function createIndexes(
  client: ClientBase,
  table: Table,
  which: 'all indexes' | 'unique indexes' = 'all indexes',
): Promise<void> {
  for (const [position, index] of (table.indexes ?? []).entries()) {
    const unique = index.startsWith('unique ');
    if (which === 'unique indexes' && !unique) continue;
    const list = unique ? index.slice('unique '.length) : index;
    await client.query(
      `create ${unique ? 'unique ' : ''}index if not exists ${name(`${table.name}_${position + 1}`)} on ${name(table.name)} ${list}`,
    );
  }
}

export const emptyTable = async (client: ClientBase, table: Table): Promise<void> => {
  await client.query(`truncate ${name(table.name)}`);
};

/** Identifies a row in memory. */
export function keyText({ key: columns }: Table, key: Row): string {
  const [only] = columns;
  // Asked for several times with every event.
  return columns.length === 1 && only !== undefined
    ? String(key[only])
    : JSON.stringify(columns.map(column => String(key[column])));
}

/** A row that has no such form was made by its fold. */
const json = (rows: Row[]): string => folding(() => JSON.stringify(rows));

/** The rows with these keys, as JSON. */
export async function readRows(client: Statements, table: Table, keys: Row[]): Promise<Row[]> {
  const list = table.key.map(name).join(', ');
  const { rows } = await client.query<{ row: Row }>({
    name: `read ${table.name}`,
    text: `select to_jsonb(t) as row from ${name(table.name)} t
           where (${list}) in (select ${list} from jsonb_populate_recordset(null::${name(table.name)}, $1::jsonb))`,
    values: [json(keys)],
  });
  return rows.map(({ row }) => row);
}

/** Inserts or overwrites rows in one statement. */
export async function writeRows(client: Statements, table: Table, rows: Row[]): Promise<void> {
  const columns = Object.keys(table.columns);
  const list = columns.map(name).join(', ');
  const changed = columns.filter(column => !table.key.includes(column));
  const update = changed.map(column => `${name(column)} = excluded.${name(column)}`).join(', ');
  await client.query({
    name: `write ${table.name}`,
    text: `insert into ${name(table.name)} (${list})
           select ${list} from jsonb_populate_recordset(null::${name(table.name)}, $1::jsonb)
           on conflict (${table.key.map(name).join(', ')}) do ${update === '' ? 'nothing' : `update set ${update}`}`,
    values: [json(rows)],
  });
}

export async function deleteRows(client: Statements, table: Table, keys: Row[]): Promise<void> {
  const list = table.key.map(name).join(', ');
  await client.query({
    name: `delete ${table.name}`,
    text: `delete from ${name(table.name)}
           where (${list}) in (select ${list} from jsonb_populate_recordset(null::${name(table.name)}, $1::jsonb))`,
    values: [json(keys)],
  });
}
