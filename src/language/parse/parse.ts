// Takes a text apart into phrases, with the grammar of the company's language or of another one.
import type { Language } from '../../domain/values.ts';
import { clockRule, isoRule } from '../grammar/iso.ts';
import { match, type Phrase, type Rule, readPhrases } from '../grammar/phrases.ts';
import { wordsOf } from '../grammar/words.ts';
import type { HeardLanguage } from '../pack.ts';
import { packsFrom } from '../packs.ts';

/** What is expected: a bare "drei" is an hour only where a time was asked for. */
export type Expected = 'day' | 'time';

/**
 * The phrases of a text in the company's language, or else in another one, since language models answer in any of them.
 * Undefined where no grammar knows every word.
 */
export function understand(text: string, language: Language, expected: Expected): Phrase[] | undefined {
  for (const { heard } of packsFrom(language)) {
    const words = wordsOf(text, heard.spelling);
    const said = readPhrases(words, rulesFor[expected](heard), heard.fillers);
    if (said !== undefined && said.length > 0) return said;
  }
  return undefined;
}

/** In the order they are tried. */
const rulesFor: Record<Expected, (heard: HeardLanguage) => readonly Rule[]> = {
  day: ({ or, timeRules, dayRules }) => [orRule(or), ...timeRules.always, isoRule, clockRule, ...dayRules],
  time: heard => [heard.timeRules.first, ...rulesFor.day(heard), heard.timeRules.last],
};

const orRule =
  (or: ReadonlySet<string>): Rule =>
  (words, at) =>
    or.has(words[at] ?? '') ? match(1, { kind: 'or' }) : undefined;
