// Tiles are cut and named as C2SP's tlog-tiles says, and a tree goes on from its tiles as if it had never stopped.
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { treeOfTiles } from '../../src/proof/proofs.ts';
import { parseTilePath, partialTiles, tilePath, tileTree, widthOf } from '../../src/proof/tiles.ts';
import { plainRoot, someLeaves, tilesOf } from './plain-tree.ts';

test('a path is written in groups of three digits', () => {
  expect(tilePath({ level: 0, index: 1_234_067 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 2, index: 0 }, 17)).toBe('tile/2/000.p/17');
  expect(tilePath({ level: 1, index: 1_000 })).toBe('tile/1/x001/000');
});

property.prop([fc.nat(63), fc.nat(2 ** 31 - 1), fc.integer({ min: 1, max: 256 })])(
  'what is written is read again',
  (level, index, width) => {
    const path = tilePath({ level, index }, width).slice('tile/'.length);
    expect(parseTilePath(path)).toEqual({ level, index, width });
  },
);

test.each([
  '',
  '0',
  '00/000',
  '64/000',
  '0/0',
  '0/0000',
  '0/x000/001',
  '0/000/001',
  '0/x01/001',
  '0/000.p/0',
  '0/000.p/256',
  '0/000.p/01',
  '0/000.p',
  '0/000/',
  '../0/000',
  '-1/000',
  'entries/000',
])('%j is no path', path => expect(parseTilePath(path)).toBeUndefined());

test('a tree of 70,000 leaves has the tiles the specification counts', () => {
  expect(partialTiles(70_000)).toEqual([
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
  expect(widthOf({ level: 0, index: 272 }, 70_000)).toBe(256);
  expect(widthOf({ level: 1, index: 0 }, 70_000)).toBe(256);
  expect(widthOf({ level: 0, index: 274 }, 70_000)).toBe(0);
  expect(partialTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
  expect(partialTiles(0)).toEqual([]);
});

const growth = fc.tuple(fc.nat(700), fc.nat(700));

property.prop([growth], { numRuns: 40 })('a tree goes on from the tiles at its edge', async ([first, more]) => {
  const leaves = someLeaves(first + more);
  const read = tilesOf(leaves.slice(0, first));
  const tree = tileTree(first, await Promise.all(partialTiles(first).map(place => read(place, place.width))));
  for (const leaf of leaves.slice(first)) tree.add(leaf);
  const whole = tileTree(0, []);
  for (const leaf of leaves) whole.add(leaf);
  expect(tree.size).toBe(first + more);
  expect(Buffer.from(tree.root())).toEqual(Buffer.from(whole.root()));
  expect(Buffer.from(tree.root())).toEqual(plainRoot(leaves));
  const last = new Map(whole.changed().map(tile => [tilePath(tile), tile.hashes]));
  for (const tile of tree.changed()) expect(last.get(tilePath(tile))).toEqual(tile.hashes);
  expect(tree.changed()).toEqual([]);
});

test('a tile of another width than the size says is refused', () => {
  expect(() => tileTree(3, [Buffer.alloc(64)])).toThrow(RangeError);
  expect(() => tileTree(3, [])).toThrow(RangeError);
});

test('a tree of three levels of tiles is whole', async () => {
  const leaves = someLeaves(66_000);
  const read = tilesOf(leaves, 5_000);
  const tree = treeOfTiles(66_000, read);
  expect(Buffer.from(await tree.root())).toEqual(plainRoot(leaves));
  await expect(tree.inclusion(66_000)).rejects.toThrow(RangeError);
  await expect(tree.consistencyFrom(66_001)).rejects.toThrow(RangeError);
});
