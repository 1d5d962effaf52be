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

/**
 * Which of m, n and l a word has, in their order. Every reading of it has the same: names that share a frame share these, and what a name has
 * of them is known without reading it.
 */
export const liquids = (word: string): string => word.replace(/[^mnl]/g, '').replace(/(.)\1+/g, '$1');

/** A name has to be this much nearer to be the likelier one. */
const clearly = 0.1;

/** Names of women, men, and surnames; the evaluation leaves some out, to see how names are distinguished that no list holds. */
export function knownNames(women: readonly string[], men: readonly string[], surnames: readonly string[]): KnownNames {
  const [ofWomen, ofMen] = [new Set(women), new Set(men)];
  const common = new Set([...women, ...men, ...surnames]);
  const ofFamilies = new Set(surnames);
  const isGivenName = (word: string): boolean => ofWomen.has(word) || ofMen.has(word);
  const alike = new Map<string, string[]>();
  for (const name of common) put(alike, liquids(name), name);
  const framed = new Map<string, Map<string, { name: string; sounds: Sounds }[]>>();
  /** By frame, the names with these liquids: reading all names takes longer than an answer may, so these are read when a word has them. */
  const framedWith = (sharing: string): Map<string, { name: string; sounds: Sounds }[]> => {
    const known = framed.get(sharing);
    if (known) return known;
    const frames = new Map<string, { name: string; sounds: Sounds }[]>();
    for (const name of alike.get(sharing) ?? []) {
      const sounds = soundsOf(name);
      for (const key of new Set(sounds.readings.map(frame))) put(frames, key, { name, sounds });
    }
    framed.set(sharing, frames);
    return frames;
  };
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
      const frames = framedWith(liquids(word));
      const near = sounds.readings.flatMap(row => frames.get(frame(row)) ?? []);
      const [given, family] = [isGivenName(other), ofFamilies.has(other)];
      const isOfItsKind = (name: string) => given === family || (given ? isGivenName(name) : ofFamilies.has(name));
      return near.some(({ name, sounds: of }) => isOfItsKind(name) && soundDistance(sounds, of, most) < most);
    },
  };
}

function put<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const same = groups.get(key);
  if (same) same.push(value);
  else groups.set(key, [value]);
}

/** A name without accents is its own word; there are thousands of them. */
const read = (list: string): string[] =>
  list
    .trim()
    .split(/\s+/)
    .map(name => (/^[A-Za-z]+$/.test(name) ? name.toLowerCase() : nameWords(name).join('')));

let all: KnownNames | undefined;

/** All that the lists hold; they are read once. */
export function commonNames(): KnownNames {
  all ??= knownNames(read(namesOfWomen), read(namesOfMen), read(frequentSurnames));
  return all;
}
