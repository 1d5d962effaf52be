// What makes a meaning doubtful, and which of two meanings is dropped.
import type { DateTime } from 'luxon';
import type { Phrase, Place } from '../grammar/phrases.ts';

/** "In vierzehn Tagen" may be counted from today and from the appointment; "morgen in einer Woche" may not. */
export const isFromNowOrOwn = (phrases: readonly Phrase[]): boolean =>
  phrases.some(({ kind }) => kind === 'span') && !phrases.some(({ kind }) => kind === 'relative');

/** One of them is never acted on: "drei zehn" as thirteen, or "nach der Arbeit" and no time. */
export const isUnsure = (phrase: Phrase, all: readonly Phrase[]): boolean =>
  (phrase.kind === 'clock' && phrase.unsure === true) ||
  (phrase.kind === 'vague_time' && !all.some(({ kind }) => kind === 'clock' || kind === 'window' || kind === 'near'));

/** What all that was said of a service leaves: "Färben" and "Schneiden" may be one service that is both. Empty where it is none. */
export function servicesSaid(phrases: readonly Phrase[]): readonly string[] | undefined {
  const said = phrases.flatMap(phrase => (phrase.kind === 'service' ? [phrase.services] : []));
  const [first, ...others] = said;
  return first?.filter(id => others.every(other => other.includes(id)));
}

/** What tells a date from a place. */
interface DateOrPlace {
  certain: boolean;
  dates: string[] | undefined;
  place: Place | undefined;
  placeIsSure: boolean;
  said: readonly Phrase[];
}

/** A weekday and a day of the month that agree, "Freitag den zweiten", are a date and no place; far ahead they agree by chance. */
export function withoutPlaces<Said extends DateOrPlace>(meanings: Said[], local: DateTime): Said[] {
  const soon = local.plus({ days: agreeingDays }).toFormat('yyyy-MM-dd');
  const isDate = ({ dates, said, certain }: Said) =>
    certain &&
    said.some(({ kind }) => kind === 'weekday') &&
    said.some(({ kind }) => kind === 'day_of_month') &&
    dates?.length === 1 &&
    dates.every(date => date <= soon);
  return meanings.some(isDate) ? meanings.filter(({ place, placeIsSure }) => place === undefined || placeIsSure) : meanings;
}
const agreeingDays = 31;

export type UnclearDay = 'date_unclear' | 'date_past' | 'date_too_far';

/** A reason is only given where every reading has it, and every word was understood. */
export function codeOf(all: readonly { days: string; isCertain: boolean }[]): UnclearDay {
  const unsound = all.filter(({ days }) => days !== 'no_reading');
  if (unsound.length === 0 || !unsound.every(({ isCertain: sure }) => sure)) return 'date_unclear';
  if (unsound.every(({ days }) => days === 'past')) return 'date_past';
  return unsound.every(({ days }) => days === 'too_far') ? 'date_too_far' : 'date_unclear';
}
