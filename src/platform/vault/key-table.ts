// Statements on the vault's tables: wrapped data keys, those that were destroyed or given up, and the register of erasures.
import { type Kysely, sql } from 'kysely';
import { keptPlanMark } from '../postgres/kept-plans.ts';
import { subjectOfKey } from './generations.ts';
import type { WrappedKey } from './key-provider.ts';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/** A row: `wrapped` and `master` are null once the key was destroyed, or given up. */
export type KeyRow = { subject: string; lost: boolean } & ({ wrapped: Buffer; master: string } | { wrapped: null; master: null });

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

/** Both are asked for each call. */
const keptPlan = sql.raw(keptPlanMark);

export async function readKeys(db: Db, subjects: readonly string[]): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`${keptPlan}
    select subject, wrapped, master, lost from vault.data_key where subject = any(${subjects}::text[])`.execute(db);
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
      on conflict (subject) do nothing returning subject, wrapped, master, lost
    )
    select * from made
    union all
    select k.subject, k.wrapped, k.master, k.lost from vault.data_key k where k.subject = any(${subjects}::text[])`.execute(db);
  return rows;
}

/**
 * The same for keys that follow those given up. Only where the first one of the subject is given up at that moment: of a person who was
 * erased meanwhile none is made.
 */
export async function insertLaterKeys(db: Db, keys: readonly WrappedKey[]): Promise<KeyRow[]> {
  const [subjects, wrapped, masters] = [keys.map(k => k.subject), keys.map(k => k.wrapped), keys.map(k => k.master)];
  const { rows } = await sql<KeyRow>`
    with wanted as (
      select * from unnest(${subjects}::text[], ${wrapped}::bytea[], ${masters}::text[], ${subjects.map(subjectOfKey)}::text[])
        as w (subject, wrapped, master, person)
    ), given_up as (
      select subject from vault.data_key where subject = any(${subjects.map(subjectOfKey)}::text[]) and lost for share
    ), made as (
      insert into vault.data_key (subject, wrapped, master)
      select w.subject, w.wrapped, w.master from wanted w join given_up g on g.subject = w.person
      on conflict (subject) do nothing returning subject, wrapped, master, lost
    )
    select * from made
    union all
    select k.subject, k.wrapped, k.master, k.lost from vault.data_key k where k.subject = any(${subjects}::text[])`.execute(db);
  return rows;
}

/** Up to `limit` keys after this subject, in their order; with `notOf` only those that another master key has wrapped. */
export async function keysAfter(db: Db, after: string, limit: number, notOf?: string): Promise<WrappedKey[]> {
  const others = notOf === undefined ? sql`` : sql`and master <> ${notOf}`;
  const { rows } = await sql<WrappedKey>`
    select subject, wrapped, master from vault.data_key
    where master is not null ${others} and subject > ${after} order by subject limit ${limit}`.execute(db);
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

/** Whether there is no key, and none was ever destroyed or given up. */
export async function hasNoKey(db: Db): Promise<boolean> {
  const { rows } = await sql`select from vault.data_key limit 1`.execute(db);
  return rows.length === 0;
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
