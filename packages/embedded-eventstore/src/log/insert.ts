// One statement writes a whole group of events: atomic by itself, so a commit costs one round trip and one fsync.
import type { Client } from 'pg';
import type { StoredEvent } from './event.ts';

export type StagedEvent = StoredEvent;

const into = 'insert into eventstore.events (position, stream, revision, id, type, is_json, created, data, metadata)';

/** Most groups are of one event. */
const ofOne = `${into}
  select $1::bigint, $2::text, $3::bigint, $4::uuid, $5::text, $6::boolean, $7::bigint, $8::bytea, $9::bytea`;

/**
 * All payloads travel as one binary parameter and are cut apart by the server: arrays of bytea would be sent as hex. Plain text
 * form is safe for arrays of numbers and UUIDs.
 */
const ofMany = `${into}
  select position, stream, revision, id, type, is_json, $8::bigint,
         substring($9::bytea from start for data_length), substring($9::bytea from start + data_length for metadata_length)
  from unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::boolean[], $7::int[], $10::int[], $11::int[])
    as e (position, stream, revision, id, type, is_json, start, data_length, metadata_length)`;

const unlessThere = (parameter: string): string =>
  ` where not exists (select from eventstore.events x where x.stream = any(${parameter}::text[]))`;

interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** Writes all or none; none, and false, where one of `absent` has an event. Rejects with the error of `pg`. */
export async function insertEvents(
  client: Client,
  events: readonly StagedEvent[],
  absent: readonly string[] = [],
): Promise<boolean> {
  const [first, ...others] = events;
  if (!first) return true;
  const statement = others.length === 0 ? oneEvent(first) : manyEvents(first, events);
  if (absent.length > 0) {
    statement.values.push(absent);
    statement.name += '-new';
    statement.text += unlessThere(`$${statement.values.length}`);
  }
  const { rowCount } = await client.query(statement);
  return rowCount === events.length;
}

function oneEvent({ position, stream, revision, id, type, isJson, created, data, metadata }: StagedEvent): Statement {
  return { name: 'insert-event', text: ofOne, values: [position, stream, revision, id, type, isJson, created, data, metadata] };
}

function manyEvents(first: StagedEvent, events: readonly StagedEvent[]): Statement {
  const payloads: Uint8Array[] = [];
  const starts: number[] = [];
  let start = 1;
  for (const event of events) {
    payloads.push(event.data, event.metadata);
    starts.push(start);
    start += event.data.length + event.metadata.length;
  }
  const values = [
    list(events.map(event => event.position)),
    events.map(event => event.stream),
    list(events.map(event => event.revision)),
    list(events.map(event => event.id)),
    events.map(event => event.type),
    list(events.map(event => event.isJson)),
    list(starts),
    first.created,
    Buffer.concat(payloads, start - 1),
    list(events.map(event => event.data.length)),
    list(events.map(event => event.metadata.length)),
  ];
  return { name: 'insert-events', text: ofMany, values };
}

const list = (values: readonly (bigint | number | string | boolean)[]): string => `{${values.join(',')}}`;
