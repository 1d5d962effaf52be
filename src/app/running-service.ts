// Remembers the address of a data folder's service: the service writes it when it has started, and other commands read it.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({
  /** `http://host:port` */
  address: z.string(),
  /** Where health, metrics and documentation are, if elsewhere. */
  opsAddress: z.string().optional(),
  eventStoreUrl: z.string(),
  databaseUrl: z.string(),
  eventStoreDatabaseUrl: z.string().optional(),
});
export type Running = z.infer<typeof runningSchema>;

const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

/** The addresses may hold passwords, so nobody else may read the file. */
export const writeRunning = (dataDir: string, running: Running): Promise<void> =>
  writeFile(fileOf(dataDir), JSON.stringify(runningSchema.parse(running)), { mode: 0o600 });

export const removeRunning = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });

/** The entry of the last service of this folder; it may have been killed since. Undefined where there is none. */
export async function readRunning(dataDir: string): Promise<Running | undefined> {
  try {
    return runningSchema.parse(JSON.parse(await readFile(fileOf(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}
