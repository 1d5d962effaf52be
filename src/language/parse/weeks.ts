// Weeks and their parts: "nächste Woche", "KW 42", "Anfang der Woche".
import { DateTime } from 'luxon';
import type { DayPhrase } from '../grammar/phrases.ts';
import { isOf } from './recurring-days.ts';

/** The Monday of the week that is said; a number without a year is the next such week. */
export function weekSaid(phrases: readonly DayPhrase[], today: DateTime): DateTime[] | undefined {
  const week = phrases.find(isOf('week'));
  const numbered = phrases.find(isOf('week_number'));
  if (week) {
    const last = weekdaysOf[week.part ?? 'whole'][1];
    // "Anfang der Woche", said on its Friday, is of the next.
    const isOver = week.part !== undefined && week.ahead === 0 && today.weekday > last;
    const monday = today.startOf('week').plus({ weeks: week.ahead + (isOver ? 1 : 0) });
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

/** The days of the week, or of the part of it, that is said: from the first to the day after the last. */
export function weekOf(phrases: readonly DayPhrase[], today: DateTime): { from: DateTime; to: DateTime } | undefined {
  const [week] = weekSaid(phrases, today) ?? [];
  const [first, last] = weekdaysOf[phrases.find(isOf('week'))?.part ?? 'whole'];
  return week && { from: week.plus({ days: first - 1 }), to: week.plus({ days: last }) };
}

/** The first and the last weekday of a week's parts: Tuesday and Thursday may be called either. */
const weekdaysOf = { whole: [1, 7], start: [1, 2], middle: [2, 4], end: [4, 7] } as const;

/** "Ende der Woche, Montag" contradicts itself. */
export function isInPartOfWeek(weekday: number, phrases: readonly DayPhrase[]): boolean {
  const [first, last] = weekdaysOf[phrases.find(isOf('week'))?.part ?? 'whole'];
  return weekday >= first && weekday <= last;
}
