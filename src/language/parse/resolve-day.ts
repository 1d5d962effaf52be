// Finds the dates a day's phrases may mean, from today on; with calendar days only, so no clock change can move them.
import { DateTime } from 'luxon';
import type { DayPhrase } from '../grammar/phrases.ts';

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

/** `today` is midnight UTC of the local day. Phrases that contradict each other ("Dienstag, den" a Monday) are unclear. */
export function resolveDays(phrases: readonly DayPhrase[], today: DateTime): ResolvedDays {
  if (phrases.some(isOf('past'))) return 'past';
  const anchors = phrases.map(phrase => datesOf(phrase, phrases, today)).filter(dates => dates !== undefined);
  const [first, ...others] = anchors;
  if (first) return agreeing(first, others, phrases, today);
  const [weekday, ...more] = phrases.filter(isOf('weekday'));
  if (weekday) return more.length === 0 ? weekdays(weekday, phrases, today) : 'unclear';
  const [span, ...rest] = phrases.filter(isOf('span'));
  return span && rest.length === 0 && phrases.length === 1 ? [today.plus({ days: span.days })] : 'unclear';
}

/** The dates of a phrase that names a date by itself; undefined for one that only narrows. */
function datesOf(phrase: DayPhrase, all: readonly DayPhrase[], today: DateTime): DateTime[] | 'past' | undefined {
  const year = all.find(isOf('year'));
  switch (phrase.kind) {
    case 'relative': {
      const span = all.find(isOf('span'));
      return [today.plus({ days: phrase.days + (span?.days ?? 0) })];
    }
    case 'date':
      return dated(phrase.day, phrase.month, phrase.year ?? (year && today.year + year.ahead), all, today);
    case 'swapped': {
      const both = [
        dated(phrase.day, phrase.month, phrase.year, all, today),
        dated(phrase.month, phrase.day, phrase.year, all, today),
      ];
      const dates = both.filter(dates => dates !== 'past').flat();
      return dates.length === 0 ? 'past' : dates;
    }
    case 'day_of_month':
      return dayOfMonth(phrase.day, all.find(isOf('month'))?.ahead, today);
    default:
      return undefined;
  }
}

/** What all say in common: each further day, the weekday and the week must fit. */
function agreeing(
  first: DateTime[] | 'past',
  others: (DateTime[] | 'past')[],
  phrases: readonly DayPhrase[],
  today: DateTime,
): ResolvedDays {
  if (first === 'past' || others.includes('past')) return 'past';
  const isSpoken = phrases.every(({ kind }) => kind !== 'span') || phrases.some(({ kind }) => kind === 'relative');
  if (!isSpoken) return 'unclear';
  const named = phrases.filter(isOf('weekday'));
  const week = phrases.find(isOf('week'));
  const dates = first.filter(
    date =>
      others.every(other => other !== 'past' && other.some(same => same.hasSame(date, 'day'))) &&
      named.every(({ weekday }) => weekday === date.weekday) &&
      (!week || date.startOf('week').equals(today.startOf('week').plus({ weeks: week.ahead }))),
  );
  return dates.length === 0 ? 'unclear' : dates;
}

/** A weekday alone, in a named week, or some time after the coming one. */
function weekdays(
  { weekday, which }: Extract<DayPhrase, { kind: 'weekday' }>,
  phrases: readonly DayPhrase[],
  today: DateTime,
): ResolvedDays {
  const week = phrases.find(isOf('week'));
  const span = phrases.find(isOf('span'));
  const ahead = (weekday - today.weekday + 7) % 7;
  const coming = today.plus({ days: ahead === 0 ? 7 : ahead });
  if (phrases.length > (week || span ? 2 : 1)) return 'unclear';
  if (week) return which === 'plain' ? [today.startOf('week').plus({ weeks: week.ahead, days: weekday - 1 })] : 'unclear';
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
  const make = (inYear: number) => DateTime.fromObject({ year: inYear, month, day }, { zone: 'utc' });
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

/** The next such day, in this month or one of the following; "nächsten Monats" says which. */
function dayOfMonth(day: number, monthsAhead: number | undefined, today: DateTime): DateTime[] | 'past' {
  const inMonth = (ahead: number) => {
    const month = today.startOf('month').plus({ months: ahead });
    const date = month.set({ day });
    return date.month === month.month ? date : undefined;
  };
  const months = monthsAhead === undefined ? [0, 1, 2] : [monthsAhead];
  const dates = months.map(inMonth).filter(date => date !== undefined);
  const next = dates.find(date => date >= today);
  if (next) return [next];
  return dates.length === 0 ? [] : 'past';
}
