// Everything that what was said may mean: each reading of the day's and the time's text, together, from the moment it was said.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import type { DayPhrase, Phrase, Place } from '../grammar/phrases.ts';
import type { TextReading } from '../grammar/readings.ts';
import { alternativesOf } from './alternatives.ts';
import { isCertain, understand } from './parse.ts';
import { periodOf, resolveDays } from './resolve-day.ts';
import { type Hours, hoursSaid, isTime, type OpenSpan, type ParsedTime, settle } from './resolve-time.ts';

export interface DayContext {
  now: Date;
  zone: string;
  language: Language;
  /** Something was just read out to choose from. */
  listed?: boolean;
}

/** What was said about one thing, as words in two fields. */
export interface SaidWords {
  day: string | undefined;
  time: string | undefined;
}

/** One thing that may be meant. */
export interface Meaning {
  /** Every word was known. What is not certain is never acted on. */
  certain: boolean;
  /** `YYYY-MM-DD`, from today to a year ahead, in order; undefined where no day was said. */
  dates: string[] | undefined;
  /** The time by the opening hours of the day; undefined where none was said. */
  time: ((open?: OpenSpan) => ParsedTime) | undefined;
  /** The hours it lies in, by the opening hours of the day; undefined where nothing narrows them. */
  hours: ((open?: OpenSpan) => Hours[]) | undefined;
  /** The days from its first to the day after its last, `YYYY-MM-DD`, where a week or month was said and no day. */
  period: { from: string; to: string } | undefined;
  /** The next of all appointments. */
  isNext: boolean;
  /** "Meinen Termin", and nothing that says which. */
  isOnly: boolean;
  /** Which of the things that were read out. */
  place: Place | undefined;
  /** Only a place can be meant, never a day. */
  placeIsSure: boolean;
  /** "Ja", and nothing that says otherwise. */
  yes: boolean;
  /** From the appointment's own day and time. */
  fromOwn: FromOwn | undefined;
  said: readonly Phrase[];
}

export interface FromOwn {
  /** The day, from the appointment's own; undefined where that is not said. */
  dayOf: ((own: DateTime) => DateTime) | undefined;
  minutes: number | undefined;
}

export type UnclearDay = 'date_unclear' | 'date_past' | 'date_too_far';

export type Understood =
  /** At least one. Those that are not certain only where none is. */
  | { kind: 'meanings'; meanings: Meaning[] }
  /** The two texts name different days. */
  | { kind: 'days_differ'; dates: string[]; time: Meaning['time'] }
  /** The day is understood, the time is not. */
  | { kind: 'time_unclear'; dates: string[] }
  | { kind: 'unclear'; code: UnclearDay };

/** More combinations of readings are not told apart by a question. */
const mostCombined = 96;

/** What the words of both fields mean together: neither is preferred, and each may name what the other lacks. */
export function meaningsOf({ day, time }: SaidWords, context: DayContext): Understood {
  const ofDay = day === undefined ? [nothingSaid] : localReadings(day, 'day', context);
  const ofTime = time === undefined ? [nothingSaid] : localReadings(time, 'time', context);
  if (ofDay.length === 0) return { kind: 'unclear', code: 'date_unclear' };
  if (ofTime.length === 0) return day === undefined ? { kind: 'time_unclear', dates: [] } : timeUnclear(ofDay, context);
  const combined = ofDay
    .flatMap(a => ofTime.map(b => ({ certain: a.certain && b.certain, said: [...a.said, ...b.said] })))
    .slice(0, mostCombined)
    .map(one => meaningOf(one, context));
  const sound = combined.filter(isSound);
  if (sound.length > 0) return { kind: 'meanings', meanings: distinct(sound) };
  return contradiction(ofDay, ofTime, combined, context);
}

interface LocalReading {
  certain: boolean;
  said: Phrase[];
}
const nothingSaid: LocalReading = { certain: true, said: [] };

interface Unsound {
  isCertain: boolean;
  days: 'past' | 'too_far' | 'unclear' | 'fits' | 'no_reading';
  dates: string[] | undefined;
}

const isSound = (meaning: Meaning | Unsound): meaning is Meaning => 'certain' in meaning;
const isUnsound = (meaning: Meaning | Unsound): meaning is Unsound => !isSound(meaning);

/** Each alternative of each reading, its instants as local dates and times. */
function localReadings(text: string, expected: 'day' | 'time', { language, zone, listed }: DayContext): LocalReading[] {
  const readings = understand(text, language, expected, listed).flatMap((reading: TextReading) =>
    alternativesOf(reading.phrases)
      .flatMap(said => inZone(said, zone))
      .map(said => ({ certain: isCertain(reading) && !isCountedFromOther(reading), said })),
  );
  // "14 12" is a date where a day is asked for, and a time where a time is.
  const isLonePlace = readings.some(
    ({ said }) => said.length === 1 && said.every(phrase => phrase.kind === 'place' && !phrase.sure),
  );
  if (isLonePlace) return readings;
  const answers = readings.filter(({ said }) => said.some(expected === 'day' ? isNoTime : isTime));
  return answers.length > 0 ? answers : readings;
}

/** "Am Dienstag oder den Dienstag danach": after which? */
const isCountedFromOther = ({ phrases }: TextReading): boolean =>
  phrases.some(({ kind }) => kind === 'or') &&
  phrases.some(({ kind }) => kind === 'own_weekday' || kind === 'own_week' || kind === 'shift');

const isNoTime = (phrase: Phrase): boolean => !isTime(phrase);

/** ISO times with an offset become the local date and time they stand for; models also write the local time with a "Z" behind it. */
function inZone(said: readonly Phrase[], zone: string): Phrase[][] {
  return said.reduce<Phrase[][]>(
    (readings, phrase) => {
      const local = phrase.kind === 'instant' ? localPhrases(phrase.iso, zone) : [[phrase]];
      return readings.flatMap(reading => local.map(phrases => [...reading, ...phrases]));
    },
    [[]],
  );
}

/** Midnight, as written or in the zone, is how a program writes a day; where these are two days, neither is taken. */
function localPhrases(iso: string, zone: string): Phrase[][] {
  const written = DateTime.fromISO(iso, { setZone: true });
  const at = written.setZone(zone);
  if (!at.isValid) return [];
  if (isMidnight(at)) return [[dateOf(at)]];
  if (isMidnight(written)) return at.toISODate() === written.toISODate() ? [[dateOf(at)]] : [];
  const isSame = at.toFormat('HH:mm') === written.toFormat('HH:mm');
  return (isSame ? [at] : [at, written]).map(one => [
    dateOf(one),
    { kind: 'clock', hour: one.hour, minute: one.minute, face: false },
  ]);
}

const dateOf = ({ year, month, day }: DateTime): Phrase => ({ kind: 'date', year, month, day });
const isMidnight = ({ hour, minute }: DateTime): boolean => hour === 0 && minute === 0;

const dayKinds = new Set<Phrase['kind']>([
  'relative',
  'weekday',
  'week',
  'week_number',
  'span',
  'date',
  'day_of_month',
  'last_of_month',
  'nth_weekday',
  'month',
  'named_month',
  'year',
  'feast',
  'weekend',
  'past',
]);
const isDay = (phrase: Phrase): phrase is DayPhrase => dayKinds.has(phrase.kind);

/** Until then the day that has begun is for many still tomorrow. */
const lastNightHour = 4;

/** A whole number of the year that the figures of a clock time may be, and is near. */
const nearYears = 3;

function meaningOf({ certain, said: asSaid }: LocalReading, context: DayContext): Meaning | Unsound {
  // Said in both fields it is said once.
  const said = [...new Map(asSaid.map(phrase => [JSON.stringify(phrase), phrase])).values()];
  const local = DateTime.fromJSDate(context.now, { zone: context.zone });
  const today = DateTime.utc(local.year, local.month, local.day);
  const isYear = said.some(phrase => phrase.kind === 'clock' && Math.abs((phrase.year ?? 0) - today.year) <= nearYears);
  if (isYear) return { isCertain: certain, days: 'no_reading', dates: undefined };
  const phrases = withNow(said, local);
  const fromOwn = fromOwnOf(phrases);
  const days = fromOwn?.dayOf
    ? dateBesideOwn(phrases, today, local.hour < lastNightHour)
    : datesOf(phrases, today, local.hour < lastNightHour);
  const span = days.kind === 'unclear' ? periodOf(phrases.filter(isDay), today) : undefined;
  if (days.kind !== 'fits' && days.kind !== 'none' && !span) return { isCertain: certain, days: days.kind, dates: undefined };
  const dates = days.kind === 'fits' ? days.dates : undefined;
  if (!timesAgree(phrases)) return { isCertain: certain, days: 'fits', dates };
  const place = phrases.find(phrase => phrase.kind === 'place');
  const places = phrases.filter(phrase => phrase.kind === 'place');
  if (new Set(places.map(({ place: one }) => one)).size > 1) return { isCertain: certain, days: 'unclear', dates: undefined };
  return {
    // "In vierzehn Tagen, gleiche Zeit" may be counted from now and from the appointment.
    certain: certain && !(fromOwn && phrases.some(({ kind }) => kind === 'span')),
    period: span && { from: isoOf(span.from), to: isoOf(span.to) },
    isNext: phrases.some(({ kind }) => kind === 'next_one'),
    isOnly: phrases.length > 0 && phrases.every(({ kind }) => kind === 'only_one' || kind === 'yes'),
    dates,
    time: phrases.some(({ kind }) => kind === 'clock') ? open => settle(phrases, open) : undefined,
    hours: hoursSaid(phrases) && (open => hoursSaid(phrases, open) ?? []),
    place: place?.place,
    placeIsSure: place?.sure ?? false,
    yes: phrases.some(({ kind }) => kind === 'yes'),
    fromOwn,
    said: phrases,
  };
}

const isoOf = (date: DateTime): string => date.toFormat('yyyy-MM-dd');

/** Beside a day counted from the appointment's own there is no other, but a weekday may be said of its week. */
function dateBesideOwn(phrases: readonly Phrase[], today: DateTime, isNightNow: boolean): ReturnType<typeof datesOf> {
  const isOfOwnWeek = phrases.some(({ kind }) => kind === 'own_week');
  const others = phrases.filter(phrase => isDay(phrase) && !(isOfOwnWeek && phrase.kind === 'weekday'));
  if (others.length === 0) return { kind: 'none' };
  const days = datesOf(others, today, isNightNow);
  return days.kind === 'fits' ? { kind: 'unclear' } : days;
}

/** What is counted from this moment, and the midnight of a night, as dates and times. */
function withNow(said: readonly Phrase[], local: DateTime): Phrase[] {
  return said.flatMap((phrase): Phrase[] => {
    if (phrase.kind !== 'from_now') return [phrase];
    const at = local.plus({ minutes: phrase.minutes });
    return [
      { kind: 'date', year: at.year, month: at.month, day: at.day },
      { kind: 'clock', hour: at.hour, minute: at.minute, face: false },
    ];
  });
}

/** The times and hours that were said can be one. */
function timesAgree(phrases: readonly Phrase[]): boolean {
  if (phrases.some(({ kind }) => kind === 'clock')) return settle(phrases).kind !== 'unclear';
  return hoursSaid(phrases)?.length !== 0;
}

function datesOf(
  phrases: readonly Phrase[],
  today: DateTime,
  isNightNow: boolean,
): { kind: 'fits'; dates: string[] } | { kind: 'none' | 'past' | 'too_far' | 'unclear' } {
  const said = phrases.filter(isDay);
  if (said.length === 0) return { kind: 'none' };
  const resolved = resolveDays(said, today, isNightNow);
  if (resolved === 'past') return { kind: 'past' };
  if (resolved === 'unclear' || resolved.length === 0) return { kind: 'unclear' };
  // The midnight of a night belongs to the day before as well as to the day after.
  const isNight = phrases.some(isMidnightOfNight) || saysNightHour(phrases);
  const dates = isNight ? resolved.flatMap(date => [date, date.plus({ days: 1 })]) : resolved;
  const ahead = dates.filter(date => date >= today);
  if (ahead.length === 0) return { kind: 'past' };
  const near = ahead.filter(date => date <= today.plus({ years: 1 }));
  if (near.length === 0) return { kind: 'too_far' };
  return { kind: 'fits', dates: [...new Set(near.map(date => date.toFormat('yyyy-MM-dd')))].sort() };
}

const isMidnightOfNight = ({ kind }: Phrase): boolean => kind === 'midnight';
const saysNightHour = (phrases: readonly Phrase[]): boolean =>
  phrases.some(phrase => phrase.kind === 'clock' && (phrase.hour % 12 <= lastNightHour || phrase.hour === 12)) &&
  phrases.some(phrase => phrase.kind === 'part' && phrase.part === 'night');

function fromOwnOf(phrases: readonly Phrase[]): FromOwn | undefined {
  const minutes = phrases.filter(phrase => phrase.kind === 'time_shift').map(phrase => phrase.minutes);
  const isSameTime = phrases.some(({ kind }) => kind === 'same_time');
  const dayOf = ownDayOf(phrases);
  if (!dayOf && minutes.length === 0 && !isSameTime) return undefined;
  return { dayOf, minutes: minutes.length > 0 ? minutes.reduce((sum, some) => sum + some) : isSameTime ? 0 : undefined };
}

/** All steps from the appointment's own day, one after another. */
function ownDayOf(phrases: readonly Phrase[]): ((own: DateTime) => DateTime) | undefined {
  const weekday = phrases.find(phrase => phrase.kind === 'weekday')?.weekday;
  const steps = phrases.flatMap((phrase): ((own: DateTime) => DateTime)[] => {
    switch (phrase.kind) {
      case 'shift':
        return [own => own.plus({ days: phrase.days })];
      case 'same_day':
        return [own => own];
      case 'own_weekday':
        return [own => own.plus({ days: phrase.sign * (((phrase.sign * (phrase.weekday - own.weekday) + 6) % 7) + 1) })];
      case 'own_week':
        return [own => own.plus({ weeks: phrase.sign, days: weekday === undefined ? 0 : weekday - own.weekday })];
      default:
        return [];
    }
  });
  return steps.length === 0 ? undefined : own => steps.reduce((day, step) => step(day), own);
}

/** To compare what is counted from an appointment's day. */
const anyMonday = DateTime.utc(2026, 1, 5);

/** Readings that say the same are one. */
function distinct(meanings: readonly Meaning[]): Meaning[] {
  const keyOf = ({ certain, dates, period, isNext, isOnly, time, hours, place, yes, fromOwn }: Meaning) =>
    JSON.stringify([
      certain,
      dates,
      period,
      isNext,
      isOnly,
      time?.(),
      hours?.(),
      place,
      yes,
      fromOwn?.minutes,
      fromOwn?.dayOf?.(anyMonday),
    ]);
  return [...new Map(meanings.map(meaning => [keyOf(meaning), meaning])).values()];
}

/** Nothing fits together: the texts name different days, or the time contradicts itself, or the day does not exist. */
function contradiction(
  ofDay: readonly LocalReading[],
  ofTime: readonly LocalReading[],
  combined: readonly (Meaning | Unsound)[],
  context: DayContext,
): Understood {
  const [byDay, byTime] = [ofDay, ofTime].map(readings => datesNamed(readings, context));
  const isOtherDay = byDay?.length && byTime?.length && !byDay.some(date => byTime.includes(date));
  if (isOtherDay) {
    const said = [...(ofDay[0]?.said ?? []), ...(ofTime[0]?.said ?? [])];
    if (!timesAgree(said)) return { kind: 'time_unclear', dates: byDay };
    const isTimed = said.some(({ kind }) => kind === 'clock');
    return { kind: 'days_differ', dates: [...byDay, ...byTime].sort(), time: isTimed ? open => settle(said, open) : undefined };
  }
  const unsound = combined.filter(isUnsound);
  const dates = unsound.flatMap(one => (one.days === 'fits' ? (one.dates ?? []) : []));
  if (unsound.some(({ days }) => days === 'fits')) return { kind: 'time_unclear', dates: [...new Set(dates)].sort() };
  return { kind: 'unclear', code: codeOf(unsound) };
}

/** A reason is only given where every reading has it, and every word was understood. */
function codeOf(all: readonly Unsound[]): UnclearDay {
  const unsound = all.filter(({ days }) => days !== 'no_reading');
  if (unsound.length === 0 || !unsound.every(({ isCertain: sure }) => sure)) return 'date_unclear';
  if (unsound.every(({ days }) => days === 'past')) return 'date_past';
  return unsound.every(({ days }) => days === 'too_far') ? 'date_too_far' : 'date_unclear';
}

function datesNamed(readings: readonly LocalReading[], context: DayContext): string[] {
  const meanings = readings.map(reading =>
    meaningOf({ ...reading, said: reading.said.filter(phrase => !isTime(phrase)) }, context),
  );
  return [...new Set(meanings.flatMap(meaning => (isSound(meaning) ? (meaning.dates ?? []) : [])))];
}

function timeUnclear(ofDay: readonly LocalReading[], context: DayContext): Understood {
  const meanings = ofDay.map(reading => meaningOf(reading, context));
  const dates = meanings.flatMap(meaning => meaning.dates ?? []);
  if (dates.length > 0) return { kind: 'time_unclear', dates: [...new Set(dates)].sort() };
  return { kind: 'unclear', code: codeOf(meanings.filter(isUnsound)) };
}

/** What a meaning is made of, for those who ask for meanings. */
export type { Phrase, Place } from '../grammar/phrases.ts';
export { clockFace, type Hours, type OpenSpan, type ParsedTime } from './resolve-time.ts';
