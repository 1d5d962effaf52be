// Ends keys for good: destroyed, because a person was erased, or given up, because nobody can open them any more.
import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/schema.ts';

type Db = Kysely<Database>;

/** Subjects whose keys end, and when their person was erased. */
export interface EndedSubjects {
  subjects: readonly string[];
  at: Date;
}

/**
 * Destroys all keys of these subjects, those that followed others included. What stays is that they were destroyed, so that none is made
 * again. Gives the names of the keys that had been there.
 */
export async function destroyKeys(db: Db, ended: readonly EndedSubjects[]): Promise<string[]> {
  const rows = ended.flatMap(({ subjects, at }) => subjects.map(subject => ({ subject, at })));
  const times = new Map(rows.map(({ subject, at }) => [subject, at]));
  const [subjects, at] = [[...times.keys()], [...times.values()]];
  if (subjects.length === 0) return [];
  // Two statements: the first one locks the row that every later key needs, so the second one sees all that were made before.
  return db.transaction().execute(async transaction => {
    const first = await sql<{ subject: string }>`
      with had as (
        select subject from vault.data_key where subject = any(${subjects}::text[]) and wrapped is not null
      ), gone as (
        insert into vault.data_key as k (subject, created_at, erased_at)
        select s.subject, s.at, s.at from unnest(${subjects}::text[], ${at}::timestamptz[]) as s (subject, at)
        where not exists (select from vault.data_key d where d.subject = s.subject and d.erased_at is not null and not d.lost)
        order by 1
        on conflict (subject) do update set wrapped = null, master = null, lost = false, erased_at = excluded.erased_at
          where k.erased_at is null or k.lost
      )
      select subject from had`.execute(transaction);
    const later = await laterKeysDestroyed(transaction, sql`split_part(k.subject, '~', 1) = any(${subjects}::text[])`);
    return [...first.rows.map(({ subject }) => subject), ...later];
  });
}

/** After rows of another vault were added: a later key of somebody who was erased there. */
export const destroyOrphans = (db: Db): Promise<string[]> =>
  laterKeysDestroyed(
    db,
    sql`exists (select from vault.data_key b where b.subject = split_part(k.subject, '~', 1) and b.erased_at is not null and not b.lost)`,
  );

async function laterKeysDestroyed(db: Db, whose: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    with had as (
      select subject from vault.data_key k where strpos(k.subject, '~') > 0 and wrapped is not null and ${whose}
    ), gone as (
      update vault.data_key k set wrapped = null, master = null, lost = false, erased_at = coalesce(erased_at, now())
      where strpos(k.subject, '~') > 0 and (wrapped is not null or lost) and ${whose}
    )
    select subject from had`.execute(db);
  return rows.map(({ subject }) => subject);
}

/** Nobody can open what was sealed with these keys. A key that was destroyed stays destroyed. */
export async function giveUpKeys(db: Db, keys: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into vault.data_key as k (subject, created_at, erased_at, lost)
    select s, ${at}::timestamptz, ${at}::timestamptz, true from unnest(${keys}::text[]) s
    on conflict (subject) do update set wrapped = null, master = null, lost = true, erased_at = excluded.erased_at
      where k.erased_at is null`.execute(db);
}
