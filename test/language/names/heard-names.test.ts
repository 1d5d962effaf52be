// Of names as recognisers write them most are taken for the same, of real names near each other hardly any: the whole evaluation.
import { expect, test } from 'vitest';
import { wholeNameLikeness } from '../../../src/domain/customer/names.ts';
import { likeEnough } from '../../../src/domain/customer/word-likeness.ts';
import { differInUnlisted, halfOfTheLists, heardPairs, type NamePair, nearPairs } from './name-pairs.ts';

const isAccepted = ({ said, stored }: NamePair): boolean => wholeNameLikeness(said, stored) >= likeEnough;
const heard = heardPairs();
const near = nearPairs();

test('at least nine in ten names are known again, of each kind at least three in four', () => {
  expect(heard.length).toBeGreaterThanOrEqual(2_000);
  expect(heard.filter(isAccepted).length / heard.length).toBeGreaterThanOrEqual(0.9);
  for (const kind of new Set(heard.map(pair => pair.kind))) {
    const ofKind = heard.filter(pair => pair.kind === kind);
    expect(ofKind.filter(isAccepted).length / ofKind.length, kind).toBeGreaterThanOrEqual(0.75);
  }
});

test('at most one in a thousand real names is taken for another that is near it', () => {
  expect(near.length).toBeGreaterThanOrEqual(2_000);
  const taken = near.filter(isAccepted).map(({ said, stored }) => `${said} for ${stored}`);
  expect(taken.length / near.length, taken.join(', ')).toBeLessThanOrEqual(0.001);
});

test('of the pairs that were named by hand none is', () => {
  const byHand = near.filter(({ kind }) => !kind.includes('lists'));
  expect(byHand.length).toBeGreaterThan(500);
  expect(byHand.filter(isAccepted)).toEqual([]);
});

test('names that are on no list are distinguished by their sounds: at most one in fifty is taken for another', () => {
  const { known, isLeftOut } = halfOfTheLists();
  const unlisted = near.filter(pair => differInUnlisted(pair, isLeftOut));
  expect(unlisted.length).toBeGreaterThanOrEqual(2_000);
  const taken = unlisted.filter(({ said, stored }) => wholeNameLikeness(said, stored, known) >= likeEnough);
  expect(taken.length / unlisted.length).toBeLessThanOrEqual(0.02);
});
