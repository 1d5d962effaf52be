// Streams a projection could not follow: held back for it alone, with everything that comes after in them.
import type { ClientBase } from 'pg';
import type { EventPlace } from '../eventstore/codec.ts';

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
