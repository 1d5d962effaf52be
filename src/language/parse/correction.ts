// Two things of a kind, one denied and the other said: "nicht Mittwoch, sondern Donnerstag", "Thursday, not Wednesday". The other is meant.
import type { Phrase } from '../grammar/phrases.ts';
import type { TextReading } from '../grammar/readings.ts';
import type { HeardLanguage } from '../heard-language.ts';
import { alternativesOf, type Group, groupOf } from './alternatives.ts';

type Read = (words: readonly string[]) => TextReading[];

/** What a text is corrected with. */
export interface ReadWith {
  packs: readonly HeardLanguage[];
  /** As it was said, with its punctuation. */
  text: string;
  isWish: boolean;
  isFillerWord: (word: string) => boolean;
  read: Read;
  /** The same where a reason is given: what hinders a wish, and what an appointment is for, says nothing there. */
  readReason: Read;
}

/** The words of what is meant; undefined where anything else is said, which may turn the sentence to the contrary. */
export function meantInstead(words: readonly string[], all: ReadWith): string[] | undefined {
  const { packs, isWish } = all;
  const isDenial = (word: string) =>
    packs.some(({ corrections }) => corrections.not.has(word) || (isWish && corrections.insteadOf.has(word)));
  const at = words.findIndex(isDenial);
  const isOther = (word: string) => packs.some(({ negations }) => negations.has(word)) || isDenial(word);
  if (at < 0 || words.some((word, index) => index !== at && isOther(word))) return undefined;
  const [before, after] = [words.slice(0, at), words.slice(at + 1)];
  return meantAfter(before, after, all) ?? meantBefore(before, words[at] ?? '', after, all);
}

/** "Nicht Freitag, (sondern) Samstag"; before it nothing else is said but Friday. */
function meantAfter(before: readonly string[], after: readonly string[], all: ReadWith): string[] | undefined {
  const but = after.findIndex(word => all.packs.some(heard => heard.but.has(word)));
  if (but < 0 && thingIn(after, all)) return undefined;
  const ends = but >= 0 ? [but] : after.map((_, index) => index).slice(1);
  const split = ends.find(end => {
    const [denied, said] = [after.slice(0, end), after.slice(but >= 0 ? end + 1 : end)];
    const isWhole = but >= 0 || keyOf(thingIn(denied, all)) !== keyOf(thingIn(denied.slice(0, -1), all));
    const isAlone = isAround(before, all) || keyOf(thingIn(withoutTurn(before, all), all)) === keyOf(thingIn(denied, all));
    return isWhole && isAlone && isInsteadOf(thingIn(said, all), thingIn(denied, all));
  });
  return split === undefined ? undefined : after.slice(but >= 0 ? split + 1 : split);
}

/** "Mittwoch, nee" before "nicht Mittwoch" */
function withoutTurn(words: readonly string[], all: ReadWith): readonly string[] {
  const isTurn = (word: string) =>
    isAroundWord(word, all) ||
    all.packs.some(({ instead, corrections }) => instead.has(word) || corrections.hesitations.has(word));
  return words.slice(0, words.findLastIndex(word => !isTurn(word)) + 1);
}

/** "Thursday, not Wednesday"; where a denial may stand after what it denies, only if it is bound to what follows. */
function meantBefore(before: readonly string[], denial: string, after: readonly string[], all: ReadWith): string[] | undefined {
  const isBound = all.packs.some(
    ({ corrections }) =>
      (corrections.not.has(denial) || corrections.insteadOf.has(denial)) &&
      (!corrections.mayFollow.has(denial) || corrections.binding.has(after[0] ?? '')),
  );
  // "Den am Donnerstag nicht den am Freitag": either of them is to go.
  const isEither = !all.isWish && before.some(word => all.packs.some(({ corrections }) => corrections.binding.has(word)));
  const isSetOff = new RegExp(`[,;]\\s*${denial}\\b(?!\\s*[,;.])`, 'i').test(all.text);
  if ((!isBound || isEither) && !isSetOff) return undefined;
  return isInsteadOf(thingIn(before, all), thingIn(after, all)) ? [...before] : undefined;
}

/** Both are days, or times, and not the same. */
function isInsteadOf(said: Thing | undefined, denied: Thing | undefined): boolean {
  if (!said || !denied || keyOf(said) === keyOf(denied)) return false;
  return denied.groups.size > 0 && [...denied.groups].every(group => said.groups.has(group));
}

export interface Thing {
  groups: ReadonlySet<Group>;
  key: string;
}
const keyOf = (thing: Thing | undefined): string | undefined => thing?.key;

export const isAroundWord = (word: string, { packs }: ReadWith): boolean =>
  packs.some(({ corrections }) => corrections.around.has(word));

/** Nothing is said but words that stand around a correction. */
function isAround(words: readonly string[], all: ReadWith): boolean {
  return words.every(word => isAroundWord(word, all) || all.packs.some(({ instead }) => instead.has(word)));
}

/** A day, a time, or both, with nothing but words around it that say nothing else. */
export function thingIn(words: readonly string[], all: ReadWith): Thing | undefined {
  if (words.length === 0 || words.some(word => all.isFillerWord(word) && !isAroundWord(word, all))) return undefined;
  const readings = all.read(words);
  const alternatives = readings.map(({ phrases }) => alternativesOf(phrases));
  const isSound = readings.every(
    ({ unknown, doubted, phrases }) => unknown.length === 0 && !doubted && phrases.every(({ kind }) => kind !== 'or'),
  );
  if (!isSound || !alternatives.every(each => each.length === 1)) return undefined;
  const said = alternatives.flatMap(([only = []]) => [only.filter(({ kind }) => kind !== 'yes')]).filter(isOne);
  if (said.length === 0) return undefined;
  return { groups: new Set(said.flatMap(phrases => phrases.map(({ kind }) => groupOf[kind]))), key: JSON.stringify(said) };
}

/** No two of a kind: two weekdays are two things. */
const isOne = (phrases: readonly Phrase[]): boolean =>
  phrases.length > 0 && new Set(phrases.map(({ kind }) => kind)).size === phrases.length;

/** All that may be said, where every word is known. */
export const phrasesIn = (words: readonly string[], { read }: ReadWith): Phrase[] =>
  read(words).flatMap(({ phrases, unknown }) => (unknown.length > 0 ? [] : phrases));

const corrected = new Set<Phrase['kind']>(['weekday', 'date', 'day_of_month', 'clock']);

/**
 * "Um halb acht, äh, halb sieben": who hesitates between two things of a kind means the second, as after "nein". The words with the
 * one put for the other; undefined where nothing is corrected. A number alone may go on: "um zehn, äh, dreißig", "am zehnten, äh, elften".
 */
export function withHesitation(words: readonly string[], all: ReadWith): string[] | undefined {
  const isHesitation = (word: string) => all.packs.some(({ corrections }) => corrections.hesitations.has(word));
  const at = words.findLastIndex((word, index) => index > 0 && isHesitation(word));
  const [before, after] = [words.slice(0, at), words.slice(at + 1)];
  if (at <= 0 || !thingIn(after, all)) return undefined;
  const [earlier, later] = [phrasesIn(before, all), phrasesIn(after, all)];
  const isCorrected = (phrase: Phrase) => {
    const same = earlier.filter(({ kind }) => kind === phrase.kind);
    return corrected.has(phrase.kind) && same.length > 0 && same.every(one => JSON.stringify(one) !== JSON.stringify(phrase));
  };
  const isLed = after.slice(0, -1).some(word => all.packs.some(({ corrections }) => corrections.leads.has(word)));
  const isBareNumber =
    (later.some(({ kind }) => kind === 'clock') && after.length < 2) ||
    (later.some(({ kind }) => kind === 'day_of_month') && !isLed);
  if (isBareNumber || !later.some(isCorrected)) return undefined;
  const [instead] = all.packs.flatMap(heard => [...heard.instead]);
  return instead === undefined ? undefined : [...before, instead, ...after];
}
