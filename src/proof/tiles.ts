// Tiles, in which the tree is kept and served: 256 hashes side by side on every eighth level (https://c2sp.org/tlog-tiles).
import { hashBytes, nodeHash, rootOfPeaks } from './merkle.ts';

export const tileWidth = 256;
export const tileHeight = 8;

export interface TilePlace {
  level: number;
  index: number;
}

export interface Tile extends TilePlace {
  /** One after the other; at most 256 of them. */
  hashes: Buffer;
}

/** `tile/<L>/<N>`, with `.p/<W>` where it is not full; 1234067 is written `x001/x234/067`. */
export function tilePath({ level, index }: TilePlace, width: number = tileWidth): string {
  const groups = [threeDigits(index % 1_000)];
  for (let left = Math.floor(index / 1_000); left > 0; left = Math.floor(left / 1_000))
    groups.unshift(`x${threeDigits(left % 1_000)}`);
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

const threeDigits = (number: number): string => String(number).padStart(3, '0');

/** What a path below `tile/` names; undefined where it is not written as it must be. */
export function parseTilePath(path: string): (TilePlace & { width: number }) | undefined {
  const [, level = '', groups = '', partial] = /^(0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  const index = Number(groups.replace(/[x/]/g, ''));
  const width = partial === undefined ? tileWidth : Number(partial);
  const isWritten = level !== '' && Number(level) < 64 && Number.isSafeInteger(index);
  if (!isWritten || (partial !== undefined && width >= tileWidth)) return undefined;
  const place = { level: Number(level), index, width };
  return tilePath(place, width) === `tile/${path}` ? place : undefined;
}

/** Hashes of a level in a tree of this size, those of a tile that is not full included. */
export const levelWidth = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** Hashes a tile has in a tree of this size; 0 where it does not exist yet. */
export const widthOf = ({ level, index }: TilePlace, size: number): number =>
  Math.max(0, Math.min(tileWidth, levelWidth(level, size) - index * tileWidth));

/** The tiles at the right edge that are not full, the lowest first. */
export function partialTiles(size: number): (TilePlace & { width: number })[] {
  const places: (TilePlace & { width: number })[] = [];
  for (let level = 0; levelWidth(level, size) > 0; level += 1) {
    const index = Math.floor(levelWidth(level, size) / tileWidth);
    const width = levelWidth(level, size) % tileWidth;
    if (width > 0) places.push({ level, index, width });
  }
  return places;
}

export interface TileTree {
  readonly size: number;
  /** Adds a leaf's hash. */
  add(leaf: Uint8Array): void;
  root(): Uint8Array;
  /** The tiles that have changed since the last time, each as it is now. */
  changed(): Tile[];
}

interface Edge {
  index: number;
  hashes: Buffer[];
  isChanged: boolean;
}

/** A tree of `size` leaves that grows by tiles. `partials`: those `partialTiles` names, in its order. */
export function tileTree(size: number, partials: readonly Uint8Array[]): TileTree {
  const edges: Edge[] = [];
  const full: Tile[] = [];
  let leaves = size;
  for (let level = 0; levelWidth(level, size) > 0; level += 1)
    edges.push({ index: Math.floor(levelWidth(level, size) / tileWidth), hashes: [], isChanged: false });
  partialTiles(size).forEach(({ level, width }, at) => {
    const hashes = hashesOf(partials[at] ?? Buffer.alloc(0));
    const edge = edges[level];
    if (!edge || hashes.length !== width) throw new RangeError('a tile at the edge of the tree has another width');
    edge.hashes = hashes;
  });

  const put = (level: number, hash: Buffer): void => {
    edges[level] ??= { index: 0, hashes: [], isChanged: false };
    const edge = edges[level];
    edge.hashes.push(hash);
    edge.isChanged = true;
    if (edge.hashes.length < tileWidth) return;
    full.push({ level, index: edge.index, hashes: Buffer.concat(edge.hashes) });
    edges[level] = { index: edge.index + 1, hashes: [], isChanged: false };
    put(level + 1, subtreeRoot(edge.hashes));
  };
  return {
    get size() {
      return leaves;
    },
    add(leaf) {
      leaves += 1;
      put(0, Buffer.from(leaf));
    },
    root: () => rootOfPeaks([...edges].reverse().flatMap(({ hashes }) => peaksOf(hashes))),
    changed() {
      const grown = edges.flatMap(({ index, hashes, isChanged }, level) =>
        isChanged ? [{ level, index, hashes: Buffer.concat(hashes) }] : [],
      );
      for (const edge of edges) edge.isChanged = false;
      return [...full.splice(0), ...grown];
    },
  };
}

/** The whole subtrees these hashes make, the largest first. */
function peaksOf(hashes: readonly Buffer[]): Buffer[] {
  const peaks: Buffer[] = [];
  let from = 0;
  for (let width = tileWidth / 2; width >= 1; width /= 2) {
    if ((hashes.length & width) === 0) continue;
    peaks.push(subtreeRoot(hashes.slice(from, from + width)));
    from += width;
  }
  return peaks;
}

/** Of a power of two of hashes. */
export function subtreeRoot(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at + 1 < row.length; at += 2) {
      const [left, right] = [row[at], row[at + 1]];
      if (left && right) above.push(nodeHash(left, right));
    }
    row = above;
  }
  const [root] = row;
  if (!root) throw new RangeError('a subtree has leaves');
  return root;
}

/** The hashes of a tile, one by one. */
export function hashesOf(tile: Uint8Array): Buffer[] {
  const bytes = Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength);
  return Array.from({ length: tile.length / hashBytes }, (_, at) => bytes.subarray(at * hashBytes, (at + 1) * hashBytes));
}
