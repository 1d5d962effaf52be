// Brings the operational tables up to date; under the migrator's own lock, so that instances do not race.
import { type Kysely, Migrator } from 'kysely';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { connectDatabase } from './database.ts';
import * as firstRelease from './migrations/0001-first-release.ts';
import * as apiKeys from './migrations/0002-api-keys.ts';
import * as transparencyLog from './migrations/0003-transparency-log.ts';
import { mustBeReachable } from './reachable.ts';
import type { Database } from './schema.ts';

const migrations = { '0001-first-release': firstRelease, '0002-api-keys': apiKeys, '0003-transparency-log': transparencyLog };

/** Runs what has not been run, up to `last` where that is given. Throws `config_invalid`, `database_unreachable`, `migration_failed`. */
export async function migrate(db: Kysely<Database>, last?: string): Promise<void> {
  await mustBeReachable(db);
  const migrator = migratorOf(db);
  const { error, results } = last === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(last);
  if (error === undefined) return;
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

const migratorOf = (db: Kysely<Database>): Migrator => new Migrator({ db, provider: { getMigrations: async () => migrations } });
