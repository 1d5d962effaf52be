// A store filled with a busy year's events, and databases for read models in the same PostgreSQL.
import { Client } from 'pg';
import { systemClock } from '../../src/domain/clock.ts';
import { type ConnectedEventStore, connectEventStore } from '../../src/platform/eventstore/store.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import type { MasterKeySource } from '../../src/platform/vault/master-keys.ts';
import { openVault, type VaultPlace } from '../../src/platform/vault/vault.ts';
import { appendMix } from '../../test/support/event-mix.ts';
import { type BenchedStore, openStore } from '../eventstore/store.ts';

export interface Filled {
  store: ConnectedEventStore;
  eventStoreUrl: string;
  /** Where its keys are. */
  vault?: VaultPlace | undefined;
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

/** With a master key its events are encrypted. */
export async function openFilled(masterKey?: MasterKeySource): Promise<Filled> {
  const benched: BenchedStore = await openStore();
  const eventStoreUrl = benched.connectionString();
  const place = masterKey && { databaseUrl: await benched.databaseUrl('vault'), masterKey };
  const vault = place && (await openVault(place));
  const store = connectEventStore(eventStoreUrl, systemClock, { vault });
  const clients: Client[] = [];
  let events = 0;
  let round = 0;
  return {
    store,
    eventStoreUrl,
    vault: place,
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
      await vault?.close();
      await benched.remove();
    },
  };
}
