// The server under contract: the one EVENTSTORE_URL names, else an embedded one in a database of its own.
import { randomUUID } from 'node:crypto';
import {
  type AppendExpectedRevision,
  type EventData,
  EventStoreDBClient,
  jsonEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { runEventStore } from '../../packages/embedded-eventstore/src/run.ts';
import { emptyDatabase } from '../support/database.ts';

export interface Contract {
  client(): EventStoreDBClient;
  connectionString(): string;
}

/** One server for a test file; streams have names of their own, so that a server with history will do. */
export function useServer(): Contract {
  let started: { connectionString: string; stop(): Promise<void> } | undefined;
  let client: EventStoreDBClient | undefined;

  beforeAll(async () => {
    started = process.env.EVENTSTORE_URL
      ? { connectionString: process.env.EVENTSTORE_URL, stop: async () => undefined }
      : await startEmbedded();
    client = EventStoreDBClient.connectionString(started.connectionString);
  });
  afterAll(async () => {
    // The client waits for ever for a subscription that has failed.
    client?.dispose();
    await started?.stop();
  });

  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the server has not been started');
    return value;
  };
  return { client: () => ready(client), connectionString: () => ready(started).connectionString };
}

async function startEmbedded() {
  const database = await emptyDatabase();
  const server = await runEventStore({ databaseUrl: database.url, log: pino({ level: 'silent' }) });
  return {
    connectionString: server.connectionString,
    async stop() {
      await server.stop();
      await database.drop();
    },
  };
}

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
