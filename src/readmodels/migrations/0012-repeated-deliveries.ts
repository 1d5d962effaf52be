// Signatures of repeats: which try's answer the same bytes are given when they come again.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table repeated_delivery (
      delivery uuid primary key,
      request_key uuid not null,
      n integer not null,
      received_at timestamptz not null
    )`.execute(db);
  await sql`create index repeated_delivery_swept on repeated_delivery (received_at)`.execute(db);
}
