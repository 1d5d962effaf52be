// Understands which appointment a caller names: by its day and time in their own words, or as one of those that were just read out.

import { DateTime } from 'luxon';
import { type Meaning, meaningsOf, type SaidWords } from '../../language/parse/meaning.ts';
import type { Between } from '../lookups.ts';
import type { RequestScope } from '../result.ts';
import {
  askingAbout,
  contextOf,
  hoursOn,
  isWithin,
  type Moments,
  momentsOf,
  noWords,
  openOn,
  type ReferenceReading,
  servicesOf,
  settledByOwnReading,
  timesOn,
  type Unclear,
  whichDay,
  wholeDay,
} from './moments.ts';
import { fitting, isAtTimeSaid, isOnlyCounted, isOnWeekdayOf, offerOf, saysNothing } from './offer.ts';

/** More days or times are no reference, but a guess. */
const [mostDays, mostTimes] = [4, 6];

/**
 * Every appointment the words may mean. What was read out comes first: "den ersten" is then the first of the list, never the first
 * of the month, unless both are in it. Who says that an appointment is to be moved does not mean to cancel it.
 */
export function understandAppointment(
  words: SaidWords,
  own: SaidWords,
  scope: RequestScope,
  { isCancelled = false } = {},
): Moments | Unclear {
  if (words.day === undefined && words.time === undefined) {
    return own.day === undefined ? asked('date_unclear') : understandAppointment(own, noWords, scope, { isCancelled });
  }
  const listed = (offerOf(scope.call).appointments?.length ?? 0) > 0;
  const context = { ...contextOf(scope), listed, isCancelled, services: servicesOf(scope.company.state) };
  const understood = settledByOwnReading(meaningsOf(words, context), own, context);
  switch (understood.kind) {
    case 'unclear':
      return asked(understood.code);
    case 'time_unclear':
      return asked('time_unclear');
    case 'days_differ': {
      const { dates, time } = understood;
      const said = time?.();
      return whichDay(said ? dates.map(date => timesOn(date, said, scope.settings.timeZone)) : [], 'date_unclear', 'appointment');
    }
    case 'meanings': {
      const moments = amongMeanings(understood.meanings, scope);
      return moments.kind === 'unclear' ? moments : onModelsDay(moments, own, scope);
    }
  }
}

/** A service alone names no day; where the model has understood one, the appointment is on it, or it is asked about. */
function onModelsDay(moments: Moments, own: SaidWords, scope: RequestScope): Moments {
  const model = own.day === undefined ? undefined : meaningsOf({ day: own.day, time: undefined }, contextOf(scope));
  const dates = model?.kind === 'meanings' ? model.meanings.flatMap(meaning => meaning.dates ?? []) : [];
  if (dates.length === 0) return moments;
  const days = dates.map(date => wholeDay(date, scope.settings.timeZone));
  const onDay = (reading: ReferenceReading): ReferenceReading => {
    const { services, among, isAtTime = () => true } = reading;
    if (services === undefined || among === undefined) return reading;
    return { ...reading, isAtTime: startsAt => isWithin(startsAt, days) && isAtTime(startsAt) };
  };
  return { ...moments, readings: moments.readings.map(onDay) };
}

function amongMeanings(meanings: readonly Meaning[], scope: RequestScope): Moments | Unclear {
  // To name it would invite a yes to what may not be meant.
  if (meanings.every(({ contrary }) => contrary)) return asked('date_unclear');
  const { appointments } = offerOf(scope.call);
  const [only, ...more] = appointments ?? [];
  const beside =
    only === undefined || more.length > 0 ? [] : meanings.flatMap(meaning => besideReading(meaning, only, scope) ?? []);
  if (beside.length > 0 && beside.length === meanings.length) return momentsOf(beside);
  const offered = meanings.flatMap(meaning => {
    const certain = meaning.certain && !isOnlyCounted(meaning, appointments ?? []);
    return offeredReading(fitting(appointments ?? [], meaning, scope), { ...meaning, certain }, scope);
  });
  if (offered.length > 0) return momentsOf(offered);
  // A place beyond what was read out is no day.
  if (appointments && meanings.some(({ place, isNext }) => place !== undefined || isNext)) return asked('date_unclear');
  // "Ja, am Donnerstag", where another day was asked about, agrees to one and names another.
  const isTornYes = appointments?.length === 1 && meanings.some(({ yes }) => yes);
  const named = meanings
    .filter(({ fromOwn }) => fromOwn === undefined)
    .map(meaning => (isTornYes ? { ...meaning, certain: false } : meaning));
  const days = named.filter(({ dates, place }) => dates !== undefined && place === undefined);
  // "The ten" is the tenth, or ten o'clock.
  const isHour = ({ dates, place, time }: Meaning) => dates === undefined && place === undefined && time !== undefined;
  if (days.length > 0 && named.some(isHour)) return asked('date_unclear');
  const torn = meanings
    .filter(({ yes }) => isTornYes && yes)
    .flatMap(yes => offeredReading(appointments ?? [], { ...yes, certain: false }, scope));
  const readings = [...(days.length > 0 ? days : named).flatMap(meaning => namedReading(meaning, scope) ?? []), ...torn];
  if (readings.length === 0) return asked('date_unclear');
  if (readings.every(reading => reading === 'no_such_time')) return asked('time_does_not_exist');
  const said = readings.filter(reading => reading !== 'no_such_time');
  const isOver = named.length > 0 && named.every(meaning => meaning.certain && isOverToday(meaning, scope));
  if (isOver) return asked('appointment_past');
  const moments = { ...momentsOf(said), ...(days.length > 0 && { otherwise: inPeriods(named, scope) }) };
  return moments.days.length > mostDays || moments.times.length > mostTimes ? asked('date_unclear') : moments;
}

/**
 * "Den letzten im März", "den zweiten im April", as one of those in that month. A number may be a day that was mistaken, so that it is
 * never certain.
 */
const inPeriods = (named: readonly Meaning[], scope: RequestScope): ReferenceReading[] =>
  named
    .filter(({ dates, period, place }) => dates === undefined && period !== undefined && place !== undefined)
    .flatMap(meaning => readingWithoutDay(meaning, scope) ?? [])
    .map(reading => ({ ...reading, certain: reading.certain && reading.place === 'last' }));

/** Not the one that was asked about, but another, counted from it: "den anderen", "den danach", "den am Tag danach". */
function besideReading(meaning: Meaning, asked: string, scope: RequestScope): ReferenceReading | undefined {
  const { other, fromOwn, dates, certain, yes } = meaning;
  const { timeZone: zone } = scope.settings;
  const isAnother = (startsAt: string) => Date.parse(startsAt) !== Date.parse(asked);
  const onDates = (days: string[]): ReferenceReading | undefined => {
    const reading = namedReading({ ...meaning, dates: days }, scope);
    return reading === undefined || reading === 'no_such_time' ? undefined : { ...reading, isAtTime: isAnother };
  };
  if (other === undefined) {
    const day = fromOwn?.dayOf?.(DateTime.fromISO(asked, { zone })).toISODate();
    return day && dates === undefined && !fromOwn?.minutes ? onDates([day]) : undefined;
  }
  const at = new Date(asked);
  const ahead = aheadOf(scope.now);
  const among = { any: ahead, after: { ...ahead, from: at }, before: { ...ahead, to: at } }[other];
  const place = { any: undefined, after: 'earliest' as const, before: 'latest' as const }[other];
  return {
    days: [],
    times: [],
    within: undefined,
    among,
    isAtTime: startsAt => isAnother(startsAt) && (saysNothing(meaning) || fitting([startsAt], meaning, scope).length > 0),
    ...(place !== undefined && { place }),
    ...(meaning.services && { services: meaning.services }),
    // Who says yes, and another, has not said which.
    certain: certain && !yes,
  };
}

function offeredReading(offered: readonly string[], meaning: Meaning, { settings }: RequestScope): ReferenceReading[] {
  if (offered.length === 0) return [];
  const dates = new Set(offered.map(at => DateTime.fromISO(at, { zone: settings.timeZone }).toISODate() ?? at));
  const days = [...dates].map(date => wholeDay(date, settings.timeZone));
  // Who says the day again has not picked one: a question that was asked about it stays open.
  const isPick =
    [meaning.place, meaning.time, meaning.hours, meaning.period].some(said => said !== undefined) ||
    meaning.yes ||
    meaning.isNext;
  const { certain, services } = meaning;
  return [{ days, times: isPick ? [...offered] : [], within: undefined, ...(services && { services }), certain }];
}

function namedReading(meaning: Meaning, scope: RequestScope): ReferenceReading | 'no_such_time' | undefined {
  const { certain, time, hours, place, placeIsSure, services } = meaning;
  const { timeZone: zone } = scope.settings;
  if (meaning.dates === undefined) return readingWithoutDay(meaning, scope);
  const dates = withNext(meaning.dates, meaning.said);
  const said = time?.();
  const times = said ? dates.flatMap(date => timesOn(date, said, zone)).flatMap(({ instants }) => instants) : [];
  if (said && times.length === 0) return 'no_such_time';
  const within = said || !hours ? undefined : dates.flatMap(date => hoursOn(date, hours(), zone));
  return {
    days: dates.map(date => wholeDay(date, zone)),
    times,
    within,
    ...(place !== undefined && { place }),
    ...(services && { services }),
    certain: certain && (place === undefined || placeIsSure),
  };
}

/** "In acht Tagen" is a week; an appointment a day later may be meant as well. */
function withNext(dates: string[], said: Meaning['said']): string[] {
  const [only, ...more] = dates;
  const isEither = said.some(phrase => phrase.kind === 'span' && phrase.orNext) && only !== undefined && more.length === 0;
  return isEither ? [only, DateTime.fromISO(only).plus({ days: 1 }).toISODate() ?? only] : dates;
}

/** Its time is over, by the opening hours: "heute um zehn" said at two. */
function isOverToday({ dates = [], time }: Meaning, scope: RequestScope): boolean {
  const { timeZone: zone } = scope.settings;
  const times = time ? dates.flatMap(date => timesOn(date, time(openOn(date, undefined, scope)), zone)) : [];
  return times.length > 0 && times.every(({ instants }) => instants.every(at => Date.parse(at) < scope.now.getTime()));
}

const aheadDays = 366;
const aheadOf = (now: Date): Between => ({ from: now, to: DateTime.fromJSDate(now).plus({ days: aheadDays }).toJSDate() });

function betweenOf(period: { from: string; to: string }, zone: string): Between {
  const start = (date: string) => DateTime.fromISO(date, { zone }).startOf('day').toJSDate();
  return { from: start(period.from), to: start(period.to) };
}

/** No word says which: the only one there is ahead. */
export const theOnlyOne = ({ now }: RequestScope): Moments =>
  momentsOf([{ days: [], times: [], within: undefined, among: aheadOf(now), certain: true }]);

/** "Meinen nächsten Termin", "den nächste Woche", "meinen Termin um halb elf", "die Massage": one of all that are ahead. */
function readingWithoutDay(
  { certain, period, time, hours, place, placeIsSure, services, isNext, isOnly, yes }: Meaning,
  { now, settings }: RequestScope,
): ReferenceReading | undefined {
  const { timeZone: zone } = settings;
  const isNamed =
    [period, time, hours, services].some(said => said !== undefined) || isNext || isOnly || (place !== undefined && placeIsSure);
  if (!isNamed || (yes && [time, period, services].every(said => said === undefined) && !isNext && !isOnly)) return undefined;
  const among = period ? betweenOf(period, zone) : aheadOf(now);
  const which = place ?? (isNext ? ('earliest' as const) : undefined);
  return {
    days: [],
    times: [],
    within: undefined,
    among,
    isAtTime: startsAt => {
      const local = DateTime.fromISO(startsAt, { zone });
      return isAtTimeSaid(local, { time, hours }) && isOnWeekdayOf(period, local);
    },
    ...(which !== undefined && { place: which }),
    ...(services && { services }),
    certain,
  };
}

const asked = askingAbout('appointment');
