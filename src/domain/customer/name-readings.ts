// The ways to read a name: as it is written, as a German hears it, without a rank, and with a compound first name said for short.
import { LRUCache } from 'lru-cache';
import type { KnownNames, Sex } from './known-names.ts';
import { longest, nameWords, particles, withoutIntroduction } from './name-words.ts';
import type { SpokenWord } from './word-likeness.ts';

/** The words of a name in one way to read it. */
export type Reading = readonly NameWord[];
export interface NameWord extends SpokenWord {
  /** It was made of two. */
  isJoined?: boolean;
}

const asSpoken = (word: string): NameWord => ({ word, heard: word });

/** Letters of other languages, as a German writes what they hear. */
const heardAs: Record<string, string> = {
  ş: 'sch',
  ç: 'tsch',
  ğ: '',
  ć: 'tsch',
  č: 'tsch',
  ś: 'sch',
  š: 'sch',
  ż: 'sch',
  ź: 'sch',
  ž: 'sch',
  ó: 'u',
  ł: 'w',
  ñ: 'nj',
  ę: 'en',
  ą: 'on',
  đ: 'dsch',
};

/** Ranks that are surnames as well: before a surname they are a rank. */
const ranks = new Set(['graf', 'baron', 'fuerst', 'prinz', 'herzog', 'ritter', 'edler']);

/** More ways to read one name are not looked at. */
const mostReadings = 8;

export interface ReadName {
  readings: readonly Reading[];
  /** Those of a compound first name that is said for short. */
  inShort: readonly Reading[];
  address: Sex | undefined;
  besides: BesideTheName;
}

/** What callers add to their name, each undefined where it is not said. */
export interface BesideTheName {
  /** Of "Anna Weber, geborene Klein". */
  birthName: string | undefined;
  /** Of "Josef Huber von der Firma Huber Bau". */
  firm: string | undefined;
}

const birthNames = /(?<=\p{L})[\s,(]+(?:geborene[rn]?|geb\.?|née|born)\s+(\p{L}[^,()]*)\)?\s*$/iu;
const firms = /(?<=\p{L})[\s,(]+(?:(?:von|bei|from|of|with)\s+(?:der|the)\s+)?(?:firma|fa\.|company)\s+(\p{L}[^,()]*)\)?\s*$/iu;

/** A caller's name is compared with many, and the same customers are compared again and again. */
const namesRead = new WeakMap<KnownNames, LRUCache<string, ReadName>>();

export function read(name: string, known: KnownNames): ReadName {
  const names = namesRead.get(known) ?? new LRUCache<string, ReadName>({ max: 5_000 });
  namesRead.set(known, names);
  const before = names.get(name);
  if (before) return before;
  const alone = withoutIntroduction(name);
  const withoutAdditions = alone.replace(firms, '').replace(birthNames, '');
  const now = {
    readings: [name, ...(withoutAdditions === alone ? [] : [withoutAdditions])].flatMap(written => readingsOf(written, known)),
    inShort: inShort(withoutAdditions, known),
    address: addressOf(alone),
    besides: { birthName: birthNames.exec(alone.replace(firms, ''))?.[1], firm: firms.exec(alone)?.[1] },
  };
  if (name.length <= longest) names.set(name, now);
  return now;
}

/** The words of a name in each way they may be read. */
function readingsOf(name: string, known: KnownNames): Reading[] {
  const words = nameWords(name).map(asSpoken);
  const [first, second] = words;
  const readings: Reading[] = [words];
  const lower = name.toLowerCase().normalize('NFC');
  const respelt = lower
    .replace(/ą(?=[bp])/g, 'om')
    .replace(/ę(?=[bp])/g, 'em')
    .replace(/[şçğćčśšżźžółñęąđ]/g, letter => heardAs[letter] ?? letter);
  if (respelt !== lower)
    for (const [at, heard] of nameWords(respelt).entries()) {
      const word = words[at]?.word;
      if (word === undefined || word === heard || readings.length > mostReadings / 2) continue;
      readings.push(...readings.map(reading => reading.with(at, { word, heard })));
    }
  const joined = withParticles(words);
  if (joined.length < words.length) readings.push(joined);
  if (first && second && ranks.has(first.word) && !known.isGivenName(second.word)) readings.push(words.slice(1));
  return readings;
}

/** Vandenberg is van den Berg: particles as the beginning of the word they stand before. */
function withParticles(words: Reading): Reading {
  const joined: NameWord[] = [];
  let before = '';
  for (const [at, { word, heard }] of words.entries()) {
    if (particles.has(word) && at + 1 < words.length) before += word;
    else {
      joined.push(before === '' ? { word, heard } : { word: before + word, heard: before + heard, isJoined: true });
      before = '';
    }
  }
  return joined;
}

/** Hans-Peter is called Hans as well, or Hansi; Anna Walter-Simon, whose surname only looks like it, is not Anna Walter. */
function inShort(name: string, known: KnownNames): Reading[] {
  const isGiven = (word: string): boolean => known.isGivenName(nameWords(word).join(' '));
  return [...name.matchAll(/([\p{L}\p{M}]+)-([\p{L}\p{M}]+)/gu)]
    .filter(
      ({ 1: first = '', 2: second = '', index }) =>
        isGiven(first) && isGiven(second) && !nameWords(name.slice(0, index)).some(known.isGivenName),
    )
    .map(([compound, first = '']) => nameWords(name.replace(compound, first)).map(asSpoken));
}

function addressOf(name: string): Sex | undefined {
  if (/^\s*(?:herrn?|hr|mr)\.?\s+\p{L}/iu.test(name)) return 'man';
  return /^\s*(?:frau|fr|mrs|ms|miss)\.?\s+\p{L}/iu.test(name) ? 'woman' : undefined;
}
