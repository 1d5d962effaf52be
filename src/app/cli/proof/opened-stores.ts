// Database and event store for a command about the transparency log, connected and given back.
import type { ConnectedEventStore } from '../../../platform/eventstore/store.ts';
import type { ProofDatabase } from '../../../platform/proof/log-tables.ts';
import type { Config } from '../../config/config.ts';
import type { Terminal } from '../terminal.ts';

/** Also those of a service that is running on the data folder. */
export async function withStores<T>(
  config: Config,
  terminal: Terminal,
  work: (stores: { db: ProofDatabase; store: ConnectedEventStore }) => Promise<T>,
): Promise<T> {
  const { connectEventStore } = await import('../../../platform/eventstore/store.ts');
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { migrate } = await import('../../../platform/postgres/migrate.ts');
  const { openFilledStores } = await import('../open-servers.ts');
  const { databaseUrl, eventStoreUrl, stop } = await openFilledStores(config, terminal);
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  const store = connectEventStore(eventStoreUrl, terminal.clock);
  try {
    await migrate(db);
    return await work({ db, store });
  } finally {
    await Promise.all([store.close(), db.destroy()]);
    await stop();
  }
}
