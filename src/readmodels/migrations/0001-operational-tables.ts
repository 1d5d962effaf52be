// Tables that are not made from events and never rebuilt: leases, the inbox, attempts, checkpoints.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_lease (
      company_id text not null,
      appointment_id text not null,
      token uuid not null,
      until timestamptz not null,
      modification_id uuid not null,
      first_sent_at timestamptz,
      primary key (company_id, appointment_id)
    )`.execute(db);
  await sql`create index calendar_lease_until on calendar_lease (until)`.execute(db);
  await sql`
    create table webhook_inbox (
      company_id text not null,
      digest text not null,
      body text,
      received_at timestamptz not null,
      due_at timestamptz not null,
      attempts integer not null,
      state text not null,
      primary key (company_id, digest)
    )`.execute(db);
  await sql`create index webhook_inbox_due on webhook_inbox (due_at) where state = 'waiting'`.execute(db);
  await sql`
    create table identification_attempts (
      company_id text not null,
      scope text not null,
      request_key uuid not null,
      withheld boolean not null,
      attempted_at timestamptz not null,
      primary key (company_id, scope, request_key)
    )`.execute(db);
  await sql`create index identification_attempts_withheld on identification_attempts (company_id, attempted_at) where withheld`.execute(
    db,
  );
  await sql`
    create table projection_checkpoint (
      projection text primary key,
      position numeric not null,
      event_position numeric,
      event_id uuid,
      store_id text not null,
      version integer not null,
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table parked_event (
      projection text not null,
      stream text not null,
      revision bigint not null,
      position numeric not null,
      event_id uuid not null,
      error_code text not null,
      parked_at timestamptz not null default now(),
      primary key (projection, stream, revision)
    )`.execute(db);
  await sql`
    create table publication_checkpoint (
      name text primary key,
      store_id text not null,
      position numeric not null
    )`.execute(db);
}
