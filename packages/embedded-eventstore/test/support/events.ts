// Events to append and reads to look at, as tests write them.
import { randomUUID } from 'node:crypto';
import {
  type AppendExpectedRevision,
  type EventData,
  type EventStoreDBClient,
  jsonEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';

/** `credentials` on a call make the client use the plain Append method instead of batches. */
export const ways = [
  ['batch', {}],
  ['plain', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

export const newStream = (category = 'contract'): string => `${category}-${randomUUID()}`;

export const thing = (n = 0, id: string = randomUUID()) => jsonEvent({ id, type: 'Thing', data: { n } });

export const things = (count: number): EventData[] => Array.from({ length: count }, (_, n) => thing(n));

/** All of a read. */
export async function collect(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const all: ResolvedEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export const revisions = async (events: AsyncIterable<ResolvedEvent>): Promise<(bigint | undefined)[]> =>
  (await collect(events)).map(({ event }) => event?.revision);

/** Appends so many events and gives their ids. */
export async function fill(
  client: EventStoreDBClient,
  stream: string,
  count: number,
  expected?: AppendExpectedRevision,
): Promise<string[]> {
  const events = things(count);
  await client.appendToStream(stream, events, expected === undefined ? {} : { expectedRevision: expected });
  return events.map(event => event.id);
}

/** What a call fails with. */
export async function failure(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call should have failed');
}

export function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new Error('there should be bytes');
  return Buffer.from(value);
}
