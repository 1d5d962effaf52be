// Names written by somebody who did not know how names are compared: one person as a recogniser writes them, or two people.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wholeNameLikeness } from '../../../src/domain/customer/names.ts';
import { likeEnough } from '../../../src/domain/customer/word-likeness.ts';

interface Unseen {
  heard: string;
  real: string;
  same: boolean;
}

const linesOf = (file: string): string[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
const unseen = linesOf('unseen-names.jsonl').map((line): Unseen => JSON.parse(line));
const isAccepted = (heard: string, real: string): boolean => wholeNameLikeness(heard, real) >= likeEnough;

test('of two people none is taken for the other', () => {
  const others = unseen.filter(({ same }) => !same);
  expect(others.length).toBeGreaterThanOrEqual(200);
  expect(others.filter(({ heard, real }) => isAccepted(heard, real))).toEqual([]);
});

test('nine in ten of those who are one are known again', () => {
  const ones = unseen.filter(({ same }) => same);
  const accepted = ones.filter(({ heard, real }) => isAccepted(heard, real));
  expect(ones.length).toBeGreaterThanOrEqual(200);
  expect(accepted.length / ones.length).toBeGreaterThanOrEqual(0.9);
});

test.each(linesOf('two-people.txt').map(line => line.split(' | ')))('%s is not %s', (said = '', stored = '') => {
  expect(isAccepted(said, stored)).toBe(false);
});
