// Opens the servers a command works on: the configured ones, else the embedded ones of the data folder, started for as long as
// needed.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { Fault } from '../../domain/fault.ts';
import type { Config } from '../config/config.ts';
import { readRunning } from '../running-service.ts';
import { type Servers, startServers } from '../servers.ts';
import type { Terminal } from './terminal.ts';

/** Never used: no command needs a calendar, so no sandbox is started. */
const noCalendar = 'http://127.0.0.1:9';

/** Starts what is not configured. Throws `data_dir_in_use` where a service runs on the folder. */
export const openServers = (config: Config, terminal: Terminal): Promise<Servers> =>
  startServers({ ...config, calcomBaseUrl: config.calcomBaseUrl ?? noCalendar }, terminal.clock, pino({ level: 'silent' }));

export interface Stores {
  databaseUrl: string;
  eventStoreUrl: string;
  /** Of the embedded event store. */
  eventStoreDatabaseUrl?: string | undefined;
  stop(): Promise<void>;
}

/** The two stores, also those of a service that is running on the folder. */
export async function openStores(config: Config, terminal: Terminal): Promise<Stores> {
  try {
    return await openServers(config, terminal);
  } catch (error) {
    const running = error instanceof Fault && error.code === 'data_dir_in_use' ? await readRunning(config.dataDir) : undefined;
    if (!running) throw error;
    return { ...running, stop: async () => undefined };
  }
}

/** The same for what only reads. Throws `usage` where the folder has no data. */
export async function openFilledStores(config: Config, terminal: Terminal): Promise<Stores> {
  if (config.eventstoreUrl === undefined) await mustHaveData(config);
  return openStores(config, terminal);
}

/** The database of the service: also that of one which is running on the folder. */
export async function openDatabaseUrl(config: Config, terminal: Terminal): Promise<{ url: string; stop(): Promise<void> }> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, stop: async () => undefined };
  const { databaseUrl, stop } = await openStores(config, terminal);
  return { url: databaseUrl, stop };
}

/**
 * For what only reads: of a folder without data it would start servers, read nothing and call that a success. Throws `usage` there.
 */
export async function mustHaveData({ dataDir }: Config): Promise<void> {
  const found = await stat(join(dataDir, 'postgres')).catch(() => undefined);
  if (!found && !(await readRunning(dataDir)))
    throw new Fault('usage', `there is no data in ${dataDir}: set DATA_DIR to the folder of the service`);
}

/** An event store to read from: also that of a service which is running on the folder. Throws `usage` where the folder has no data. */
export async function openEventStoreUrl(config: Config, terminal: Terminal): Promise<{ url: string; stop(): Promise<void> }> {
  if (config.eventstoreUrl !== undefined) return { url: config.eventstoreUrl, stop: async () => undefined };
  await mustHaveData(config);
  const { eventStoreUrl, stop } = await openStores(config, terminal);
  return { url: eventStoreUrl, stop };
}
