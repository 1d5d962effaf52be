// Copies a vault into another database: keys as they are wrapped, what was destroyed, and the register of erasures.
import { type Kysely, sql } from 'kysely';
import { connectDatabase } from '../postgres/database.ts';
import type { Database } from '../postgres/schema.ts';
import { destroyKeys, destroyOrphans } from './end-keys.ts';
import { type ErasureEntry, enterErasure, readErasures } from './key-table.ts';
import { migrateVault } from './vault-tables.ts';

const rowsAtOnce = 1_000;

interface Row {
  subject: string;
  wrapped: Buffer | null;
  master: string | null;
  createdAt: Date;
  erasedAt: Date | null;
  lost: boolean;
}

/**
 * Adds what the target has not yet; a key that was destroyed in one of the two, or is of somebody in one of the registers, is destroyed in
 * the target, and of the people these erasures name none is copied. One that was given up there comes back where the source has it. Gives the number of keys.
 */
export async function copyVault(from: string, to: string, erasures: readonly ErasureEntry[] = []): Promise<number> {
  const [source, target] = [connectDatabase(from, undefined, 'upkeep'), connectDatabase(to, undefined, 'upkeep')];
  try {
    await Promise.all([migrateVault(source), migrateVault(target)]);
    // First, so that no key of theirs is ever there.
    for (const entry of [...erasures, ...(await readErasures(source))]) await enterErasure(target, entry);
    await destroyKeys(
      target,
      (await readErasures(target)).map(({ subjects, erasedAt: at }) => ({ subjects, at })),
    );
    let copied = 0;
    for (let after = ''; ; ) {
      const rows = await pageAfter(source, after);
      const last = rows.at(-1);
      if (!last) break;
      await add(target, rows);
      copied += rows.length;
      after = last.subject;
    }
    await destroyOrphans(target);
    return copied;
  } finally {
    await Promise.all([source.destroy(), target.destroy()]);
  }
}

async function pageAfter(db: Kysely<Database>, subject: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select subject, wrapped, master, created_at as "createdAt", erased_at as "erasedAt", lost from vault.data_key
    where subject > ${subject} order by subject limit ${rowsAtOnce}`.execute(db);
  return rows;
}

async function add(db: Kysely<Database>, rows: readonly Row[]): Promise<void> {
  await sql`
    insert into vault.data_key as k (subject, wrapped, master, created_at, erased_at, lost)
    select * from unnest(${rows.map(r => r.subject)}::text[], ${rows.map(r => r.wrapped)}::bytea[], ${rows.map(r => r.master)}::text[],
      ${rows.map(r => r.createdAt)}::timestamptz[], ${rows.map(r => r.erasedAt)}::timestamptz[], ${rows.map(r => r.lost)}::boolean[])
    on conflict (subject) do update set wrapped = excluded.wrapped, master = excluded.master, erased_at = excluded.erased_at, lost = excluded.lost
      where (excluded.erased_at is not null and not excluded.lost and (k.erased_at is null or k.lost))
        or (k.lost and excluded.wrapped is not null)`.execute(db);
}
