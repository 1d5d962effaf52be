// A read model's tables can be exchanged or mended beside the runner, which then notices by the generation.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table projection_checkpoint add column generation integer not null default 0`.execute(db);
}
