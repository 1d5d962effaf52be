// The dates that the phrases of one reading name, within the year ahead, and the day and time they count from the appointment's own.
import type { DateTime } from 'luxon';
import type { DayPhrase, Phrase } from '../grammar/phrases.ts';
import { periodOf, resolveDays } from './resolve-day.ts';

export interface FromOwn {
  /** The day, from the appointment's own; undefined where that is not said. */
  dayOf: ((own: DateTime) => DateTime) | undefined;
  minutes: number | undefined;
}

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
  'third_of_month',
  'between_years',
  'year',
  'feast',
  'weekend',
  'past',
]);
const isDay = (phrase: Phrase): phrase is DayPhrase => dayKinds.has(phrase.kind);

/** Until then the day that has begun is for many still tomorrow. */
const lastNightHour = 4;

/** `torn`: a weekday and a day of the month that contradict each other, each by itself. */
export type SaidDates = { kind: 'fits'; dates: string[]; torn?: true } | { kind: 'none' | 'past' | 'too_far' | 'unclear' };

/** The dates by themselves, or what is left of them beside a day that is counted from the appointment's own. `local` is now. */
export function saidDates(phrases: readonly Phrase[], today: DateTime, local: DateTime): SaidDates {
  const isNightNow = local.hour < lastNightHour;
  return ownDayOf(phrases, today) ? dateBesideOwn(phrases, today, isNightNow) : datesOf(phrases, today, isNightNow);
}

/** Days that are said without one of them: of a week, or a month, or those of a month on one weekday. */
export interface Period {
  from: string;
  /** The day after its last. */
  to: string;
  weekday: number | undefined;
}

export function saidPeriod(phrases: readonly Phrase[], today: DateTime): Period | undefined {
  const span = periodOf(phrases.filter(isDay), today);
  return span && { from: isoOf(span.from), to: isoOf(span.to), weekday: span.weekday };
}

const isoOf = (date: DateTime): string => date.toFormat('yyyy-MM-dd');

/** Beside a day counted from the appointment's own there is no other, but a weekday may be said of its week. */
function dateBesideOwn(phrases: readonly Phrase[], today: DateTime, isNightNow: boolean): SaidDates {
  const isOfOwnWeek = phrases.some(({ kind }) => kind === 'own_week');
  const isSameDay = phrases.some(({ kind }) => kind === 'same_day');
  const others = phrases.filter(
    phrase => isDay(phrase) && !(isOfOwnWeek && phrase.kind === 'weekday') && !(isSameDay && phrase.kind === 'week'),
  );
  if (others.length === 0) return { kind: 'none' };
  const days = datesOf(others, today, isNightNow);
  return days.kind === 'fits' ? { kind: 'unclear' } : days;
}

function datesOf(phrases: readonly Phrase[], today: DateTime, isNightNow: boolean): SaidDates {
  const said = phrases.filter(isDay);
  if (said.length === 0) return { kind: 'none' };
  const resolved = resolveDays(said, today, isNightNow);
  if (resolved === 'past') return { kind: 'past' };
  if (resolved === 'unclear' && isWeekdayAndDay(said)) {
    const apart = said.map(phrase => datesOf([phrase], today, isNightNow));
    const dates = apart.flatMap(one => (one.kind === 'fits' ? one.dates : []));
    if (apart.every(({ kind }) => kind === 'fits')) return { kind: 'fits', dates: [...new Set(dates)].sort(), torn: true };
  }
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

/** "Montag den 13.", where that is a Tuesday. */
const isWeekdayAndDay = (said: readonly DayPhrase[]): boolean =>
  said.length === 2 &&
  said.some(phrase => phrase.kind === 'weekday' && phrase.which === 'plain') &&
  said.some(({ kind }) => kind === 'day_of_month');

const isMidnightOfNight = ({ kind }: Phrase): boolean => kind === 'midnight';
const saysNightHour = (phrases: readonly Phrase[]): boolean =>
  phrases.some(phrase => phrase.kind === 'clock' && (phrase.hour % 12 <= lastNightHour || phrase.hour === 12)) &&
  phrases.some(phrase => phrase.kind === 'part' && phrase.part === 'night');

export function fromOwnOf(phrases: readonly Phrase[], today: DateTime): FromOwn | undefined {
  const minutes = phrases.filter(phrase => phrase.kind === 'time_shift').map(phrase => phrase.minutes);
  const isSameTime = phrases.some(({ kind }) => kind === 'same_time');
  const dayOf = ownDayOf(phrases, today);
  if (!dayOf && minutes.length === 0 && !isSameTime) return undefined;
  return { dayOf, minutes: minutes.length > 0 ? minutes.reduce((sum, some) => sum + some) : isSameTime ? 0 : undefined };
}

/** All steps from the appointment's own day, one after another. */
function ownDayOf(phrases: readonly Phrase[], today: DateTime): ((own: DateTime) => DateTime) | undefined {
  const weekday = phrases.find(phrase => phrase.kind === 'weekday')?.weekday;
  // "Nächste Woche, gleicher Tag" is the weekday of the appointment's own in that week.
  const week = phrases.find(phrase => phrase.kind === 'week');
  const steps = phrases.flatMap((phrase): ((own: DateTime) => DateTime)[] => {
    switch (phrase.kind) {
      case 'shift':
        return [own => own.plus({ days: phrase.days })];
      case 'same_day':
        return [own => (week === undefined ? own : today.startOf('week').plus({ weeks: week.ahead, days: own.weekday - 1 }))];
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
