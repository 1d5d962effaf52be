// The vault's tables, in a schema of their own, and the steps that bring them up to date.
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import type { Database } from '../postgres/schema.ts';

const vaultSchema = 'vault';

const step = (...statements: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

const migrations: Record<string, Migration> = {
  '0001-first-release': step(
    `create table vault.data_key (
       subject text primary key,
       wrapped bytea,
       master text,
       created_at timestamptz not null default now(),
       erased_at timestamptz,
       check ((wrapped is null) = (erased_at is not null) and (wrapped is null) = (master is null))
     )`,
    'create index data_key_master on vault.data_key (master) where master is not null',
    `create table vault.erasure (
       company_id text not null,
       customer_id text not null,
       by text not null,
       reason_code text not null,
       erased_at timestamptz not null,
       subjects text[] not null,
       primary key (company_id, customer_id)
     )`,
  ),
  // A key that was lost is followed by another one; one that was destroyed is not.
  '0002-lost-keys': step(
    'alter table vault.data_key add column lost boolean not null default false, add check (not lost or wrapped is null)',
    "create index data_key_later on vault.data_key (split_part(subject, '~', 1)) where strpos(subject, '~') > 0",
  ),
};

/** Makes the tables, or brings them up to date; under the migrator's own lock. */
export async function migrateVault(db: Kysely<Database>): Promise<void> {
  const provider = { getMigrations: async () => migrations };
  // Of other names than those of the operational tables, which may be in the same database.
  const names = { migrationTableName: 'vault_migration', migrationLockTableName: 'vault_migration_lock' };
  const { error } = await new Migrator({ db, provider, migrationTableSchema: vaultSchema, ...names }).migrateToLatest();
  if (error !== undefined) throw new Fault('migration_failed', 'the tables of the vault could not be made', { cause: error });
}
