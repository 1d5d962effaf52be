// The server under contract: the one EVENTSTORE_URL names, else an embedded one in a database of its own.
import { type ANY, BACKWARDS, END, EventStoreDBClient, type NO_STREAM, type STREAM_EXISTS } from '@eventstore/db-client';
import { runEventStore } from '@rebook/embedded-eventstore/without-thread';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { revisions, type ways } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { emptyDatabase } from '../../support/database.ts';

export interface Contract {
  client(): EventStoreDBClient;
  connectionString(): string;
  /** The revisions of a stream's events, in the order they are read. */
  read(stream: string): ReturnType<typeof revisions>;
  readBackwards(stream: string): ReturnType<typeof revisions>;
  /** How events are appended by one of the client's two ways. */
  appending(
    way: (typeof ways)[number][1],
  ): (
    stream: string,
    events: Parameters<EventStoreDBClient['appendToStream']>[1],
    expectedRevision: bigint | typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS,
  ) => ReturnType<EventStoreDBClient['appendToStream']>;
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
  return {
    client: () => ready(client),
    connectionString: () => ready(started).connectionString,
    read: stream => revisions(ready(client).readStream(stream)),
    readBackwards: stream => revisions(ready(client).readStream(stream, { direction: BACKWARDS, fromRevision: END })),
    appending: way => (stream, events, expectedRevision) =>
      ready(client).appendToStream(stream, events, { ...way, expectedRevision }),
  };
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
