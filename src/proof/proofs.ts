// Makes proofs and roots from tiles, wherever these are kept.
import { rootOfPeaks, splitOf } from './merkle.ts';
import { hashesOf, subtreeRoot, type TilePlace, tileHeight, tileWidth, widthOf } from './tiles.ts';

/** Gives a tile of exactly so many hashes, one after the other; throws where there is none. */
export type ReadTile = (place: TilePlace, width: number) => Promise<Uint8Array>;

export interface TreeOfTiles {
  root(): Promise<Uint8Array>;
  /** What `isIncluded` takes for the leaf at `index`. RFC 6962, section 2.1.1. */
  inclusion(index: number): Promise<Uint8Array[]>;
  /** What `hasOnlyGrown` takes from a tree of `size` leaves to this one. RFC 6962, section 2.1.2. */
  consistencyFrom(size: number): Promise<Uint8Array[]>;
}

/** The tree of the first `size` leaves. Throws what `readTile` throws, and `RangeError` for a leaf or tree beyond it. */
export function treeOfTiles(size: number, readTile: ReadTile): TreeOfTiles {
  /** The root of `2 ** height` leaves, the `index`-th of their kind. */
  async function subtree(height: number, index: number): Promise<Uint8Array> {
    const level = Math.floor(height / tileHeight);
    const width = 2 ** (height % tileHeight);
    const from = index * width;
    const place = { level, index: Math.floor(from / tileWidth) };
    const hashes = hashesOf(await readTile(place, widthOf(place, size)));
    return subtreeRoot(hashes.slice(from % tileWidth, (from % tileWidth) + width));
  }

  /** Whole subtrees from `from` on, the largest first: `from` is a multiple of the largest. */
  async function range(from: number, to: number): Promise<Uint8Array> {
    const peaks: Uint8Array[] = [];
    let at = from;
    while (at < to) {
      let height = 0;
      while (at + 2 ** (height + 1) <= to) height += 1;
      peaks.push(await subtree(height, at / 2 ** height));
      at += 2 ** height;
    }
    return rootOfPeaks(peaks);
  }

  async function path(index: number, from: number, to: number): Promise<Uint8Array[]> {
    if (to - from === 1) return [];
    const split = from + splitOf(to - from);
    return index < split
      ? [...(await path(index, from, split)), await range(split, to)]
      : [...(await path(index, split, to)), await range(from, split)];
  }

  /** `isOlder`: the subtree is one of the older tree's own, whose root is known. */
  async function growth(older: number, from: number, to: number, isOlder: boolean): Promise<Uint8Array[]> {
    if (older === to) return isOlder ? [] : [await range(from, to)];
    const split = from + splitOf(to - from);
    return older <= split
      ? [...(await growth(older, from, split, isOlder)), await range(split, to)]
      : [...(await growth(older, split, to, false)), await range(from, split)];
  }

  return {
    root: () => range(0, size),
    async inclusion(index) {
      if (index < 0 || index >= size) throw new RangeError('there is no such leaf in the tree');
      return path(index, 0, size);
    },
    async consistencyFrom(older) {
      if (older < 0 || older > size) throw new RangeError('the older tree is larger');
      return older === 0 ? [] : growth(older, 0, size, true);
    },
  };
}
