// The store's tables, and its first event, which names the store.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { Fault } from '../fault.ts';
import { logSize, type NewEvent } from './event.ts';
import { insertEvents, type StagedEvent } from './insert.ts';

const format = 1;

/**
 * Payloads are kept as they come: compressing each takes longer than writing it. The index on id finds repeats, also after a
 * restart.
 */
const tables = `
  create schema if not exists eventstore;
  create table if not exists eventstore.store (format int not null);
  create table if not exists eventstore.events (
    position bigint primary key,
    stream text collate "C" not null,
    revision bigint not null,
    id uuid not null,
    type text collate "C" not null,
    is_json boolean not null,
    created bigint not null,
    data bytea not null,
    metadata bytea not null,
    constraint events_stream_revision unique (stream, revision)
  );
  alter table eventstore.events alter column data set storage external, alter column metadata set storage external;
  create index if not exists events_id on eventstore.events (id);
`;

/**
 * Makes what is missing. Gives the log's head. The caller holds the store's lock.
 * Throws `event_store_format` where the tables are of a version this program does not know.
 */
export async function prepareStore(client: Client, now: () => number): Promise<bigint> {
  const known = await client.query<{ found: string | null }>("select to_regclass('eventstore.store')::text as found");
  if (known.rows[0]?.found === null) {
    await client.query('begin');
    await createTables(client);
    await client.query('commit');
  }
  const stored = await client.query<{ format: number }>('select format from eventstore.store');
  if (stored.rows[0]?.format !== format)
    throw new Fault(
      'event_store_format',
      `the event store's tables have format ${stored.rows[0]?.format}, this program knows ${format}`,
    );
  const head = await readHead(client);
  return head > 0n ? head : await createStore(client, now);
}

/** The tables of an empty store that has no name yet. */
export async function createTables(client: Client): Promise<void> {
  await client.query(`${tables} insert into eventstore.store values (${format})`);
}

/** Position of the last event; 0 where there is none. */
export async function readHead(client: Client): Promise<bigint> {
  const result = await client.query<{ head: string | null }>('select max(position)::text as head from eventstore.events');
  return BigInt(result.rows[0]?.head ?? 0);
}

/** The first event of a store carries an id no other store has, so that a reader can tell that it reads another store. */
async function createStore(client: Client, now: () => number): Promise<bigint> {
  const id = randomUUID();
  const event: NewEvent = {
    id,
    type: '$StoreCreated',
    isJson: true,
    data: Buffer.from(JSON.stringify({ storeId: id })),
    metadata: Buffer.alloc(0),
  };
  const stream = '$rebook-store';
  const first: StagedEvent = {
    ...event,
    stream,
    position: logSize(stream, event),
    revision: 0n,
    created: BigInt(now()) * 10_000n,
  };
  await insertEvents(client, [first]);
  return first.position;
}
