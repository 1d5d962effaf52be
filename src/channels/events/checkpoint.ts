// How far was published: an operational row, never rebuilt.
import { sql } from 'kysely';
import type { StorePosition } from './broker.ts';
import type { PublicationDatabase } from './lease.ts';

export async function readCheckpoint(db: PublicationDatabase, streamName: string): Promise<StorePosition | undefined> {
  const { rows } = await sql<{ store_id: string; position: string }>`
    select store_id, position::text as position from publication_checkpoint where name = ${streamName}`.execute(db);
  const [row] = rows;
  return row && { storeId: row.store_id, position: BigInt(row.position) };
}

export async function writeCheckpoint(db: PublicationDatabase, streamName: string, at: StorePosition): Promise<void> {
  await sql`
    insert into publication_checkpoint (name, store_id, position)
    values (${streamName}, ${at.storeId}, ${at.position.toString()}::numeric)
    on conflict (name) do update set store_id = excluded.store_id, position = excluded.position`.execute(db);
}
