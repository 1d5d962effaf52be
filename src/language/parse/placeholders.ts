// What language models and templates send where they have nothing: a text that stands for its own absence.
import { folded } from '../grammar/words.ts';

const saysNothing = new Set([
  'null',
  'undefined',
  'none',
  'nil',
  'n a',
  'na',
  'nan',
  'unknown',
  'unbekannt',
  'leer',
  'empty',
  'not provided',
  'not specified',
  'not given',
  'nicht angegeben',
  'nicht genannt',
  'keine angabe',
]);

/** Whom a model calls by his part in the call, or by the name of the field, has given no name. */
const namesNobody = new Set([
  'kunde',
  'kundin',
  'der kunde',
  'die kundin',
  'anrufer',
  'anruferin',
  'der anrufer',
  'die anruferin',
  'gast',
  'customer',
  'the customer',
  'caller',
  'the caller',
  'guest',
  'user',
  'name',
  'full name',
  'customer name',
  'caller name',
  'vorname',
  'nachname',
  'vorname nachname',
  'vor und nachname',
  'vollstaendiger name',
  'first name',
  'last name',
  'first name last name',
  'firstname lastname',
]);

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
