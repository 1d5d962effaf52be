// Two things said in one text: a choice ("Mittwoch oder Donnerstag") or a correction ("Freitag, nein, Samstag"). What is said once
// holds for both. And two sides of a move: "von Dienstag auf Donnerstag".
import type { Language } from '../../domain/values.ts';
import type { Phrase } from '../grammar/phrases.ts';
import { packsFrom } from '../packs.ts';

export type Group = 'day' | 'of' | 'time' | 'pick' | 'service' | 'structure';

/** What a phrase says: a day by itself, what narrows a day ("nächste Woche"), a time, or a place in a list. */
export const groupOf: Record<Phrase['kind'], Group> = {
  relative: 'day',
  weekday: 'day',
  span: 'day',
  date: 'day',
  day_of_month: 'day',
  last_of_month: 'day',
  nth_weekday: 'day',
  feast: 'day',
  same_day: 'day',
  own_weekday: 'day',
  own_week: 'of',
  weekend: 'day',
  shift: 'day',
  past: 'day',
  instant: 'day',
  week: 'of',
  week_number: 'of',
  month: 'of',
  named_month: 'of',
  third_of_month: 'of',
  between_years: 'of',
  year: 'of',
  clock: 'time',
  part: 'time',
  window: 'time',
  near: 'time',
  from_now: 'time',
  time_shift: 'time',
  same_time: 'time',
  midnight: 'time',
  vague_time: 'time',
  place: 'pick',
  next_one: 'pick',
  only_one: 'pick',
  other_one: 'pick',
  yes: 'pick',
  service: 'service',
  or: 'structure',
  instead: 'structure',
};

/** Each of the things that are meant, whole. A text that names one thing gives that. */
export function alternativesOf(said: readonly Phrase[]): Phrase[][] {
  const meant = corrected(said);
  if (meant.length === 0) return said.length === 0 ? [[]] : [];
  const parts = split(meant, 'or');
  return parts.map((part, index) => {
    const others = [...parts.slice(index + 1), ...parts.slice(0, index).reverse()];
    return completed(part, others);
  });
}

/** Of each group what was said last. */
function corrected(said: readonly Phrase[]): Phrase[] {
  // Who ends with "nein" has taken back what they said.
  if (said.at(-1)?.kind === 'instead') return [];
  let [kept = [], ...before] = split(said, 'instead').reverse();
  // "Freitag, nein, das war ja der von meiner Frau": nothing is said instead.
  if (before.length > 0 && kept.every(({ kind }) => kind === 'yes')) return [];
  for (const earlier of before) {
    const missing = earlier.filter(phrase => !kept.some(({ kind }) => groupOf[kind] === groupOf[phrase.kind]));
    const isOfDay = !isWithoutDay(kept);
    kept = missing.filter(({ kind }) => groupOf[kind] !== 'of' || !isOfDay).concat(kept);
  }
  return kept;
}

const isWithoutDay = (said: readonly Phrase[]): boolean =>
  said.every(({ kind }) => groupOf[kind] !== 'day' && groupOf[kind] !== 'pick');

/** With what another alternative says and this one lacks: the day, the week or month of the day, the time. */
function completed(part: readonly Phrase[], others: readonly (readonly Phrase[])[]): Phrase[] {
  const lacks = (group: Group) => part.every(({ kind }) => groupOf[kind] !== group);
  const from = (group: Group) =>
    others.map(other => other.filter(({ kind }) => groupOf[kind] === group)).find(some => some.length > 0) ?? [];
  const day =
    lacks('day') && lacks('pick')
      ? from('day')
      : part.filter(({ kind }) => groupOf[kind] === 'day').map(one => inMonthOf(one, from('day')));
  const pick = part.filter(({ kind }) => groupOf[kind] === 'pick');
  const isSameKind = day.some(({ kind }) => from('day').some(other => other.kind === kind));
  const of = lacks('of') && (isSameKind || lacks('day')) ? from('of') : part.filter(({ kind }) => groupOf[kind] === 'of');
  const time = lacks('time') ? from('time') : part.filter(({ kind }) => groupOf[kind] === 'time');
  const service = lacks('service') ? from('service') : part.filter(({ kind }) => groupOf[kind] === 'service');
  return [...service, ...day, ...of, ...time, ...pick];
}

/** "Am zweiten oder dritten März": the second, too, is one of March. */
function inMonthOf(phrase: Phrase, others: readonly Phrase[]): Phrase {
  const date = others.find(other => other.kind === 'date');
  if (phrase.kind !== 'day_of_month' || !date) return phrase;
  return { kind: 'date', day: phrase.day, month: date.month, ...(date.year !== undefined && { year: date.year }) };
}

function split(said: readonly Phrase[], at: 'or' | 'instead'): Phrase[][] {
  const parts: Phrase[][] = [[]];
  for (const phrase of said) {
    if (phrase.kind === at) parts.push([]);
    else parts.at(-1)?.push(phrase);
  }
  return parts.filter(part => part.length > 0);
}

/** The two halves, as they were said; undefined where the text is no such pair in any language. */
export function fromAndTo(text: string | undefined, language: Language): { from: string; to: string } | undefined {
  if (text === undefined || text.length > longest) return undefined;
  for (const { heard } of packsFrom(language)) {
    for (const pair of heard.fromTo) {
      const { from, to } = pair.exec(text.trim())?.groups ?? {};
      if (from !== undefined && to !== undefined) return { from, to };
    }
  }
  return undefined;
}

/** Longer texts say more than where from and where to. */
const longest = 120;
