// One publisher at a time: the instance that holds this lock in PostgreSQL. The server gives it back when the connection ends.
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../platform/postgres/schema.ts';

export type PublicationDatabase = Kysely<Database>;

/** Any fixed number that nobody else locks in this database. */
const lockKey = 7_264_665_001;

/**
 * Runs `work` on the one connection that holds the lock, and gives the lock back; false where another process holds it.
 * Needs sessions: a pooler in transaction mode between us and PostgreSQL breaks it.
 */
export async function withPublicationLease(
  db: PublicationDatabase,
  work: (lease: PublicationDatabase) => Promise<void>,
): Promise<boolean> {
  return db.connection().execute(async lease => {
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${lockKey}) as held`.execute(lease);
    if (!rows[0]?.held) return false;
    try {
      await work(lease);
    } finally {
      await sql`select pg_advisory_unlock(${lockKey})`.execute(lease).catch(() => undefined);
    }
    return true;
  });
}
