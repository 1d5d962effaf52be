// Copies of the transparency log in a folder, as files that any web server can serve: below `<PROOF_DIR>/<log>/` the last checkpoint,
// the tiles, and every checkpoint that was written there.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SignedCheckpoint } from '../../platform/proof/log-tables.ts';
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import type { ReadTile } from '../../proof/proofs.ts';
import { levelWidth, type TilePlace, tilePath, tileWidth, widthOf } from '../../proof/tiles.ts';

/** Where the files of a log are. */
export const folderOfLog = (proofDir: string, origin: string): string => join(proofDir, encodeURIComponent(origin));

const checkpointFile = 'checkpoint';
const checkpointsFolder = 'checkpoints';
const partialFolder = '.partial';
/** No file takes so long to write. */
const leftAfterMs = 3_600_000;

/** The last checkpoint that was written there; undefined where there is none. Throws what the file system throws. */
export const copiedCheckpoint = (proofDir: string, origin: string): Promise<string | undefined> =>
  orMissing(readFile(join(folderOfLog(proofDir, origin), checkpointFile), 'utf8'));

async function orMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Every checkpoint that was written there, the last one once more; none where there is no folder of this log. Throws what the file system
 * throws.
 */
export async function* copiedCheckpoints(proofDir: string, origin: string): AsyncGenerator<string> {
  const folder = join(folderOfLog(proofDir, origin), checkpointsFolder);
  const names = await orMissing(readdir(folder));
  for (const name of names ?? []) yield await readFile(join(folder, name), 'utf8');
  const last = await copiedCheckpoint(proofDir, origin);
  if (last !== undefined) yield last;
}

/**
 * Writes what the checkpoint needs and is not there yet, the checkpoint itself last. A tile that is not full is left until the full
 * one is there.
 */
export async function copyToFolder(
  proofDir: string,
  origin: string,
  checkpoint: SignedCheckpoint,
  read: ReadTile,
): Promise<void> {
  const folder = folderOfLog(proofDir, origin);
  await removeLeftovers(folder);
  const before = await copiedCheckpoint(proofDir, origin);
  const from = (before === undefined ? undefined : parseCheckpoint(before)?.size) ?? 0;
  if (from >= checkpoint.size) return;
  for (let level = 0; levelWidth(level, checkpoint.size) > 0; level += 1) {
    const first = Math.floor(levelWidth(level, from) / tileWidth);
    for (let index = first; widthOf({ level, index }, checkpoint.size) > 0; index += 1)
      await copyTile(folder, { level, index }, widthOf({ level, index }, checkpoint.size), read);
  }
  await writeWhole(folder, join(checkpointsFolder, String(checkpoint.size)), checkpoint.note);
  await writeWhole(folder, checkpointFile, checkpoint.note);
}

async function copyTile(folder: string, place: TilePlace, width: number, read: ReadTile): Promise<void> {
  await writeWhole(folder, tilePath(place, width), await read(place, width));
  if (width === tileWidth) await rm(`${join(folder, tilePath(place))}.p`, { recursive: true, force: true });
}

/** A reader finds the old file or the new one, and nothing in between, also after a loss of power: the content is on the disk first. */
async function writeWhole(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const place = join(folder, path);
  // Hosts that share the folder may have the same process ids.
  const partial = join(folder, partialFolder, randomUUID());
  await Promise.all([dirname(place), dirname(partial)].map(one => mkdir(one, { recursive: true })));
  try {
    await writeFile(partial, content, { flush: true });
    await rename(partial, place);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes what a process that was killed has left half written; another host may be writing what is newer. */
async function removeLeftovers(folder: string): Promise<void> {
  const partials = join(folder, partialFolder);
  const names = await readdir(partials).catch((): string[] => []);
  for (const name of names) {
    const { mtimeMs } = await stat(join(partials, name)).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - leftAfterMs) await rm(join(partials, name), { force: true });
  }
}
