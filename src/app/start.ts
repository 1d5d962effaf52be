// Starts the service: servers, read side, calendar, channels, each after what it needs; and stops it in the reverse order.
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { createMetrics } from '../channels/api/operations/metrics.ts';
import { type Clock, systemClock } from '../domain/clock.ts';
import type { ConnectedEventStore } from '../platform/eventstore/store.ts';
import { mustBeReachableAt } from '../platform/postgres/reachable.ts';
import { joinInstances } from '../platform/postgres/works-alone.ts';
import type { Config } from './config/config.ts';
import { warnOfOldZoneData } from './health/zone-health.ts';
import { loggerOptions } from './log.ts';
import { portsMustBeFree } from './port.ts';
import { type Servers, sandboxKeyOf, startServers } from './servers.ts';
import { startCalendarSide } from './start-calendar.ts';
import { startChannels } from './start-channels.ts';
import { startReadSide } from './start-read-side.ts';
import { started } from './stops.ts';
import { startTracing } from './tracing/tracing.ts';

export interface Rebook {
  /** `http://host:port` */
  address: string;
  /** Where `/health`, `/metrics` and `/docs` are; the same one where there is one address for everything. */
  opsAddress: string;
  servers: Servers;
  store: ConnectedEventStore;
  /** True once the read models have passed a position; false after `timeoutMs`. */
  caughtUp(position: bigint, timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

export interface RebookOptions {
  clock?: Clock;
  log?: Logger;
  /** Called with the routes before they are sealed. */
  inspect?: ((app: FastifyInstance) => void) | undefined;
  /** It serves nobody but itself, so that keys of its own are meant, whatever else runs on its servers. */
  apart?: boolean;
  /** Cancels a start that takes long, while read models are rebuilt: it rejects. */
  signal?: AbortSignal;
}

/**
 * Starts the service with what is configured and embeds the rest. Throws `data_dir_in_use`, `port_in_use`, `keys_not_shared`,
 * `embedded_postgres_unsupported`, `event_store_replaced` and what else keeps it from being whole.
 */
export async function startRebook(config: Config, options: RebookOptions = {}): Promise<Rebook> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? pino(loggerOptions(config));
  // A rebuild is cancelled at once, whatever waits for it.
  const stopping = new AbortController();
  options.signal?.addEventListener('abort', () => stopping.abort(), { once: true });

  await portsMustBeFree(config);
  const rebook = await started(async onStop => {
    const metrics = createMetrics();
    // First, so that it ends last and sends what the others have still done.
    if (config.otlpEndpoint !== undefined) onStop(await startTracing(config.otlpEndpoint));
    const servers = await startServers(config, clock, log);
    onStop(servers.stop);
    // The folder's lock keeps a second one away from an embedded database.
    if (config.databaseUrl !== undefined && options.apart !== true) {
      const { databaseUrl } = config;
      await mustBeReachableAt(databaseUrl);
      onStop(await joinInstances({ databaseUrl, log, ownKeys: (config.ownApiKeys ?? false) || config.masterKey === undefined }));
    }
    const readSide = await startReadSide({ config, servers, clock, log, metrics, stopping: stopping.signal });
    onStop(readSide.stop);
    warnOfOldZoneData(log);
    const calendarSide = await startCalendarSide({ config, servers, clock, log, metrics, readSide });
    onStop(calendarSide.stop);
    const channels = await startChannels({ config, clock, log, metrics, readSide, calendarSide, inspect: options.inspect });
    onStop(channels.stop);
    const { address, opsAddress } = channels;
    servers.sandbox?.connectWebhooks({
      urlOf: key => `${address}/calcom/webhook/${key.replace(sandboxKeyOf(''), '')}`,
      secretOf: key => config.secretsOf(key.replace(sandboxKeyOf(''), '')).calcomWebhookSecrets[0] ?? '',
    });
    return { address, opsAddress, servers, store: readSide.store, caughtUp: readSide.projector.waitFor };
  });
  return {
    ...rebook,
    async stop() {
      stopping.abort();
      await rebook.stop();
    },
  };
}
