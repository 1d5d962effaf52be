// One row that readiness writes: a database on a full disk still reads.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table written_probe (id integer primary key, at timestamptz not null)`.execute(db);
}
