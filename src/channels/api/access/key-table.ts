// The keys made by `rebook keys make`, as they stand in PostgreSQL: each with its digest, and never the key itself.
import { createHash, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { Fault } from '../../../domain/fault.ts';
import type { Database } from '../../../platform/postgres/schema.ts';
import { noteAccess } from './access-record.ts';
import type { KeyAccess } from './keys.ts';

export interface MadeKey {
  /** Names the key where it is listed or revoked; it opens nothing. */
  id: string;
  digest: Buffer;
  access: KeyAccess;
  createdAt: Date;
  expiresAt: Date | undefined;
  lastUsedAt: Date | undefined;
  revokedAt: Date | undefined;
}

type KeyDatabase = Kysely<Database>;

/** Notified when a key was made or revoked. */
export const keysChannel = 'api_key';

/**
 * A plain SHA-256 is enough: a key made here has 256 random bits, so that nobody finds it by trying, however fast each try is. Slow hashes
 * are for what people choose.
 */
export const digestOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** All keys, also those that are not valid any more, the oldest first. */
export async function listKeys(db: KeyDatabase): Promise<MadeKey[]> {
  const rows = await db.selectFrom('api_key').selectAll().orderBy('created_at').orderBy('key_id').execute();
  return rows.map(row => ({
    id: row.key_id,
    digest: row.digest,
    access: { name: row.name, role: row.role, companies: row.companies ?? '*', personal: row.personal },
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }));
}

/** Valid at this moment: neither revoked nor expired. */
export const isValidAt = ({ revokedAt, expiresAt }: Pick<MadeKey, 'revokedAt' | 'expiresAt'>, now: Date): boolean =>
  revokedAt === undefined && (expiresAt === undefined || expiresAt > now);

/**
 * Makes a key and gives it, this once. Throws `key_name_taken` where a valid key of that name may do other things: the name is the actor in
 * the history, and has one meaning. The same rights are another key of the name, to exchange it.
 */
export async function makeKey(
  db: KeyDatabase,
  access: KeyAccess,
  { now, expiresAt }: { now: Date; expiresAt: Date | undefined },
): Promise<{ id: string; key: string }> {
  const key = `rebook_${randomBytes(32).toString('base64url')}`;
  const id = randomBytes(4).toString('hex');
  await db.transaction().execute(async transaction => {
    await sql`lock table api_key in share row exclusive mode`.execute(transaction);
    const others = (await listKeys(transaction)).filter(one => one.access.name === access.name && isValidAt(one, now));
    const differs = others.find(one => rightsOf(one.access) !== rightsOf(access));
    if (differs) {
      throw new Fault(
        'key_name_taken',
        `key ${differs.id} is named "${access.name}" and may do other things: take another name, or revoke it first`,
      );
    }
    const { companies, name, role, personal } = access;
    await transaction
      .insertInto('api_key')
      .values({
        key_id: id,
        digest: digestOfKey(key),
        ...{ name, role, personal },
        companies: companies === '*' ? null : companies,
        created_at: now,
        expires_at: expiresAt ?? null,
      })
      .execute();
    await noteChange(transaction, 'rebook keys make', id, now);
    await notify(transaction);
  });
  return { id, key };
}

/** Ends a key for good. False where no such key is valid. */
export async function revokeKey(db: KeyDatabase, id: string, now: Date): Promise<boolean> {
  return db.transaction().execute(async transaction => {
    const { numUpdatedRows } = await transaction
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('key_id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await noteChange(transaction, 'rebook keys revoke', id, now);
    await notify(transaction);
    return true;
  });
}

/** Notes that these keys were used. */
export async function noteUse(db: KeyDatabase, ids: readonly string[], at: Date): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: at }).where('key_id', 'in', ids).execute();
}

/** Whoever may run commands on the machine has no key. */
const noteChange = (db: KeyDatabase, operation: string, id: string, now: Date) =>
  noteAccess({ db, clock: { now: () => now } }, { name: 'shell', role: 'shell', operation }, [
    { kind: 'key_change', companyId: null, customerIds: [], subjects: [`key ${id}`] },
  ]);

const notify = (db: KeyDatabase) => sql`select pg_notify(${keysChannel}, '')`.execute(db);

const rightsOf = ({ role, companies, personal }: KeyAccess): string =>
  JSON.stringify([role, companies === '*' ? companies : companies.toSorted(), personal]);
