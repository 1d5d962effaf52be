// Reads the tiles of a log from where it is served, or from a folder of copies.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashBytes } from '../../../proof/merkle.ts';
import type { ReadTile } from '../../../proof/proofs.ts';
import { tilePath } from '../../../proof/tiles.ts';
import { CommandFailed } from '../command-failed.ts';

const timeoutMs = 20_000;

/** `place`: `https://…/proof`, or a folder with `tile/` in it. A tile that is full by now is as good as the part that is wanted. */
export function tileSource(place: string): ReadTile {
  const read = /^https?:\/\//.test(place) ? fromAddress(place) : fromFolder(place);
  return async (tile, width) => {
    const bytes = (await read(tilePath(tile, width))) ?? (await read(tilePath(tile)));
    const wanted = width * hashBytes;
    if (!bytes || bytes.length < wanted) throw new CommandFailed(`${place} does not have ${tilePath(tile, width)}`);
    return bytes.subarray(0, wanted);
  };
}

type ReadPath = (path: string) => Promise<Buffer | undefined>;

const fromAddress =
  (address: string): ReadPath =>
  async path => {
    const answer = await fetch(`${address.replace(/\/$/, '')}/${path}`, { signal: AbortSignal.timeout(timeoutMs) });
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
  };

const fromFolder =
  (folder: string): ReadPath =>
  async path => {
    try {
      return await readFile(join(folder, path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
