// Finds the dates a day's phrases may mean, from today on; with calendar days only, so no clock change can move them.
import { DateTime } from 'luxon';
import { feastDay } from '../grammar/feasts.ts';
import type { DayPhrase } from '../grammar/phrases.ts';
import { dated, dayOfMonth, isOf, monthsMeant, nextOf, nthWeekday } from './recurring-days.ts';
import { isInPartOfWeek, weekOf, weekSaid } from './weeks.ts';

export type ResolvedDays = DateTime[] | 'past' | 'unclear';

/** `today` is midnight UTC of the local day, `isNight`: it has only just begun. Phrases that contradict each other ("Dienstag, den" a Monday) are unclear. */
export function resolveDays(phrases: readonly DayPhrase[], today: DateTime, isNight = false): ResolvedDays {
  const past = phrases.find(isOf('past'));
  // "Letzter Freitag diesen Monats" is read as the last of that month as well; "Donnerstag, den hab ich letzten Monat gebucht" is ahead.
  const isOther =
    phrases.some(isOf('month')) || phrases.some(isOf('named_month')) || (past?.long && phrases.some(isOf('weekday')));
  // "Den ich letzte Woche von Freitag auf Montag verlegt habe"
  const isBeside = phrases.filter(({ kind }) => kind === 'weekday' || kind === 'date' || kind === 'day_of_month').length > 1;
  if (past) return isOther || isBeside ? 'unclear' : 'past';
  const anchors = phrases.map(phrase => datesOf(phrase, phrases, today, isNight)).filter(dates => dates !== undefined);
  const [first, ...others] = anchors;
  if (first) return agreeing(first, others, phrases, today);
  const [weekday, ...more] = phrases.filter(isOf('weekday'));
  if (weekday) return more.length === 0 ? weekdays(weekday, phrases, today) : 'unclear';
  const [span, ...rest] = phrases.filter(isOf('span'));
  return span && rest.length === 0 && phrases.length === 1 ? [today.plus({ days: span.days })] : 'unclear';
}

/** The dates of a phrase that names a date by itself; undefined for one that only narrows. */
function datesOf(
  phrase: DayPhrase,
  all: readonly DayPhrase[],
  today: DateTime,
  isNight: boolean,
): DateTime[] | 'past' | undefined {
  const year = all.find(isOf('year'));
  switch (phrase.kind) {
    case 'relative': {
      const span = all.find(isOf('span'));
      // "Überübermorgen, also in drei Tagen" says it twice.
      const more = span && span.days !== phrase.days ? span.days : 0;
      const date = today.plus({ days: phrase.days + more });
      // After midnight "morgen" is for many the day that has just begun.
      return isNight && phrase.days > 0 ? [date.minus({ days: 1 }), date] : [date];
    }
    case 'date':
      return dated(phrase.day, phrase.month, phrase.year ?? (year && today.year + year.ahead), all, today);
    case 'weekend': {
      const saturday = today.startOf('week').plus({ weeks: phrase.ahead, days: 5 });
      return [saturday, saturday.plus({ days: 1 })].filter(date => date >= today);
    }
    case 'day_of_month':
      return dayOfMonth(phrase.day, all, today);
    case 'last_of_month':
      return monthsMeant(all, today, [0])
        .slice(0, 1)
        .map(month => month.endOf('month').startOf('day'));
    case 'nth_weekday':
      return nthWeekday(phrase, all, today);
    case 'feast':
      return nextOf(inYear => besideFeast(phrase, feastDay(phrase.rule, inYear)), year && today.year + year.ahead, all, today);
    default:
      return undefined;
  }
}

function besideFeast({ beside }: Extract<DayPhrase, { kind: 'feast' }>, feast: DateTime): DateTime {
  if (!beside || !feast.isValid) return feast;
  const { sign, weekday } = beside;
  const away = weekday === undefined ? 1 : ((sign * (weekday - feast.weekday) + 6) % 7) + 1;
  return feast.plus({ days: sign * away });
}

/** What all say in common: each further day, the weekday and the week must fit. */
function agreeing(
  first: DateTime[] | 'past',
  others: (DateTime[] | 'past')[],
  phrases: readonly DayPhrase[],
  today: DateTime,
): ResolvedDays {
  if (first === 'past' || others.includes('past'))
    return [first, ...others].every(dates => dates === 'past') ? 'past' : 'unclear';
  const isSpoken = phrases.every(({ kind }) => kind !== 'span') || phrases.some(({ kind }) => kind === 'relative');
  if (!isSpoken) return 'unclear';
  const named = phrases.filter(isOf('weekday'));
  const inWeek = weekSaid(phrases, today);
  const dates = first.filter(
    date =>
      others.every(other => other !== 'past' && other.some(same => same.hasSame(date, 'day'))) &&
      named.every(said => isThatDay(said, date, today)) &&
      (!inWeek || inWeek.some(week => date.startOf('week').equals(week))) &&
      isInPartOfWeek(date.weekday, phrases) &&
      isInMonthSaid(date, phrases, today),
  );
  return dates.length === 0 ? 'unclear' : dates;
}

function isInMonthSaid(date: DateTime, phrases: readonly DayPhrase[], today: DateTime): boolean {
  const named = phrases.find(isOf('named_month'));
  const month = phrases.find(isOf('month'));
  const third = phrases.find(isOf('third_of_month'))?.third;
  const isNamed = (!named || named.month === date.month) && (!third || Math.min(3, Math.ceil(date.day / 10)) === third);
  return isNamed && (!month || date.startOf('month').equals(today.startOf('month').plus({ months: month.ahead })));
}

/** "Kommender Dienstag, 15.6." said a week too early contradicts itself. */
function isThatDay({ weekday, which }: Extract<DayPhrase, { kind: 'weekday' }>, date: DateTime, today: DateTime): boolean {
  if (weekday !== date.weekday) return false;
  if (which !== 'coming' && which !== 'this') return true;
  return date.diff(today, 'days').days <= 7;
}

/** A weekday alone, in a named week, or some time after the coming one. */
function weekdays(
  { weekday, which }: Extract<DayPhrase, { kind: 'weekday' }>,
  phrases: readonly DayPhrase[],
  today: DateTime,
): ResolvedDays {
  const weeks = weekSaid(phrases, today);
  const span = phrases.find(isOf('span'));
  const ahead = (weekday - today.weekday + 7) % 7;
  const coming = today.plus({ days: ahead === 0 ? 7 : ahead });
  if (phrases.length > (weeks || span ? 2 : 1)) return 'unclear';
  if (!isInPartOfWeek(weekday, phrases)) return 'unclear';
  if (weeks) return which === 'plain' || which === 'this' ? weeks.map(week => week.plus({ days: weekday - 1 })) : 'unclear';
  if (span) return weekdayAfter(weekday, which, span.days, phrases[0] === span && !span.onto, today);
  const isNear = coming.startOf('week').equals(today.startOf('week')) || ahead === 1 || ahead === 2;
  switch (which) {
    case 'plain':
      return ahead === 0 ? [today, coming] : [coming];
    case 'this':
      return [today.plus({ days: ahead })];
    case 'coming':
      return [coming];
    // Within the same week, or where "morgen" or "übermorgen" would do, some mean the coming one and some the one after.
    case 'next':
    case 'following':
      return isNear ? [coming, coming.plus({ weeks: 1 })] : [coming];
    case 'after_next':
      return [coming.plus({ weeks: 1 }), ...(isNear ? [coming.plus({ weeks: 2 })] : [])];
  }
}

/**
 * "Mittwoch in einer Woche": whole weeks after the coming one; said on a Wednesday, or with the weeks first ("in zwei Wochen
 * am Mittwoch"), the Wednesday of that week may be meant as well.
 */
function weekdayAfter(weekday: number, which: string, days: number, spanFirst: boolean, today: DateTime): ResolvedDays {
  if (days % 7 !== 0 || (which !== 'plain' && which !== 'this' && which !== 'coming')) return 'unclear';
  const ahead = (weekday - today.weekday + 7) % 7;
  const afterComing = today.plus({ days: (ahead === 0 ? 7 : ahead) + days });
  const inThatWeek = today.startOf('week').plus({ days: weekday - 1 + days });
  const both = ahead === 0 || spanFirst ? [inThatWeek, afterComing] : [afterComing];
  return both[0]?.equals(afterComing) ? [afterComing] : both;
}

/**
 * The days of a week or month that is said without a day: from its first day, at the earliest today, to the day after its last; or
 * those of a month that are on the weekday said along with it. Undefined where a day is said, or more than one such period.
 */
export function periodOf(
  phrases: readonly DayPhrase[],
  today: DateTime,
): { from: DateTime; to: DateTime; weekday: number | undefined } | undefined {
  const [named, ...more] = phrases.filter(isOf('weekday'));
  const others = phrases.filter(({ kind }) => kind !== 'weekday');
  if (more.length > 0 || !others.every(({ kind }) => periods.has(kind))) return undefined;
  const found = [betweenYears(others, today), weekOf(others, today), monthOf(others, today), yearOf(others, today)].filter(
    one => one !== undefined,
  );
  const [period, ...rest] = found;
  if (!period || rest.length > 0 || period.to <= today) return undefined;
  if (named && (named.which !== 'plain' || weekSaid(others, today))) return undefined;
  return { from: period.from < today ? today : period.from, to: period.to, weekday: named?.weekday };
}

const periods = new Set<DayPhrase['kind']>([
  'week',
  'week_number',
  'month',
  'named_month',
  'third_of_month',
  'between_years',
  'year',
]);

interface Days {
  from: DateTime;
  to: DateTime;
}

function betweenYears(phrases: readonly DayPhrase[], today: DateTime): Days | undefined {
  if (!phrases.some(isOf('between_years'))) return undefined;
  const from = DateTime.utc(today.year, 12, firstBetweenYears);
  return { from, to: from.plus({ days: daysBetweenYears }) };
}
const [firstBetweenYears, daysBetweenYears] = [27, 4];

/** "Im neuen Jahr", and no month or week of it. */
function yearOf(phrases: readonly DayPhrase[], today: DateTime): Days | undefined {
  const [year, ...others] = phrases;
  if (year?.kind !== 'year' || year.ahead < 1 || others.length > 0) return undefined;
  const from = DateTime.utc(today.year + year.ahead, 1, 1);
  return { from, to: from.plus({ years: 1 }) };
}

function monthOf(phrases: readonly DayPhrase[], today: DateTime): Days | undefined {
  const third = phrases.find(isOf('third_of_month'))?.third;
  const isSaid = phrases.some(({ kind }) => kind === 'month' || kind === 'named_month');
  // "Im Januar" and "nächsten Monat" may be two.
  const ahead = phrases.find(isOf('month'))?.ahead;
  const named = phrases.find(isOf('named_month'))?.month;
  if (ahead !== undefined && named !== undefined && named !== today.plus({ months: ahead }).month) return undefined;
  const [month] = isSaid ? monthsMeant(phrases, today, []) : [];
  if (!month) return undefined;
  const days = third === undefined ? undefined : daysOfThirds[third - 1];
  const end = month.plus({ months: 1 });
  if (!days) return { from: month, to: end };
  return { from: month.set({ day: days[0] }), to: days[1] === undefined ? end : month.set({ day: days[1] }) };
}
/** The first day, and the day after the last; the last third goes to the end. */
const daysOfThirds = [[1, 11], [11, 21], [21]] as const;
