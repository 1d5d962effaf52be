// A store filled with a busy year's events, and databases for read models in the same PostgreSQL.
import { Client } from 'pg';
import { systemClock } from '../../src/domain/clock.ts';
import { type ConnectedEventStore, connectEventStore } from '../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { appendMix } from '../../test/support/event-mix.ts';
import { type BenchedStore, openStore } from '../eventstore/store.ts';

export interface Filled {
  store: ConnectedEventStore;
  eventStoreUrl: string;
  /** Events in it. */
  events(): number;
  /** Brings it to at least so many. */
  fillTo(events: number): Promise<void>;
  /** A database of its own with the operational tables. */
  database(name: string): Promise<{ url: string; client: Client }>;
  close(): Promise<void>;
}

const perAppointment = 7.95;
const perCompanies = 350;

export async function openFilled(): Promise<Filled> {
  const benched: BenchedStore = await openStore();
  const eventStoreUrl = benched.connectionString();
  const store = connectEventStore(eventStoreUrl, systemClock);
  const clients: Client[] = [];
  let events = 0;
  let round = 0;
  return {
    store,
    eventStoreUrl,
    events: () => events,
    async fillTo(wanted) {
      while (events < wanted) {
        const appointments = Math.max(1, Math.ceil((wanted - events - perCompanies) / perAppointment));
        events += await appendMix(store, appointments, { seed: `mix${'abcdefghijk'[round] ?? 'z'}` });
        round += 1;
      }
    },
    async database(name) {
      const url = await benched.databaseUrl(name);
      const db = connectDatabase(url);
      await migrate(db).finally(() => db.destroy());
      const client = new Client({ connectionString: url });
      await client.connect();
      clients.push(client);
      return { url, client };
    },
    async close() {
      await Promise.all(clients.map(client => client.end()));
      await store.close();
      await benched.remove();
    },
  };
}
