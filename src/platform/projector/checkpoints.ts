// Reads and writes the checkpoints: how far each projection has come, in which store, at which version.
import type { ClientBase } from 'pg';
import { Fault } from '../../domain/fault.ts';
import { saysNoRecord } from '../eventstore/client/connection-fault.ts';
import { fixedLimit, withTimeLimit } from '../eventstore/client/time-limit.ts';
import type { EventStore } from '../eventstore/store.ts';

export interface Checkpoint {
  projection: string;
  /** Last position considered, matched or not; -1 before the first. */
  position: bigint;
  /** The last event considered, read back at the start. */
  eventPosition: bigint | undefined;
  eventId: string | undefined;
  storeId: string;
  version: number;
  /** Raised whenever another process than the runner changes the tables: the runner's next write is then refused. */
  generation: number;
}

interface Stored {
  projection: string;
  position: string;
  event_position: string | null;
  event_id: string | null;
  store_id: string;
  version: number;
  generation: number;
}

const readLimitMs = 10_000;

export async function readCheckpoints(client: ClientBase): Promise<Map<string, Checkpoint>> {
  const { rows } = await client.query<Stored>(
    'select projection, position, event_position, event_id, store_id, version, generation from projection_checkpoint',
  );
  return new Map(
    rows.map(row => [
      row.projection,
      {
        projection: row.projection,
        position: BigInt(row.position),
        eventPosition: row.event_position === null ? undefined : BigInt(row.event_position),
        eventId: row.event_id ?? undefined,
        storeId: row.store_id,
        version: row.version,
        generation: row.generation,
      },
    ]),
  );
}

/** The position all of these have passed; -1 where one is missing. */
export async function readReached(client: ClientBase, projections: readonly string[]): Promise<bigint> {
  const { rows } = await client.query<{ position: string | null; known: number }>(
    'select min(position) as position, count(*)::int as known from projection_checkpoint where projection = any($1)',
    [projections],
  );
  const [reached] = rows;
  return reached?.known === projections.length ? BigInt(reached.position ?? -1) : -1n;
}

/** Where a projection begins: before the first event. */
export async function createCheckpoint(
  client: ClientBase,
  made: Pick<Checkpoint, 'projection' | 'storeId' | 'version'>,
): Promise<void> {
  await client.query(
    `insert into projection_checkpoint as c (projection, position, store_id, version) values ($1, -1, $2, $3)
     on conflict (projection) do update
       set position = -1, event_position = null, event_id = null, store_id = excluded.store_id, version = excluded.version,
           generation = c.generation + 1`,
    [made.projection, made.storeId, made.version],
  );
}

/**
 * Checks that the store is the one the read models were made from, and that it still has those events. Throws
 * `event_store_replaced`, `event_store_lost_tail`.
 */
export async function verifyStore(
  store: Pick<EventStore, 'readAll'>,
  checkpoints: readonly Checkpoint[],
  storeId: string,
): Promise<void> {
  const remedy = 'if that is meant, run `rebook rebuild --all`';
  if (checkpoints.some(checkpoint => checkpoint.storeId !== storeId)) {
    throw new Fault('event_store_replaced', `the read models were made from another event store; ${remedy}`);
  }
  // Projections mostly stand at the same event.
  const last = new Map(
    checkpoints.map(({ eventPosition, eventId }) => [`${eventPosition} ${eventId}`, { eventPosition, eventId }]),
  );
  for (const { eventPosition, eventId } of last.values()) {
    if (eventPosition === undefined || eventId === undefined) continue;
    if ((await eventAt(store, eventPosition)) !== eventId)
      throw new Fault('event_store_lost_tail', `the event store has lost events the read models were made from; ${remedy}`);
  }
}

async function eventAt(store: Pick<EventStore, 'readAll'>, position: bigint): Promise<string | undefined> {
  try {
    const [event] = await withTimeLimit(fixedLimit(readLimitMs), () => store.readAll(position, 1));
    return event?.id;
  } catch (error) {
    // A store that is away has lost nothing.
    if (!saysNoRecord(error)) throw error;
    return undefined;
  }
}
