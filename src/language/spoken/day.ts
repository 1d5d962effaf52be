// A spoken day as a date, or as the dates it may mean. Never a guess: what is not understood is `unclear`.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import { understand } from './grammar.ts';
import type { DayPhrase, Phrase, SaidPhrase } from './phrases.ts';
import { resolveDays } from './resolve-day.ts';
import { settle } from './resolve-time.ts';

export type ParsedDay =
  /**
   * One date, or several where the words fit several ("nächsten Dienstag" said on a Monday). `time`: what was said of the
   * time along with the day, as `HH:mm` or in words ("halb drei"), to be given to `parseSpokenTime`.
   */
  { kind: 'dates'; dates: string[]; time?: string } | { kind: 'unclear'; code: 'date_unclear' | 'date_past' | 'date_too_far' };

export interface DayContext {
  now: Date;
  zone: string;
  language: Language;
}

const mostAlternatives = 3;
const unclear = (code: 'date_unclear' | 'date_past' | 'date_too_far' = 'date_unclear'): ParsedDay => ({ kind: 'unclear', code });

/** Understands ISO dates and what callers say; every result lies between today and a year ahead. */
export function parseSpokenDay(text: string, { now, zone, language }: DayContext): ParsedDay {
  const local = DateTime.fromJSDate(now, { zone });
  const today = DateTime.utc(local.year, local.month, local.day);
  const understood = understand(text, language, 'day');
  if (!understood) return unclear();
  const said = inZone(understood, zone);
  if (!said) return unclear();
  const alternatives = splitAtOr(said);
  if (alternatives.length > mostAlternatives) return unclear();

  const dates: DateTime[] = [];
  for (const alternative of alternatives) {
    const resolved = resolveDays(alternative.map(({ phrase }) => phrase).filter(isDay), today);
    if (resolved === 'past') return unclear('date_past');
    if (resolved === 'unclear' || resolved.length === 0) return unclear();
    dates.push(...resolved);
  }
  const time = timeOf(said);
  if (time === 'contradictory') return unclear();
  return bounded(dates, today, time);
}

function bounded(dates: DateTime[], today: DateTime, time: string | undefined): ParsedDay {
  const ahead = dates.filter(date => date >= today);
  if (ahead.length === 0) return unclear('date_past');
  const near = ahead.filter(date => date <= today.plus({ years: 1 }));
  if (near.length === 0) return unclear('date_too_far');
  const unique = [...new Set(near.map(date => date.toFormat('yyyy-MM-dd')))].sort();
  return { kind: 'dates', dates: unique, ...(time !== undefined && { time }) };
}

/** ISO times with an offset become the local date and time they stand for. */
function inZone(said: SaidPhrase[], zone: string): SaidPhrase[] | undefined {
  const local: SaidPhrase[] = [];
  for (const { phrase, words } of said) {
    if (phrase.kind !== 'instant') {
      local.push({ phrase, words });
      continue;
    }
    const at = DateTime.fromISO(phrase.iso, { setZone: true }).setZone(zone);
    if (!at.isValid) return undefined;
    const { year, month, day, hour, minute } = at;
    local.push(
      { phrase: { kind: 'date', year, month, day }, words },
      { phrase: { kind: 'clock', hour, minute, face: false }, words },
    );
  }
  return local;
}

function splitAtOr(said: SaidPhrase[]): SaidPhrase[][] {
  const alternatives: SaidPhrase[][] = [[]];
  for (const item of said) {
    if (item.phrase.kind === 'or') alternatives.push([]);
    else alternatives.at(-1)?.push(item);
  }
  return alternatives;
}

/** The time that was said with the day: exact, or its words where the opening hours must decide; a part of the day alone is none. */
function timeOf(said: SaidPhrase[]): string | undefined {
  const clocks = said.filter(({ phrase }) => phrase.kind === 'clock');
  if (clocks.length === 0) return undefined;
  const settled = settle(said.map(({ phrase }) => phrase));
  if (settled.kind === 'unclear') return 'contradictory';
  if (settled.kind === 'time') return settled.time;
  return said
    .filter(({ phrase }) => phrase.kind === 'clock' || phrase.kind === 'part')
    .map(({ words }) => words)
    .join(' ');
}

const notDays = new Set<Phrase['kind']>(['clock', 'part', 'instant', 'or']);
const isDay = (phrase: Phrase): phrase is DayPhrase => !notDays.has(phrase.kind);
