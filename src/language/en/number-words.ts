// English numbers: in words, as a voice says them, and as callers say them.
import { firstYear, highestSaid, lastYear, type NumberTable, numberReader, upTo } from '../grammar/spoken-numbers.ts';

const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const million = 1_000_000;

/** A whole number below a thousand millions. */
export function englishNumber(value: number): string {
  const [millions, rest] = [Math.floor(value / million), value % million];
  if (millions === 0) return belowMillion(rest);
  const large = `${belowMillion(millions)} million`;
  return rest === 0 ? large : `${large} ${belowMillion(rest)}`;
}

function belowMillion(value: number): string {
  if (value < 20) return small[value] ?? '';
  if (value < 100) {
    const ten = tens[Math.floor(value / 10)] ?? '';
    return value % 10 === 0 ? ten : `${ten}-${small[value % 10]}`;
  }
  if (value < 1000)
    return `${belowMillion(Math.floor(value / 100))} hundred${value % 100 === 0 ? '' : ` and ${belowMillion(value % 100)}`}`;
  return `${belowMillion(Math.floor(value / 1000))} thousand${value % 1000 === 0 ? '' : ` ${belowMillion(value % 1000)}`}`;
}

const irregular: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** A day of the month: "tenth" of "the tenth of October". */
export function englishDay(day: number): string {
  const words = belowMillion(day);
  const last = words.split('-').at(-1) ?? words;
  const ordinal = irregular[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return words.slice(0, words.length - last.length) + ordinal;
}

const said = (value: number): string => englishNumber(value).replaceAll('-', ' ');

const yearNames = (year: number): string[] => [
  `twenty ${said(year % 100)}`,
  `two thousand ${said(year % 100)}`,
  `two thousand and ${said(year % 100)}`,
];

const table: NumberTable = {
  cardinals: new Map(upTo(highestSaid).map(value => [said(value), value])),
  ordinals: new Map(upTo(31, 1).map(day => [englishDay(day).replaceAll('-', ' '), day])),
  years: new Map(upTo(lastYear, firstYear + 1).flatMap(year => yearNames(year).map(name => [name, year] as const))),
  joint: ' ',
  binder: 'and',
  // Language models write the German endings in English texts, too.
  ordinalEnding: /^(?:st|nd|rd|th|\.|te[nrms]?|sten?)$/,
};

export const englishNumbers = numberReader(table);

/** "One" as an hour: "one o'clock", "one thirty"; elsewhere it may stand for an appointment. */
export const isHourOne = (words: readonly string[], at: number): boolean =>
  words[at] === 'one' &&
  (/^(?:oclock|[ap]m(?:clock)?)$/.test(words[at + 1] ?? '') || englishNumbers.numberAt(words, at + 1) !== undefined);
