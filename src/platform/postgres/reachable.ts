// Whether PostgreSQL takes what DATABASE_URL says, answered in words before anything else is asked of it.
import { type Kysely, sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { connectDatabase } from './database.ts';
import type { Database } from './schema.ts';

/** What is wrong with the address itself (PostgreSQL, appendix A: classes 28 and 3D). */
const refusals: Record<string, string> = {
  '28P01': 'the password is wrong, or there is no such user',
  '28000': 'this user may not connect from here',
  '3D000': 'there is no database of this name',
  '42501': 'this user may not use this database',
};

/** Throws `config_invalid` where PostgreSQL refuses the address, and `database_unreachable` where it does not answer. */
export async function mustBeReachable(db: Kysely<Database>): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    const refusal = refusals[code];
    throw refusal === undefined
      ? new Fault('database_unreachable', `PostgreSQL cannot be reached (${code}); look at DATABASE_URL`, { cause: error })
      : new Fault('config_invalid', `the configuration is wrong:\n  - DATABASE_URL: ${refusal}`, { cause: error });
  }
}

/** The same, on a connection of its own. */
export async function mustBeReachableAt(databaseUrl: string): Promise<void> {
  const db = connectDatabase(databaseUrl);
  await mustBeReachable(db).finally(() => db.destroy());
}
