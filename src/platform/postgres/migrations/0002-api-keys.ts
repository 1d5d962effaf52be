// The API keys that `rebook keys make` has made: their digests, never the keys.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table api_key (
      key_id text primary key,
      digest bytea not null unique,
      name text not null,
      role text not null,
      -- Null: all of them.
      companies text[],
      personal boolean not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz
    )`.execute(db);
}
