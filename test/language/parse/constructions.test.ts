// Every way of naming a day, from every day on which it is easily got wrong. What is expected is stated in days, weeks and
// dates, and worked out by bare arithmetic on the calendar, not by what is tested.
import { describe, expect, test } from 'vitest';
import { parseSpokenMoment } from '../said.ts';

const zone = 'Europe/Berlin';
const dayMs = 86_400_000;

/** Local days, each asked about late in the evening, when UTC is on the same day but a careless hour may not be. */
const references = {
  'a Monday': '2026-11-23T22:30:00Z',
  'a Sunday': '2026-11-29T22:30:00Z',
  'New Year’s Eve': '2026-12-31T22:30:00Z',
  'the day before the clocks go forward': '2027-03-27T22:30:00Z',
  'the day the clocks go forward': '2027-03-28T21:30:00Z',
  'the day after the clocks went forward': '2027-03-29T21:30:00Z',
  'the day before the clocks go back': '2026-10-24T21:30:00Z',
  'the day the clocks go back': '2026-10-25T22:30:00Z',
  'the day after the clocks went back': '2026-10-26T22:30:00Z',
  '28 February in a leap year': '2028-02-28T22:30:00Z',
  '28 February in another year': '2027-02-28T22:30:00Z',
};

/** A day as its number since 1970; Monday is 1. */
type Expected = (today: number) => number[] | string;
const numberOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / dayMs;
const iso = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;
const yearOf = (day: number): number => Number(iso(day).slice(0, 4));
const untilWeekday = (today: number, weekday: number): number => (weekday - weekdayOf(today) + 7) % 7;

const plus =
  (...days: number[]): Expected =>
  today =>
    days.map(ahead => today + ahead);
/** The coming one, never today. */
const coming =
  (weekday: number, later = 0): Expected =>
  today => [today + (untilWeekday(today, weekday) || 7) + later];
/** The name alone: said on that very day it may be today. */
const plain =
  (weekday: number): Expected =>
  today =>
    untilWeekday(today, weekday) === 0 ? [today, today + 7] : [today + untilWeekday(today, weekday)];
const thisOne =
  (weekday: number): Expected =>
  today => [today + untilWeekday(today, weekday)];
/** "Nächsten": where the coming one is within two days or still in this week, the one after may be meant. */
const next =
  (weekday: number): Expected =>
  today => {
    const ahead = untilWeekday(today, weekday) || 7;
    const near = ahead <= 2 || weekdayOf(today) + ahead <= 7;
    return near ? [today + ahead, today + ahead + 7] : [today + ahead];
  };
const inWeek =
  (weeks: number, weekday: number): Expected =>
  today => {
    const date = today - weekdayOf(today) + weekday + 7 * weeks;
    return date < today ? 'date_past' : [date];
  };
/** Some weeks after the coming one; said on that very day, or with the weeks first, counted from today as well. */
const weeksAfter =
  (weekday: number, weeks: number, weeksFirst = false): Expected =>
  today => {
    const after = today + (untilWeekday(today, weekday) || 7) + 7 * weeks;
    const ofThatWeek = today - weekdayOf(today) + weekday + 7 * weeks;
    const both = untilWeekday(today, weekday) === 0 || weeksFirst ? [ofThatWeek, after] : [after];
    return [...new Set(both)].sort((a, b) => a - b);
  };
/** The next such date; one gone by less than a month ago was meant as gone. */
const dated =
  (day: number, month: number): Expected =>
  today => {
    const around = [-1, 0, 1, 2].map(years => numberOf(yearOf(today) + years, month, day));
    const gone = around.filter(date => date < today).at(-1) ?? 0;
    return today - gone <= 31 ? 'date_past' : [around.find(date => date >= today) ?? 0];
  };
const ofMonth =
  (day: number, monthsAhead?: number): Expected =>
  today => {
    const [year = 0, month = 0] = iso(today).split('-').map(Number);
    const months = monthsAhead === undefined ? [0, 1, 2] : [monthsAhead];
    const dates = months
      .map(ahead => numberOf(year, month + ahead, day))
      .filter(date => iso(date).endsWith(`-${String(day).padStart(2, '0')}`));
    const ahead = dates.filter(date => date >= today);
    // Today is hardly named by its number: the next one may be meant.
    return ahead[0] === today && monthsAhead === undefined ? ahead.slice(0, 2) : [ahead[0] ?? 0];
  };
const on =
  (year: number, month: number, day: number): Expected =>
  today => {
    const date = numberOf(year, month, day);
    if (date < today) return 'date_past';
    return date > numberOf(yearOf(today) + 1, ...monthAndDay(today)) ? 'date_too_far' : [date];
  };
const monthAndDay = (day: number): [number, number] => [Number(iso(day).slice(5, 7)), Number(iso(day).slice(8, 10))];
/** What is left of this week's Saturday and Sunday. */
const weekend: Expected = today => [6, 7].map(weekday => today - weekdayOf(today) + weekday).filter(date => date >= today);
const asked: Expected = () => 'date_unclear';
const past: Expected = () => 'date_past';

const german: [string, Expected][] = [
  ['heute', plus(0)],
  ['heute Abend', plus(0)],
  ['heute noch', plus(0)],
  ['morgen', plus(1)],
  ['morgen früh', plus(1)],
  ['morgen Nachmittag', plus(1)],
  ['gleich morgen', plus(1)],
  ['übermorgen', plus(2)],
  ['morgen oder übermorgen', plus(1, 2)],
  ['Mittwoch', plain(3)],
  ['am Sonnabend', plain(6)],
  ['diesen Mittwoch', thisOne(3)],
  ['kommenden Mittwoch', coming(3)],
  ['nächsten Dienstag', next(2)],
  ['nächsten Samstag', next(6)],
  ['übernächsten Dienstag', today => (next(2)(today) as number[]).map(date => date + 7)],
  ['nächste Woche Mittwoch', inWeek(1, 3)],
  ['Mittwoch nächster Woche', inWeek(1, 3)],
  ['in der kommenden Woche am Freitag', inWeek(1, 5)],
  ['diese Woche Sonntag', inWeek(0, 7)],
  ['diese Woche Montag', inWeek(0, 1)],
  ['übernächste Woche Freitag', inWeek(2, 5)],
  ['Mittwoch in einer Woche', weeksAfter(3, 1)],
  ['Mittwoch in acht Tagen', weeksAfter(3, 1)],
  ['Mittwoch in vierzehn Tagen', weeksAfter(3, 2)],
  ['in zwei Wochen am Mittwoch', weeksAfter(3, 2, true)],
  ['heute in einer Woche', plus(7)],
  ['morgen in acht Tagen', plus(8)],
  ['in acht Tagen', plus(7)],
  ['in vierzehn Tagen', plus(14)],
  ['in drei Tagen', plus(3)],
  ['in vier Wochen', plus(28)],
  ['15.1.', dated(15, 1)],
  ['15.01.', dated(15, 1)],
  ['15. Januar', dated(15, 1)],
  ['am fünfzehnten Januar', dated(15, 1)],
  ['am fünfzehnten ersten', dated(15, 1)],
  ['1.Dezember', dated(1, 12)],
  ['am 15. Mai 2027', on(2027, 5, 15)],
  ['15.5.27', on(2027, 5, 15)],
  ['2027-05-15', on(2027, 5, 15)],
  ['2027-05-15T14:30', on(2027, 5, 15)],
  ['2023-10-07', past],
  ['am Dritten', ofMonth(3)],
  ['am 31.', ofMonth(31)],
  ['am dritten nächsten Monats', ofMonth(3, 1)],
  ['29. Februar', today => (leapAhead(today) === undefined ? 'date_unclear' : on(2028, 2, 29)(today))],
  ['Heiligabend', dated(24, 12)],
  ['am zweiten Weihnachtstag', dated(26, 12)],
  ['Silvester', dated(31, 12)],
  ['Neujahr', dated(1, 1)],
  ['am Tag der Arbeit', dated(1, 5)],
  ['gestern', past],
  ['letzten Dienstag', past],
  ['vor einer Woche', past],
  ['nächste Woche', asked],
  ['Ende nächster Woche', asked],
  ['am Wochenende', weekend],
  ['in einem Monat', asked],
  ['nicht am Freitag', asked],
  ['irgendwann', asked],
];

/** A 29 February in this year or one of those beside it, or none. */
const leapAhead = (today: number): number | undefined =>
  [0, 1].map(years => yearOf(today) + years).find(year => year % 4 === 0 && numberOf(year, 2, 29) >= today);

const english: [string, Expected][] = [
  ['today', plus(0)],
  ['tonight', plus(0)],
  ['this afternoon', plus(0)],
  ['tomorrow', plus(1)],
  ['tomorrow morning', plus(1)],
  ['the day after tomorrow', plus(2)],
  ['tomorrow or the day after tomorrow', plus(1, 2)],
  ['Wednesday', plain(3)],
  ['this Wednesday', thisOne(3)],
  ['this coming Wednesday', coming(3)],
  ['next Tuesday', next(2)],
  ['next Saturday', next(6)],
  ['Tuesday after next', today => (next(2)(today) as number[]).map(date => date + 7)],
  ['next week Wednesday', inWeek(1, 3)],
  ['Wednesday of next week', inWeek(1, 3)],
  ['this week Sunday', inWeek(0, 7)],
  ['the week after next on Friday', inWeek(2, 5)],
  ['Wednesday week', weeksAfter(3, 1)],
  ['a week on Wednesday', weeksAfter(3, 1)],
  ['a fortnight on Wednesday', weeksAfter(3, 2)],
  ['in two weeks on Wednesday', weeksAfter(3, 2, true)],
  ['a week today', plus(7)],
  ['tomorrow week', plus(8)],
  ['a week from tomorrow', plus(8)],
  ['in ten days', plus(10)],
  ['three days from now', plus(3)],
  ['in two weeks’ time', plus(14)],
  ['a fortnight from now', plus(14)],
  ['January 15th', dated(15, 1)],
  ['the fifteenth of January', dated(15, 1)],
  ['15 January', dated(15, 1)],
  ['May 15, 2027', on(2027, 5, 15)],
  ['5/15/2027', on(2027, 5, 15)],
  ['2027-05-15', on(2027, 5, 15)],
  ['2023-10-07', past],
  ['the third', ofMonth(3)],
  ['the third of next month', ofMonth(3, 1)],
  ['Christmas Eve', dated(24, 12)],
  ['New Year’s Eve', dated(31, 12)],
  ['New Year’s Day', dated(1, 1)],
  ['yesterday', past],
  ['last Tuesday', past],
  ['three days ago', past],
  ['next week', asked],
  ['at the weekend', weekend],
  ['not on Friday', asked],
  ['some time soon', asked],
];

function said(text: string, now: string, language: 'de' | 'en'): string {
  const parsed = parseSpokenMoment(text, undefined, { now: new Date(now), zone, language });
  return parsed.kind === 'moment' ? parsed.dates.join(' or ') : parsed.code;
}

describe.each([
  ['de' as const, german],
  ['en' as const, english],
])('%s', (language, constructions) => {
  describe.each(constructions)('“%s”', (text, expected) => {
    test.each(Object.entries(references))('said on %s', (_, now) => {
      const today = Math.floor((Date.parse(now) + 2 * 3_600_000 - (isSummer(now) ? 0 : 3_600_000)) / dayMs);
      const dates = expected(today);
      expect(said(text, now, language)).toBe(typeof dates === 'string' ? dates : dates.map(iso).join(' or '));
    });
  });
});

/** Berlin's summer time in the years of the reference days. */
const isSummer = (now: string): boolean =>
  (now >= '2026-03-29T01' && now < '2026-10-25T01') ||
  (now >= '2027-03-28T01' && now < '2027-10-31T01') ||
  (now >= '2028-03-26T01' && now < '2028-10-29T01');
