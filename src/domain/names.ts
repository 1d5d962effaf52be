// Names as callers say them: any order, titles, accents, and how much two of them are alike.
import { jaroWinkler } from '@skyra/jaro-winkler';
import { colognePhonetic } from 'cologne-phonetic';

/** Longer than any name; what a model or an attacker sends beyond it says nothing. */
const longest = 200;
const mostWords = 8;

const letters: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ł: 'l',
  ø: 'oe',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
};
const titles = new Set([
  'herr',
  'herrn',
  'frau',
  'fr',
  'hr',
  'dr',
  'doktor',
  'prof',
  'professor',
  'dipl',
  'ing',
  'mr',
  'mrs',
  'ms',
  'miss',
  'med',
  'mag',
]);

/** The words of a name without titles, accents and punctuation, in the order given. */
export function nameWords(name: string): string[] {
  return name
    .slice(0, longest)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßłøæœđıþð]/g, letter => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '' && !titles.has(word))
    .slice(0, mostWords);
}

/** One spelling for all orders and accents: "Dr. Müller, Eva" and "eva mueller" are the same. */
export const normaliseName = (name: string): string => nameWords(name).sort().join(' ');

/** Cologne phonetics word by word, in one order. */
export const soundCode = (name: string): string => nameWords(name).map(soundOf).sort().join(' ');

/** Exactly the same full name, in either order: first and last name are needed. */
export function sameName(a: string, b: string): boolean {
  const normalised = normaliseName(a);
  return normalised.includes(' ') && normalised === normaliseName(b);
}

/**
 * How much two names are alike, 0 to 1: the words of the shorter one are matched with their best partners, and the least
 * alike pair decides. A last name alone may stand for the full name. Vowels that make another name (Müller, Möller)
 * count; a name merely misheard (Sputer, Sputa) stays above 0.85.
 */
export function nameLikeness(a: string, b: string): number {
  const [short, long] = [nameWords(a), nameWords(b)].sort((x, y) => x.length - y.length);
  if (!short || !long || short.length === 0) return 0;
  const partners = [...long];
  let least = 1;
  for (const word of short) {
    const likenesses = partners.map(partner => wordLikeness(word, partner));
    const best = Math.max(...likenesses);
    partners.splice(likenesses.indexOf(best), 1);
    least = Math.min(least, best);
  }
  return Math.round(least * 100) / 100;
}

function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const spelt = jaroWinkler(a, b);
  // The same sound in another spelling (Meyer, Maier) is alike, unless the vowels make it another name (Müller, Möller).
  const sounds = soundOf(a) === soundOf(b) && vowelsOf(a) === vowelsOf(b) ? 0.95 : 0;
  const otherVowel = soundOf(a) === soundOf(b) && vowelsOf(a) !== vowelsOf(b) && a.length === b.length;
  return Math.max(sounds, otherVowel ? Math.min(spelt, 0.84) : spelt);
}

const soundOf = (word: string): string => colognePhonetic(word);

/** The first vowel sound, by which names of one sound code are told apart; ways to write one sound count as one. */
function vowelsOf(word: string): string {
  const sounds = word
    .replace(/ae|ai|ay|ei|ey|eu|oi/g, 'E')
    .replace(/ie|y/g, 'i')
    .replace(/oe/g, 'O')
    .replace(/ue/g, 'i');
  return /[aeiouEO]/.exec(sounds)?.[0] ?? '';
}
