// Decides whether two names with one contact are one person's: a stranger must not share a record, one person must not have two.
import { nameWords, particles } from './name-words.ts';
import { normaliseName } from './names.ts';
import { soundOf } from './sound-code.ts';

/** What booking forms hold where nobody gave a name. */
const placeholders = new Set(
  'unbekannt unknown anonym anonymous anonymer anrufer gast guest kunde kundin kein keiner na none null undefined test'.split(
    ' ',
  ),
);

/** Whether the text names nobody: empty, without letters, an address, or a placeholder. */
export function isNameless(name: string | null | undefined): boolean {
  if (!name || name.includes('@') || !/\p{L}/u.test(name)) return true;
  const words = nameWords(name);
  return placeholders.has(words.join('')) || words.every(word => placeholders.has(word));
}

/**
 * One person by all that the names show: each word of one has its partner in the other, spelt or heard alike. Another number of
 * names, an initial, a nickname or another form of address is no proof, so it gives false: staff can merge two records later, but
 * nobody can forget what they have read.
 */
export function isSamePerson(a: string, b: string): boolean {
  if (isNameless(a) || isNameless(b)) return false;
  const [ofA, ofB] = [wordsOf(a), wordsOf(b)];
  if (ofA.length < 2 && ofB.length < 2 && addressesAnother(a, b)) return false;
  return ofA.join('') === ofB.join('') || arePartners(ofA, ofB);
}

/** The best fit first: the very same name before one that is spelt or heard alike. */
export const isSameName = (a: string, b: string): boolean => normaliseName(a) === normaliseName(b) && !addressesAnother(a, b);

/** Father and son write themselves so. */
const generations = new Map([
  ['junior', 'jun'],
  ['jr', 'jun'],
  ['senior', 'sen'],
  ['sr', 'sen'],
]);

function wordsOf(name: string): string[] {
  const words = nameWords(name).map(word => generations.get(word) ?? word);
  const essential = words.filter(word => !particles.has(word));
  return essential.length > 0 ? essential : words;
}

/** Each word has its own partner; only one pair may differ by a slip of the pen. */
function arePartners(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  const withoutPartner = (words: readonly string[], fits: (one: string, other: string) => boolean): string[] =>
    words.filter(word => {
      const at = left.findIndex(other => fits(word, other));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  const unequal = withoutPartner(a, (one, other) => one === other);
  const unheard = withoutPartner(unequal, soundsTheSame);
  return unheard.length <= 1 && withoutPartner(unheard, isSlip).length === 0;
}

/** The same consonants and the same vowels, the last one too: Jan is not Jana, Müller is not Möller. */
function soundsTheSame(a: string, b: string): boolean {
  return [
    [a, b],
    [withSpokenEnd(a), withSpokenEnd(b)],
  ].some(([one = '', other = '']) => soundOf(one) === soundOf(other) && haveSameVowels(one, other));
}

/** "Sputer" is heard as "Sputa". */
const withSpokenEnd = (word: string): string => (word.length > 3 ? word.replace(/er$/, 'a') : word);

function haveSameVowels(a: string, b: string): boolean {
  const [ofA, ofB] = [vowelsOf(a), vowelsOf(b)];
  return ofA.length === ofB.length && ofA.every((ways, at) => ways.some(way => ofB[at]?.includes(way)));
}

/** Ways to write or mishear one vowel: dots get lost (Muller), ü is heard as i, ä as e. */
const vowels: readonly [RegExp, string[]][] = [
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

const consonants = ['-'];

/**
 * The vowels of a word in order, each with the ways it may be heard, and where consonants stand between them (Christian,
 * Christina). An h is not heard, nor an e before the last r, l or n.
 */
function vowelsOf(word: string): string[][] {
  const found: string[][] = [];
  let rest = word.replace(/(?<=[aeiouy].*)e(?=[rln]$)/, '').replaceAll('h', '');
  while (rest !== '') {
    const match = vowels.find(([written]) => written.test(rest));
    if (match) found.push(match[1]);
    else if (found.at(-1) !== consonants) found.push(consonants);
    rest = rest.slice(match?.[0].exec(rest)?.[0].length ?? 1);
  }
  return found;
}

const shortestWithSwap = 6;
const shortestWithGap = 8;
/** Christian and Christina, Michael and Michaela: the end makes another name. */
const endLetters = 2;

/** Two letters swapped, or in a long word a consonant left out; never at the end of the word. */
function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const at = [...long].findIndex((letter, index) => letter !== short[index]);
  if (at < 0) return false;
  if (short.length === long.length) {
    const swapped = `${short.slice(0, at)}${short[at + 1] ?? ''}${short[at] ?? ''}${short.slice(at + 2)}`;
    return short.length >= shortestWithSwap && swapped === long && at + 2 <= long.length - endLetters;
  }
  const isConsonant = !/[aeiouy]/.test(long[at] ?? '');
  const without = `${long.slice(0, at)}${long.slice(at + 1)}`;
  return long.length > shortestWithGap && isConsonant && without === short && at < long.length - endLetters;
}

type Address = 'man' | 'woman' | 'family';
const addresses: [RegExp, Address][] = [
  [/^(?:herrn?|hr|mr)$/, 'man'],
  [/^(?:frau|fr|mrs|ms|miss)$/, 'woman'],
  [/^(?:familie|fam)$/, 'family'],
];

/** Herr Müller and Frau Müller. */
function addressesAnother(a: string, b: string): boolean {
  const [ofA, ofB] = [addressOf(a), addressOf(b)];
  return ofA !== undefined && ofB !== undefined && ofA !== ofB;
}

function addressOf(name: string): Address | undefined {
  const [first = '', ...others] = name
    .trim()
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '');
  return others.length === 0 ? undefined : addresses.find(([form]) => form.test(first))?.[1];
}
