// The transparency log over the events: how far it has come, its tiles, and every checkpoint that was signed.
import { type Kysely, sql } from 'kysely';

const tables = [
  `
    create table proof_log (
      log_id integer primary key,
      -- The name of the key that signs it.
      origin text not null unique,
      verifier_key text not null,
      size bigint not null default 0,
      -- The store that was read, and the place of the last leaf in it; null while there is none.
      store_id text,
      position numeric,
      event_id uuid,
      begun_at timestamptz not null
    )`,
  `
    create table proof_tile (
      log_id integer not null,
      level smallint not null,
      index bigint not null,
      hashes bytea not null,
      primary key (log_id, level, index)
    )`,
  // Hashes cannot be compressed.
  'alter table proof_tile alter column hashes set storage external',
  `
    create table proof_checkpoint (
      log_id integer not null,
      size bigint not null,
      note text not null,
      signed_at timestamptz not null,
      primary key (log_id, size)
    )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of tables) await sql.raw(table).execute(db);
}
