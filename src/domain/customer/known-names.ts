// Which words are common names, and of which sex: read from the lists in name-data/ at the first question.
import { namesOfMen, namesOfWomen } from './name-data/given-names.ts';
import { frequentSurnames } from './name-data/surnames.ts';
import { type Sounds, soundsOf } from './name-sounds.ts';
import { nameWords } from './name-words.ts';
import { soundDistance } from './sound-distance.ts';

export type Sex = 'man' | 'woman';

export interface KnownNames {
  /** A given name or surname that many people carry. */
  isCommon(word: string): boolean;
  isGivenName(word: string): boolean;
  /** Undefined where the word is no given name, or one of both. */
  sexOf(word: string): Sex | undefined;
  /**
   * Whether a common name sounds more like the word than `other` does, which is this far away; only given names where that is one alone,
   * only surnames where it is one alone.
   */
  hasNearer(word: string, distance: number, other: string): boolean;
}

/** Of the consonants that are never confused with one another, which a common name and what is heard of it share. */
const frame = (row: string): string =>
  row
    .replace(/[^mnlkgXptbdfv]/g, '')
    .replace(/[kgX]/g, 'k')
    .replace(/[pb]/g, 'p')
    .replace(/[td]/g, 't')
    .replace(/[fv]/g, 'f');

/** A name has to be this much nearer to be the likelier one. */
const clearly = 0.1;

/** Names of women, men, and surnames; the evaluation leaves some out, to see how names are distinguished that no list holds. */
export function knownNames(women: readonly string[], men: readonly string[], surnames: readonly string[]): KnownNames {
  const [ofWomen, ofMen] = [new Set(women), new Set(men)];
  const common = new Set([...women, ...men, ...surnames]);
  const ofFamilies = new Set(surnames);
  const isGivenName = (word: string): boolean => ofWomen.has(word) || ofMen.has(word);
  const framed = new Map<string, { name: string; sounds: Sounds }[]>();
  for (const name of common) {
    const sounds = soundsOf(name);
    for (const key of new Set(sounds.readings.map(frame))) {
      const same = framed.get(key);
      if (same) same.push({ name, sounds });
      else framed.set(key, [{ name, sounds }]);
    }
  }
  return {
    isCommon: word => common.has(word),
    isGivenName,
    sexOf(word) {
      if (ofWomen.has(word)) return ofMen.has(word) ? undefined : 'woman';
      return ofMen.has(word) ? 'man' : undefined;
    },
    hasNearer(word, distance, other) {
      const most = distance - clearly;
      if (most <= 0) return false;
      const sounds = soundsOf(word);
      const near = sounds.readings.flatMap(row => framed.get(frame(row)) ?? []);
      const [given, family] = [isGivenName(other), ofFamilies.has(other)];
      const isOfItsKind = (name: string) => given === family || (given ? isGivenName(name) : ofFamilies.has(name));
      return near.some(({ name, sounds: of }) => isOfItsKind(name) && soundDistance(sounds, of, most) < most);
    },
  };
}

const read = (list: string): string[] =>
  list
    .trim()
    .split(/\s+/)
    .map(name => nameWords(name).join(''));

let all: KnownNames | undefined;

/** All that the lists hold; they are read once, which takes about a fifth of a second. */
export function commonNames(): KnownNames {
  all ??= knownNames(read(namesOfWomen), read(namesOfMen), read(frequentSurnames));
  return all;
}
