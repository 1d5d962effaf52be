// The servers Rebook talks to: at the configured addresses, or embedded ones that speak the same protocols.
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalcomSandbox } from '@rebook/calcom-sandbox';
import type { EmbeddedPostgres } from '@rebook/embedded-postgres';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { Config } from './config/config.ts';
import { reasonOf } from './config/file-fault.ts';
import { lockDataDir } from './data-folder-lock.ts';
import { type EmbeddedServer, mustBeInstalled, ownFault } from './packages.ts';

export interface Servers {
  databaseUrl: string;
  eventStoreUrl: string;
  /** Where the embedded event store keeps its events. */
  eventStoreDatabaseUrl: string | undefined;
  calcomBaseUrl: string;
  /** Where Cal.com is not configured. */
  sandbox: CalcomSandbox | undefined;
  /** Stops the embedded ones, in reverse order. */
  stop(): Promise<void>;
}

/** The sandbox's account of a company: one each, so that they do not get in each other's way. */
export const sandboxKeyOf = (companyId: string): string => `cal_sandbox_${companyId}`;

/** What is configured is not started. */
export interface ServersConfig extends Pick<Config, 'dataDir' | 'databaseUrl' | 'eventstoreUrl' | 'calcomBaseUrl'> {
  /** Where the embedded event store listens; by default on loopback at a free port. */
  eventStoreAt?: { host: string; port: number };
  /** Bytes of data one append to the embedded event store may have; undefined: the default. */
  maxAppendSize?: number | undefined;
}

/**
 * Starts what is not configured. Throws `config_invalid` where the data folder cannot be used, `data_dir_in_use` where another process owns the
 * data folder, `embedded_server_not_installed`, and `event_store_port_taken`.
 */
export async function startServers(config: ServersConfig, clock: Clock, log: Logger): Promise<Servers> {
  const stops: (() => Promise<void>)[] = [];
  let failed = false;
  /** What cannot be stopped does not keep the others running. */
  const stop = async () => {
    const failures: unknown[] = [];
    for (const end of stops.splice(0).reverse()) await end().catch(error => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    await makeFolder(config.dataDir);
    const embedded = notGiven(config);
    if (embedded.length > 0) {
      const lock = await lockDataDir(config.dataDir);
      stops.push(lock.release);
      await mustBeInstalled(embedded);
    }
    const postgres = config.databaseUrl && config.eventstoreUrl ? undefined : await startPostgres();
    const databaseUrl = config.databaseUrl ?? (await embeddedDatabase('rebook'));
    const eventStoreDatabaseUrl = config.eventstoreUrl ? undefined : await embeddedDatabase('eventstore');
    const [eventStoreUrl, sandbox] = await Promise.all([eventStore(), calcom()]);
    const calcomBaseUrl = config.calcomBaseUrl ?? sandbox?.url ?? '';
    return { databaseUrl, eventStoreUrl, eventStoreDatabaseUrl, calcomBaseUrl, sandbox, stop };

    async function startPostgres(): Promise<EmbeddedPostgres> {
      const { startEmbeddedPostgres } = await import('@rebook/embedded-postgres');
      const started = await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), log });
      // A start that fails may have found the server of a service that runs: that one is left alone.
      stops.push(async () => (failed && started.adopted ? undefined : started.stop()));
      return started;
    }
    async function embeddedDatabase(name: string): Promise<string> {
      if (!postgres) throw new Error('no embedded database');
      await postgres.ensureDatabase(name);
      return postgres.url(name);
    }
    async function eventStore(): Promise<string> {
      if (eventStoreDatabaseUrl === undefined) return config.eventstoreUrl ?? '';
      const { keptSecret } = await import('@rebook/embedded-eventstore/secret');
      const { startEmbeddedEventStore } = await import('@rebook/embedded-eventstore');
      const { dataDir, eventStoreAt, maxAppendSize } = config;
      const secret = await keptSecret(dataDir);
      const databaseUrl = eventStoreDatabaseUrl;
      const store = await startEmbeddedEventStore({ databaseUrl, ...eventStoreAt, secret, maxAppendSize, log });
      stops.push(store.stop);
      return store.connectionString;
    }
    async function calcom(): Promise<CalcomSandbox | undefined> {
      if (config.calcomBaseUrl) return undefined;
      const { startCalcomSandbox } = await import('@rebook/calcom-sandbox');
      const started = await startCalcomSandbox({ clock, log, dataFile: join(config.dataDir, 'calcom-sandbox.json') });
      stops.push(started.stop);
      return started;
    }
  } catch (error) {
    failed = true;
    await stop();
    throw ownFault(error);
  }
}

const notGiven = ({ databaseUrl, eventstoreUrl, calcomBaseUrl }: ServersConfig): EmbeddedServer[] => [
  ...(databaseUrl ? [] : ['PostgreSQL' as const]),
  ...(eventstoreUrl ? [] : ['event store' as const]),
  ...(calcomBaseUrl ? [] : ['Cal.com sandbox' as const]),
];

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Fault('config_invalid', `the configuration is wrong:\n  - DATA_DIR: ${reasonOf(path, error)}`, { cause: error });
  }
}
