// The dates of feasts are those that a library of the world's holidays gives by the same rules.
import Holidays from 'date-holidays';
import { expect, test } from 'vitest';
import { germanFeastSeasons, germanFeasts, germanFeastsElsewhere } from '../../../src/language/de/calendar-words.ts';
import { englishFeastSeasons, englishFeasts, englishFeastsElsewhere } from '../../../src/language/en/calendar-words.ts';
import { feastDay } from '../../../src/language/grammar/feasts.ts';

const tables = [
  ...[germanFeasts, germanFeastSeasons, ...germanFeastsElsewhere.values()],
  ...[englishFeasts, englishFeastSeasons, ...englishFeastsElsewhere.values()],
];
const rules = [...new Set(tables.flatMap(table => Object.values(table)))];
const years = Array.from({ length: 60 }, (_, index) => 2020 + index);

test.each(rules)('%s is the library’s day in every year', rule => {
  const library = new Holidays();
  library.setHoliday(rule, { name: rule, type: 'observance' });
  const theirs = years.map(year => library.getHolidays(year)[0]?.date.slice(0, 10));
  expect(years.map(year => feastDay(rule, year).toISODate())).toEqual(theirs);
});

test('what is no rule gives no day', () => {
  for (const rule of ['', 'the day after tomorrow', '2nd someday in May', '1st monday in Spring'])
    expect(feastDay(rule, 2026).isValid).toBe(false);
});
