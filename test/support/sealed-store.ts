// The event store of a service of the tests, read as the service itself reads it.
import type { Clock } from '../../src/domain/clock.ts';
import { type ConnectedEventStore, connectEventStore } from '../../src/platform/eventstore/store.ts';
import { connectVault } from '../../src/platform/vault/vault.ts';
import { masterKey } from './world.ts';

/** `databaseUrl` is where a service with the master key of the tests has its keys; `close` ends both connections. */
export function connectSealedStore(eventStoreUrl: string, databaseUrl: string, clock: Clock): ConnectedEventStore {
  const vault = connectVault({ databaseUrl, masterKey: { kind: 'given', keys: masterKey } });
  const store = connectEventStore(eventStoreUrl, clock, { vault });
  const closeStore = store.close;
  return Object.assign(store, {
    async close() {
      await closeStore();
      await vault.close();
    },
  });
}
