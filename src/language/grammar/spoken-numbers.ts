// Numbers as callers say them, up to 59, cardinal and ordinal, and years; in German and English.
import type { Language } from '../../domain/values.ts';
import { dayOrdinal, numberWords } from '../render/number-in-words.ts';
import { folded } from './words.ts';

export interface SaidNumber {
  value: number;
  /** Words taken. */
  length: number;
  /** "vierzehnten", "14.", "14th": names a day of the month, not an hour. */
  ordinal: boolean;
  digits: boolean;
}

const highest = 59;
const [firstYear, lastYear] = [2000, 2099];

interface Table {
  cardinals: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  years: ReadonlyMap<string, number>;
}

const tables: Record<Language, Table> = { de: germanTable(), en: englishTable() };

/** The number that begins at a word, also one spelt apart: "fünf und dreißig", "twenty first". */
export function numberAt(words: readonly string[], at: number, language: Language): SaidNumber | undefined {
  const digits = /^(\d{1,2})(\.|te[nrms]?|st|nd|rd|th|sten?)?$/.exec(words[at] ?? '');
  if (digits?.[1] !== undefined) {
    const value = Number(digits[1]);
    return value > highest ? undefined : { value, length: 1, ordinal: digits[2] !== undefined, digits: true };
  }
  const { cardinals, ordinals } = tables[language];
  for (const length of [3, 2, 1]) {
    const word = joined(words, at, length, language);
    const cardinal = word === undefined ? undefined : cardinals.get(word);
    if (cardinal !== undefined) return { value: cardinal, length, ordinal: false, digits: false };
    const ordinal = word === undefined ? undefined : ordinals.get(word);
    if (ordinal !== undefined) return { value: ordinal, length, ordinal: true, digits: false };
  }
  return undefined;
}

/** A year of this century: "2027", "zweitausendsiebenundzwanzig", "twenty twenty-seven". */
export function yearAt(words: readonly string[], at: number, language: Language): { value: number; length: number } | undefined {
  if (/^\d{4}\.?$/.test(words[at] ?? '')) return { value: Number.parseInt(words[at] ?? '', 10), length: 1 };
  for (const length of [6, 5, 4, 3, 2, 1]) {
    const word = joined(words, at, length, language);
    const value = word === undefined ? undefined : tables[language].years.get(word);
    if (value !== undefined) return { value, length };
  }
  return undefined;
}

/** German compounds are looked up without spaces, English ones with a space between all words. */
function joined(words: readonly string[], at: number, length: number, language: Language): string | undefined {
  if (at + length > words.length) return undefined;
  return words.slice(at, at + length).join(language === 'de' ? '' : ' ');
}

function upTo(limit: number, from = 0): number[] {
  return Array.from({ length: limit - from + 1 }, (_, index) => index + from);
}

function germanTable(): Table {
  const spoken = (value: number) => folded(numberWords(value, 'de'));
  const stems = upTo(31, 1).map(day => [folded(dayOrdinal(day, 'de')).replace(/en$/, ''), day] as const);
  const ordinals = [...stems, ['siebent', 7] as const, ['zwot', 2] as const];
  const extras: [string, number][] = [
    ['ein', 1],
    ['eine', 1],
    ['einem', 1],
    ['einer', 1],
    ['zwo', 2],
    ['fuffzehn', 15],
    ['fuffzig', 50],
  ];
  return {
    cardinals: new Map([...upTo(highest).map(value => [spoken(value), value] as const), ...extras]),
    ordinals: new Map(ordinals.flatMap(([stem, day]) => ['e', 'en', 'er', 'em', 'es'].map(end => [stem + end, day] as const))),
    years: new Map(
      upTo(lastYear, firstYear).flatMap(year =>
        [spoken(year), `zwanzig${spoken(year % 100)}`].map(word => [word, year] as const),
      ),
    ),
  };
}

function englishTable(): Table {
  const spoken = (value: number) => numberWords(value, 'en').replaceAll('-', ' ');
  const yearNames = (year: number) => [
    `twenty ${spoken(year % 100)}`,
    `two thousand ${spoken(year % 100)}`,
    `two thousand and ${spoken(year % 100)}`,
  ];
  return {
    cardinals: new Map(upTo(highest).map(value => [spoken(value), value])),
    ordinals: new Map(upTo(31, 1).map(day => [dayOrdinal(day, 'en').replaceAll('-', ' '), day])),
    years: new Map(upTo(lastYear, firstYear + 1).flatMap(year => yearNames(year).map(name => [name, year] as const))),
  };
}
