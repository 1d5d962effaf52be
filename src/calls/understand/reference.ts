// Understands which appointment a caller names: by its day and time in their own words, or as one of those that were just read out.

import { DateTime } from 'luxon';
import { type Meaning, meaningsOf, type SaidWords } from '../../language/parse/meaning.ts';
import type { RequestScope } from '../result.ts';
import {
  contextOf,
  hoursOn,
  type LocalTime,
  type Moments,
  momentsOf,
  type ReferenceReading,
  timesOn,
  type Unclear,
  wholeDay,
} from './moments.ts';
import { fitting, isAtTimeSaid, offerOf } from './offer.ts';
import { settledByOwnReading } from './own-reading.ts';

/** More days or times are no reference, but a guess. */
const [mostDays, mostTimes] = [4, 6];

/**
 * Every appointment the words may mean. What was read out comes first: "den ersten" is then the first of the list, never the first
 * of the month, unless both are in it.
 */
export function understandAppointment(words: SaidWords, own: SaidWords, scope: RequestScope): Moments | Unclear {
  if (words.day === undefined && words.time === undefined) {
    return own.day === undefined ? asked('date_unclear') : understandAppointment(own, noWords, scope);
  }
  const listed = (offerOf(scope.call).appointments?.length ?? 0) > 0;
  const context = { ...contextOf(scope), listed };
  const understood = settledByOwnReading(meaningsOf(words, context), own, context);
  switch (understood.kind) {
    case 'unclear':
      return asked(understood.code);
    case 'time_unclear':
      return asked('time_unclear');
    case 'days_differ': {
      const { dates, time } = understood;
      const said = time?.();
      return whichDay(said ? dates.map(date => timesOn(date, said, scope.settings.timeZone)) : [], 'date_unclear');
    }
    case 'meanings':
      return amongMeanings(understood.meanings, scope);
  }
}

export const noWords: SaidWords = { day: undefined, time: undefined };

function amongMeanings(meanings: readonly Meaning[], scope: RequestScope): Moments | Unclear {
  const { appointments = [] } = offerOf(scope.call);
  const offered = meanings.flatMap(meaning => offeredReading(fitting(appointments, meaning, scope), meaning, scope));
  if (offered.length > 0) return momentsOf(offered);
  // A place beyond what was read out is no day.
  if (appointments.length > 0 && meanings.some(({ place }) => place !== undefined)) return asked('date_unclear');
  // "Ja, am Donnerstag", where another day was asked about, agrees to one and names another.
  const isTornYes = appointments.length === 1 && meanings.some(({ yes }) => yes);
  const named = meanings
    .filter(({ fromOwn }) => fromOwn === undefined)
    .map(meaning => (isTornYes ? { ...meaning, certain: false } : meaning));
  const days = named.filter(({ dates, place }) => dates !== undefined && place === undefined);
  const readings = (days.length > 0 ? days : named).flatMap(meaning => namedReading(meaning, scope) ?? []);
  if (readings.length === 0) return asked('date_unclear');
  if (readings.every(reading => reading === 'no_such_time')) return asked('time_does_not_exist');
  const said = readings.filter(reading => reading !== 'no_such_time');
  const isOver = said.every(
    ({ times, certain }) => certain && times.length > 0 && times.every(at => Date.parse(at) < scope.now.getTime()),
  );
  if (isOver) return asked('appointment_past');
  const moments = momentsOf(said);
  return moments.days.length > mostDays || moments.times.length > mostTimes ? asked('date_unclear') : moments;
}

function offeredReading(times: readonly string[], { certain }: Meaning, { settings }: RequestScope): ReferenceReading[] {
  if (times.length === 0) return [];
  const dates = new Set(times.map(at => DateTime.fromISO(at, { zone: settings.timeZone }).toISODate() ?? at));
  return [{ days: [...dates].map(date => wholeDay(date, settings.timeZone)), times: [...times], within: undefined, certain }];
}

function namedReading(meaning: Meaning, scope: RequestScope): ReferenceReading | 'no_such_time' | undefined {
  const { certain, dates, time, hours, place, placeIsSure } = meaning;
  const { timeZone: zone } = scope.settings;
  if (dates === undefined) return readingWithoutDay(meaning, scope);
  const said = time?.();
  const times = said ? dates.flatMap(date => timesOn(date, said, zone)).flatMap(({ instants }) => instants) : [];
  if (said && times.length === 0) return 'no_such_time';
  const within = said || !hours ? undefined : dates.flatMap(date => hoursOn(date, hours(), zone));
  return {
    days: dates.map(date => wholeDay(date, zone)),
    times,
    within,
    ...(place !== undefined && { place }),
    certain: certain && (place === undefined || placeIsSure),
  };
}

const aheadDays = 366;

/** "Meinen nächsten Termin", "den nächste Woche", "meinen Termin um halb elf": one of all that are ahead. */
function readingWithoutDay(
  { certain, period, time, hours, place, placeIsSure, isNext, yes }: Meaning,
  { now, settings }: RequestScope,
): ReferenceReading | undefined {
  const { timeZone: zone } = settings;
  const isNamed = period !== undefined || time !== undefined || isNext || (place !== undefined && placeIsSure);
  if (!isNamed || (yes && time === undefined && period === undefined && !isNext)) return undefined;
  const start = (date: string) => DateTime.fromISO(date, { zone }).startOf('day').toJSDate();
  const among = period
    ? { from: start(period.from), to: start(period.to) }
    : { from: now, to: DateTime.fromJSDate(now).plus({ days: aheadDays }).toJSDate() };
  const which = place ?? (isNext ? ('earliest' as const) : undefined);
  return {
    days: [],
    times: [],
    within: undefined,
    among,
    isAtTime: startsAt => isAtTimeSaid(DateTime.fromISO(startsAt, { zone }), { time, hours }),
    ...(which !== undefined && { place: which }),
    certain,
  };
}

const asked = (code: Unclear['code']): Unclear => ({ kind: 'unclear', code, about: 'appointment' });

/** Several days may be meant: to choose from with the time, or where that is open as well, one of the two is asked for first. */
function whichDay(candidates: readonly LocalTime[][], first: Unclear['code']): Unclear {
  if (candidates.some(ofDay => ofDay.length > 1)) return asked(first);
  return { ...asked('date_ambiguous'), choices: candidates.flat().map(({ first: startsAt }) => ({ startsAt })) };
}
