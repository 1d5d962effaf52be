// Writes of staff and programs by their idempotency key: who works on one, and what it was answered with.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table idempotency_key (
      actor text not null,
      company_id text not null,
      key text not null,
      request_digest text not null,
      request_id text not null,
      run_id uuid not null,
      holder uuid,
      held_until timestamptz,
      status integer,
      body text,
      position text,
      created_at timestamptz not null default now(),
      primary key (actor, company_id, key),
      unique (company_id, request_id)
    )`.execute(db);
  await sql`create index idempotency_key_swept on idempotency_key (created_at)`.execute(db);
}
