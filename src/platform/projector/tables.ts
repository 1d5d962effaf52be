// Creates and empties a projection's tables in PostgreSQL.
import type { ClientBase } from 'pg';
import { escapeIdentifier as name } from 'pg';
import type { Row, Table } from './projection.ts';

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
