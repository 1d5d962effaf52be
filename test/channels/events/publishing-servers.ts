// Database and event store for the publisher's tests.
import { emptyDatabase, freshEventStore } from '../../support/database.ts';

export interface PublishingServers {
  databaseUrl: string;
  eventStoreUrl: string;
  stop(): Promise<void>;
}

export async function startPublishingServers(): Promise<PublishingServers> {
  const [database, eventStore] = await Promise.all([emptyDatabase(), freshEventStore()]);
  return {
    databaseUrl: database.url,
    eventStoreUrl: eventStore.url,
    async stop() {
      await eventStore.drop();
      await database.drop();
    },
  };
}
