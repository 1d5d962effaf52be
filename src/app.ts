// Wires everything together; the only file that knows everything. Starts in order, stops in the reverse order.
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { projections } from '../projections/index.ts';
import { createMetrics } from './api/metrics.ts';
import { registerApi } from './api/register.ts';
import { createServer } from './api/server.ts';
import { previewChange } from './audit/preview.ts';
import { createCalcomAccounts } from './calcom/accounts.ts';
import { createCalendar } from './calendar/calendar.ts';
import { registerCalcomWebhook } from './calendar/webhook-route.ts';
import { createCalls } from './calls/calls.ts';
import type { ChangeDependencies } from './calls/dependencies.ts';
import { createLockout } from './calls/identify/lockout.ts';
import { createRepeatedDeliveries } from './calls/ledger/repeated-deliveries.ts';
import { createOpenRequests } from './calls/open-requests.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { createClockWatch } from './domain/clock-watch.ts';
import { company } from './domain/company.ts';
import { Fault } from './domain/fault.ts';
import { companyStream } from './domain/ids.ts';
import { type Servers, sandboxKeyOf, startServers } from './embedded/servers.ts';
import { createExecutor } from './eventstore/execute.ts';
import { followLive } from './eventstore/live.ts';
import { connectEventStore, type EventStore } from './eventstore/store.ts';
import { gatherHealth } from './health.ts';
import { createDoor } from './ingress/door.ts';
import { createNotifier } from './notify/notifier.ts';
import { createProjector } from './projector/projector.ts';
import { rebuildInThread } from './projector/rebuild/in-thread.ts';
import { createUpkeep } from './projector/upkeep.ts';
import { createPublisher } from './publish/publisher.ts';
import { connectDatabase } from './readmodels/database.ts';
import { createFutureBounds } from './readmodels/future-bounds.ts';
import { createListener } from './readmodels/listener.ts';
import { migrateAt } from './readmodels/migrate.ts';
import { reportRequests, takeRequests } from './readmodels/queries/calcom-budget.ts';
import { openRequestRows } from './readmodels/queries/open-requests.ts';
import { countPendingChanges } from './readmodels/queries/pending-changes.ts';
import { createLookups } from './readmodels/queries/reception.ts';
import { createSweeper } from './readmodels/sweeper.ts';
import { calendarFreeSlots } from './reception/calendar-free-slots.ts';
import { bookingStands } from './reception/calendar-stands.ts';
import { createSlotHolds } from './reception/slot-holds.ts';
import { createRequestsInFlight } from './reception/under-way.ts';
import { createCallLifecycle } from './retell/call-lifecycle.ts';
import { registerRetell } from './retell/routes.ts';
import { warnOfOldZoneData, zoneHealth } from './zone-health.ts';

export interface Rebook {
  /** `http://host:port` */
  address: string;
  servers: Servers;
  store: EventStore;
  /** True once the read models have passed a position; false after `timeoutMs`. */
  caughtUp(position: bigint, timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

export interface RebookOptions {
  clock?: Clock;
  log?: Logger;
  /** Called with the routes before they are sealed. */
  inspect?: ((app: FastifyInstance) => void) | undefined;
  /** Gives up a start that may take long, while read models are made anew: it rejects. */
  signal?: AbortSignal;
}

/**
 * Starts the service with what is configured and embeds the rest. Throws `data_dir_in_use`, `port_in_use`,
 * `embedded_postgres_unsupported`, `event_store_exchanged` and what else keeps it from being whole.
 */
export async function startRebook(config: Config, options: RebookOptions = {}): Promise<Rebook> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? pino({ level: config.logLevel });
  const stops: (() => Promise<void> | void)[] = [];
  // A rebuild is given up at once, whoever waits for it.
  const stopping = new AbortController();
  options.signal?.addEventListener('abort', () => stopping.abort(), { once: true });
  const stop = async () => {
    stopping.abort();
    for (const end of stops.splice(0).reverse()) await end();
  };
  return start().catch(async error => {
    await stop();
    throw error;
  });

  async function start(): Promise<Rebook> {
    const servers = await startServers(config, clock, log);
    stops.push(servers.stop);
    const db = connectDatabase(servers.databaseUrl, log);
    const polls = connectDatabase(servers.databaseUrl, log, 'polling');
    for (const pool of [db, polls]) stops.push(() => pool.destroy());
    const store = connectEventStore(servers.eventStoreUrl, clock, undefined, config.maxAppendSize);
    stops.push(() => store.close());
    await Promise.all([migrateAt(servers.databaseUrl, log), store.storeId()]);

    const metrics = createMetrics();
    const underWay = createRequestsInFlight(metrics.underWay);
    const executor = createExecutor(store, clock);
    const apiKeyOf = (id: string) => (servers.sandbox ? sandboxKeyOf(id) : config.secretsOf(id).calcomApiKey);
    const watch = createClockWatch(clock, log);
    const accounts = createCalcomAccounts({
      baseUrl: servers.calcomBaseUrl,
      apiKeyOf,
      budgetOf: account => ({
        take: asked => takeRequests(db, account, asked, clock.now()),
        report: told => reportRequests(db, account, told),
      }),
      clock,
      log,
      observe: metrics.calcom,
      seenTime: theirs => watch.compare('calendar', theirs),
    });
    const { databaseUrl, eventStoreUrl } = servers;
    const rebuild = (names: readonly string[]) =>
      rebuildInThread({ databaseUrl, eventStoreUrl, names, log, signal: stopping.signal });
    const projector = createProjector({
      databaseUrl: servers.databaseUrl,
      store,
      projections,
      rebuild: config.rebuildAtStart ? rebuild : undefined,
      clock,
      log,
      quiet: underWay.quiet,
    });
    stops.push(projector.stop);
    // Once it has started it stops after those who wait for what they wrote.
    const giveUp = () => void projector.stop();
    stopping.signal.addEventListener('abort', giveUp);
    await projector.start().finally(() => stopping.signal.removeEventListener('abort', giveUp));
    const upkeep = createUpkeep({ db, databaseUrl, store, projections, rebuild: name => rebuild([name]), clock, log });

    warnOfOldZoneData(log);
    const listener = createListener({ databaseUrl: servers.databaseUrl, clock, log });
    stops.push(listener.stop);
    const calendar = createCalendar({
      executor,
      store,
      db,
      polls,
      accounts,
      clock,
      log,
      metrics,
      replyBudgetMs: config.replyBudgetMs,
      reconcileEveryMs: config.reconcileMinutes * 60_000,
      listen: listener.listen,
      quiet: underWay.quiet,
    });
    const notifier =
      config.notify && createNotifier({ ...config.notify, db, polls, executor, clock, log, observe: metrics.notification });
    const publisher =
      config.natsUrl === undefined ? undefined : createPublisher({ store, db, natsUrl: config.natsUrl, clock, log, metrics });
    const live = await followLive(store, clock, log, {
      observe(event) {
        executor.observe(event);
        calendar.observe(event);
      },
      following: executor.following,
    });
    stops.push(live.stop);
    const bounds = createFutureBounds({ db: polls, clock, watch });
    const sweeper = createSweeper({ db, clock, log, keepDays: config.keepDays, quiet: underWay.quiet });
    for (const part of [calendar, sweeper, bounds, ...(notifier ? [notifier] : []), ...(publisher ? [publisher] : [])]) {
      part.start();
      stops.push(part.stop);
    }

    const queries = createLookups(db, clock);
    const lockout = createLockout(db);
    const changing: ChangeDependencies = {
      executor,
      queries,
      slotHolds: createSlotHolds(db),
      circuitOf: id => accounts.clientFor(id).circuit.state(),
      freeSlots: (id, query) => calendarFreeSlots(accounts, id, query),
      bookingStands: (id, booking) => bookingStands(accounts, id, booking),
      handOver: calendar.handOver,
    };
    const caughtUp = async (timeoutMs: number) => projector.waitFor(await store.head(), timeoutMs);
    const reception = createCalls({
      ...changing,
      lockout,
      repeatedDeliveries: createRepeatedDeliveries(db),
      outcomeOf: calendar.outcomeOf,
      caughtUp,
      history: store.read,
      replyBudgetMs: config.replyBudgetMs,
      clock,
      log,
      observe: metrics,
      underWay,
    });

    stops.push(reception.stop);
    const openRequests = createOpenRequests({
      rows: limit => openRequestRows(polls, limit),
      executor,
      queries,
      caughtUp,
      history: store.read,
      reception,
      clock,
      log,
    });
    openRequests.start();
    stops.push(openRequests.stop);
    const door = createDoor();
    const app = await createServer({ log, door, refused: metrics.refused });
    options.inspect?.(app);
    registerRetell(app, {
      reception,
      lifecycle: createCallLifecycle(executor, queries, clock, log),
      retellKeys: config.retellKeys,
      retellKeysOf: id => config.secretsOf(id).retellApiKeys,
      clock,
      watch,
      door,
    });
    registerCalcomWebhook(app, {
      inbox: calendar.inbox,
      isCompany: async id => (await executor.load(company, companyStream(id))).state.settings !== undefined,
      secretsOf: id => config.secretsOf(id).calcomWebhookSecrets,
      door,
    });
    await registerApi(app, {
      keys: () => config.apiKeys,
      door,
      db,
      executor,
      store,
      lockout,
      preview: request => previewChange(request, clock, changing),
      changeForStaff: reception.changeForStaff,
      resolve: calendar.resolve,
      reconcile: calendar.reconcile,
      caughtUp: projector.waitFor,
      projections: upkeep,
      health: async () => ({
        ...(await gatherHealth({ db, store, live, projector, upkeep, accounts, publisher, watch })),
        time_zones: await zoneHealth(db),
      }),
      load: async () => ({
        lags: await upkeep.lag(),
        pending: await countPendingChanges(db, clock.now()),
        queue: calendar.load(),
        accounts: accounts.all().map(({ account, companies, circuit, keyRefused, heldBack }) => ({
          account,
          companies,
          state: circuit.state(),
          keyRefused: keyRefused() !== undefined,
          waiting: heldBack(),
        })),
      }),
      metrics,
      clock,
    });
    const address = await listen(app, config);
    stops.push(() => app.close());
    servers.sandbox?.connectWebhooks({
      urlOf: key => `${address}/calcom/webhook/${key.replace(sandboxKeyOf(''), '')}`,
      secretOf: key => config.secretsOf(key.replace(sandboxKeyOf(''), '')).calcomWebhookSecrets[0] ?? '',
    });
    return { address, servers, store, caughtUp: projector.waitFor, stop };
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<string> {
  try {
    return await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Fault('port_in_use', `port ${config.port} is taken; set PORT to a free one`);
    }
    throw error;
  }
}
