// Parses a spoken day into a date, or into the dates it may mean. It never guesses: an unknown text is `unclear`.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import type { DayPhrase, Phrase } from '../grammar/phrases.ts';
import { type Expected, understand } from './parse.ts';
import { resolveDays } from './resolve-day.ts';

/** One date, or several where the words fit several ("nächsten Dienstag" said on a Monday). */
export type ParsedDay =
  | { kind: 'dates'; dates: string[] }
  | { kind: 'unclear'; code: 'date_unclear' | 'date_past' | 'date_too_far' };

export interface DayContext {
  now: Date;
  zone: string;
  language: Language;
}

const mostAlternatives = 3;
const unclear = (code: 'date_unclear' | 'date_past' | 'date_too_far' = 'date_unclear'): ParsedDay => ({ kind: 'unclear', code });

/** What a text says, its instants as local dates and times; undefined where it is not understood. */
export function saidIn(text: string, expected: Expected, { language, zone }: DayContext): Phrase[] | undefined {
  const understood = understand(text, language, expected);
  return understood && inZone(understood, zone);
}

/** The dates that phrases may mean, all between today and a year ahead; the time said with them does not matter. */
export function daysIn(said: readonly Phrase[], { now, zone }: DayContext): ParsedDay {
  const local = DateTime.fromJSDate(now, { zone });
  const today = DateTime.utc(local.year, local.month, local.day);
  const alternatives = splitAtOr(said);
  if (alternatives.length > mostAlternatives) return unclear();
  const dates: DateTime[] = [];
  for (const alternative of alternatives) {
    const resolved = resolveDays(alternative.filter(isDay), today);
    if (resolved === 'past') return unclear('date_past');
    if (resolved === 'unclear' || resolved.length === 0) return unclear();
    dates.push(...resolved);
  }
  return bounded(dates, today);
}

function bounded(dates: DateTime[], today: DateTime): ParsedDay {
  const ahead = dates.filter(date => date >= today);
  if (ahead.length === 0) return unclear('date_past');
  const near = ahead.filter(date => date <= today.plus({ years: 1 }));
  if (near.length === 0) return unclear('date_too_far');
  const unique = [...new Set(near.map(date => date.toFormat('yyyy-MM-dd')))].sort();
  return { kind: 'dates', dates: unique };
}

/** ISO times with an offset become the local date and time they stand for. */
function inZone(said: readonly Phrase[], zone: string): Phrase[] | undefined {
  const local: Phrase[] = [];
  for (const phrase of said) {
    const phrases = phrase.kind === 'instant' ? localPhrases(phrase.iso, zone) : [phrase];
    if (!phrases) return undefined;
    local.push(...phrases);
  }
  return local;
}

/** Midnight, as written or in the zone, is how a program writes a day; where these are two days, neither is taken. */
function localPhrases(iso: string, zone: string): Phrase[] | undefined {
  const written = DateTime.fromISO(iso, { setZone: true });
  const at = written.setZone(zone);
  if (!at.isValid) return undefined;
  const date: Phrase = { kind: 'date', year: at.year, month: at.month, day: at.day };
  if (isMidnight(at)) return [date];
  if (isMidnight(written)) return at.toISODate() === written.toISODate() ? [date] : undefined;
  return [date, { kind: 'clock', hour: at.hour, minute: at.minute, face: false }];
}

const isMidnight = ({ hour, minute }: DateTime): boolean => hour === 0 && minute === 0;

function splitAtOr(said: readonly Phrase[]): Phrase[][] {
  const alternatives: Phrase[][] = [[]];
  for (const phrase of said) {
    if (phrase.kind === 'or') alternatives.push([]);
    else alternatives.at(-1)?.push(phrase);
  }
  return alternatives;
}

const notDays = new Set<Phrase['kind']>(['clock', 'part', 'instant', 'or']);
export const isDay = (phrase: Phrase): phrase is DayPhrase => !notDays.has(phrase.kind);
