// Holds back the streams a projection could not apply: for it alone, with every later event in them.
import type { Kysely } from 'kysely';
import type { ClientBase } from 'pg';
import type { EventPlace } from '../eventstore/codec.ts';
import type { Database } from '../postgres/schema.ts';

export interface Parking {
  holds(projection: string, stream: string): boolean;
  count(projection: string): number;
  park(client: ClientBase, projection: string, event: EventPlace, code: string): Promise<void>;
}

/** Reads what is parked. */
export async function createParking(client: ClientBase): Promise<Parking> {
  const streams = new Map<string, Set<string>>();
  const { rows } = await client.query<{ projection: string; stream: string }>(
    'select distinct projection, stream from parked_event',
  );
  for (const { projection, stream } of rows) of(projection).add(stream);

  function of(projection: string): Set<string> {
    const known = streams.get(projection) ?? new Set<string>();
    streams.set(projection, known);
    return known;
  }
  return {
    holds: (projection, stream) => streams.get(projection)?.has(stream) ?? false,
    count: projection => streams.get(projection)?.size ?? 0,
    async park(transaction, projection, event, code) {
      await writeParked(transaction, projection, event, code);
      of(projection).add(event.stream);
    },
  };
}

/** The first of a stream for this projection; a later one changes nothing. */
export async function writeParked(transaction: ClientBase, projection: string, event: EventPlace, code: string): Promise<void> {
  await transaction.query(
    `insert into parked_event (projection, stream, revision, position, event_id, error_code) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [projection, event.stream, event.revision.toString(), event.position.toString(), event.id, code],
  );
}

/** Instead of an error, the decision that the event is dropped: the next rebuild of the projection leaves it out. */
export const leftOut = 'left_out';

/** Ids of events, by projection. */
export type LeftOut = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * These decisions are stored with the parked events, where every rebuild finds them; tables rebuilt without the event have it
 * neither applied nor parked.
 */
export async function giveReason(db: Kysely<Database>, projection: string, stream: string, reason: string): Promise<void> {
  await db
    .updateTable('parked_event')
    .set({ error_code: reason })
    .where('projection', '=', projection)
    .where('stream', '=', stream)
    .execute();
}

export async function readLeftOut(client: ClientBase): Promise<LeftOut> {
  const { rows } = await client.query<{ projection: string; event_ids: string[] }>(
    'select projection, array_agg(event_id::text) as event_ids from parked_event where error_code = $1 group by projection',
    [leftOut],
  );
  return new Map(rows.map(({ projection, event_ids }) => [projection, new Set(event_ids)]));
}
