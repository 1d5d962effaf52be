// Names as callers say them (any order, titles, accents, spelled, cut apart), and how alike two names are.
import { commonNames, type KnownNames, type Sex } from './known-names.ts';
import { type NameWord, type Reading, read } from './name-readings.ts';
import { longest, nameWords, particles } from './name-words.ts';
import { soundOf } from './sound-code.ts';
import { likeEnough, likenessOfOne, type SpokenWord, soundsTheSame, wordLikeness } from './word-likeness.ts';

/** One spelling for all orders and accents: "Dr. Müller, Eva" and "eva mueller" are the same. */
export const normaliseName = (name: string): string => nameWords(name).sort().join(' ');

/** Cologne phonetics word by word, in one order. */
export const soundCode = (name: string): string => nameWords(name).map(soundOf).sort().join(' ');

/** First and last name: one of them alone says too little where nothing else is known of the caller. */
export const isFullName = (name: string): boolean => name.length <= longest && normaliseName(name).includes(' ');

/** Exactly the same full name, in either order: first and last name are needed, and all of it is compared. */
export const sameName = (a: string, b: string): boolean =>
  isFullName(a) && b.length <= longest && normaliseName(a) === normaliseName(b);

/** The most two names can be alike of which one contradicts the other. */
const contradicting = 0.84;

/**
 * How much two names are alike, 0 to 1, never rounded up: the words of the shorter one are matched with the best partners, and the
 * least alike pair decides. A last name alone may stand for the full name. From 0.85 on they are one name: equal, misheard (Sputer,
 * Sputa), in another spelling (Meyer, Maier), said for short (Sepp, Josef) or cut apart. Two names that many people carry (Petra and
 * Peter, Schmidt and Schmitz) stay below, and so do Frau Schmidt and Peter Schmidt.
 */
export function nameLikeness(a: string, b: string, known: KnownNames = commonNames()): number {
  const likeness = best(read(a, known).readings, read(b, known).readings, (one, other) =>
    alsoJoined(one, other, (some, others) => leastAlike(some, others, wordLikeness, known)),
  );
  return roundedDown(contradict(a, b, known) ? Math.min(likeness, contradicting) : likeness);
}

/**
 * As `nameLikeness`, for a caller known by nothing but a misheard name: every word of the stored name needs its partner, two at
 * least besides particles. The given name may have one more, but Anna-Lena is not Lena, and Hans-Dieter is not Hans-Peter, who may be
 * called Hans. 0 where that is not so.
 */
export function wholeNameLikeness(given: string, stored: string, known: KnownNames = commonNames()): number {
  const whole = (said: Reading, held: Reading): number => {
    const isOneMore = said.length === held.length + 1;
    if (!isOneMore && said.length !== held.length) return 0;
    const likeness = leastAlike(held, said, asOneName, known);
    if (!isOneMore || likeness < likeEnough) return likeness;
    return Math.max(...withoutOne(said, known).map(rest => leastAlike(held, rest, asOneName, known)), 0);
  };
  const inShort = (said: Reading, held: Reading): number => (said.length === held.length ? whole(said, held) : 0);
  const compared = (likenessOf: typeof whole) => (said: Reading, held: Reading) => {
    const [ofGiven, ofStored] = [essential(said), essential(held)];
    return ofStored.length < 2 ? 0 : alsoJoined(ofGiven, ofStored, likenessOf);
  };
  const [said, held] = [read(given, known), read(stored, known)];
  const likeness = Math.max(
    best(said.readings, held.readings, compared(whole)),
    best(said.readings, held.inShort, compared(inShort)),
  );
  return roundedDown(contradict(given, stored, known) ? Math.min(likeness, contradicting) : likeness);
}

/** A name without one of its words, but for the first part of a compound first name: who is called Anna-Lena is not called Lena. */
function withoutOne(said: Reading, known: KnownNames): Reading[] {
  const isGiven = (at: number): boolean => known.isGivenName(said[at]?.word ?? '');
  return said.flatMap((_, at) => (isGiven(at) && isGiven(at + 1) && !isGiven(at - 1) ? [] : [said.toSpliced(at, 1)]));
}

const essential = (words: Reading): Reading => words.filter(({ word }) => !particles.has(word));
const roundedDown = (likeness: number): number => Math.floor(likeness * 100 + 1e-9) / 100;

/** The highest of all pairs; nothing further is looked at once two are the same. */
function best(
  some: readonly Reading[],
  others: readonly Reading[],
  likenessOf: (one: Reading, other: Reading) => number,
): number {
  let highest = 0;
  for (const one of some)
    for (const other of others) {
      if (highest < 1) highest = Math.max(highest, likenessOf(one, other));
    }
  return highest;
}

/** As they are; where that is not alike, with two neighbours of one of the two names joined: "Hinter Seher" is Hinterseher. */
function alsoJoined(a: Reading, b: Reading, likenessOf: (one: Reading, other: Reading) => number): number {
  const plain = likenessOf(a, b);
  if (plain >= likeEnough || Math.abs(lettersOf(a) - lettersOf(b)) > mostLettersApart) return plain;
  return Math.max(plain, best(joinings(a), [b], likenessOf), best([a], joinings(b), likenessOf));
}

/** More letters than these are not lost or added where a name is cut apart or joined. */
const mostLettersApart = 4;
const lettersOf = (words: Reading): number => words.reduce((sum, { word }) => sum + word.length, 0);

const joinings = (words: Reading): Reading[] =>
  words.slice(1).map((next, at) => {
    const { word = '', heard = '' } = words[at] ?? {};
    return [...words.slice(0, at), { word: word + next.word, heard: heard + next.heard, isJoined: true }, ...words.slice(at + 2)];
  });

/** A word that was made of two has to sound the same: first and last name together are no common name, which would tell them apart. */
const alike = (likenessOf: LikenessOfWords, a: NameWord, b: NameWord, known: KnownNames): number =>
  (a.isJoined || b.isJoined) && !soundsTheSame(a, b) ? 0 : likenessOf(a, b, known);

type LikenessOfWords = (a: SpokenWord, b: SpokenWord, known: KnownNames) => number;
/** Words that are two names are not alike at all, which is sooner known than how much they are. */
const asOneName: LikenessOfWords = (a, b, known) => likenessOfOne(a, b, known) ?? 0;

/** Each word of the shorter one has a partner of its own, such that the least alike pair is as alike as it can be; that pair decides. */
function leastAlike(a: Reading, b: Reading, likenessOf: LikenessOfWords, known: KnownNames): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return 0;
  const likeness: number[][] = [];
  for (const word of short) {
    const row = long.map(partner => alike(likenessOf, word, partner, known));
    if (row.every(reached => reached === 0)) return 0;
    likeness.push(row);
  }
  const levels = [...new Set(likeness.flat())].sort((one, other) => other - one);
  return levels.find(level => haveAllPartners(likeness, level)) ?? 0;
}

/** Whether each row can have a column of its own that reaches the level. */
function haveAllPartners(likeness: readonly number[][], level: number): boolean {
  const partnerOf = new Map<number, number>();
  const findsPartner = (row: number, asked: Set<number>): boolean =>
    (likeness[row] ?? []).some((reached, column) => {
      if (reached < level || asked.has(column)) return false;
      asked.add(column);
      const rival = partnerOf.get(column);
      if (rival !== undefined && !findsPartner(rival, asked)) return false;
      partnerOf.set(column, row);
      return true;
    });
  return likeness.every((_, row) => findsPartner(row, new Set()));
}

/** Two birth names, two firms, or a form of address that is another's. */
function contradict(a: string, b: string, known: KnownNames): boolean {
  const [ofA, ofB] = [read(a, known).besides, read(b, known).besides];
  const differ = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && other !== undefined && nameLikeness(one, other, known) < likeEnough;
  return differ(ofA.birthName, ofB.birthName) || differ(ofA.firm, ofB.firm) || addressesAnother(a, b, known);
}

/** "Herr Müller" and "Frau Müller", or "Frau Schmidt" and "Peter Schmidt". */
function addressesAnother(a: string, b: string, known: KnownNames): boolean {
  const [addressOfA, addressOfB] = [read(a, known).address, read(b, known).address];
  if (addressOfA && addressOfB) return addressOfA !== addressOfB;
  if (addressOfA) return isOfOther(addressOfA, b, a, known);
  return addressOfB !== undefined && isOfOther(addressOfB, a, b, known);
}

/** Whether all given names of `name` that the one who is addressed does not share are of the other sex. */
function isOfOther(address: Sex, name: string, addressed: string, known: KnownNames): boolean {
  const shared = new Set(nameWords(addressed));
  const sexes = nameWords(name)
    .filter(word => !shared.has(word))
    .flatMap(word => known.sexOf(word) ?? []);
  return sexes.length > 0 && sexes.every(sex => sex !== address);
}
