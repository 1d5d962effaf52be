// Everything that what was said may mean: each reading of the day's and the time's text, together, from the moment it was said.
import { DateTime } from 'luxon';
import type { Phrase, Place } from '../grammar/phrases.ts';
import { codeOf, isFromNowOrOwn, isUnsure, servicesSaid, type UnclearDay, withoutPlaces } from './doubts.ts';
import { type DayContext, type LocalReading, localReadings, nothingSaid } from './local-readings.ts';
import { type Hours, hoursOfWish, hoursSaid, isTime, type OpenSpan, type ParsedTime, settle } from './resolve-time.ts';
import { type FromOwn, fromOwnOf, type Period, saidDates, saidPeriod } from './said-dates.ts';

/** What was said about one thing, as words in two fields. */
export interface SaidWords {
  day: string | undefined;
  time: string | undefined;
}

/** One thing that may be meant. */
export interface Meaning {
  /** Every word was known. What is not certain is never acted on. */
  certain: boolean;
  /** It may mean the contrary of what is asked: no other reading settles it. */
  contrary: boolean;
  /** A weekday and a day of the month that contradict each other, each by itself: both are asked about. */
  torn: boolean;
  /** `YYYY-MM-DD`, from today to a year ahead, in order; undefined where no day was said. */
  dates: string[] | undefined;
  /** The time by the opening hours of the day; undefined where none was said. */
  time: ((open?: OpenSpan) => ParsedTime) | undefined;
  /** The hours it lies in, by the opening hours of the day; undefined where nothing narrows them. */
  hours: ((open?: OpenSpan) => Hours[]) | undefined;
  /** The same for a free time that is looked for: without the hours some would call otherwise. */
  wished: ((open?: OpenSpan) => Hours[]) | undefined;
  /** The days from its first to the day after its last, `YYYY-MM-DD`, where a week or month was said and no day. */
  period: Period | undefined;
  /** The next of all appointments. */
  isNext: boolean;
  /** "Meinen Termin", and nothing that says which. */
  isOnly: boolean;
  /** The services it may be of, by id; undefined where none was said. */
  services: readonly string[] | undefined;
  /** Not the one that was asked about, but another: any, or the one after or before it. */
  other: 'any' | 'after' | 'before' | undefined;
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

export type Understood =
  /** At least one. Those that are not certain only where none is. */
  | { kind: 'meanings'; meanings: Meaning[] }
  /** The two texts name different days. */
  | { kind: 'days_differ'; dates: string[]; time: Meaning['time'] }
  /** The day is understood, the time is not. */
  | { kind: 'time_unclear'; dates: string[] }
  | { kind: 'unclear'; code: UnclearDay };

/** More combinations of readings are not distinguished by a question; with some left out the true one might be. */
const mostCombined = 96;

/** What the words of both fields mean together: neither is preferred, and each may name what the other lacks. */
export function meaningsOf({ day, time }: SaidWords, context: DayContext): Understood {
  const local = DateTime.fromJSDate(context.now, { zone: context.zone });
  const ofDay = day === undefined ? [nothingSaid] : localReadings(day, 'day', context);
  const ofTime = time === undefined ? [nothingSaid] : localReadings(time, 'time', context);
  if (ofDay.length === 0) return { kind: 'unclear', code: 'date_unclear' };
  if (ofTime.length === 0) return day === undefined ? { kind: 'time_unclear', dates: [] } : timeUnclear(ofDay, local);
  if (ofDay.length * ofTime.length > mostCombined) return { kind: 'unclear', code: 'date_unclear' };
  const combined = ofDay.flatMap(a => ofTime.map(b => meaningOf(both(a, b), local)));
  const readings = combined.filter(isSound);
  const whole = readings.filter(({ torn }) => !torn);
  const sound = whole.some(({ certain: isCertain }) => isCertain) ? whole : readings;
  if (sound.length > 0) return { kind: 'meanings', meanings: withoutPlaces(distinct(sound), local) };
  return contradiction(ofDay, ofTime, combined, local);
}

const both = (a: LocalReading, b: LocalReading): LocalReading => ({
  certain: a.certain && b.certain,
  ...((a.contrary ?? b.contrary) && { contrary: true as const }),
  said: [...a.said, ...b.said],
});

interface Unsound {
  isCertain: boolean;
  days: 'past' | 'too_far' | 'unclear' | 'fits' | 'no_reading';
  dates: string[] | undefined;
}

const isSound = (meaning: Meaning | Unsound): meaning is Meaning => 'certain' in meaning;
const isUnsound = (meaning: Meaning | Unsound): meaning is Unsound => !isSound(meaning);

/** A whole number of the year that the figures of a clock time may be, and is near. */
const nearYears = 3;

/** `local` is the moment it is said, in the company's zone. */
function meaningOf({ certain, contrary: isContrary, said: asSaid }: LocalReading, local: DateTime): Meaning | Unsound {
  // Said in both fields it is said once.
  const said = withoutRepeated([...new Map(asSaid.map(phrase => [JSON.stringify(phrase), phrase])).values()]);
  const today = DateTime.utc(local.year, local.month, local.day);
  const isYear = said.some(phrase => phrase.kind === 'clock' && Math.abs((phrase.year ?? 0) - today.year) <= nearYears);
  if (isYear) return { isCertain: certain, days: 'no_reading', dates: undefined };
  const phrases = withNow(said, local);
  const fromOwn = fromOwnOf(phrases, today);
  const days = saidDates(phrases, today, local);
  const whole = days.kind === 'unclear' ? saidPeriod(phrases, today) : undefined;
  // "Erster Mittwoch im April" is a day, and not the first of a list; in "Tuesday December 1 ten o'clock" the one belongs to the month.
  const isTorn = whole?.weekday !== undefined && phrases.some(({ kind }) => kind === 'place' || kind === 'clock');
  const period = isTorn ? undefined : whole;
  if (days.kind !== 'fits' && days.kind !== 'none' && !period) return { isCertain: certain, days: days.kind, dates: undefined };
  const dates = days.kind === 'fits' ? days.dates : undefined;
  if (!timesAgree(phrases)) return { isCertain: certain, days: 'fits', dates };
  const services = servicesSaid(phrases);
  if (services?.length === 0) return { isCertain: false, days: 'unclear', dates: undefined };
  const place = phrases.find(phrase => phrase.kind === 'place');
  const places = phrases.filter(phrase => phrase.kind === 'place');
  if (new Set(places.map(({ place: one }) => one)).size > 1) return { isCertain: certain, days: 'unclear', dates: undefined };
  return {
    // "In vierzehn Tagen, gleiche Zeit" may be counted from now and from the appointment.
    contrary: isContrary === true,
    torn: days.kind === 'fits' && days.torn === true,
    certain:
      certain &&
      !(fromOwn && isFromNowOrOwn(phrases)) &&
      !(days.kind === 'fits' && days.torn) &&
      !(services && phrases.some(({ kind }) => kind === 'other_one')) &&
      !phrases.some(phrase => isUnsure(phrase, phrases)),
    period,
    services,
    isNext: phrases.some(({ kind }) => kind === 'next_one'),
    isOnly: phrases.length > 0 && phrases.every(({ kind }) => kind === 'only_one' || kind === 'yes'),
    other: phrases.find(phrase => phrase.kind === 'other_one')?.which,
    dates,
    time: phrases.some(({ kind }) => kind === 'clock') ? open => settle(phrases, open) : undefined,
    hours: hoursSaid(phrases) && (open => hoursSaid(phrases, open) ?? []),
    wished: hoursSaid(phrases) && (open => wishedHours(phrases, open)),
    place: place?.place,
    placeIsSure: place?.sure ?? false,
    yes: phrases.some(({ kind }) => kind === 'yes'),
    fromOwn,
    said: phrases,
  };
}

/** "A Saturday, this Saturday": once more, and which. */
const withoutRepeated = (said: readonly Phrase[]): Phrase[] =>
  said.filter(
    one =>
      one.kind !== 'weekday' ||
      one.which !== 'plain' ||
      !said.some(other => other.kind === 'weekday' && other.weekday === one.weekday && other.which === 'this'),
  );

/** Where nothing undisputed is left, "am späten Mittag gegen Abend", all that was said is looked at. */
function wishedHours(phrases: readonly Phrase[], open: OpenSpan | undefined): Hours[] {
  const wished = hoursOfWish(phrases, open) ?? [];
  return wished.length > 0 ? wished : (hoursSaid(phrases, open) ?? []);
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

/** To compare what is counted from an appointment's day. */
const anyMonday = DateTime.utc(2026, 1, 5);

/** Readings that say the same are one. */
function distinct(meanings: readonly Meaning[]): Meaning[] {
  const keyOf = ({ certain, dates, period, services, isNext, isOnly, other, time, hours, place, yes, fromOwn }: Meaning) =>
    JSON.stringify([
      certain,
      dates,
      period,
      services,
      isNext,
      isOnly,
      other,
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
  local: DateTime,
): Understood {
  const [byDay, byTime] = [ofDay, ofTime].map(readings => datesNamed(readings, local));
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

function datesNamed(readings: readonly LocalReading[], local: DateTime): string[] {
  const meanings = readings.map(reading =>
    meaningOf({ ...reading, said: reading.said.filter(phrase => !isTime(phrase)) }, local),
  );
  return [...new Set(meanings.flatMap(meaning => (isSound(meaning) ? (meaning.dates ?? []) : [])))];
}

function timeUnclear(ofDay: readonly LocalReading[], local: DateTime): Understood {
  const meanings = ofDay.map(reading => meaningOf(reading, local));
  const dates = meanings.flatMap(meaning => meaning.dates ?? []);
  if (dates.length > 0) return { kind: 'time_unclear', dates: [...new Set(dates)].sort() };
  return { kind: 'unclear', code: codeOf(meanings.filter(isUnsound)) };
}

/** What a meaning is made of, for those who ask for meanings. */
export type { Phrase, Place } from '../grammar/phrases.ts';
export type { Service } from '../grammar/service-names.ts';
export type { UnclearDay } from './doubts.ts';
export type { DayContext } from './local-readings.ts';
export { clockFace, type Hours, type OpenSpan, type ParsedTime } from './resolve-time.ts';
export type { Period } from './said-dates.ts';
