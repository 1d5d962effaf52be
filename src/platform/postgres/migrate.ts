// Brings the operational tables up to date; under the migrator's own lock, so that instances do not race.
import { DEFAULT_MIGRATION_TABLE, type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { connectDatabase } from './database.ts';
import * as firstRelease from './migrations/0001-first-release.ts';
import * as apiKeys from './migrations/0002-api-keys.ts';
import * as accessRecord from './migrations/0003-access-record.ts';
import * as transparencyLog from './migrations/0004-transparency-log.ts';
import * as consoleSession from './migrations/0005-console-session.ts';
import * as proofSuccession from './migrations/0006-proof-succession.ts';
import { mustBeReachable } from './reachable.ts';
import type { Database } from './schema.ts';

const migrations = {
  '0001-first-release': firstRelease,
  '0002-api-keys': apiKeys,
  '0003-access-record': accessRecord,
  '0004-transparency-log': transparencyLog,
  '0005-console-session': consoleSession,
  '0006-proof-succession': proofSuccession,
};

/** Runs what has not been run, up to `last` where that is given. Throws `config_invalid`, `database_unreachable`, `database_newer`, `migration_failed`. */
export async function migrate(db: Kysely<Database>, last?: string): Promise<void> {
  await mustBeReachable(db);
  const migrator = migratorOf(db);
  const { error, results } = last === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(last);
  if (error === undefined) return;
  if (error instanceof Fault) throw error;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName ?? 'preparing';
  throw new Fault('migration_failed', `migration ${failed} failed`, { cause: error });
}

/** The same on connections of its own: a migration of a large table takes longer than the service's statements may. */
export async function migrateAt(databaseUrl: string, log?: Logger): Promise<void> {
  const db = connectDatabase(databaseUrl, log, 'upkeep');
  await migrate(db).finally(() => db.destroy());
}

/** Names of those that have been run, in order. Throws `config_invalid`, `database_unreachable`. */
export async function migrationsRun(db: Kysely<Database>): Promise<string[]> {
  await mustBeReachable(db);
  const all = await migratorOf(db).getMigrations();
  return all.filter(({ executedAt }) => executedAt !== undefined).map(({ name }) => name);
}

export const isMigration = (name: string): boolean => Object.hasOwn(migrations, name);
/** In the order in which they are run. */
export const migrationNames = Object.keys(migrations);

const migratorOf = (db: Kysely<Database>): Migrator =>
  new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations, ...(await ofLaterPrograms(db)) }) } });

/** A migration that takes something away ends with the number of the one a program must know to do without it: `0009-…-needs-0008`. */
const needs = /-needs-(\d{4})$/;
const nothing = { up: async () => undefined };

/**
 * Those a later program has run: this one does nothing for them, and works on, since they add and take nothing away that it needs.
 * Throws `database_newer` where one has.
 */
async function ofLaterPrograms(db: Kysely<Database>): Promise<Record<string, Migration>> {
  const { rows: tables } = await sql<{
    there: boolean;
  }>`select to_regclass(${DEFAULT_MIGRATION_TABLE}) is not null as there`.execute(db);
  if (tables[0]?.there !== true) return {};
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const known = Object.keys(migrations);
  const last = known.at(-1) ?? '';
  const later = rows.map(({ name }) => name).filter(name => name > last);
  for (const name of later) {
    const needed = needs.exec(name)?.[1];
    if (needed !== undefined && !known.some(one => one.startsWith(needed)))
      throw new Fault('database_newer', `a later program has run migration ${name}, with which this one cannot work`);
  }
  return Object.fromEntries(later.map(name => [name, nothing]));
}
