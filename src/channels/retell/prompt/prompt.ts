// The part of an agent's prompt that is ours: in the agent's language, between two lines, beside what the customer has written.
import { Fault } from '../../../domain/fault.ts';
import type { Language } from '../../../domain/values.ts';
import { englishPrompt } from './english.ts';
import { germanPrompt } from './german.ts';

const prompts: Partial<Record<Language, string>> = { de: germanPrompt, en: englishPrompt };

/** How an agent behaves with our functions. A language without a text of its own gets the English one, which a model follows in any language. */
export const promptIn = (language: Language): string => prompts[language] ?? englishPrompt;

const begin =
  '<!-- rebook: begin. rebook retell-setup writes what is between these two lines; your own text stands before or after. -->';
const end = '<!-- rebook: end -->';
/** Found by their first words, so that what they say may change. */
const beginsLike = /^<!-- rebook: begin\b.*$/gm;
const endsLike = /^<!-- rebook: end\b.*$/gm;

/** Our part with its two lines. */
export const markedPrompt = (language: Language): string => `${begin}\n${promptIn(language)}\n${end}`;

/**
 * The customer's prompt with our part in it: in the place of an earlier one, else after their text. Throws `retell_prompt_markers` where
 * the two lines do not stand there once each, in order: what is theirs and what is ours could not be told apart.
 */
export function withOurPart(present: string | null | undefined, language: Language): string {
  const text = present ?? '';
  const begins = [...text.matchAll(beginsLike)];
  const ends = [...text.matchAll(endsLike)];
  const [first] = begins;
  const [last] = ends;
  if (!first && !last) return text.trim() === '' ? markedPrompt(language) : `${text.trimEnd()}\n\n${markedPrompt(language)}`;
  if (!first || !last || begins.length > 1 || ends.length > 1 || last.index < first.index)
    throw new Fault(
      'retell_prompt_markers',
      'the agent’s prompt does not have the lines "<!-- rebook: begin" and "<!-- rebook: end" once each and in this order: put them right, or remove both, at Retell',
    );
  return text.slice(0, first.index) + markedPrompt(language) + text.slice(last.index + last[0].length);
}
