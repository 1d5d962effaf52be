// Recognises texts that language models and templates send in place of no value, such as "n/a".
import { folded } from '../grammar/words.ts';
import { everyPack } from '../packs.ts';

/** How programs write it; each language adds its own. */
const ofPrograms = ['null', 'undefined', 'none', 'nil', 'n a', 'na', 'nan'];

const saysNothing = new Set([...ofPrograms, ...everyPack.flatMap(({ heard }) => heard.placeholders.nothing)]);

/** A "name" that is the caller's role in the call, or the name of the field, is no name. */
const namesNobody = new Set(everyPack.flatMap(({ heard }) => heard.placeholders.nobody));

/** Longer than any of them; what is longer is not even folded. */
const longest = 60;

/** The text, or undefined where it only fills a place: "null", "n/a", "-", `{{appointment_date}}`. */
export function saidText(text: string): string | undefined {
  if (/\{\{|\}\}/.test(text)) return undefined;
  const words = bareWords(text);
  return words === '' || saysNothing.has(words) ? undefined : text;
}

/** The same for a name. */
export const saidName = (text: string): string | undefined => (namesNobody.has(bareWords(text)) ? undefined : saidText(text));

/** Its letters and figures alone, so that "N/A.", "<unknown>" and "customer_name" are what they stand for. */
const bareWords = (text: string): string =>
  text.length > longest
    ? text
    : folded(text)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
