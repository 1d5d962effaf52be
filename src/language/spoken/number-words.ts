// Numbers in words as callers say them, up to 59, cardinal and ordinal, in German and English.
import type { Language } from '../../domain/values.ts';
import { dayOrdinal, numberWords } from '../speech/words.ts';

const highest = 59;

function table(language: Language): Map<string, number> {
  const words = new Map<string, number>();
  for (let value = 0; value <= highest; value += 1) {
    const cardinal = numberWords(value, language);
    words.set(folded(cardinal), value);
    words.set(folded(cardinal).replace('-', ' '), value);
    if (value >= 1 && value <= 31) {
      const ordinal = folded(dayOrdinal(value, language));
      words.set(ordinal, value);
      words.set(ordinal.replace('-', ' '), value);
      if (language === 'de') for (const ending of ['e', 'er', 'em', 'es']) words.set(ordinal.replace(/en$/, ending), value);
    }
  }
  if (language === 'de')
    for (const [word, value] of [
      ['ein', 1],
      ['eine', 1],
      ['einem', 1],
      ['einer', 1],
      ['zwo', 2],
    ] as const)
      words.set(word, value);
  if (language === 'en') for (const word of ['a', 'an']) words.set(word, 1);
  return words;
}

const tables = { de: table('de'), en: table('en') };

/** Lower case, umlauts as two letters: how recognisers spell varies, what is said does not. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');
}

/** The number a word or digits stand for; undefined for any other word. */
export function numberOf(word: string | undefined, language: Language): number | undefined {
  if (word === undefined) return undefined;
  const digits = /^(\d{1,4})(?:\.|st|nd|rd|th)?$/.exec(word);
  if (digits?.[1] !== undefined) return Number(digits[1]);
  return tables[language].get(word);
}
