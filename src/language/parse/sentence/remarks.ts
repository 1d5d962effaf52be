// Clauses of a sentence that are known to carry nothing: a reason, a story, talk to oneself. "Unser Keller steht unter Wasser", "weil
// sich meine Schwägerin angesagt hat". What they tell of is nobody's list to know; that they name no day is.
import { type Phrase, type Rule, startsLike } from '../../grammar/phrases.ts';
import type { HeardLanguage } from '../../heard-language.ts';

/** What a sentence is looked through with. */
export interface Around {
  packs: readonly HeardLanguage[];
  rules: readonly Rule[];
  isWish: boolean;
}

/**
 * The words without such clauses; undefined where there are none, or nothing is left. A clause stays whole where it holds a day, a time,
 * a number, a service, a choice, a negation or a correction, or points to the appointment, since each of these may be what is meant.
 */
export function withoutRemarks(words: readonly string[], around: Around): string[] | undefined {
  const kept: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = remarkAt(words, at, around);
    if (length === 0) kept.push(words[at] ?? '');
    at += Math.max(1, length);
  }
  return kept.length === words.length || kept.length === 0 ? undefined : kept;
}

/** How many words a clause takes that begins here and carries nothing; 0 where none does. */
function remarkAt(words: readonly string[], at: number, around: Around): number {
  const { packs, isWish } = around;
  const begin = longest(words, at, packs, ({ remarks }) => remarks.begin);
  if (begin === 0) return 0;
  const isEnd = (place: number) =>
    longest(words, place, packs, ({ remarks }) => (isWish ? [...remarks.end, remarks.wishFollows] : remarks.end)) > 0;
  let end = at + 1;
  while (end < words.length && !isEnd(end)) end += 1;
  if (end < at + begin) return 0;
  // What is told beside a wanted day may hinder it, unless it is the reason, or the wish follows from it.
  const isReason = longest(words, at, packs, ({ remarks }) => [remarks.reason]) > 0;
  const isFollowed = longest(words, end, packs, ({ remarks }) => [remarks.wishFollows]) > 0;
  if (isWish && !isReason && !(isFollowed && carriesNothing(words, 0, end, around))) return 0;
  // "Freitag, weil ich die Spange noch nicht habe": a reason that denies something goes on to the end.
  if (isWish && isReason && carriesNothing(words, at, words.length, around, true)) return words.length - at;
  return carriesNothing(words, at, end, around) ? end - at : 0;
}

const longest = (
  words: readonly string[],
  at: number,
  packs: readonly HeardLanguage[],
  of: (heard: HeardLanguage) => readonly RegExp[],
): number => Math.max(0, ...packs.flatMap(of).map(expression => startsLike(words, at, expression)));

function carriesNothing(
  words: readonly string[],
  from: number,
  to: number,
  { packs, rules, isWish }: Around,
  mayDeny = false,
): boolean {
  const said = words.slice(from, to).join(' ');
  if (packs.some(({ remarks }) => (isWish ? remarks.pointsOfWish : remarks.points).test(said))) return false;
  // "Weil ich da kommen kann": who tells of themselves may keep it.
  const isOwn = !isWish && packs.some(({ remarks }) => remarks.own.test(said));
  if (isOwn && packs.some(({ tone }) => [...tone.keeps, ...tone.prefers].some(pattern => pattern.test(said)))) return false;
  return saysNothingIn(words, from, to, { packs, rules, isWish }, mayDeny);
}

/** These words hold no day that is not over, no time, number, service, choice or correction; and no negation, unless one may stand there. */
export function saysNothingIn(
  words: readonly string[],
  from: number,
  to: number,
  { packs, rules }: Around,
  mayDeny: boolean,
): boolean {
  return words.slice(from, to).every((word, index) => {
    const isTold = packs.some(({ negations, or, but, instead, titles }) =>
      [or, but, instead, titles, ...(mayDeny ? [] : [negations])].some(some => some.has(word)),
    );
    const isNumber = packs.some(
      ({ numbers, remarks }) => !remarks.articles.has(word) && numbers.numberAt(words, from + index) !== undefined,
    );
    const phrases = rules.flatMap(rule => [rule(words, from + index) ?? []].flat().flatMap(match => match.phrases));
    return !isTold && !isNumber && phrases.every(saysNothing);
  });
}

/**
 * The words without unknown things that are somebody's, or come along: "mit meinem Papagei". Such a word is a noun, so that it turns
 * nothing, and after no word of time it shifts no day, as that of "vor meiner Firmung" may.
 */
export function withoutThings(words: readonly string[], unknown: readonly string[], { packs, isWish }: Around): string[] {
  return words.filter((word, at) => {
    const before = words.slice(Math.max(0, at - 2), at).join(' ');
    return !unknown.includes(word) || !packs.some(({ remarks }) => (isWish ? remarks.sake : remarks.owner).test(before));
  });
}

/** Of a day that is over there is nothing to change: "ist gestern gestorben". */
const saysNothing = (phrase: Phrase): boolean =>
  phrase.kind === 'yes' || phrase.kind === 'past' || (phrase.kind === 'relative' && phrase.days < 0);
