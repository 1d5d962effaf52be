// An embedded event store of one's own, in a database of its own.

import { runEventStore } from '@rebook/embedded-eventstore/without-thread';
import { pino } from 'pino';
import { systemClock } from '../../src/domain/clock.ts';
import { type ConnectedEventStore, connectEventStore } from '../../src/platform/eventstore/store.ts';
import { emptyDatabase } from './database.ts';

export interface OpenedEventStore {
  store: ConnectedEventStore;
  connectionString: string;
  close(): Promise<void>;
}

export async function openEventStore(options: { maxAppendSize?: number } = {}): Promise<OpenedEventStore> {
  const database = await emptyDatabase();
  const server = await runEventStore({ ...options, databaseUrl: database.url, log: pino({ level: 'silent' }) });
  const store = connectEventStore(server.connectionString, systemClock);
  return {
    store,
    connectionString: server.connectionString,
    async close() {
      await store.close();
      await server.stop();
      await database.drop();
    },
  };
}
