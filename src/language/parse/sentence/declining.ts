// Who cannot come, or needs an appointment no more, denies no day: "am Freitag kann ich nicht" says which appointment is meant.
import type { HeardLanguage } from '../../heard-language.ts';

/** A longer way from the denial to what it denies is another sentence. */
const farthest = 6;

/**
 * The words of an appointment's day without the negations that only decline it. Undefined where one denies something else: "nicht
 * am Freitag", "den Freitag nicht absagen", "nicht sicher, ob ich kommen kann".
 */
export function withoutDeclining(words: readonly string[], packs: readonly HeardLanguage[]): string[] | undefined {
  if (words.some(word => packs.some(({ declining }) => declining.doubts.has(word)))) return undefined;
  const isNegation = (word: string) => packs.some(({ negations }) => negations.has(word));
  const isDeclined = words.every((word, at) => !isNegation(word) || packs.some(heard => declinesAt(words, at, heard)));
  return isDeclined ? words.filter(word => !isNegation(word)) : undefined;
}

function declinesAt(words: readonly string[], at: number, { declining, fillers }: HeardLanguage): boolean {
  const { none, lacking, verbs, after, between, noMore, clauses, changes } = declining;
  if (none.has(words[at] ?? '')) return lacking.has(words[at + 1] ?? '');
  const next = words.slice(at + 1, at + 1 + farthest);
  // "Ich bin nicht da": no other sentence begins.
  const clause = next.findIndex((word, index) => clauses.has(word) && !(index === 0 && after.has(word)));
  const denied = next.slice(0, clause < 0 ? undefined : clause);
  if (denied.some(word => changes.test(word))) return false;
  // "Ich schaffe es heute nicht mehr um fünf" sets nothing against the five.
  if (noMore.has(words[at + 1] ?? '') && words.slice(0, at).some(word => verbs.has(word))) return true;
  const isAbout = (word: string) => after.has(word) || verbs.has(word);
  const first = denied.findIndex(
    word => isAbout(word) || !(fillers.anywhere.has(word) || fillers.things.has(word) || between.has(word)),
  );
  if (first >= 0) return isAbout(denied[first] ?? '');
  return denied.length < farthest && words.slice(0, at + 1).some(word => verbs.has(word));
}
