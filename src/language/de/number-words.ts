// German numbers: in words, as a voice says them, and as callers say them.
import { firstYear, highestSaid, lastYear, type NumberTable, numberReader, upTo } from '../grammar/spoken-numbers.ts';
import { folded } from '../grammar/words.ts';

const small = [
  'null',
  'eins',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
  'dreizehn',
  'vierzehn',
  'fünfzehn',
  'sechzehn',
  'siebzehn',
  'achtzehn',
  'neunzehn',
];
const tens = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];

const million = 1_000_000;

/** A whole number below a thousand millions. */
export function germanNumber(value: number): string {
  const [millions, rest] = [Math.floor(value / million), value % million];
  if (millions === 0) return belowMillion(rest);
  const large = millions === 1 ? 'eine Million' : `${prefix(millions)} Millionen`;
  return rest === 0 ? large : `${large} ${belowMillion(rest)}`;
}

/** Before a noun: "ein Euro", "einhundertein Euro", "ein Mal". */
export const germanCount = (value: number): string => germanNumber(value).replace(/eins$/, 'ein');

function belowMillion(value: number): string {
  if (value < 20) return small[value] ?? '';
  if (value < 100) {
    const unit = value % 10;
    const ten = tens[Math.floor(value / 10)] ?? '';
    return unit === 0 ? ten : `${prefix(unit)}und${ten}`;
  }
  if (value < 1000) return `${prefix(Math.floor(value / 100))}hundert${value % 100 === 0 ? '' : belowMillion(value % 100)}`;
  return `${prefix(Math.floor(value / 1000))}tausend${value % 1000 === 0 ? '' : belowMillion(value % 1000)}`;
}

const prefix = (value: number): string => belowMillion(value).replace(/eins$/, 'ein');

const irregular: Record<number, string> = { 1: 'erst', 3: 'dritt', 7: 'siebt', 8: 'acht' };

/** A day of the month: "zehnten" of "den zehnten Oktober". */
export const germanDay = (day: number): string => `${irregular[day] ?? `${belowMillion(day)}${day < 20 ? 't' : 'st'}`}en`;

const said = (value: number): string => folded(germanNumber(value));

const stems = [
  ...upTo(highestSaid, 1).map(day => [folded(germanDay(day)).replace(/en$/, ''), day] as const),
  ['siebent', 7] as const,
  ['zwot', 2] as const,
];

const alsoSaid: readonly (readonly [string, number])[] = [
  ['ein', 1],
  ['eine', 1],
  ['einem', 1],
  ['einen', 1],
  ['ne', 1],
  ['ner', 1],
  ['nem', 1],
  ['einer', 1],
  ['zwo', 2],
  ['fuffzig', 50],
  ['fuchzig', 50],
];

const table: NumberTable = {
  cardinals: new Map([...upTo(highestSaid).map(value => [said(value), value] as const), ...alsoSaid]),
  ordinals: new Map(stems.flatMap(([stem, day]) => ['e', 'en', 'er', 'em', 'es'].map(end => [stem + end, day] as const))),
  years: new Map(
    upTo(lastYear, firstYear).flatMap(year => [said(year), `zwanzig${said(year % 100)}`].map(word => [word, year] as const)),
  ),
  joint: '',
  binder: 'und',
  // Language models write the English endings in German texts, too.
  ordinalEnding: /^(?:\.|te[nrms]?|sten?|st|nd|rd|th)$/,
};

export const germanNumbers = numberReader(table);
