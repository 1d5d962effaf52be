// Lists parked streams, retries them from the stream, or drops the event that could not be applied.
import type { Kysely } from 'kysely';
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../../domain/clock.ts';
import type { Recorded } from '../../../domain/event-catalogue.ts';
import { Fault } from '../../../domain/fault.ts';
import type { EventStore } from '../../eventstore/store.ts';
import { connect } from '../../postgres/own-connection.ts';
import type { Database } from '../../postgres/schema.ts';
import { readCheckpoints } from '../checkpoints.ts';
import { errorCode, isOfTheEvent } from '../event-fault.ts';
import { foldBatch } from '../fold-batch.ts';
import { writeParked } from '../parked-streams.ts';
import type { Projection } from '../projection.ts';
import { createRowCache } from '../row-cache.ts';
import { createRowFunctions, type RowChanges, writeRows } from '../row-functions.ts';
import { exclusively } from '../writer-lock.ts';

export interface ParkedStream {
  projection: string;
  stream: string;
  /** Of the event that could not be applied; it and what follows it in the stream are held back. */
  revision: bigint;
  eventId: string;
  errorCode: string;
  parkedAt: Date;
}

export type RetryParkedResult =
  | { kind: 'retried'; events: number }
  /** Applied up to the event at `revision`, which cannot be applied either. */
  | { kind: 'parked_again'; events: number; revision: bigint; errorCode: string }
  | { kind: 'not_parked' };

export interface RetryParkedOptions {
  databaseUrl: string;
  store: EventStore;
  clock: Clock;
  log: Logger;
}

const pauseMs = 200;

/**
 * Applies the held-back events of a stream, from the stream, while the runner waits. With `drop` the event that could not be
 * applied is left out. The tables are then as if the event had never been parked, or never been, where rows are made from one
 * stream each; a projection that joins streams must be rebuilt instead. Throws `read_models_busy`, `read_models_outdated`.
 */
export async function retryParked(
  { databaseUrl, store, clock, log }: RetryParkedOptions,
  projection: Projection,
  stream: string,
  { drop = false } = {},
): Promise<RetryParkedResult> {
  const client = await connect(databaseUrl, 'rebook parked', log);
  try {
    await createRowFunctions(client, projection.tables);
    return await exclusively(
      client,
      () => applyHeldBack(client, store, projection, stream, drop),
      () => clock.sleep(pauseMs),
    );
  } finally {
    await client.end();
  }
}

async function applyHeldBack(
  client: Client,
  store: EventStore,
  projection: Projection,
  stream: string,
  drop: boolean,
): Promise<RetryParkedResult> {
  const checkpoint = (await readCheckpoints(client)).get(projection.name);
  if (checkpoint?.version !== projection.version) {
    throw new Fault('read_models_outdated', `${projection.name} is of another version; rebuild it`);
  }
  const { rows } = await client.query<{ revision: string }>(
    'delete from parked_event where projection = $1 and stream = $2 returning revision',
    [projection.name, stream],
  );
  const [parked] = rows;
  if (!parked) return { kind: 'not_parked' };
  const from = BigInt(parked.revision) + (drop ? 1n : 0n);
  const outcome = await applyFrom(client, store, projection, { stream, from, upTo: checkpoint.position });
  // The runner drops its caches of rows and of parked streams.
  await client.query('update projection_checkpoint set generation = generation + 1 where projection = $1', [projection.name]);
  return outcome;
}

/** Events after `upTo` in the store have yet to reach the runner. */
async function applyFrom(
  client: Client,
  store: EventStore,
  projection: Projection,
  held: { stream: string; from: bigint; upTo: bigint },
): Promise<RetryParkedResult> {
  const cache = createRowCache();
  let events = 0;
  for await (const item of store.items(held.stream, held.from)) {
    if (item.kind === 'caught_up' || item.position > held.upTo) continue;
    const place = item.kind === 'event' ? item.event : item.kind === 'unreadable' ? item.place : undefined;
    if (!place) continue;
    const code = item.kind === 'unreadable' ? item.fault.code : item.kind === 'event' ? await applyOne(item.event) : undefined;
    if (code === undefined) {
      events += 1;
      continue;
    }
    await writeParked(client, projection.name, place, code);
    return { kind: 'parked_again', events, revision: place.revision, errorCode: code };
  }
  return { kind: 'retried', events };

  /** The code of the error that stops it from being applied. */
  async function applyOne(event: Recorded): Promise<string | undefined> {
    await client.query('savepoint one');
    try {
      const write = (changes: RowChanges) => writeRows(client, changes);
      await write(await foldBatch(client, cache, [{ projection, events: [event] }], write));
      return undefined;
    } catch (error) {
      if (!isOfTheEvent(error)) throw error;
      cache.clear();
      await client.query('rollback to savepoint one');
      return errorCode(error);
    }
  }
}

export async function listParked(db: Kysely<Database>): Promise<ParkedStream[]> {
  const rows = await db
    .selectFrom('parked_event')
    .selectAll()
    .orderBy('parked_at')
    .orderBy('projection')
    .orderBy('stream')
    .execute();
  return rows.map(row => ({
    projection: row.projection,
    stream: row.stream,
    revision: BigInt(row.revision),
    eventId: row.event_id,
    errorCode: row.error_code,
    parkedAt: row.parked_at,
  }));
}
