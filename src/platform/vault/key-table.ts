// The vault's tables, in a schema of their own: wrapped data keys, those that were destroyed, and the register of erasures.
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { keptPlanMark } from '../postgres/kept-plans.ts';
import type { Database } from '../postgres/schema.ts';
import type { WrappedKey } from './key-provider.ts';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/** A row: `wrapped` and `master` are null once the key was destroyed. */
export type KeyRow = { subject: string } & ({ wrapped: Buffer; master: string } | { wrapped: null; master: null });

/** Who was erased and when, by ids alone; it outlives the events and a restored backup of them. */
export interface ErasureEntry {
  companyId: string;
  customerId: string;
  by: string;
  reasonCode: string;
  erasedAt: Date;
  /** All whose keys are destroyed with it. */
  subjects: string[];
}

export const vaultSchema = 'vault';
/** Both are asked for each call. */
const keptPlan = sql.raw(keptPlanMark);

const firstRelease: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [
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
    ])
      await sql.raw(statement).execute(db);
  },
};

/** Makes the tables, or brings them up to date; under the migrator's own lock. */
export async function migrateVault(db: Kysely<Database>): Promise<void> {
  const provider = { getMigrations: async () => ({ '0001-first-release': firstRelease }) };
  // Of other names than those of the operational tables, which may be in the same database.
  const names = { migrationTableName: 'vault_migration', migrationLockTableName: 'vault_migration_lock' };
  const { error } = await new Migrator({ db, provider, migrationTableSchema: vaultSchema, ...names }).migrateToLatest();
  if (error !== undefined) throw new Fault('migration_failed', 'the tables of the vault could not be made', { cause: error });
}

export async function readKeys(db: Db, subjects: readonly string[]): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`${keptPlan}
    select subject, wrapped, master from vault.data_key where subject = any(${subjects}::text[])`.execute(db);
  return rows;
}

/** One statement: inserts those that are not there and gives all of them; one that another is inserting at this moment may be missing. */
export async function insertKeys(db: Db, keys: readonly WrappedKey[]): Promise<KeyRow[]> {
  const [subjects, wrapped, masters] = [keys.map(k => k.subject), keys.map(k => k.wrapped), keys.map(k => k.master)];
  const { rows } = await sql<KeyRow>`${keptPlan}
    with wanted as (
      select * from unnest(${subjects}::text[], ${wrapped}::bytea[], ${masters}::text[]) as w (subject, wrapped, master)
    ), made as (
      insert into vault.data_key (subject, wrapped, master) select * from wanted
      on conflict (subject) do nothing returning subject, wrapped, master
    )
    select * from made
    union all
    select k.subject, k.wrapped, k.master from vault.data_key k where k.subject = any(${subjects}::text[])`.execute(db);
  return rows;
}

/** What stays of a key is that it was destroyed, so that none is made for its subject again. */
export async function destroyKeys(db: Db, subjects: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into vault.data_key as k (subject, created_at, erased_at)
    select s, ${at}::timestamptz, ${at}::timestamptz from unnest(${subjects}::text[]) s
    on conflict (subject) do update set wrapped = null, master = null, erased_at = excluded.erased_at
      where k.erased_at is null`.execute(db);
}

/** Up to `limit` keys that another master key than this one has wrapped. */
export async function keysOfOtherMasters(db: Db, master: string, limit: number): Promise<WrappedKey[]> {
  const { rows } = await sql<WrappedKey>`
    select subject, wrapped, master from vault.data_key where master is not null and master <> ${master} limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Unless a key was destroyed, or wrapped anew by another, meanwhile. */
export async function replaceKeys(db: Db, before: readonly WrappedKey[], after: readonly WrappedKey[]): Promise<void> {
  const [subjects, masters] = [before.map(k => k.subject), before.map(k => k.master)];
  await sql`
    update vault.data_key k set wrapped = n.wrapped, master = n.master
    from unnest(${subjects}::text[], ${masters}::text[], ${after.map(k => k.wrapped)}::bytea[], ${after.map(k => k.master)}::text[])
      as n (subject, before, wrapped, master)
    where k.subject = n.subject and k.master = n.before`.execute(db);
}

/** Ids of the master keys in use. */
export async function mastersInUse(db: Db): Promise<string[]> {
  const { rows } = await sql<{ master: string }>`
    select distinct master from vault.data_key where master is not null`.execute(db);
  return rows.map(({ master }) => master);
}

/** One key that this master key has wrapped, to see whether it can be unwrapped. */
export async function aKeyOfMaster(db: Db, master: string): Promise<WrappedKey[]> {
  const { rows } = await sql<WrappedKey>`
    select subject, wrapped, master from vault.data_key where master = ${master} limit 1`.execute(db);
  return rows;
}

/** Once for each record; subjects that are found later are added. Gives the entry as it is then. */
export async function enterErasure(db: Db, entry: ErasureEntry): Promise<ErasureEntry> {
  const { rows } = await sql<ErasureEntry>`
    insert into vault.erasure as e (company_id, customer_id, by, reason_code, erased_at, subjects)
    values (${entry.companyId}, ${entry.customerId}, ${entry.by}, ${entry.reasonCode}, ${entry.erasedAt}, ${entry.subjects}::text[])
    on conflict (company_id, customer_id) do update set
      subjects = array(select distinct s from unnest(e.subjects || excluded.subjects) s order by s)
    returning ${entryColumns}`.execute(db);
  const [entered] = rows;
  return entered ?? entry;
}

const entryColumns = sql.raw(
  'company_id as "companyId", customer_id as "customerId", by, reason_code as "reasonCode", erased_at as "erasedAt", subjects',
);

export async function readErasures(db: Db): Promise<ErasureEntry[]> {
  const { rows } = await sql<ErasureEntry>`
    select ${entryColumns} from vault.erasure order by erased_at, company_id, customer_id`.execute(db);
  return rows;
}
