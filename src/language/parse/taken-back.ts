// Why something is taken back, between it and what is meant: "halb drei, nee, das war ja der von meiner Frau, drei Uhr". The reason is about
// the first and no part of the second.
import type { Phrase } from '../grammar/phrases.ts';
import { startsLike } from '../grammar/phrases.ts';
import { type Group, groupOf } from './alternatives.ts';
import { isAroundWord, phrasesIn, type ReadWith, thingIn } from './correction.ts';

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
