// The Merkle tree of RFC 6962 over SHA-256: its nodes, its root, and what proves that a leaf is in it or that it has only grown.
import { hash } from 'node:crypto';

export const hashBytes = 32;

/** A tree as a checkpoint names it. */
export interface TreeHead {
  /** Number of leaves. */
  size: number;
  root: Uint8Array;
}

/** RFC 6962, section 2.1: the root of a tree without leaves. */
export const emptyRoot: Buffer = hash('sha256', '', 'buffer');

const nodeMark = Buffer.of(1);

/** RFC 6962, section 2.1: SHA-256 of 1 and the two below. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([nodeMark, left, right], 1 + 2 * hashBytes), 'buffer');

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const isOdd = (number: number): boolean => number % 2 === 1;
/** Shifting is for 32 bits alone; a tree may have more leaves. */
const half = (number: number): number => Math.floor(number / 2);

/** The largest power of two below `size`, which is at least 2. */
export function splitOf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

export interface InclusionProof {
  index: number;
  leaf: Uint8Array;
  /** From the leaf's sibling to the child of the root. */
  hashes: readonly Uint8Array[];
}

/** True where the leaf's hash stands at `index` of this tree. RFC 9162, section 2.1.3.2. */
export function isIncluded({ index, leaf, hashes }: InclusionProof, { size, root }: TreeHead): boolean {
  if (index < 0 || index >= size) return false;
  let node = index;
  let last = size - 1;
  let found = leaf;
  for (const sibling of hashes) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      found = nodeHash(sibling, found);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else found = nodeHash(found, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(found, root);
}

/** True where the leaves of `older` are the first ones of `newer`. RFC 9162, section 2.1.4.2. */
export function hasOnlyGrown(older: TreeHead, newer: TreeHead, hashes: readonly Uint8Array[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return hashes.length === 0 && same(older.root, newer.root);
  // Every tree begins with the empty one.
  if (older.size === 0) return hashes.length === 0 && same(older.root, emptyRoot);
  let node = older.size - 1;
  let last = newer.size - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const [first, ...rest] = node === 0 ? [older.root, ...hashes] : hashes;
  if (!first) return false;
  let olderRoot = first;
  let newerRoot = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      olderRoot = nodeHash(sibling, olderRoot);
      newerRoot = nodeHash(sibling, newerRoot);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else newerRoot = nodeHash(newerRoot, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(olderRoot, older.root) && same(newerRoot, newer.root);
}

/** Whole subtrees side by side, the largest first, as one root: the empty one where there is none. */
export function rootOfPeaks(peaks: readonly Uint8Array[]): Uint8Array {
  let root: Uint8Array | undefined;
  for (let at = peaks.length - 1; at >= 0; at -= 1) {
    const peak = peaks[at];
    if (peak) root = root ? nodeHash(peak, root) : peak;
  }
  return root ?? emptyRoot;
}

export interface GrowingTree {
  add(leaf: Uint8Array): void;
  head(): TreeHead;
}

/** A tree that forgets its leaves: it keeps one hash for each bit of its size. */
export function growingTree(): GrowingTree {
  const peaks: Uint8Array[] = [];
  let size = 0;
  return {
    add(leaf) {
      let node = leaf;
      for (let left = size; isOdd(left); left = half(left)) node = nodeHash(peaks.pop() ?? node, node);
      peaks.push(node);
      size += 1;
    },
    head: () => ({ size, root: rootOfPeaks(peaks) }),
  };
}
