// One reconciliation of a company at a time, whichever instance and whoever asks for it: who holds it, and until when.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table reconciliation add column held_by text, add column held_until timestamptz`.execute(db);
}
