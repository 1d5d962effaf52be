// What the transparency log knows of its own checkpoints, so that those that are missing are noticed; and which key followed which.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // How many were signed at least, and the size of the largest: an earlier program signs and does not count.
  await sql`alter table proof_log add column signed bigint not null default 0, add column signed_size bigint not null default 0`.execute(
    db,
  );
  await sql`
    update proof_log l set signed = c.signed, signed_size = c.size
    from (select log_id, count(*) as signed, max(size) as size from proof_checkpoint group by log_id) c
    where c.log_id = l.log_id`.execute(db);
  await sql`
    create table proof_succession (
      -- The verifier keys; both have signed the note.
      from_key text not null,
      to_key text not null,
      note text not null,
      primary key (from_key, to_key)
    )`.execute(db);
}
