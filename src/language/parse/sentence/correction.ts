// Two things of a kind, one denied and the other said: "nicht Mittwoch, sondern Donnerstag", "Thursday, not Wednesday". The other is meant.
import { type Phrase, startsLike } from '../../grammar/phrases.ts';
import type { TextReading } from '../../grammar/readings.ts';
import type { HeardLanguage } from '../../heard-language.ts';
import { alternativesOf, type Group, groupOf } from '../alternatives.ts';

type Read = (words: readonly string[]) => TextReading[];

/** What a text is corrected with. */
export interface ReadWith {
  packs: readonly HeardLanguage[];
  /** As it was said, with its punctuation. */
  text: string;
  isWish: boolean;
  isFillerWord: (word: string) => boolean;
  read: Read;
  /** Something was just read out to choose from. */
  isListed: boolean;
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
  // "Den am Donnerstag nicht den am Freitag", of a list: either of them may be the one.
  const isEither =
    all.isListed && !all.isWish && before.some(word => all.packs.some(({ corrections }) => corrections.binding.has(word)));
  const isSetOff = new RegExp(`[,;]\\s*${denial}\\b(?!\\s*[,;.])`, 'i').test(all.text);
  if ((!isBound || isEither) && !isSetOff) return undefined;
  return isInsteadOf(thingIn(before, all), thingIn(after, all)) ? [...before] : undefined;
}

/** Both are days, or times, and not the same. */
function isInsteadOf(said: Thing | undefined, denied: Thing | undefined): boolean {
  if (!said || !denied || keyOf(said) === keyOf(denied)) return false;
  return denied.groups.size > 0 && [...denied.groups].every(group => said.groups.has(group));
}

interface Thing {
  groups: ReadonlySet<Group>;
  key: string;
}
const keyOf = (thing: Thing | undefined): string | undefined => thing?.key;

const isAroundWord = (word: string, { packs }: ReadWith): boolean =>
  packs.some(({ corrections }) => corrections.around.has(word));

/** Nothing is said but words that stand around a correction. */
function isAround(words: readonly string[], all: ReadWith): boolean {
  return words.every(word => isAroundWord(word, all) || all.packs.some(({ instead }) => instead.has(word)));
}

/** A day, a time, or both, with nothing but words around it that say nothing else. */
function thingIn(words: readonly string[], all: ReadWith): Thing | undefined {
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
const phrasesIn = (words: readonly string[], { read }: ReadWith): Phrase[] =>
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

/**
 * The words of what is meant, without the reason: one for each place where the reason may end. Empty where there is a reason and nothing
 * is said instead; undefined where there is no reason.
 */
export function withoutReasons(words: readonly string[], all: ReadWith): string[][] | undefined {
  const isTurn = (word: string) =>
    all.packs.some(({ instead, corrections }) => instead.has(word) || corrections.hesitations.has(word));
  for (const [at, word] of [...words.entries()].reverse()) {
    const isStrong = all.packs.some(({ instead }) => instead.has(word));
    if (at === 0 || !isTurn(word)) continue;
    const [before, rest] = [words.slice(0, at), words.slice(at + 1)];
    const after = rest.slice(
      Math.max(
        0,
        rest.findIndex(one => !isBetween(one, all)),
      ),
    );
    const opening = openingOf(after, before, all);
    const taken = phrasesIn(before, all);
    if (opening === 0 || taken.length === 0) continue;
    const meant = meantAfterReason(after, opening, taken, all);
    // "Den Tag danach" is counted from what was said before.
    if (meant.some(said => phrasesIn(said, all).some(({ kind }) => counted.has(kind)))) return undefined;
    // "Nee, das ist am Donnerstag" says which, and gives no reason.
    if (meant.length === 0 && (!isStrong || isStatement(after, opening, all))) continue;
    const [instead] = all.packs.flatMap(heard => [...heard.instead]);
    return meant.map(some => [...before, instead ?? word, ...some]);
  }
  return undefined;
}

/** "Ach", "Moment": before a reason begins. */
const isBetween = (word: string, { packs }: ReadWith): boolean =>
  packs.some(({ corrections }) => corrections.beforeReason.has(word) || corrections.hesitations.has(word));

/** How many words begin a reason: "das war", "da hab", or what is taken back once more, "Dienstag ist". */
function openingOf(after: readonly string[], before: readonly string[], all: ReadWith): number {
  const openings = all.packs.flatMap(({ corrections }) => [
    ...corrections.reasons,
    ...(all.isWish ? corrections.reasonsOfWish : []),
  ]);
  const length = Math.max(0, ...openings.map(opening => startsLike(after, 0, opening)));
  if (length > 0) return length;
  const isVerb = (word: string | undefined) =>
    word !== undefined && all.packs.some(({ corrections }) => corrections.verbsOfReasons.has(word));
  const end = after.findIndex(isVerb);
  const again = thingIn(after.slice(0, Math.max(0, end)), all);
  const said = phrasesIn(before, all).map(written);
  return again && phrasesIn(after.slice(0, end), all).every(phrase => said.includes(written(phrase))) ? end + 1 : 0;
}

/** What follows the reason, for each place where it may end. */
function meantAfterReason(after: readonly string[], opening: number, taken: readonly Phrase[], all: ReadWith): string[][] {
  const groups = new Set<Group>(taken.map(({ kind }) => groupOf[kind]));
  return after.flatMap((_, split) => {
    const reason = after.slice(opening, split);
    if (split <= opening || !isReason(reason, taken, all)) return [];
    const said = after.slice(split);
    const thing = thingIn(said, all);
    return thing && [...thing.groups].some(group => groups.has(group)) ? [said] : [];
  });
}

/** Its words are known, and say nothing but what is taken back, or the weekday of that. */
function isReason(words: readonly string[], taken: readonly Phrase[], all: ReadWith): boolean {
  const known = new Set(taken.map(written));
  const isPart = (word: string) =>
    all.packs.some(({ negations, corrections }) => negations.has(word) || corrections.inReasons.has(word));
  const isSaying = words.some(
    word => !isAroundWord(word, all) && !all.packs.some(({ corrections }) => corrections.knownBefore.has(word)),
  );
  const others = words.filter(word => !isPart(word));
  const said = others.length === 0 ? [{ unknown: [], phrases: [] }] : all.readReason(others);
  return (
    isSaying &&
    said.some(
      ({ unknown, phrases }) =>
        unknown.length === 0 &&
        phrases.every(phrase => phrase.kind === 'weekday' || phrase.kind === 'yes' || known.has(written(phrase))),
    )
  );
}

/** "Das ist am Donnerstag", of an appointment: nothing but what is meant. */
function isStatement(after: readonly string[], opening: number, all: ReadWith): boolean {
  return (
    !all.isWish &&
    thingIn(
      after.slice(opening).filter(word => !isAroundWord(word, all) || word === 'am'),
      all,
    ) !== undefined &&
    !after.slice(opening).some(word => all.packs.some(({ corrections }) => corrections.knownBefore.has(word)))
  );
}

const counted = new Set<Phrase['kind']>(['shift', 'own_weekday', 'own_week', 'other_one', 'same_day', 'time_shift', 'same_time']);

const written = (phrase: Phrase): string => JSON.stringify(phrase);
