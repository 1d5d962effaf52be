// Database and event store for the publisher's tests: those that are set, else embedded ones in a folder of their own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startEmbeddedEventStore } from '../../src/embedded/eventstore/server.ts';
import { startEmbeddedPostgres } from '../../src/embedded/postgres.ts';

export interface PublishingServers {
  databaseUrl: string;
  eventStoreUrl: string;
  stop(): Promise<void>;
}

const log = pino({ level: 'silent' });

export async function startPublishingServers(): Promise<PublishingServers> {
  const { DATABASE_URL, EVENTSTORE_URL } = process.env;
  const stops: (() => Promise<void>)[] = [];
  const embedded = async (name: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'rebook-publish-'));
    stops.unshift(() => rm(folder, { recursive: true, force: true }));
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log });
    stops.unshift(postgres.stop);
    await postgres.ensureDatabase(name);
    return postgres.url(name);
  };
  const databaseUrl = DATABASE_URL ?? (await embedded('rebook'));
  const eventStore = EVENTSTORE_URL
    ? { connectionString: EVENTSTORE_URL, stop: async () => undefined }
    : await startEmbeddedEventStore({ databaseUrl: await embedded('eventstore'), log });
  stops.unshift(eventStore.stop);
  return {
    databaseUrl,
    eventStoreUrl: eventStore.connectionString,
    async stop() {
      for (const stop of stops) await stop();
    },
  };
}
