// The server under contract: the one EVENTSTORE_URL names, else an embedded one in a database of its own.
import { EventStoreDBClient } from '@eventstore/db-client';
import { runEventStore } from '@rebook/embedded-eventstore/without-thread';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { emptyDatabase } from '../../support/database.ts';

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
