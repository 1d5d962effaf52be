// The stores and the read models: connected, brought up to date, and followed from then on.
import type { Logger } from 'pino';
import { projections } from '../../projections/index.ts';
import type { Metrics } from '../channels/api/operations/metrics.ts';
import type { Clock } from '../domain/clock.ts';
import { createExecutor } from '../platform/eventstore/execute.ts';
import { connectEventStore } from '../platform/eventstore/store.ts';
import { createRequestsInFlight } from '../platform/jobs/requests-in-flight.ts';
import { connectDatabase } from '../platform/postgres/database.ts';
import { migrateAt } from '../platform/postgres/migrate.ts';
import { createProjectionAdmin } from '../platform/projector/admin/projection-admin.ts';
import { createProjector } from '../platform/projector/projector.ts';
import { rebuildInThread } from '../platform/projector/rebuild/in-thread.ts';
import { mustNotBeEmpty } from '../platform/vault/restored.ts';
import { openVault } from '../platform/vault/vault.ts';
import type { Config } from './config/config.ts';
import { withRegisterIn } from './config/erasure-register.ts';
import { vaultPlaceOf } from './config/vault-place.ts';
import { rebuildThread } from './rebuild/thread-url.ts';
import type { Servers } from './servers.ts';
import { started } from './stops.ts';
import { keepErased } from './vault/keep-erased.ts';

export interface ReadSideOptions {
  config: Config;
  servers: Servers;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Gives up a rebuild, which may take long, and with it the start. */
  stopping: AbortSignal;
}

export type ReadSide = Awaited<ReturnType<typeof startReadSide>>;

/** Throws `event_store_replaced`, `vault_empty`, `master_key_unknown` and what else keeps the read models from being those of this store. */
export function startReadSide({ config, servers, clock, log, metrics, stopping }: ReadSideOptions) {
  return started(async onStop => {
    const { databaseUrl, eventStoreUrl } = servers;
    const db = connectDatabase(databaseUrl, log, 'work', metrics);
    const polls = connectDatabase(databaseUrl, log, 'polling', metrics);
    for (const pool of [db, polls]) onStop(() => pool.destroy());
    const vaultPlace = vaultPlaceOf(config, databaseUrl);
    const vault = withRegisterIn(config.dataDir, await openVault(vaultPlace, log, metrics));
    onStop(vault.close);
    const store = connectEventStore(eventStoreUrl, clock, { maxAppendSize: config.maxAppendSize, counts: metrics, vault });
    onStop(() => store.close());
    await Promise.all([migrateAt(databaseUrl, log), store.storeId()]);
    await mustNotBeEmpty(vault, store);
    const erasedKeysFound = await keepErased({ dataDir: config.dataDir, db, vault, store, clock, log });

    const requests = createRequestsInFlight(metrics.underWay);
    const executor = createExecutor(store, clock);
    const rebuild = (names: readonly string[]) =>
      rebuildInThread({ thread: rebuildThread, databaseUrl, eventStoreUrl, vault: vaultPlace, names, log, signal: stopping });
    const projector = createProjector({
      databaseUrl,
      store,
      projections,
      rebuild: config.rebuildAtStart ? rebuild : undefined,
      clock,
      log,
      whenIdle: requests.whenIdle,
      counts: metrics,
    });
    onStop(projector.stop);
    // Once started it is stopped after everything that waits for its own writes.
    const giveUp = () => void projector.stop();
    stopping.addEventListener('abort', giveUp);
    await projector.start().finally(() => stopping.removeEventListener('abort', giveUp));
    const upkeep = createProjectionAdmin({ db, databaseUrl, store, projections, rebuild: name => rebuild([name]), clock, log });
    /** True once the read models have seen all that stands in the store; false after `timeoutMs`. */
    const caughtUp = async (timeoutMs: number) => projector.waitFor(await store.head(), timeoutMs);
    return { db, polls, vault, erasedKeysFound, store, executor, requests, projector, upkeep, caughtUp };
  });
}
