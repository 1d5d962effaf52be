// Wires everything together; the only file that knows everything. Starts in order, stops in the reverse order.
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { projections } from '../projections/index.ts';
import { createMetrics, type Metrics } from './api/metrics.ts';
import { registerApi } from './api/register.ts';
import { createServer } from './api/server.ts';
import { createCalcomAccounts } from './calcom/accounts.ts';
import { createAllowanceSweeper } from './calendar/allowance-sweeper.ts';
import { createOutcomeHub } from './calendar/hub.ts';
import { createWebhookInbox } from './calendar/inbox.ts';
import { registerCalcomWebhook } from './calendar/webhook-route.ts';
import { createCalendarWorker } from './calendar/worker.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { company } from './domain/company.ts';
import type { Recorded } from './domain/events/catalogue.ts';
import { Fault } from './domain/fault.ts';
import { companyStream } from './domain/ids.ts';
import { type Servers, sandboxKeyOf, startServers } from './embedded/servers.ts';
import { createExecutor } from './eventstore/execute.ts';
import { connectEventStore, type EventStore } from './eventstore/store.ts';
import { subscribeToAll } from './eventstore/subscription.ts';
import { gatherHealth } from './health.ts';
import { createProjector } from './projector/projector.ts';
import { createPublisher } from './publish/publisher.ts';
import { connectDatabase } from './readmodels/database.ts';
import { listenTo } from './readmodels/listen.ts';
import { migrate } from './readmodels/migrate.ts';
import { createReceptionQueries } from './readmodels/queries/reception.ts';
import { calendarFreeSlots } from './reception/calendar-free-slots.ts';
import type { ChangeDependencies } from './reception/dependencies.ts';
import { createLockout } from './reception/lockout.ts';
import { previewChange } from './reception/preview.ts';
import { createReception } from './reception/reception.ts';
import { createSlotHolds } from './reception/slot-holds.ts';
import { createUnderWay } from './reception/under-way.ts';
import { createCallLifecycle } from './retell/call-lifecycle.ts';
import { registerRetell } from './retell/routes.ts';

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
}

const badSignaturesAMinute = 60;

/**
 * Starts the service with what is configured and embeds the rest. Throws `data_dir_in_use`, `port_in_use`,
 * `embedded_postgres_unsupported`, `event_store_exchanged` and what else keeps it from being whole.
 */
export async function startRebook(config: Config, options: RebookOptions = {}): Promise<Rebook> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? pino({ level: config.logLevel });
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<Rebook> {
    const servers = await startServers(config, clock, log);
    stops.push(servers.stop);
    const db = connectDatabase(servers.databaseUrl, log);
    stops.push(() => db.destroy());
    const store = connectEventStore(servers.eventStoreUrl, clock);
    stops.push(() => store.close());
    await Promise.all([migrate(db), store.storeId()]);

    const metrics = createMetrics();
    const underWay = createUnderWay(metrics.underWay);
    const executor = createExecutor(store, clock);
    const hub = createOutcomeHub(clock);
    const accounts = createCalcomAccounts({
      baseUrl: servers.calcomBaseUrl,
      apiKeyOf: id => (servers.sandbox ? sandboxKeyOf(id) : config.secretsOf(id).calcomApiKey),
      clock,
      log,
      observe: metrics.calcom,
    });
    const projector = createProjector({
      databaseUrl: servers.databaseUrl,
      store,
      projections,
      clock,
      log,
      quiet: underWay.quiet,
      onProgress: progress(metrics),
    });
    await projector.start();
    stops.push(projector.stop);

    const worker = createCalendarWorker({
      executor,
      db,
      accounts,
      hub,
      clock,
      log,
      metrics,
      replyBudgetMs: config.replyBudgetMs,
      listen: listenTo(servers.databaseUrl, clock),
      quiet: underWay.quiet,
    });
    const inbox = createWebhookInbox({ db, executor, worker, accounts, hub, clock, log, quiet: underWay.quiet });
    const sweeper = createAllowanceSweeper({ executor, store, clock, log });
    const publisher =
      config.natsUrl === undefined ? undefined : createPublisher({ store, db, natsUrl: config.natsUrl, clock, log, metrics });
    const live = followLive(store, clock, log, event => {
      executor.observe(event);
      hub.observe(event);
      sweeper.observe(event);
    });
    stops.push(live);
    for (const part of [worker, inbox, sweeper, ...(publisher ? [publisher] : [])]) {
      part.start();
      stops.push(part.stop);
    }

    const queries = createReceptionQueries(db, clock);
    const lockout = createLockout(db);
    const changing: ChangeDependencies = {
      executor,
      queries,
      slotHolds: createSlotHolds(db),
      circuitOf: id => accounts.clientFor(id).circuit.state(),
      handOver: worker.handOver,
    };
    const reception = createReception({
      ...changing,
      lockout,
      outcomeOf: hub.outcomeOf,
      caughtUp: async timeoutMs => projector.waitFor(await store.head(), timeoutMs),
      history: store.read,
      freeSlots: (id, query) => calendarFreeSlots(accounts, id, query),
      replyBudgetMs: config.replyBudgetMs,
      clock,
      log,
      observe: metrics,
      underWay,
    });

    const app = await createServer(log);
    options.inspect?.(app);
    const mayFail = limitBadSignatures();
    registerRetell(app, {
      reception,
      lifecycle: createCallLifecycle(executor, queries, clock),
      retellKeyOf: id => config.secretsOf(id).retellApiKey,
      clock,
      mayFail,
    });
    registerCalcomWebhook(app, {
      inbox,
      isCompany: async id => (await executor.load(company, companyStream(id))).state.settings !== undefined,
      secretOf: id => config.secretsOf(id).calcomWebhookSecret,
      mayFail,
    });
    await registerApi(app, {
      keys: config.apiKeys,
      db,
      executor,
      store,
      lockout,
      preview: request => previewChange(request, clock, changing),
      changeForStaff: reception.changeForStaff,
      caughtUp: projector.waitFor,
      health: () => gatherHealth({ db, store, projector, accounts, publisher }),
      metrics,
      clock,
    });
    const address = await listen(app, config);
    stops.push(() => app.close());
    servers.sandbox?.connectWebhooks({
      urlOf: key => `${address}/calcom/webhook/${key.replace(sandboxKeyOf(''), '')}`,
      secretOf: key => config.secretsOf(key.replace(sandboxKeyOf(''), '')).calcomWebhookSecret ?? '',
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

/** Follows the live events of all instances until the returned function is called. */
function followLive(store: EventStore, clock: Clock, log: Logger, observe: (event: Recorded) => void): () => Promise<void> {
  const stopping = new AbortController();
  const onInterrupted = () =>
    log.warn({ code: 'eventstore_connection_lost' }, 'the live events are interrupted; they resume by themselves');
  const following = (async () => {
    for await (const item of subscribeToAll(store, { from: 'end', signal: stopping.signal, clock, onInterrupted })) {
      if (item.kind === 'event') observe(item.event);
      if (item.kind === 'unreadable') log.error({ code: item.fault.code, stream: item.place.stream }, 'an event cannot be read');
    }
  })().catch(error =>
    log.fatal({ code: error instanceof Fault ? error.code : 'internal_fault' }, 'the live events cannot be followed'),
  );
  return async () => {
    stopping.abort();
    await following;
  };
}

const progress =
  (metrics: Metrics) =>
  ({ name, position, parked }: { name: string; position: bigint; parked: number }) =>
    metrics.projection(name, position, parked);

/** Counts requests with a bad signature per network address; good ones are never limited. */
function limitBadSignatures(): (address: string) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points: badSignaturesAMinute, duration: 60 });
  return address =>
    limiter.consume(address).then(
      () => true,
      () => false,
    );
}
