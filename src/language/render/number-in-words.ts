// Numbers in words, as a voice says them.
import type { Language } from '../../domain/values.ts';

const german = [
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
const germanTens = ['', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig'];
const english = [
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
const englishTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const at = (list: readonly string[], index: number): string => list[index] ?? '';

const million = 1_000_000;
const highest = 1_000 * million - 1;

/** A whole number below a thousand millions in words; no price and no count of this trade is higher. */
export function numberWords(value: number, language: Language): string {
  const whole = Math.min(Math.max(Math.trunc(value), 0), highest);
  const [millions, rest] = [Math.floor(whole / million), whole % million];
  const small = language === 'de' ? germanWords(rest) : englishWords(rest);
  if (millions === 0) return small;
  const large = language === 'de' ? germanMillions(millions) : `${englishWords(millions)} million`;
  return rest === 0 ? large : `${large} ${small}`;
}

/** The same before a noun: "ein Euro", "einhundertein Euro", "ein Mal". */
export const countWords = (value: number, language: Language): string =>
  language === 'de' ? numberWords(value, 'de').replace(/eins$/, 'ein') : numberWords(value, 'en');

const germanMillions = (value: number): string => (value === 1 ? 'eine Million' : `${germanPrefix(value)} Millionen`);

function germanWords(value: number): string {
  if (value < 20) return at(german, value);
  if (value < 100) {
    const unit = value % 10;
    return unit === 0 ? at(germanTens, value / 10) : `${germanPrefix(unit)}und${at(germanTens, Math.floor(value / 10))}`;
  }
  if (value < 1000) return `${germanPrefix(Math.floor(value / 100))}hundert${value % 100 === 0 ? '' : germanWords(value % 100)}`;
  return `${germanPrefix(Math.floor(value / 1000))}tausend${value % 1000 === 0 ? '' : germanWords(value % 1000)}`;
}

const germanPrefix = (value: number): string => germanWords(value).replace(/eins$/, 'ein');

function englishWords(value: number): string {
  if (value < 20) return at(english, value);
  if (value < 100)
    return value % 10 === 0
      ? at(englishTens, value / 10)
      : `${at(englishTens, Math.floor(value / 10))}-${at(english, value % 10)}`;
  if (value < 1000)
    return `${englishWords(Math.floor(value / 100))} hundred${value % 100 === 0 ? '' : ` and ${englishWords(value % 100)}`}`;
  return `${englishWords(Math.floor(value / 1000))} thousand${value % 1000 === 0 ? '' : ` ${englishWords(value % 1000)}`}`;
}

const germanOrdinals: Record<number, string> = { 1: 'erst', 3: 'dritt', 7: 'siebt', 8: 'acht' };
const englishOrdinals: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** The ordinal of a day of the month: `zehnten` ("den zehnten"), `tenth`. */
export function dayOrdinal(day: number, language: Language): string {
  if (language === 'de') return `${germanOrdinals[day] ?? `${germanWords(day)}${day < 20 ? 't' : 'st'}`}en`;
  const words = englishWords(day);
  const last = words.split('-').at(-1) ?? words;
  const ordinal = englishOrdinals[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return words.slice(0, words.length - last.length) + ordinal;
}
