// Brings the operational tables up to date; under the migrator's own lock, so that instances do not race.
import { type Kysely, Migrator } from 'kysely';
import type { Logger } from 'pino';
import { Fault } from '../domain/fault.ts';
import { connectDatabase } from './database.ts';
import * as operationalTables from './migrations/0001-operational-tables.ts';
import * as identificationAttempts from './migrations/0002-identification-attempts.ts';
import * as attemptsSwept from './migrations/0003-attempts-swept.ts';
import * as slotHolds from './migrations/0004-slot-holds.ts';
import * as calendarOperations from './migrations/0005-calendar-operations.ts';
import * as projectionGenerations from './migrations/0006-projection-generations.ts';
import * as attemptsKeepTheirTime from './migrations/0007-attempts-keep-their-time.ts';
import * as attemptsHaveAnOutcome from './migrations/0008-attempts-have-an-outcome.ts';
import * as idempotencyKeys from './migrations/0009-idempotency-keys.ts';
import * as reconciliationHeld from './migrations/0011-reconciliation-held.ts';
import * as repeatedDeliveries from './migrations/0012-repeated-deliveries.ts';
import * as swept from './migrations/0013-swept.ts';
import * as writtenProbe from './migrations/0013-written-probe.ts';
import { mustBeReachable } from './reachable.ts';
import type { Database } from './schema.ts';

const migrations = {
  '0001-operational-tables': operationalTables,
  '0002-identification-attempts': identificationAttempts,
  '0003-attempts-swept': attemptsSwept,
  '0004-slot-holds': slotHolds,
  '0005-calendar-operations': calendarOperations,
  '0006-projection-generations': projectionGenerations,
  '0007-attempts-keep-their-time': attemptsKeepTheirTime,
  '0008-attempts-have-an-outcome': attemptsHaveAnOutcome,
  '0009-idempotency-keys': idempotencyKeys,
  '0011-reconciliation-held': reconciliationHeld,
  '0012-repeated-deliveries': repeatedDeliveries,
  '0013-swept': swept,
  '0013-written-probe': writtenProbe,
};

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
