// Two versions of the program share the operational tables during an upgrade: the later one only adds, and the earlier one works on.
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate, migrationNames } from '../../../src/platform/postgres/migrate.ts';
import { emptyDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let db: ReturnType<typeof connectDatabase>;
let client: Client;
beforeEach(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url, undefined, 'upkeep');
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await db.destroy();
  await database.drop();
});

interface Tables {
  /** `table.column`: its type, and whether an insert must name it. */
  columns: Map<string, { type: string; isNeeded: boolean }>;
  /** `table: definition`, of what may refuse a row. */
  rules: Set<string>;
}

async function tables(): Promise<Tables> {
  const { rows: columns } = await client.query(
    `select table_name, column_name, udt_name, is_nullable = 'NO' and column_default is null and is_identity = 'NO' as needed
     from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'`,
  );
  const { rows: rules } = await client.query(
    `select conrelid::regclass::text as table_name, pg_get_constraintdef(oid) as rule from pg_constraint
       where connamespace = 'public'::regnamespace and contype <> 'n'
     union select tablename, indexdef from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'`,
  );
  return {
    columns: new Map(
      columns.map(row => [`${row.table_name}.${row.column_name}`, { type: row.udt_name, isNeeded: row.needed }] as const),
    ),
    rules: new Set(rules.filter(row => !row.table_name.startsWith('kysely')).map(row => `${row.table_name}: ${row.rule}`)),
  };
}

/** What a program that knows only `before` could not do on `after`. */
function takenAway(before: Tables, after: Tables): string[] {
  const known = new Set([...before.columns.keys()].map(column => column.split('.')[0]));
  const gone = [...before.columns].flatMap(([column, { type, isNeeded }]) => {
    const now = after.columns.get(column);
    if (!now) return [`${column} is gone`];
    if (now.type !== type) return [`${column} is of another type`];
    return now.isNeeded && !isNeeded ? [`${column} must be named`] : [];
  });
  const added = [...after.columns].flatMap(([column, { isNeeded }]) =>
    !before.columns.has(column) && isNeeded && known.has(column.split('.')[0]) ? [`${column} must be named`] : [],
  );
  const rules = [...after.rules].filter(rule => !before.rules.has(rule) && known.has(rule.split(':')[0]));
  return [...gone, ...added, ...rules.map(rule => `new rule: ${rule}`)];
}

test('each migration takes nothing away, unless its name says which one a program must know to do without', async () => {
  const [first = '', ...others] = migrationNames;
  await migrate(db, first);
  for (const name of others) {
    const before = await tables();
    await migrate(db, name);
    if (!/-needs-\d{4}$/.test(name)) expect(takenAway(before, await tables()), name).toEqual([]);
  }
  expect(others.length).toBeGreaterThan(0);
});

test.each([
  ['alter table shared drop column a', 'shared.a is gone'],
  ['alter table shared alter column a type bigint', 'shared.a is of another type'],
  ['alter table shared alter column a set not null', 'shared.a must be named'],
  ['alter table shared add column c text not null', 'shared.c must be named'],
  ['alter table shared add check (a > 1)', 'new rule: shared: CHECK ((a > 1))'],
  ['create unique index other on shared (a)', expect.stringMatching(/^new rule: shared: CREATE UNIQUE INDEX other/)],
  ["alter table shared add column c text not null default ''", undefined],
  ['alter table shared add column c text', undefined],
  ['create table other (a text not null unique)', undefined],
  ['create index other on shared (a)', undefined],
])('%s', async (statement, complaint) => {
  await client.query('create table shared (a integer, b text not null)');
  const before = await tables();
  await client.query(statement);
  expect(takenAway(before, await tables())).toEqual(complaint === undefined ? [] : [complaint]);
});

describe('on the tables of a later program', () => {
  const ran = (name: string) =>
    client.query("insert into kysely_migration (name, timestamp) values ($1, '2030-01-01T00:00:00Z')", [name]);

  test('one that added something is passed over', async () => {
    await migrate(db);
    await ran('9001-more');
    await expect(migrate(db)).resolves.toBeUndefined();
  });

  test('one that took away what this program needs ends the start', async () => {
    await migrate(db);
    await ran('9001-less-needs-0001');
    await expect(migrate(db)).resolves.toBeUndefined();
    await ran('9003-less-needs-9002');
    await expect(migrate(db)).rejects.toMatchObject({ code: 'database_newer', message: expect.stringMatching(/9003-less/) });
  });

  test('one that is missing between its own is a fault', async () => {
    await migrate(db);
    await ran('0001-other');
    await expect(migrate(db)).rejects.toMatchObject({ code: 'migration_failed' });
  });
});
