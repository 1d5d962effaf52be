// Names are looked up among those with the same liquids, so every reading of a word must have the word's own.
import { expect, test } from 'vitest';
import { liquids } from '../../../src/domain/customer/known-names.ts';
import { namesOfMen, namesOfWomen } from '../../../src/domain/customer/name-data/given-names.ts';
import { frequentSurnames } from '../../../src/domain/customer/name-data/surnames.ts';
import { soundsOf } from '../../../src/domain/customer/name-sounds.ts';
import { nameWords } from '../../../src/domain/customer/name-words.ts';

const names = [namesOfWomen, namesOfMen, frequentSurnames].flatMap(list => list.trim().split(/\s+/));

test('of all names, each reading has the liquids of the spelling', () => {
  const words = names.map(name => nameWords(name).join(''));
  expect(words.filter(word => soundsOf(word).readings.some(row => liquids(row) !== liquids(word)))).toEqual([]);
});

test('a name without accents is its own word', () => {
  const plain = names.filter(name => /^[A-Za-z]+$/.test(name));
  expect(plain.filter(name => nameWords(name).join('') !== name.toLowerCase())).toEqual([]);
});
