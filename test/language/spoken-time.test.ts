// What callers and language models say for a time of day: one time, or the two it may be, or a question.
import { describe, expect, test } from 'vitest';
import { instantAt } from '../../src/language/spoken/local-time.ts';
import { type OpenSpan, parseSpokenTime } from '../../src/language/spoken/time.ts';

type Language = 'de' | 'en';
const open: OpenSpan = { opens: '09:00', closes: '18:00' };
const time = (text: string, language: Language, span?: OpenSpan): string => {
  const parsed = parseSpokenTime(text, language, span);
  return parsed.kind === 'time' ? parsed.time : parsed.kind === 'ambiguous' ? parsed.times.join(' or ') : 'unclear';
};

describe.each<[string, Language, [string, string, string][]]>([
  [
    'German',
    'de',
    [
      // said, without opening hours, with hours from nine to six
      ['14:30', '14:30', '14:30'],
      ['14:30:00', '14:30', '14:30'],
      ['09:00', '09:00', '09:00'],
      ['9:00', '09:00 or 21:00', '09:00'],
      ['3:30', '03:30 or 15:30', '15:30'],
      ['14 Uhr', '14:00', '14:00'],
      ['14Uhr30', '14:30', '14:30'],
      ['14 Uhr 30', '14:30', '14:30'],
      ['14.30 Uhr', '14:30', '14:30'],
      ['14.30', '14:30', '14:30'],
      ['1430 Uhr', '14:30', '14:30'],
      ['14h30', '14:30', '14:30'],
      ['vierzehn Uhr', '14:00', '14:00'],
      ['vierzehn Uhr dreißig', '14:30', '14:30'],
      ['vierzehn Uhr fünf und dreißig', '14:35', '14:35'],
      ['neun Uhr neunundfünfzig', '09:59 or 21:59', '09:59'],
      ['vierzehn dreißig', '14:30', '14:30'],
      ['null Uhr fünfzehn', '00:15', '00:15'],
      ['dreiundzwanzig Uhr', '23:00', '23:00'],
      ['halb drei', '02:30 or 14:30', '14:30'],
      ['um halb eins', '00:30 or 12:30', '12:30'],
      ['viertel nach zwei', '02:15 or 14:15', '14:15'],
      ['viertel vor drei', '02:45 or 14:45', '14:45'],
      ['viertel drei', '02:15 or 14:15', '14:15'],
      ['drei viertel vier', '03:45 or 15:45', '15:45'],
      ['dreiviertel vier', '03:45 or 15:45', '15:45'],
      ['zehn vor halb drei', '02:20 or 14:20', '14:20'],
      ['fünf nach halb drei', '02:35 or 14:35', '14:35'],
      ['fünf Minuten vor drei', '02:55 or 14:55', '14:55'],
      ['zwanzig nach vier', '04:20 or 16:20', '16:20'],
      ['zehn vor vierzehn Uhr', '13:50', '13:50'],
      ['um drei', '03:00 or 15:00', '15:00'],
      ['den um zehn', '10:00 or 22:00', '10:00'],
      ['gegen elf', '11:00 or 23:00', '11:00'],
      ['um eins', '01:00 or 13:00', '13:00'],
      ['acht Uhr', '08:00 or 20:00', '08:00 or 20:00'],
      ['acht Uhr abends', '20:00', '20:00'],
      ['abends um acht', '20:00', '20:00'],
      ['morgens um acht', '08:00', '08:00'],
      ['früh um acht', '08:00', '08:00'],
      ['acht Uhr in der Früh', '08:00', '08:00'],
      ['morgen früh um acht', '08:00', '08:00'],
      ['um drei am Nachmittag', '15:00', '15:00'],
      ['zehn Uhr vormittags', '10:00', '10:00'],
      ['zwölf Uhr mittags', '12:00', '12:00'],
      ['ein Uhr mittags', '13:00', '13:00'],
      ['zwei Uhr nachts', '02:00', '02:00'],
      ['zwölf Uhr nachts', '00:00', '00:00'],
      ['Mitternacht', '00:00', '00:00'],
      ['Freitag um halb drei', '02:30 or 14:30', '14:30'],
      ['am 14. um zehn Uhr', '10:00 or 22:00', '10:00'],
      ['2026-12-01T14:30:00', '14:30', '14:30'],
      ['3 pm', '15:00', '15:00'],
      ['25:00', 'unclear', 'unclear'],
      ['24 Uhr', 'unclear', 'unclear'],
      ['14:60', 'unclear', 'unclear'],
      ['vierzehn Uhr morgens', 'unclear', 'unclear'],
      ['Nachmittag', 'unclear', 'unclear'],
      ['mittags', 'unclear', 'unclear'],
      ['bald', 'unclear', 'unclear'],
      ['ab drei', 'unclear', 'unclear'],
      ['kurz vor drei', 'unclear', 'unclear'],
      ['zwischen drei und vier', 'unclear', 'unclear'],
      ['um drei oder vier', 'unclear', 'unclear'],
      ['nicht um drei', 'unclear', 'unclear'],
      ['in drei Stunden', 'unclear', 'unclear'],
      ['{{appointment_time}}', 'unclear', 'unclear'],
      ['', 'unclear', 'unclear'],
      [`${'1'.repeat(10_000)}:30`, 'unclear', 'unclear'],
    ],
  ],
  [
    'English',
    'en',
    [
      ['14:30', '14:30', '14:30'],
      ['2:30', '02:30 or 14:30', '14:30'],
      ['2:30 p.m.', '14:30', '14:30'],
      ['02:30 PM', '14:30', '14:30'],
      ['9am', '09:00', '09:00'],
      ['12 am', '00:00', '00:00'],
      ['12 pm', '12:00', '12:00'],
      ['12:30 AM', '00:30', '00:30'],
      ['three', '03:00 or 15:00', '15:00'],
      ['at three o’clock', '03:00 or 15:00', '15:00'],
      ['half past two', '02:30 or 14:30', '14:30'],
      ['half two', '02:30 or 14:30', '14:30'],
      ['quarter past two', '02:15 or 14:15', '14:15'],
      ['a quarter to three', '02:45 or 14:45', '14:45'],
      ['ten to three', '02:50 or 14:50', '14:50'],
      ['twenty-five minutes past two', '02:25 or 14:25', '14:25'],
      ['two thirty', '02:30 or 14:30', '14:30'],
      ['two oh five pm', '14:05', '14:05'],
      ['fourteen thirty', '14:30', '14:30'],
      ['fourteen hundred hours', '14:00', '14:00'],
      ['nine in the morning', '09:00', '09:00'],
      ['half past two in the afternoon', '14:30', '14:30'],
      ['seven in the evening', '19:00', '19:00'],
      ['ten at night', '22:00', '22:00'],
      ['noon', '12:00', '12:00'],
      ['twelve noon', '12:00', '12:00'],
      ['midnight', '00:00', '00:00'],
      ['tomorrow morning at nine', '09:00', '09:00'],
      ['Friday at 2.30 pm', '14:30', '14:30'],
      ['halb drei', '02:30 or 14:30', '14:30'],
      ['fourteen in the morning', 'unclear', 'unclear'],
      ['three or four', 'unclear', 'unclear'],
      ['after three', 'unclear', 'unclear'],
      ['sometime', 'unclear', 'unclear'],
      ['in the afternoon', 'unclear', 'unclear'],
    ],
  ],
])('a time in %s', (_, language, rows) => {
  test.each(rows)('"%s" is %s, or %s while open', (text, alone, whileOpen) => {
    expect([time(text, language), time(text, language, open)]).toEqual([alone, whileOpen]);
  });
});

describe('a local time on the days the clocks change', () => {
  test.each([
    ['2027-03-28', '01:59', { kind: 'instant', at: '2027-03-28T00:59:00.000Z' }],
    ['2027-03-28', '02:00', { kind: 'gap' }],
    ['2027-03-28', '02:59', { kind: 'gap' }],
    ['2027-03-28', '03:00', { kind: 'instant', at: '2027-03-28T01:00:00.000Z' }],
    ['2026-10-25', '01:59', { kind: 'instant', at: '2026-10-24T23:59:00.000Z' }],
    ['2026-10-25', '02:30', { kind: 'twice', first: '2026-10-25T00:30:00.000Z', second: '2026-10-25T01:30:00.000Z' }],
    ['2026-10-25', '03:00', { kind: 'instant', at: '2026-10-25T02:00:00.000Z' }],
  ])('%s %s', (date, clock, expected) => {
    expect(instantAt(date, clock, 'Europe/Berlin')).toEqual(expected);
  });
});
