// Names of people in a text: after a title, or where callers say who they are. They name no day.
import type { HeardLanguage } from '../../heard-language.ts';

const isTitle = (word: string | undefined, packs: readonly HeardLanguage[]): boolean =>
  word !== undefined && packs.some(({ titles }) => titles.has(word));

/** "Bei Frau Freitag" names no day. */
export function withoutNames(
  words: readonly string[],
  packs: readonly HeardLanguage[],
  isFillerWord: (word: string) => boolean,
): string[] {
  return words.filter((word, at) => !isTitle(word, packs) && !(isTitleAt(words, at - 1, packs) && !isFillerWord(word)));
}

/** "Meine Frau" is nobody's title, unless a day follows that may be a name. */
function isTitleAt(words: readonly string[], at: number, packs: readonly HeardLanguage[]): boolean {
  if (!isTitle(words[at], packs)) return false;
  const isOwned = packs.some(({ possessives }) => possessives.has(words[at - 1] ?? ''));
  return !isOwned || isDay(words[at + 1] ?? '', packs);
}

const isDay = (word: string, packs: readonly HeardLanguage[]): boolean =>
  packs.some(({ dayRules }) => dayRules.some(rule => rule([word], 0) !== undefined));

const isDayOrNumber = (word: string, packs: readonly HeardLanguage[]): boolean =>
  isDay(word, packs) || packs.some(({ numbers }) => numbers.numberAt([word], 0) !== undefined);

/** "Frau Mai" may be nobody's name, and "Frau zehn Uhr" is none. */
export const hasCalendarName = (words: readonly string[], packs: readonly HeardLanguage[]): boolean =>
  words.some((word, at) => isTitleAt(words, at - 1, packs) && isDayOrNumber(word, packs));

/** First name and surname. */
const mostNames = 2;

/**
 * "Guten Tag, Müller mein Name": without who is calling, where nothing but a greeting stands before it. A word that may be anything else
 * is no name.
 */
export function withoutIntroduction(
  words: readonly string[],
  packs: readonly HeardLanguage[],
  isFillerWord: (word: string) => boolean,
): string[] {
  const isName = (word: string | undefined) =>
    word !== undefined && /^[a-z]{2,}$/.test(word) && !isFillerWord(word) && !isKnown(word, packs);
  const isOfForm = (word: string) =>
    packs.some(({ introductions }) => introductions.forms.some(({ before }) => before.includes(word)));
  const first = words.findIndex(word => isName(word) && !isOfForm(word));
  if (first < 0) return [...words];
  const count = words.slice(first, first + mostNames).filter(isName).length;
  for (const { introductions } of packs) {
    for (const { before, after, greeted } of introductions.forms) {
      const start = first - before.length;
      const end = first + count + after.length;
      const isSaid = start >= 0 && isSame(words.slice(start, first), before) && isSame(words.slice(first + count, end), after);
      const isFirst = words.slice(0, Math.max(0, start)).every(word => isFillerWord(word) || isGreeting(word, packs));
      const isGreeted = words.slice(0, start).some(word => introductions.greetings.has(word));
      if (isSaid && isFirst && (!greeted || isGreeted)) return [...words.slice(0, start), ...words.slice(end)];
    }
  }
  return [...words];
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((word, at) => word === others[at]);

const isGreeting = (word: string, packs: readonly HeardLanguage[]): boolean =>
  packs.some(({ introductions }) => introductions.greetings.has(word));

/** A word that a rule or a list knows. */
function isKnown(word: string, packs: readonly HeardLanguage[]): boolean {
  return packs.some(heard => {
    const { dayRules, timeRules, pickRules, or, but, instead, negations, titles, fillers } = heard;
    const isRead = [...dayRules, ...timeRules.always, ...pickRules].some(rule => [rule([word], 0) ?? []].flat().length > 0);
    const lists = [or, but, instead, negations, titles, fillers.anywhere, fillers.things, fillers.ofAppointment, fillers.ofWish];
    return isRead || heard.numbers.numberAt([word], 0) !== undefined || lists.some(list => list.has(word));
  });
}
