// The sweeper finds what is old without reading what is not.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index webhook_inbox_swept on webhook_inbox (received_at) where state <> 'waiting'`.execute(db);
  await sql`create index notification_delivery_swept on notification_delivery (next_at)`.execute(db);
}
