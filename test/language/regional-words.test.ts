// Regional words: each stands for something the grammar or its lists know, and none is another word of the language.
import { expect, test } from 'vitest';
import { germanRegional } from '../../src/language/de/regional-words.ts';
import { wordsOf } from '../../src/language/grammar/words.ts';
import { packsFrom } from '../../src/language/packs.ts';

const [german] = packsFrom('de').map(({ heard }) => heard);
if (!german) throw new Error('German is expected');
const { spelling, fillers, negations, declining, or, but, instead, titles, dayRules, timeRules } = german;
const lists = [...Object.values(fillers), negations, declining.verbs, or, but, instead, titles];
const isListed = (word: string) => lists.some(list => list.has(word));
const rules = [...timeRules.always, ...timeRules.whereExpected, ...dayRules];
const isRead = (word: string) => rules.some(rule => [rule([word], 0) ?? []].flat().length > 0);
/** Parts of an expression: "in einer Woche", "halb drei". */
const ofExpressions =
  /^(?:wochen?|monats?|tagen|stunde|halb|viertel|dreiviertel|nummer|auf|naechsten?|kommende|des|eins|dreissig|letzten)$/;

const regional = Object.entries(germanRegional).filter(([said, written]) => said !== written);

test('every regional word stands for known words', () => {
  const isKnown = (word: string) => isListed(word) || isRead(word) || ofExpressions.test(word);
  expect(regional.filter(([, written]) => !written.split(' ').every(isKnown))).toEqual([]);
});

test('no regional word is in a list of the language', () => {
  expect(regional.filter(([said]) => isListed(said))).toEqual([]);
});

test('no regional word stands for another', () => {
  expect(regional.filter(([, written]) => wordsOf(written, spelling).join(' ') !== written)).toEqual([]);
});

test.each(['nemme', 'mittig', 'pfingstag', 'neine', 'zähne', 'simme'])('"%s" may be another word, and stays as it is', word => {
  expect(wordsOf(word, spelling)).toEqual([word.replace('ä', 'ae')]);
});
