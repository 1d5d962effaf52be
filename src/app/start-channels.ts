// The ways in and out: calls, the API and webhooks come in over HTTP; notifications and events go out.
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { previewChange } from '../audit/preview.ts';
import { countPendingChanges } from '../calendar/operator/pending-changes.ts';
import { providerOf } from '../calendar/providers/providers.ts';
import { createCalls } from '../calls/calls.ts';
import type { ChangeDependencies } from '../calls/dependencies.ts';
import { createLockout } from '../calls/identify/lockout.ts';
import { openRequestRows } from '../calls/ledger/open-request-rows.ts';
import { createRepeatedDeliveries } from '../calls/ledger/repeated-deliveries.ts';
import { createLookups } from '../calls/lookups-in-postgres.ts';
import { createOpenRequests } from '../calls/open-requests.ts';
import { createKeyGuesses } from '../channels/api/access/key-guesses.ts';
import { createKeyRing } from '../channels/api/access/key-ring.ts';
import { followMadeKeys } from '../channels/api/access/made-keys.ts';
import { createSessions } from '../channels/api/access/sessions.ts';
import type { ApiDependencies } from '../channels/api/dependencies.ts';
import type { Metrics } from '../channels/api/operations/metrics.ts';
import { registerApi, registerOps } from '../channels/api/register.ts';
import { registerCalendarWebhook } from '../channels/calendar-webhook.ts';
import { registerConsole } from '../channels/console/register.ts';
import { createPublisher } from '../channels/events/publisher.ts';
import { createDoor } from '../channels/ingress/door.ts';
import { registerMcp } from '../channels/mcp/routes.ts';
import { createNotifier } from '../channels/notifications/notifier.ts';
import { registerProof } from '../channels/proof/routes.ts';
import { createCallLifecycle } from '../channels/retell/call-lifecycle.ts';
import { registerRetell } from '../channels/retell/routes.ts';
import { createServer } from '../channels/server/server.ts';
import { registerVapi } from '../channels/vapi/routes.ts';
import { createCallRecord } from '../channels/voice/call-record.ts';
import { createEraser } from '../customers/erasure/eraser.ts';
import { createErasureLoop } from '../customers/erasure/erasure-loop.ts';
import type { Clock } from '../domain/clock.ts';
import { company } from '../domain/company/company.ts';
import { companyStream } from '../domain/ids.ts';
import { createAdmission } from '../platform/jobs/admission.ts';
import { watchLoopDelay } from '../platform/jobs/loop-delay.ts';
import { proofLag } from '../platform/proof/proof-lag.ts';
import { givenUpChannel } from '../platform/vault/given-up.ts';
import type { Config } from './config/config.ts';
import { consoleFolder } from './console-folder.ts';
import { lookAtDataFolder } from './health/data-folder.ts';
import { gatherHealth } from './health/health.ts';
import { vaultHealth } from './health/vault-health.ts';
import { zoneHealth } from './health/zone-health.ts';
import { listen, opsPlace, publicPlace } from './port.ts';
import { startProof } from './proof/start-proof.ts';
import { createStages } from './stages.ts';
import type { CalendarSide } from './start-calendar.ts';
import type { ReadSide } from './start-read-side.ts';
import { started } from './stops.ts';

export interface ChannelsOptions {
  config: Config;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  readSide: ReadSide;
  calendarSide: CalendarSide;
  /** Called with the routes before they are sealed. */
  inspect: ((app: FastifyInstance) => void) | undefined;
}

/** Throws `port_in_use`. */
export function startChannels({ config, clock, log, metrics, readSide, calendarSide, inspect }: ChannelsOptions) {
  return started(async onStop => {
    const { db, polls, vault, erasedKeysFound, store, executor, requests, projector, upkeep, caughtUp } = readSide;
    const { watch, accounts, calendars, calendar, live, listener } = calendarSide;
    const notifier =
      config.notify && createNotifier({ ...config.notify, db, polls, executor, clock, log, observe: metrics.notification });
    const publisher =
      config.natsUrl === undefined ? undefined : createPublisher({ store, db, natsUrl: config.natsUrl, clock, log, metrics });
    for (const part of [...(notifier ? [notifier] : []), ...(publisher ? [publisher] : [])]) {
      part.start();
      onStop(part.stop);
    }

    const proof = startProof({ config, readSide, clock, log, metrics });
    if (proof) onStop(proof.stop);

    const queries = createLookups(db, clock);
    const lockout = createLockout(db);
    const changing: ChangeDependencies = {
      executor,
      queries,
      circuitOf: id => accounts.clientFor(id).circuit.state(),
      calendarOf: booking => calendars[providerOf(booking)],
      handOver: calendar.handOver,
      turnFor: calendar.turnFor,
    };
    const loopDelay = watchLoopDelay();
    onStop(loopDelay.stop);
    const calls = createCalls({
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
      stage: createStages(metrics, clock),
      requestsInFlight: requests,
      admission: createAdmission(clock, {
        loopDelayMs: loopDelay.meanMs,
        changed: metrics.admission,
        turnedAway: callers => log.warn({ code: 'overloaded', callers }, 'callers were turned away: too many are being served'),
      }),
    });
    onStop(calls.stop);
    const openRequests = createOpenRequests({
      rows: limit => openRequestRows(polls, limit),
      executor,
      queries,
      caughtUp,
      history: store.read,
      calls,
      clock,
      log,
    });
    openRequests.start();
    onStop(openRequests.stop);

    const eraser = createEraser({ db, executor, store, vault, caughtUp, clock, log });
    const erasureLoop = createErasureLoop({ db, executor, eraser, vault, clock, log });
    erasureLoop.start();
    onStop(erasureLoop.stop);
    const forget = (): void => {
      vault.forget();
      executor.forget();
    };
    onStop(await listener.listen(givenUpChannel, forget));

    const madeKeys = await followMadeKeys({ db: polls, listen: listener.listen, clock, log });
    onStop(madeKeys.stop);
    metrics.replyBudget(config.replyBudgetMs);
    const door = createDoor();
    const app = await createServer({ log, door, refused: metrics.refused });
    inspect?.(app);
    registerRetell(app, {
      calls,
      lifecycle: createCallLifecycle({ executor, queries, caughtUp, clock, log }),
      retellKeys: config.retellKeys,
      retellKeysOf: id => config.secretsOf(id).retellApiKeys,
      clock,
      watch,
      door,
    });
    registerVapi(app, {
      calls,
      recordCall: createCallRecord(executor),
      secrets: config.vapiSecrets,
      keysOf: id => config.secretsOf(id).vapiSecrets ?? [],
      clock,
      door,
    });
    registerMcp(app, { calls, executor, clock, keys: () => config.apiKeys, madeKeys, door });
    registerCalendarWebhook(app, {
      webhooks: calendars.calcom.webhooks,
      inbox: calendar.inbox,
      isCompany: async id => (await executor.load(company, companyStream(id))).state.settings !== undefined,
      secretsOf: id => config.secretsOf(id).calcomWebhookSecrets,
      door,
    });
    const guesses = createKeyGuesses();
    const ring = createKeyRing({ keys: () => config.apiKeys, madeKeys });
    const sessions = createSessions({ db, ring, clock });
    const api: ApiDependencies = {
      keys: () => config.apiKeys,
      madeKeys,
      door,
      guesses,
      sessions,
      db,
      executor,
      store,
      lockout,
      eraser,
      statements: {
        accessRecordDays: config.accessRecordDays,
        keepDays: config.keepDays,
        notifies: config.notify !== undefined,
        publishes: config.natsUrl !== undefined,
      },
      bookingUrl: uid => `https://app.cal.com/booking/${encodeURIComponent(uid)}`,
      preview: request => previewChange(request, clock, changing),
      changeForStaff: calls.changeForStaff,
      resolve: calendar.resolve,
      reconcile: calendar.reconcile,
      caughtUp: projector.waitFor,
      projections: upkeep,
      health: async () => ({
        ...(await gatherHealth({ db, store, live, projector, projectionAdmin: upkeep, accounts, publisher, watch })),
        time_zones: await zoneHealth(db),
        vault: vaultHealth({ damaged: vault.damaged(), erasedKeysFound }),
        ...(proof && { transparency_log: proof.health() }),
      }),
      load: async () => {
        // First: with a disk that is full the stores may not answer.
        metrics.dataFolder(await lookAtDataFolder(config.dataDir, config.eventstoreUrl === undefined, clock.now()));
        return {
          lags: await upkeep.lag(),
          proof: proof && (await proofLag(db, store, clock.now())),
          pending: await countPendingChanges(db, clock.now()),
          queue: calendar.load(),
          keys: { damaged: vault.damaged().length, ofErased: erasedKeysFound },
          accounts: accounts.all().map(({ account, companies, circuit, keyRefused, heldBack }) => ({
            account,
            companies,
            state: circuit.state(),
            keyRefused: keyRefused() !== undefined,
            waiting: heldBack(),
          })),
        };
      },
      metrics,
      clock,
    };
    // In production a server of its own, which no proxy passes on.
    const ops = config.ops ? await createServer({ log, door, refused: metrics.refused }) : app;
    registerOps(ops, app, api);
    if (proof) registerProof(ops, db);
    await registerApi(app, api);
    registerConsole(app, { folder: consoleFolder(), ring, guesses, sessions, door, db, clock });
    const address = await listen(app, publicPlace(config));
    onStop(() => app.close());
    if (!config.ops) return { address, opsAddress: address };
    // Stopped before the other one is: who asks for readiness hears at once that this instance goes.
    const opsAddress = await listen(ops, opsPlace(config.ops));
    onStop(() => ops.close());
    return { address, opsAddress };
  });
}
