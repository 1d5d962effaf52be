// How a German caller points at things by the order in which they were read out, or by their time.
import { match, type Place, type Rule, starts, startsLike } from '../../grammar/phrases.ts';
import { germanParts } from '../calendar-words.ts';

/** "den zuletzt genannten", "den Sie zuerst gesagt haben", "den ganz oben": by the order in which they were read out. */
const inOrder: readonly (readonly [RegExp, Place])[] = [
  [
    /^(?:zuerst|als erste[nrs]?|als erstes) (?:genannte[nrs]?|gesagte[nrs]?|gesagt|genannt|vorgelesen|vorgelesene[nrs]?)(?: haben| hatten)?(?![a-z])/,
    1,
  ],
  [
    /^(?:zuletzt|als letzte[nrs]?|als letztes) (?:genannte[nrs]?|gesagte[nrs]?|gesagt|genannt|vorgelesen|vorgelesene[nrs]?)(?: haben| hatten)?(?![a-z])/,
    'last',
  ],
  [/^erste[nrs]? (?:den|der|die|das|was) sie (?:gesagt|genannt|vorgeschlagen|angeboten) haben(?![a-z])/, 1],
  [/^letzte[nrs]? (?:den|der|die|das|was) sie (?:gesagt|genannt|vorgeschlagen|angeboten) haben(?![a-z])/, 'last'],
  [/^sie (?:zuerst|als erstes|als ersten) (?:gesagt|genannt|vorgelesen|vorgeschlagen) haben(?![a-z])/, 1],
  [/^sie (?:zuletzt|als letztes|als letzten) (?:gesagt|genannt|vorgelesen|vorgeschlagen) haben(?![a-z])/, 'last'],
  [/^ganz (?:oben|vorne|vorn)(?![a-z])/, 1],
  [/^ganz (?:unten|hinten)(?![a-z])/, 'last'],
];
const byOrder: Rule = (words, at) => {
  for (const [said, place] of inOrder) {
    const length = startsLike(words, at, said);
    if (length > 0) return match(length, { kind: 'place', place, sure: true });
  }
  return undefined;
};

/** "den frühen", "den ganz späten": the first or last of them; beside a part of the day it narrows that. */
const early: Rule = (words, at) => {
  const place = /^fruehe[nr]?$/.test(words[at] ?? '') ? 'earliest' : /^spaete[nr]?$/.test(words[at] ?? '') ? 'latest' : undefined;
  const article = words[at - 1] === 'ganz' ? words[at - 2] : words[at - 1];
  if (place === undefined || !/^(?:den|der|die|das)$/.test(article ?? '') || germanParts[words[at + 1] ?? ''] !== undefined)
    return undefined;
  return match(words[at + 1] === 'termin' ? 2 : 1, { kind: 'place', place, sure: true });
};

/** "den mittleren", "den in der Mitte", "den dazwischen": of three. */
const middle: Rule = (words, at) => {
  const length =
    starts(words, at, 'in der mitte') ||
    (/^(?:mittlere[nrs]?|mittigen?|mittelste[nrs]?|dazwischen)$/.test(words[at] ?? '') ? 1 : 0);
  return length > 0 ? match(length, { kind: 'place', place: 'middle', sure: true }) : undefined;
};

/** "den anderen als den ersten": of two. */
const otherThan: Rule = (words, at) => {
  const length = startsLike(
    words,
    at,
    /^(?:den|der|die|das) anderen? als (?:den|der|die|das) (?:erste|zweite|letzte)[nrs]?(?![a-z])/,
  );
  const than = words[at + length - 1] ?? '';
  return length > 0
    ? match(length, { kind: 'place', place: than.startsWith('erste') ? 'second_of_two' : 'first_of_two', sure: true })
    : undefined;
};

export const germanOrderRules: readonly Rule[] = [byOrder, early, middle, otherThan];
