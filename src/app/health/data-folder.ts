// The data folder: how much room its disk has, and how old the last backup of what is in it is.
import { readFile, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from '../../channels/api/operations/load.ts';

const markOf = (dataDir: string): string => join(dataDir, 'last-backup');

/** Notes that a backup was made of the folder's data as it stood at this moment. */
export const noteBackup = (dataDir: string, at: Date): Promise<void> =>
  writeFile(markOf(dataDir), `${at.toISOString()}\n`, { mode: 0o600 });

/** Undefined where the folder cannot be looked at. `embedded`: its event store is in it, so that it is backed up from here. */
export async function lookAtDataFolder(dataDir: string, embedded: boolean, now: Date): Promise<DataFolder | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(dataDir);
    const backupAgeSeconds = embedded ? Math.max(0, (now.getTime() - (await lastBackup(dataDir))) / 1000) : undefined;
    return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize, backupAgeSeconds };
  } catch {
    return undefined;
  }
}

/** Where there was none: since when there has been something to back up. */
async function lastBackup(dataDir: string): Promise<number> {
  const noted = await readFile(markOf(dataDir), 'utf8').then(
    text => Date.parse(text.trim()),
    () => Number.NaN,
  );
  if (!Number.isNaN(noted)) return noted;
  const { birthtimeMs, mtimeMs } = await stat(join(dataDir, 'postgres'));
  return birthtimeMs || mtimeMs;
}
