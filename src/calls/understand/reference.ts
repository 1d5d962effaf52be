// Understands which appointment a caller names: by its day and time in their own words, or as one of those that were just read out.
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
import { fitting, offerOf } from './offer.ts';
import { settledByOwnReading } from './own-reading.ts';
import { DateTime } from 'luxon';

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
  const understood = settledByOwnReading(meaningsOf(words, contextOf(scope)), own, contextOf(scope));
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
  const { appointments } = offerOf(scope.call);
  const offered = meanings.flatMap(meaning => offeredReading(fitting(appointments ?? [], meaning, scope), meaning, scope));
  if (offered.length > 0) return momentsOf(offered);
  const isPlace = meanings.some(({ place }) => place !== undefined);
  const isOnlyPlace = meanings.some(({ place, placeIsSure, dates }) => place !== undefined && placeIsSure && dates === undefined);
  // A place beyond what was read out, or in a list that nobody read out, is no day.
  if (isOnlyPlace || (isPlace && (appointments?.length ?? 0) > 0)) return asked('date_unclear');
  const named = meanings.filter(({ place, fromOwn, dates }) => dates !== undefined && fromOwn === undefined && (place === undefined || !isPlainDay(meanings)));
  // "Ja, am Donnerstag", where another day was asked about, agrees to one and names another.
  const isTornYes = (appointments?.length ?? 0) === 1 && meanings.some(({ yes }) => yes);
  const readings = named.map(meaning =>
    namedReading({ ...meaning, certain: meaning.certain && !isTornYes && meaning.place === undefined }, scope),
  );
  if (readings.length === 0) return asked('date_unclear');
  if (readings.every(({ kind }) => kind === 'no_such_time')) return asked('time_does_not_exist');
  const moments = momentsOf(readings.flatMap(reading => (reading.kind === 'reading' ? [reading.reading] : [])));
  return moments.days.length > mostDays || moments.times.length > mostTimes ? asked('date_unclear') : moments;
}

/** Some meaning is a day without a place. */
const isPlainDay = (meanings: readonly Meaning[]): boolean => meanings.some(({ place, dates }) => place === undefined && dates !== undefined);

function offeredReading(times: readonly string[], { certain }: Meaning, { settings }: RequestScope): ReferenceReading[] {
  if (times.length === 0) return [];
  const dates = new Set(times.map(at => DateTime.fromISO(at, { zone: settings.timeZone }).toISODate() ?? at));
  return [{ days: [...dates].map(date => wholeDay(date, settings.timeZone)), times: [...times], within: undefined, certain }];
}

function namedReading(
  { certain, dates = [], time, hours }: Meaning,
  { settings: { timeZone: zone } }: RequestScope,
): { kind: 'reading'; reading: ReferenceReading } | { kind: 'no_such_time' } {
  const said = time?.();
  const times = said ? dates.flatMap(date => timesOn(date, said, zone)).flatMap(({ instants }) => instants) : [];
  if (said && times.length === 0) return { kind: 'no_such_time' };
  const within = said || !hours ? undefined : dates.flatMap(date => hoursOn(date, hours(), zone));
  return { kind: 'reading', reading: { days: dates.map(date => wholeDay(date, zone)), times, within, certain } };
}

const asked = (code: Unclear['code']): Unclear => ({ kind: 'unclear', code, about: 'appointment' });

/** Several days may be meant: to choose from with the time, or where that is open as well, one of the two is asked for first. */
function whichDay(candidates: readonly LocalTime[][], first: Unclear['code']): Unclear {
  if (candidates.some(ofDay => ofDay.length > 1)) return asked(first);
  return { ...asked('date_ambiguous'), choices: candidates.flat().map(({ first: startsAt }) => ({ startsAt })) };
}
