// Which of a company's services a caller names: by its name, parts and other forms of it, and everyday words for it.
import { match, type Phrase, type Rule } from './phrases.ts';
import { type Spelling, wordsOf } from './words.ts';

export interface Service {
  id: string;
  name: string;
}

/** What a language says of services beside their names. Words come folded, as `wordsOf` gives them. */
export interface ServiceWords {
  /** Other forms of a word: "gefaerbt" of "farbe". */
  formsOf(word: string): readonly string[];
  /** A word that ends with one is a kind of it: "rueckenmassage" is a "massage". */
  heads: ReadonlySet<string>;
  /** What callers say instead of a name, and the names it may stand for. */
  everyday: readonly (readonly [said: string, means: RegExp])[];
  /** Fillers that name a service where a company has it: "kontrolle". */
  nouns: ReadonlySet<string>;
  /** Joined behind a name they say the same as the name: "zahnreinigungstermin"; the first group is the name. */
  appointmentOf?: RegExp;
  /** Part of names, and of no service alone: "Damen", "mit". */
  beside: ReadonlySet<string>;
  /** May stand around a service that alone names an appointment: nothing that asks for one, tells of it or keeps it. */
  around: ReadonlySet<string>;
  /** So may these, where it is said that the appointment is to be changed: "ich möchte die Massage absagen". */
  wishes: ReadonlySet<string>;
}

interface Context {
  spelling: Spelling;
  /** Callers say it whatever the services are: it names one only as a whole name, or as one of `nouns`. */
  isOrdinary(word: string): boolean;
}

/** What services some words name; `ordinary`: they may as well name none. */
interface Entry {
  services: Set<string>;
  ordinary: boolean;
}

/** More words are no name, but a sentence. */
const mostWords = 6;
/** Shorter words are only whole names or everyday words. */
const [shortest, shortestForm] = [3, 4];

/**
 * A rule that finds the names of these services: the most words that name any. The phrase has all services that may be meant.
 *
 *     serviceRule([{ id: 'cut', name: 'Herrenhaarschnitt' }], germanServices, context)(['den', 'schnitt'], 1)
 */
export function serviceRule(services: readonly Service[], words: ServiceWords, context: Context): Rule {
  const index = new Map<string, Entry>();
  const compounds = new Map<string, Set<string>>();
  for (const service of services) indexName(service, index, compounds, words, context);
  const all = services.map(({ id }) => id);
  return (said, at) => {
    for (let length = Math.min(mostWords, said.length - at); length > 0; length -= 1) {
      const text = said.slice(at, at + length).join('');
      const alone = () => namedBefore(text, index, words, context) ?? longerThan(text, compounds, words, context);
      const found = index.get(text) ?? (length === 1 ? alone() : undefined);
      if (!found) continue;
      const phraseOf = (ids: Iterable<string>): Phrase => ({ kind: 'service', services: [...ids].sort() });
      const named = match(length, phraseOf(found.services));
      return found.ordinary ? [named, match(length, phraseOf(all))] : named;
    }
    return undefined;
  };
}

/** All words are of the names of services, or may stand around one. */
export function saysOnlyServices(words: readonly string[], rules: readonly Rule[], isAround: (word: string) => boolean): boolean {
  for (let at = 0; at < words.length; ) {
    const named = rules.flatMap(rule => rule(words, at) ?? []).map(({ length }) => length);
    if (named.length === 0 && !isAround(words[at] ?? '')) return false;
    at += Math.max(1, ...named);
  }
  return true;
}

function indexName(
  { id, name }: Service,
  index: Map<string, Entry>,
  compounds: Map<string, Set<string>>,
  words: ServiceWords,
  context: Context,
): void {
  const spelt = wordsOf(name.replace(/[&+/]/g, ' '), context.spelling).slice(0, mostWords);
  const isCompound = (word: string) => [...words.heads].some(head => word.endsWith(head) && word !== head);
  const isTelling = (word: string) =>
    word.length >= shortest &&
    !words.beside.has(word) &&
    (words.nouns.has(word) || isCompound(word) || !context.isOrdinary(word));
  const add = (text: string, ordinary = false) => {
    const entry = index.get(text) ?? { services: new Set(), ordinary };
    entry.services.add(id);
    index.set(text, { ...entry, ordinary: entry.ordinary && ordinary });
  };
  for (const [from, first] of spelt.entries()) {
    for (let to = from + 1; to <= spelt.length; to += 1) {
      const last = spelt[to - 1] ?? '';
      const isWhole = from === 0 && to === spelt.length;
      const before = spelt.slice(from, to - 1).join('');
      if (isWhole) add(before + last, before === '' && !isTelling(last));
      const isOfTelling = isTelling(first) && isTelling(last);
      if (isOfTelling) add(before + last);
      if (!isOfTelling && !(isWhole && before !== '')) continue;
      for (const form of words.formsOf(last))
        if (form.length >= shortestForm && (before !== '' || isTelling(form))) add(before + form);
    }
  }
  for (const word of spelt.filter(isTelling)) {
    for (const head of words.heads) {
      if (!word.endsWith(head)) continue;
      compounds.set(word, (compounds.get(word) ?? new Set()).add(id));
      // "Schnitt" and "haarschnitt" of "herrenhaarschnitt".
      const tails = Array.from({ length: word.length - head.length }, (_, at) => word.slice(at + 1));
      for (const tail of tails) if (words.nouns.has(tail) || !context.isOrdinary(tail)) add(tail);
    }
  }
  const whole = spelt.join(' ');
  for (const [said, means] of words.everyday) if (means.test(whole)) add(said.replaceAll(' ', ''));
}

/** "Zahnreinigungstermin", where there is a "Zahnreinigung". */
function namedBefore(
  word: string,
  index: ReadonlyMap<string, Entry>,
  { appointmentOf }: ServiceWords,
  { isOrdinary }: Context,
): Entry | undefined {
  const [, name] = appointmentOf?.exec(word) ?? [];
  if (name === undefined || isOrdinary(word)) return undefined;
  return index.get(name) ?? index.get(name.replace(/s$/, ''));
}

/** "Herrenhaarschnitt", where there is a "Haarschnitt" and nothing nearer. */
function longerThan(
  word: string,
  compounds: ReadonlyMap<string, Set<string>>,
  { nouns }: ServiceWords,
  { isOrdinary }: Context,
): Entry | undefined {
  if (isOrdinary(word) && !nouns.has(word)) return undefined;
  const within = [...compounds.keys()].filter(name => word.endsWith(name) && word.length > name.length + 1);
  const [longest] = within.sort((a, b) => b.length - a.length);
  const services = longest === undefined ? undefined : compounds.get(longest);
  return services && { services, ordinary: false };
}
