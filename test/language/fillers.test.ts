// Words that say nothing about a day: each stands in one group, and neither a rule nor another list of its language knows it.
import { expect, test } from 'vitest';
import { wordsOf } from '../../src/language/grammar/words.ts';
import { packsFrom } from '../../src/language/packs.ts';

const [german, english] = packsFrom('de').map(({ heard }) => heard);
if (!german || !english) throw new Error('two languages are expected');
const languages = { de: german, en: english };

/** "So" by itself is Sunday on a model's list of days. */
const alsoRead = (word: string): boolean => word === 'so';

test.each(Object.entries(languages))('%s: no filler stands in two groups', (_, { fillers }) => {
  const { things, anywhere, ofAppointment, ofWish } = fillers;
  const seen = new Map<string, number>();
  for (const group of [things, anywhere]) for (const word of group) seen.set(word, (seen.get(word) ?? 0) + 1);
  for (const word of [...ofAppointment, ...ofWish]) if (things.has(word) || anywhere.has(word)) seen.set(word, 2);
  expect([...seen].filter(([, times]) => times > 1).map(([word]) => word)).toEqual([]);
});

test.each(Object.entries(languages))('%s: no filler denies, corrects, chooses, or stands before a name', (_, heard) => {
  const roles = [heard.or, heard.but, heard.instead, heard.negations, heard.titles];
  const all = [...Object.values(heard.fillers)].flatMap(group => [...group]);
  expect(all.filter(word => roles.some(role => role.has(word)))).toEqual([]);
});

test.each(Object.entries(languages))('%s: every filler is a word', (_, heard) => {
  // After the last word of a text there is none, and that is no thing that is counted.
  expect(Object.values(heard.fillers).some(group => group.has(''))).toBe(false);
});

test.each(Object.entries(languages))('%s: every filler is spelt as it is heard', (_, heard) => {
  const all = [...Object.values(heard.fillers)].flatMap(group => [...group]).filter(word => /^[a-z]+$/.test(word));
  expect(all.filter(word => wordsOf(word, heard.spelling).join(' ') !== word && !alsoRead(word))).toEqual([]);
});

test.each(Object.entries(languages))('%s: no rule reads a filler as a day or a time', (_, heard) => {
  const rules = [...heard.timeRules.always, ...heard.timeRules.whereExpected, ...heard.dayRules];
  const all = [...Object.values(heard.fillers)].flatMap(group => [...group]);
  const read = (word: string) => rules.some(rule => [rule([word], 0) ?? []].flat().some(({ phrases }) => phrases.length > 0));
  expect(all.filter(word => read(word) && !alsoRead(word))).toEqual([]);
});
