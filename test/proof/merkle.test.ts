// Trees and proofs are those of RFC 6962: by its published vectors, by its definition, and by another's implementation.

import { fc, test as property } from '@fast-check/vitest';
import { RFC9162 } from '@transmute/rfc9162';
import { describe, expect, test } from 'vitest';
import { growingTree, hasOnlyGrown, isIncluded } from '../../src/proof/merkle.ts';
import { treeOfTiles } from '../../src/proof/proofs.ts';
import { plainLeaf, plainRoot, someLeaves, tilesOf } from './plain-tree.ts';
import { growths, inclusions, leaves as published, roots } from './vectors.ts';

const runs = Number(process.env.GROWTHS ?? 60);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (hashes: readonly string[]): Buffer[] => hashes.map(hash => Buffer.from(hash, 'hex'));
const headOf = (size: number) => ({ size, root: bytesOf(roots)[size] ?? Buffer.alloc(0) });
const hashes = published.map(plainLeaf);

describe('the published vectors', () => {
  test.each(roots.map((root, size) => ({ size, root })))('the root of $size leaves', async ({ size, root }) => {
    const tree = growingTree();
    for (const leaf of hashes.slice(0, size)) tree.add(leaf);
    expect(hex(tree.head().root)).toBe(root);
    expect(hex(await treeOfTiles(size, tilesOf(hashes)).root())).toBe(root);
  });
  test.each(inclusions)('leaf $index is in the tree of $size', async ({ index, size, hashes: path }) => {
    const leaf = hashes[index] ?? Buffer.alloc(0);
    expect(isIncluded({ index, leaf, hashes: bytesOf(path) }, headOf(size))).toBe(true);
    expect((await treeOfTiles(size, tilesOf(hashes)).inclusion(index)).map(hex)).toEqual(path);
  });
  test.each(growths)('$older leaves have become $newer', async ({ older, newer, hashes: path }) => {
    expect(hasOnlyGrown(headOf(older), headOf(newer), bytesOf(path))).toBe(true);
    expect((await treeOfTiles(newer, tilesOf(hashes)).consistencyFrom(older)).map(hex)).toEqual(path);
  });
});

const sizes = fc.tuple(fc.integer({ min: 1, max: 1_400 }), fc.nat(1_399)).map(([size, at]) => ({ size, at: at % size }));

describe('any tree', () => {
  property.prop([sizes], { numRuns: runs })(
    'is the one the RFC defines, and every leaf is proved to be in it',
    async ({ size, at }) => {
      const leaves = someLeaves(size);
      const tree = treeOfTiles(size, tilesOf(leaves));
      const root = await tree.root();
      expect(hex(root)).toBe(hex(plainRoot(leaves)));
      const path = await tree.inclusion(at);
      const leaf = leaves[at] ?? Buffer.alloc(0);
      expect(isIncluded({ index: at, leaf, hashes: path }, { size, root })).toBe(true);
      const proof = { log_id: '', tree_size: size, leaf_index: at, inclusion_path: path };
      expect(await RFC9162.verifyInclusionProof(root, leaf, proof)).toBe(true);
    },
  );

  property.prop([sizes], { numRuns: runs })('that has grown is proved to have only grown', async ({ size, at: older }) => {
    const leaves = someLeaves(size);
    const root = await treeOfTiles(size, tilesOf(leaves)).root();
    const olderRoot = await treeOfTiles(older, tilesOf(leaves)).root();
    const path = await treeOfTiles(size, tilesOf(leaves)).consistencyFrom(older);
    expect(hasOnlyGrown({ size: older, root: olderRoot }, { size, root }, path)).toBe(true);
    if (older === 0) return;
    // The library wants the older root in front where the RFC leaves it out: for powers of two.
    const isPower = Number.isInteger(Math.log2(older));
    const proof = { log_id: '', tree_size_1: older, tree_size_2: size, consistency_path: isPower ? [olderRoot, ...path] : path };
    expect(await RFC9162.verifyConsistencyProof(olderRoot, root, proof)).toBe(true);
  });

  property.prop([sizes, fc.nat()], { numRuns: runs })(
    'that was changed is not proved to have only grown',
    async ({ size, at: older }, pick) => {
      fc.pre(older > 0);
      const leaves = someLeaves(size);
      const olderRoot = await treeOfTiles(older, tilesOf(leaves)).root();
      const changed = leaves.map((leaf, at) => (at === pick % older ? plainLeaf(Buffer.from('another')) : leaf));
      const tree = treeOfTiles(size, tilesOf(changed));
      const head = { size, root: await tree.root() };
      expect(hasOnlyGrown({ size: older, root: olderRoot }, head, await tree.consistencyFrom(older))).toBe(false);
    },
  );

  property.prop([sizes, fc.nat(), fc.nat()], { numRuns: runs })(
    'has no proof with one bit changed, one hash more or fewer',
    async ({ size, at }, which, bit) => {
      fc.pre(size > 1);
      const leaves = someLeaves(size);
      const tree = treeOfTiles(size, tilesOf(leaves));
      const head = { size, root: await tree.root() };
      const leaf = leaves[at] ?? Buffer.alloc(0);
      const path = (await tree.inclusion(at)).map(hash => Buffer.from(hash));
      const victim = path[which % path.length];
      victim?.writeUInt8(victim.readUInt8(bit % 32) ^ (1 << (bit % 8)), bit % 32);
      expect(isIncluded({ index: at, leaf, hashes: path }, head)).toBe(false);
      const good = await tree.inclusion(at);
      expect(isIncluded({ index: at, leaf, hashes: [...good, head.root] }, head)).toBe(false);
      expect(isIncluded({ index: at, leaf, hashes: good.slice(0, -1) }, head)).toBe(false);
      expect(isIncluded({ index: (at + 1) % size, leaf, hashes: good }, head)).toBe(false);
    },
  );
});

test('nothing is in an empty tree, beyond the last leaf, or in a tree that is smaller than the older one', () => {
  const leaf = hashes[0] ?? Buffer.alloc(0);
  expect(isIncluded({ index: 0, leaf, hashes: [] }, headOf(0))).toBe(false);
  expect(isIncluded({ index: 8, leaf, hashes: [] }, headOf(8))).toBe(false);
  // The root alone proves nothing of a tree that has more leaves than it.
  expect(isIncluded({ index: 0, leaf, hashes: [] }, { size: 2, root: leaf })).toBe(false);
  expect(hasOnlyGrown(headOf(1), { size: 3, root: headOf(2).root }, [hashes[1] ?? leaf])).toBe(false);
  expect(hasOnlyGrown(headOf(3), headOf(2), [])).toBe(false);
  expect(hasOnlyGrown(headOf(0), headOf(2), [])).toBe(true);
  expect(hasOnlyGrown({ size: 0, root: leaf }, headOf(2), [])).toBe(false);
  expect(hasOnlyGrown(headOf(1), headOf(2), [])).toBe(false);
});
