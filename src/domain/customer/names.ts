// Normalises names as callers say them (any order, titles, accents), and measures how alike two names are.
import { jaroWinkler } from '@skyra/jaro-winkler';
import { colognePhonetic } from 'cologne-phonetic';
import { LRUCache } from 'lru-cache';

/** Longer than any name; further text of a model or an attacker means nothing. */
const longest = 200;
const mostWords = 8;

/** Letters that no decomposition reduces to the Latin alphabet. */
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
const salutations = new Set(['herr', 'herrn', 'frau', 'fr', 'hr', 'familie', 'fam', 'mr', 'mrs', 'ms', 'miss']);
const degrees = new Set(['dr', 'doktor', 'prof', 'professor', 'dipl', 'mag']);
/** What follows a degree and is a name elsewhere: Phil, Ing. */
const subjects = new Set(['med', 'dent', 'phil', 'rer', 'nat', 'jur', 'ing', 'inf', 'kfm', 'h', 'c']);

/** The words of a name without titles, accents and punctuation, in the order given. A title alone is a name: "Herr". */
export function nameWords(name: string): string[] {
  const folded = name
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüßłøæœđıþð]/g, letter => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '');
  return folded.split(',').flatMap(withoutTitles).slice(0, mostWords);
}

/** What comes before a name is a title; after it only a degree is, since Herr is a surname as well. */
function withoutTitles(part: string): string[] {
  const words: string[] = [];
  let afterDegree = false;
  for (const word of part.split(/[^\p{L}\p{N}]+/u)) {
    afterDegree = degrees.has(word) || (afterDegree && subjects.has(word));
    if (word !== '' && !afterDegree) words.push(word);
  }
  const first = words.findIndex(word => !salutations.has(word));
  return first < 0 ? words.slice(-1) : words.slice(first);
}

/** One spelling for all orders and accents: "Dr. Müller, Eva" and "eva mueller" are the same. */
export const normaliseName = (name: string): string => nameWords(name).sort().join(' ');

/** Cologne phonetics word by word, in one order. */
export const soundCode = (name: string): string => nameWords(name).map(soundOf).sort().join(' ');

/** First and last name: one of them alone says too little where nothing else is known of the caller. */
export const isFullName = (name: string): boolean => name.length <= longest && normaliseName(name).includes(' ');

/** Exactly the same full name, in either order: first and last name are needed, and all of it is compared. */
export const sameName = (a: string, b: string): boolean =>
  isFullName(a) && b.length <= longest && normaliseName(a) === normaliseName(b);

/**
 * How much two names are alike, 0 to 1: the words of the shorter one are matched with their best partners, and the least
 * alike pair decides. A last name alone may stand for the full name. Vowels that make another name (Müller, Möller)
 * count; a name merely misheard (Sputer, Sputa) stays above 0.85.
 */
export function nameLikeness(a: string, b: string): number {
  const [short, long] = [nameWords(a), nameWords(b)].sort((x, y) => x.length - y.length);
  if (!short || !long || short.length === 0) return 0;
  const pairs = short
    .flatMap((word, at) => long.map((partner, partnerAt) => ({ at, partnerAt, likeness: wordLikeness(word, partner) })))
    .sort((x, y) => y.likeness - x.likeness);
  const matched = new Map<number, number>();
  const taken = new Set<number>();
  for (const { at, partnerAt, likeness } of pairs) {
    if (matched.has(at) || taken.has(partnerAt)) continue;
    matched.set(at, likeness);
    taken.add(partnerAt);
  }
  return Math.round(Math.min(...matched.values()) * 100) / 100;
}

/** Parts of a surname that many people share. */
export const particles = new Set(
  'von vom van der den de del della di da do dos la le du zu zum zur af al el bin ibn ter ten'.split(' '),
);

/**
 * As `nameLikeness`, for a caller known by nothing but a misheard name: every word of the stored name needs its partner, two at
 * least besides particles, and the given name may have one more. 0 where that is not so.
 */
export function wholeNameLikeness(given: string, stored: string): number {
  const essential = (name: string) => nameWords(name).filter(word => !particles.has(word));
  const [ofGiven, ofStored] = [essential(given), essential(stored)];
  const whole = ofStored.length >= 2 && ofGiven.length >= ofStored.length && ofGiven.length <= ofStored.length + 1;
  return whole ? nameLikeness(ofGiven.join(' '), ofStored.join(' ')) : 0;
}

/** The most two words can be alike that sound the same but are two names. */
const anotherName = 0.84;
/** A sound of one figure ("Lea", "Lou") says too little. */
const shortestSound = 2;

function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const spelt = jaroWinkler(a, b);
  const sound = soundOf(a);
  if (sound.length < shortestSound || sound !== soundOf(b)) return spelt;
  // The same sound in another spelling (Meyer, Maier) is alike, unless the vowels make it another name (Müller, Möller).
  return sharesVowel(a, b) ? Math.max(spelt, 0.95) : Math.min(spelt, anotherName);
}

/** Words repeat (first names most of all), and their sound is what takes long. */
const sounds = new LRUCache<string, string>({ max: 20_000 });

export function soundOf(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  const sound = colognePhonetic(word);
  sounds.set(word, sound);
  return sound;
}

/** Ways to write or mishear one vowel: dots get lost (Muller), ü is heard as i, ä as e. */
export const vowels: readonly [RegExp, string[]][] = [
  [/^(?:ei|ai|ey|ay)/, ['ei']],
  [/^(?:eu|oi|oy|aeu)/, ['eu']],
  [/^au/, ['au']],
  [/^ou/, ['au', 'u']],
  [/^(?:ue)/, ['u', 'i']],
  [/^(?:oe)/, ['o', 'e']],
  [/^(?:ae)/, ['a', 'e']],
  [/^(?:ie|i|y|j)/, ['i']],
  [/^a/, ['a']],
  [/^e/, ['e']],
  [/^o/, ['o']],
  [/^u/, ['u']],
];

function sharesVowel(a: string, b: string): boolean {
  const [ofA, ofB] = [firstVowel(a), firstVowel(b)];
  return ofA.some(vowel => ofB.includes(vowel));
}

/** The first vowel, by which names of one sound code are told apart. */
function firstVowel(word: string): string[] {
  const from = word.search(/[aeiouy]/);
  const rest = from < 0 ? '' : word.slice(from);
  return vowels.find(([written]) => written.test(rest))?.[1] ?? [];
}
