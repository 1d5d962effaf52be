// Days that come again each month or year: the next one that is meant, from today on.
import { DateTime } from 'luxon';
import type { DayPhrase } from '../grammar/phrases.ts';

/**
 * A date without a year that has only just passed was meant as past: it must not become next year's without asking. For an older
 * one, the next one is meant.
 */
const justGoneDays = 31;

export const isOf =
  <K extends DayPhrase['kind']>(kind: K) =>
  (phrase: DayPhrase): phrase is Extract<DayPhrase, { kind: K }> =>
    phrase.kind === kind;

/** Without a year it is the next such day; a weekday said along with it tells a day just gone by from the one in a year. */
export function dated(
  day: number,
  month: number,
  year: number | undefined,
  phrases: readonly DayPhrase[],
  today: DateTime,
): DateTime[] | 'past' {
  return nextOf(inYear => DateTime.fromObject({ year: inYear, month, day }, { zone: 'utc' }), year, phrases, today);
}

/** The next day of those that each year has. */
export function nextOf(
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
export function dayOfMonth(day: number, all: readonly DayPhrase[], today: DateTime): DateTime[] | 'past' {
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
  const months = monthsMeant(all, today, [0, 1, 2]).map(inMonth);
  // "Freitag den vierten" is the fourth of the next month, where that is a Friday and this one is not.
  const weekday = all.find(isOf('weekday'))?.weekday;
  const agreeing = months.slice(0, 2).find(date => date !== undefined && date >= today && date.weekday === weekday);
  if (agreeing) return [agreeing];
  const next = firstAhead(months, today);
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
export function nthWeekday(
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
        ? last.minus({ days: ((last.weekday - weekday + 7) % 7) + 7 * (-nth - 1) })
        : month.plus({ days: ((weekday - month.weekday + 7) % 7) + 7 * (nth - 1) });
    return date.month === month.month ? date : undefined;
  }
  return firstAhead(monthsMeant(all, today, [0, 1]).map(nthIn), today);
}

/** The first days of the months that may be meant: the one that is said, else those so many months ahead. */
export function monthsMeant(all: readonly DayPhrase[], today: DateTime, unsaid: readonly number[]): DateTime[] {
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
