// A spoken or typed text as the words the grammars read: lower case, umlauts as two letters, one spelling for each thing.

/** How a language is spelt; its words are compared after that. */
export interface Spelling {
  /** Makes one spelling of several, before the text is cut into words: "14h30" is "14 uhr 30". */
  text(text: string): string;
  /** The words that one written word consists of: "dienstagnachmittag" is two. */
  word(word: string): readonly string[];
  /** The one word that two are which were written apart: "don nerstag"; undefined where they are two. */
  pair?(first: string, second: string): string | undefined;
}

/** What a list of expressions makes of a text: each is replaced by what stands for it. */
export const replacing =
  (expressions: readonly (readonly [RegExp, string])[]) =>
  (text: string): string =>
    expressions.reduce((said, [expression, standard]) => said.replace(expression, standard), text);

/** Nobody says a day or a time in more; what is longer is not understood, rather than cut and half understood. */
const longest = 200;

/** Lower case, umlauts as two letters: how recognisers spell varies, what is said does not. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss');
}

/** A list of words as a set: groups of words with spaces between. */
export const wordSet = (...groups: string[]): ReadonlySet<string> => new Set(groups.flatMap(group => group.split(/\s+/)));

/** The words of a text; empty where it says nothing or too much. */
export function wordsOf(text: string, spelling: Spelling): string[] {
  if (text.length > longest) return [];
  // Programs write the clock of twelve hours in one way, whatever the language.
  const clock = folded(
    text
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
      .replace(/\u2236/g, ':')
      .replace(/#(?=\d)/g, 'nr ')
      .replace(/(\d\s*)AM\b/g, '$1a.m.'),
  )
    .replace(/['’´`]/g, '')
    .replace(/\b([a-z]{2}\.)(?=\d)/g, '$1 ')
    .replace(/([a-z])\/(?=[a-z])/g, '$1 ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(\d)\s*-\s*(?=\d{1,2}[:.]\d{2})|(:\d{2})\s*-\s*(?=\d)/g, '$1$2 - ')
    .replace(/\b([ap])\.\s?m\b\.?/g, ' $1mclock')
    .replace(/(\d)(am|pm)\b/g, '$1 $2clock');
  const spelt = spelling
    .text(clock)
    .replace(/(\p{L})-(?=\p{L})/gu, '$1 ')
    .replace(/(\d\.)(?=\p{L})/gu, '$1 ');
  const words = spelt.split(/[\s,;!?()[\]*#"„“”]+/).filter(word => word !== '' && word !== '.' && word !== '/');
  const whole = words.map(word => (/^[a-z]{3,}[.:]$/.test(word) || /^[a-z0-9]+:$/.test(word) ? word.slice(0, -1) : word));
  return paired(whole, spelling)
    .map(asKey)
    .flatMap(word => spelling.word(word));
}

/** Tables are looked up by the words: none may reach what every object inherits, as "constructor" would. */
const asKey = (word: string): string => (word in Object.prototype ? `${word}?` : word);

function paired(words: readonly string[], { pair }: Spelling): string[] {
  if (!pair) return [...words];
  const whole: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const both = pair(words[at] ?? '', words[at + 1] ?? '');
    whole.push(both ?? words[at] ?? '');
    if (both !== undefined) at += 1;
  }
  return whole;
}
