// The sessions of people who have signed in at the console: digests alone, neither tokens nor keys.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table console_session (
      token_digest bytea primary key,
      -- HMAC of the key's digest under the token: it tells whether the key is still valid, and nobody finds the key by it.
      key_mark bytea not null,
      key_name text not null,
      began_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz
    )`.execute(db);
  await sql`create index console_session_of_key on console_session (key_name) where ended_at is null`.execute(db);
}
