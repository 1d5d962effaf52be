// What the events say of who was erased: by the read model, and by the events it has not seen yet. Nothing of it is decrypted.
import { sql } from 'kysely';
import { z } from 'zod';
import { customerStream } from '../../domain/ids.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import type { StoredEvent } from '../../platform/eventstore/stored-event.ts';
import type { ErasureEntry } from '../../platform/vault/key-table.ts';
import type { Db } from './person.ts';

type Reading = Pick<EventStore, 'readAll'>;

const eventsAtOnce = 500;
const erasedSchema = z.object({
  companyId: z.string(),
  customerId: z.string(),
  by: z.string(),
  reasonCode: z.string(),
  subjects: z.array(z.string()).default([]),
});

/** All erasures that stand in the events after this position; -1: in all of them. */
export async function erasuresInEvents(store: Reading, after = -1n): Promise<ErasureEntry[]> {
  const found: ErasureEntry[] = [];
  for (let from = after; ; ) {
    const events = await store.readAll(from, eventsAtOnce);
    found.push(...events.flatMap(erasureIn));
    const last = events.at(-1);
    if (!last || last.position === from) return found;
    from = last.position;
  }
}

function erasureIn({ type, data, created }: StoredEvent): ErasureEntry[] {
  if (type !== 'CustomerErased') return [];
  const { success, data: erased } = erasedSchema.safeParse(data);
  if (!success) return [];
  const { companyId, customerId, subjects } = erased;
  return [{ ...erased, erasedAt: created, subjects: [...new Set([customerStream(companyId, customerId), ...subjects])] }];
}

/** The read model as it stands, whose version and place are looked at first. */
export interface ErasuresReadModel {
  db: Db;
  /** The version this program makes. */
  version: number;
}

/** The same for all events, most of which the read model has seen. */
export async function recordedErasures(
  store: Reading & Pick<EventStore, 'head' | 'storeId'>,
  { db, version }: ErasuresReadModel,
): Promise<ErasureEntry[]> {
  const { rows: checkpoints } = await sql<{ position: string | null }>`
    select event_position as position from projection_checkpoint
    where projection = 'erasures' and version = ${version} and store_id = ${await store.storeId()}`.execute(db);
  const seen = BigInt(checkpoints[0]?.position ?? -1);
  // A store may have lost its last events. Then the read model is ahead of it; the start of the service says so later.
  if (seen < 0n || seen > (await store.head())) return erasuresInEvents(store);
  const { rows } = await sql<Omit<ErasureEntry, 'erasedAt'> & { erasedAt: Date }>`
    select company_id as "companyId", customer_id as "customerId", requested_by as by, reason_code as "reasonCode",
      erased_at as "erasedAt", array(select jsonb_array_elements_text(subjects)) as subjects
    from erasures where erased_at is not null`.execute(db);
  const known = rows.map(row => ({
    ...row,
    subjects: [...new Set([customerStream(row.companyId, row.customerId), ...row.subjects])],
  }));
  return [...known, ...(await erasuresInEvents(store, seen))];
}
