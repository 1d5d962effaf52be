// What callers and language models say for days and times, and what is made of it: a date, a question, never a guess.
import { describe, expect, test } from 'vitest';
import { parseSpokenDay } from '../../src/language/spoken/day.ts';
import { instantAt } from '../../src/language/spoken/local-time.ts';
import { parseSpokenTime } from '../../src/language/spoken/time.ts';

const zone = 'Europe/Berlin';
const monday = new Date('2026-11-23T10:00:00.000Z');
const day = (text: string, now: Date = monday, language: 'de' | 'en' = 'de') => {
  const parsed = parseSpokenDay(text, { now, zone, language });
  return parsed.kind === 'dates' ? parsed.dates.join(' or ') : parsed.code;
};

describe('a German day', () => {
  test.each([
    ['heute', '2026-11-23'],
    ['morgen', '2026-11-24'],
    ['morgen früh', '2026-11-24'],
    ['übermorgen', '2026-11-25'],
    ['Donnerstag', '2026-11-26'],
    ['am kommenden Donnerstag', '2026-11-26'],
    ['diesen Freitag', '2026-11-27'],
    ['Sonnabend', '2026-11-28'],
    ['nächsten Dienstag', '2026-11-24 or 2026-12-01'],
    ['Montag', '2026-11-23 or 2026-11-30'],
    ['übernächsten Freitag', '2026-12-04'],
    ['nächste Woche Dienstag', '2026-12-01'],
    ['Dienstag nächster Woche', '2026-12-01'],
    ['Mittwoch in einer Woche', '2026-12-02'],
    ['in acht Tagen', '2026-11-30'],
    ['in vierzehn Tagen', '2026-12-07'],
    ['14.12.', '2026-12-14'],
    ['am 14. 12. 26', '2026-12-14'],
    ['14. Dezember', '2026-12-14'],
    ['am vierzehnten Dezember', '2026-12-14'],
    ['am Dritten', '2026-12-03'],
    ['Freitag um halb drei', '2026-11-27'],
    ['10.10.', '2027-10-10'],
    ['2026-12-01', '2026-12-01'],
    ['2023-10-10', 'date_past'],
    ['2028-01-01', 'date_too_far'],
    ['31.2.', 'date_unclear'],
    ['2026-02-30', 'date_unclear'],
    ['irgendwann', 'date_unclear'],
    ['{{appointment_date}}', 'date_unclear'],
    ['undefined', 'date_unclear'],
    ['', 'date_unclear'],
    ['((((((a+)+)+)+)+)+)$'.repeat(400), 'date_unclear'],
    ['‮01-21-6202', 'date_unclear'],
  ])('"%s" is %s', (text, expected) => {
    expect(day(text)).toBe(expected);
  });
  test.each([
    ['New Year’s Eve', '2026-12-31T22:00:00.000Z', 'morgen', '2027-01-01'],
    ['the leap day', '2028-02-28T10:00:00.000Z', 'morgen', '2028-02-29'],
    ['a year without one', '2027-02-28T10:00:00.000Z', 'morgen', '2027-03-01'],
    ['the day the clocks go forward', '2027-03-28T00:30:00.000Z', 'morgen', '2027-03-29'],
    ['the day they go back', '2026-10-25T00:30:00.000Z', 'in acht Tagen', '2026-11-01'],
    ['Saturday shortly before midnight', '2026-11-28T22:50:00.000Z', 'heute', '2026-11-28'],
    ['a Sunday', '2026-11-29T10:00:00.000Z', 'nächste Woche Dienstag', '2026-12-01'],
  ])('from %s', (_, now, text, expected) => {
    expect(day(text, new Date(now))).toBe(expected);
  });
});

describe('an English day', () => {
  test.each([
    ['tomorrow', '2026-11-24'],
    ['the day after tomorrow', '2026-11-25'],
    ['Friday', '2026-11-27'],
    ['next Tuesday', '2026-11-24 or 2026-12-01'],
    ['Wednesday next week', '2026-12-02'],
    ['a week on Friday', '2026-12-04'],
    ['December 14th', '2026-12-14'],
    ['the twenty first of January', '2027-01-21'],
    ['in two weeks', '2026-12-07'],
  ])('"%s" is %s', (text, expected) => {
    expect(day(text, monday, 'en')).toBe(expected);
  });
});

describe('a time', () => {
  const open = { opens: '09:00', closes: '18:00' };
  const time = (text: string, language: 'de' | 'en' = 'de') => {
    const parsed = parseSpokenTime(text, language, open);
    return parsed.kind === 'time' ? parsed.time : parsed.kind === 'ambiguous' ? parsed.times.join(' or ') : parsed.kind;
  };
  test.each([
    ['14:30', '14:30'],
    ['14 Uhr 30', '14:30'],
    ['14.30 Uhr', '14:30'],
    ['halb drei', '14:30'],
    ['viertel nach zwei', '14:15'],
    ['viertel vor drei', '14:45'],
    ['viertel drei', '14:15'],
    ['drei viertel vier', '15:45'],
    ['zehn vor halb drei', '14:20'],
    ['fünf nach halb drei', '14:35'],
    ['um drei', '15:00'],
    ['den um zehn', '10:00'],
    ['acht Uhr abends', '20:00'],
    ['vierzehn Uhr dreißig', '14:30'],
    ['8 Uhr', '08:00 or 20:00'],
    ['25:00', 'unclear'],
    ['bald', 'unclear'],
  ])('"%s" is %s', (text, expected) => {
    expect(time(text)).toBe(expected);
  });
  test.each([
    ['half past two', '14:30'],
    ['quarter to three', '14:45'],
    ['3 p.m.', '15:00'],
    ['9am', '09:00'],
  ])('in English "%s" is %s', (text, expected) => {
    expect(time(text, 'en')).toBe(expected);
  });
});

test('a time in the gap of the clocks does not exist, one in their overlap exists twice', () => {
  expect([
    instantAt('2027-03-28', '02:30', zone).kind,
    instantAt('2026-10-25', '02:30', zone).kind,
    instantAt('2026-10-25', '03:30', zone).kind,
  ]).toEqual(['gap', 'twice', 'instant']);
});
