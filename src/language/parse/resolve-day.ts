// Finds the dates a day's phrases may mean, from today on; with calendar days only, so no clock change can move them.
import { DateTime } from 'luxon';
import type { DayPhrase } from '../grammar/phrases.ts';
import { feastDay } from './feasts.ts';

export type ResolvedDays = DateTime[] | 'past' | 'unclear';

/**
 * A date without a year that has only just passed was meant as past: it must not become next year's without asking. For an older
 * one, the next one is meant.
 */
const justGoneDays = 31;

const isOf =
  <K extends DayPhrase['kind']>(kind: K) =>
  (phrase: DayPhrase): phrase is Extract<DayPhrase, { kind: K }> =>
    phrase.kind === kind;

/** `today` is midnight UTC of the local day, `isNight`: it has only just begun. Phrases that contradict each other ("Dienstag, den" a Monday) are unclear. */
export function resolveDays(phrases: readonly DayPhrase[], today: DateTime, isNight = false): ResolvedDays {
  // "Letzter Freitag diesen Monats" is read as the last of that month as well.
  if (phrases.some(isOf('past'))) return phrases.some(isOf('month')) || phrases.some(isOf('named_month')) ? 'unclear' : 'past';
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
      isInMonthSaid(date, phrases, today),
  );
  return dates.length === 0 ? 'unclear' : dates;
}

function isInMonthSaid(date: DateTime, phrases: readonly DayPhrase[], today: DateTime): boolean {
  const named = phrases.find(isOf('named_month'));
  const month = phrases.find(isOf('month'));
  const isNamed = !named || named.month === date.month;
  return isNamed && (!month || date.startOf('month').equals(today.startOf('month').plus({ months: month.ahead })));
}

/** "Kommender Dienstag, 15.6." said a week too early contradicts itself. */
function isThatDay({ weekday, which }: Extract<DayPhrase, { kind: 'weekday' }>, date: DateTime, today: DateTime): boolean {
  if (weekday !== date.weekday) return false;
  if (which !== 'coming' && which !== 'this') return true;
  return date.diff(today, 'days').days <= 7;
}

/** The Monday of the week that is said; a number without a year is the next such week. */
function weekSaid(phrases: readonly DayPhrase[], today: DateTime): DateTime[] | undefined {
  const week = phrases.find(isOf('week'));
  const numbered = phrases.find(isOf('week_number'));
  if (week) {
    const monday = today.startOf('week').plus({ weeks: week.ahead });
    // Tomorrow is hardly called "Montag nächster Woche": for some that is a week later.
    const isTomorrow = phrases.some(
      phrase => phrase.kind === 'weekday' && monday.plus({ days: phrase.weekday - 1 }).diff(today, 'days').days === 1,
    );
    return week.ahead === 1 && isTomorrow ? [monday, monday.plus({ weeks: 1 })] : [monday];
  }
  if (!numbered) return undefined;
  const inYear = (weekYear: number) => DateTime.fromObject({ weekYear, weekNumber: numbered.week }, { zone: 'utc' });
  return [inYear(today.weekYear), inYear(today.weekYear + 1)]
    .filter(date => date.isValid && date >= today.startOf('week'))
    .slice(0, 1);
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

/** Without a year it is the next such day; a weekday said along with it tells a day just gone by from the one in a year. */
function dated(
  day: number,
  month: number,
  year: number | undefined,
  phrases: readonly DayPhrase[],
  today: DateTime,
): DateTime[] | 'past' {
  return nextOf(inYear => DateTime.fromObject({ year: inYear, month, day }, { zone: 'utc' }), year, phrases, today);
}

/** The next day of those that each year has. */
function nextOf(
  make: (year: number) => DateTime,
  year: number | undefined,
  phrases: readonly DayPhrase[],
  today: DateTime,
): DateTime[] | 'past' {
  if (year !== undefined) return [make(year)].filter(date => date.isValid);
  const around = [today.year - 1, today.year, today.year + 1].map(make).filter(date => date.isValid);
  const next = around.find(date => date >= today);
  const justGone = around.find(date => isJustGone(date, today));
  const said = phrases.filter(isOf('weekday'));
  const fits = (date: DateTime | undefined) => date !== undefined && said.every(({ weekday }) => weekday === date.weekday);
  if (fits(justGone) && (said.length === 0 || !fits(next))) return 'past';
  return next ? [next] : [];
}

const isJustGone = (date: DateTime, today: DateTime): boolean => date < today && today.diff(date, 'days').days <= justGoneDays;

/** The next such day, in this month or one of the following, or in the month that is said along with it. */
function dayOfMonth(day: number, all: readonly DayPhrase[], today: DateTime): DateTime[] | 'past' {
  const named = all.find(isOf('named_month'));
  const year = all.find(isOf('year'));
  if (named) return dated(day, named.month, year && today.year + year.ahead, all, today);
  const inMonth = (month: DateTime) => {
    const date = month.set({ day });
    return date.month === month.month ? date : undefined;
  };
  // "Nächstes Jahr am siebten" is the first such day of that year.
  const january = year && today.startOf('year').plus({ years: year.ahead });
  if (january && year.ahead > 0)
    return firstAhead(
      [0, 1, 2].map(months => inMonth(january.plus({ months }))),
      today,
    );
  const next = firstAhead(monthsMeant(all, today, [0, 1, 2]).map(inMonth), today);
  // Today is hardly named by its number: for some it is the next one.
  const isToday = next !== 'past' && next.some(date => date.equals(today));
  const isMonthSaid = all.some(({ kind }) => kind === 'month');
  return isToday && !isMonthSaid
    ? [
        today,
        ...[1, 2]
          .map(months => inMonth(today.startOf('month').plus({ months })))
          .filter(date => date !== undefined)
          .slice(0, 1),
      ]
    : next;
}

/** The n-th such day of the month that is said along with it, or of the first month that still has it. */
function nthWeekday(
  { nth, weekday }: Extract<DayPhrase, { kind: 'nth_weekday' }>,
  all: readonly DayPhrase[],
  today: DateTime,
): DateTime[] | 'past' {
  const isMonthSaid = all.some(({ kind }) => kind === 'month' || kind === 'named_month');
  if (nth < 0 && !isMonthSaid)
    return firstAhead([nthIn(today.startOf('month')), nthIn(today.startOf('month').plus({ months: 1 }))], today);
  function nthIn(month: DateTime): DateTime | undefined {
    const last = month.endOf('month').startOf('day');
    const date =
      nth < 0
        ? last.minus({ days: (last.weekday - weekday + 7) % 7 })
        : month.plus({ days: ((weekday - month.weekday + 7) % 7) + 7 * (nth - 1) });
    return date.month === month.month ? date : undefined;
  }
  return firstAhead(monthsMeant(all, today, [0, 1]).map(nthIn), today);
}

/**
 * The days of a week or month that is said without a day: from its first day, at the earliest today, to the day after its last.
 * Undefined where a day is said, or more than one such period.
 */
export function periodOf(phrases: readonly DayPhrase[], today: DateTime): { from: DateTime; to: DateTime } | undefined {
  const isPeriod = phrases.every(({ kind }) => ['week', 'week_number', 'month', 'named_month', 'year'].includes(kind));
  if (!isPeriod) return undefined;
  const [week] = weekSaid(phrases, today) ?? [];
  const [month] = phrases.some(({ kind }) => kind === 'month' || kind === 'named_month') ? monthsMeant(phrases, today, []) : [];
  if ((week === undefined) === (month === undefined)) return undefined;
  const start = week ?? month;
  const end = week?.plus({ weeks: 1 }) ?? month?.plus({ months: 1 });
  if (!start || !end || end <= today) return undefined;
  return { from: start < today ? today : start, to: end };
}

/** The first days of the months that may be meant: the one that is said, else those so many months ahead. */
function monthsMeant(all: readonly DayPhrase[], today: DateTime, unsaid: readonly number[]): DateTime[] {
  const start = today.startOf('month');
  const named = all.find(isOf('named_month'));
  const year = all.find(isOf('year'));
  if (named) {
    const inYear = start.set({ year: today.year + (year?.ahead ?? 0), month: named.month });
    // The month that is under way is meant too, as long as the day is ahead; the caller tells by what is left of it.
    return year === undefined ? [inYear, inYear.plus({ years: 1 })].filter(month => month >= start) : [inYear];
  }
  const ahead = all.find(isOf('month'))?.ahead;
  // "Der erste Montag im neuen Jahr"
  if (ahead === undefined && year !== undefined && year.ahead > 0) {
    const january = start.set({ year: today.year + year.ahead, month: 1 });
    return [0, 1].map(months => january.plus({ months }));
  }
  return (ahead === undefined ? unsaid : [ahead]).map(months => start.plus({ months }));
}

/** The first date that is not past; `past` where there are only such, none where there is no such date. */
function firstAhead(dates: (DateTime | undefined)[], today: DateTime): DateTime[] | 'past' {
  const existing = dates.filter(date => date !== undefined);
  const next = existing.find(date => date >= today);
  if (next) return [next];
  return existing.length === 0 ? [] : 'past';
}
