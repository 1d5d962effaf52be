// A tree as RFC 6962 defines it, leaf by leaf and without tiles: what ours is compared with. And tiles in memory.
import { createHash } from 'node:crypto';
import type { ReadTile } from '../../src/proof/proofs.ts';
import { tilePath, tileTree } from '../../src/proof/tiles.ts';

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
export const plainLeaf = (bytes: Uint8Array): Buffer => sha256(Buffer.of(0), bytes);

/** Section 2.1, from hashes of leaves. */
export function plainRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (!first) return sha256();
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.of(1), plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)));
}

/** Hashes of so many different leaves. */
export const someLeaves = (count: number, seed = ''): Buffer[] =>
  Array.from({ length: count }, (_, at) => plainLeaf(Buffer.from(`${seed}${at}`)));

/** The tiles of a tree that has grown leaf by leaf, written down in steps of `step`. */
export function tilesOf(leaves: readonly Buffer[], step = 100): ReadTile {
  const tiles = new Map<string, Buffer>();
  const tree = tileTree(0, []);
  const keep = (): void => {
    for (const tile of tree.changed()) tiles.set(tilePath(tile), tile.hashes);
  };
  for (const [at, leaf] of leaves.entries()) {
    tree.add(leaf);
    if (at % step === 0) keep();
  }
  keep();
  return async (place, width) => {
    const tile = tiles.get(tilePath(place));
    if (!tile || tile.length < width * 32 || width === 0) throw new Error(`no ${tilePath(place, width)}`);
    return tile.subarray(0, width * 32);
  };
}
