// The rules that read a text in a language, those of a company's services among them, as one.
import { clockRule, isoRule } from '../grammar/iso.ts';
import { type Match, match, type Rule } from '../grammar/phrases.ts';
import { type Service, serviceRule } from '../grammar/service-names.ts';
import type { HeardLanguage } from '../heard-language.ts';

/** What is expected: a bare "drei" is an hour only where a time was asked for. */
export type Expected = 'day' | 'time';

export const rulesOf = (heard: HeardLanguage, expected: Expected, isListed = false): Rule[] => [
  wordRule(heard.or, { kind: 'or' }, heard.notAfterOr),
  wordRule(heard.instead, { kind: 'instead' }),
  isoRule,
  clockRule,
  ...heard.timeRules.always,
  ...heard.dayRules,
  ...heard.pickRules,
  ...(expected === 'time' ? heard.timeRules.whereExpected : []),
  ...(isListed ? heard.listRules : []),
];

/** By the list of services, which a company keeps as long as it changes none, and language. */
const ofServices = new WeakMap<readonly Service[], Map<HeardLanguage, Rule>>();

/** A word that callers say anyway in one of `packs` names no service by itself: a text is read in each of them. */
export function rulesOfServices(
  services: readonly Service[] | undefined,
  heard: HeardLanguage,
  packs: readonly HeardLanguage[],
): Rule[] {
  if (!services || services.length === 0) return [];
  const known = ofServices.get(services) ?? new Map<HeardLanguage, Rule>();
  ofServices.set(services, known);
  const fillers = packs.flatMap(({ fillers: { anywhere, things, ofAppointment, ofWish } }) => [
    anywhere,
    things,
    ofAppointment,
    ofWish,
  ]);
  const rules = rulesOf(heard, 'time', true);
  const isRead = (word: string) => rules.some(rule => [rule([word], 0) ?? []].flat().length > 0);
  const isOrdinary = (word: string) => fillers.some(some => some.has(word)) || isRead(word);
  const rule = known.get(heard) ?? serviceRule(services, heard.services, { spelling: heard.spelling, isOrdinary });
  known.set(heard, rule);
  return [rule];
}

/** Several rules as one. The words are mostly the same in each language, and with all of them: each place is read once. */
export function readOnce(rules: readonly Rule[]): Rule {
  const known = new Map<string, Match[][]>();
  let current: { words: readonly string[]; places: Match[][] } = { words: [], places: [] };
  return (words, at) => {
    if (current.words !== words) {
      const text = words.join(' ');
      current = { words, places: known.get(text) ?? [] };
      known.set(text, current.places);
    }
    const matches = current.places[at] ?? rules.flatMap(rule => rule(words, at) ?? []);
    current.places[at] = matches;
    return matches;
  };
}

const wordRule =
  (said: ReadonlySet<string>, phrase: { kind: 'or' } | { kind: 'instead' }, unlessBefore?: ReadonlySet<string>): Rule =>
  (words, at) =>
    said.has(words[at] ?? '') && !unlessBefore?.has(words[at + 1] ?? '') ? match(1, phrase) : undefined;
