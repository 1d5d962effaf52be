// What callers and language models say for a day, from the days on which it is easily got wrong. Never a guess: what is
// not understood or contradicts itself is asked for again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpokenMoment } from '../said.ts';

const zone = 'Europe/Berlin';
type Language = 'de' | 'en';
const parse = (text: string, now: string, language: Language = 'de') =>
  parseSpokenMoment(text, undefined, { now: new Date(now), zone, language });
const day = (text: string, now: string, language: Language = 'de'): string => {
  const parsed = parse(text, now, language);
  return parsed.kind === 'moment' ? parsed.dates.join(' or ') : parsed.code;
};

/** Reference days, each at ten in the morning in Berlin unless the hour matters. */
const from = {
  monday: '2026-11-23T09:00:00Z',
  wednesday: '2026-11-25T09:00:00Z',
  sunday: '2026-11-29T09:00:00Z',
  newYearsEve: '2026-12-31T22:59:00Z', // a Thursday, 23:59 in Berlin
  beforeSpring: '2027-03-27T22:50:00Z', // a Saturday, 23:50, the night the clocks go forward
  spring: '2027-03-28T09:00:00Z',
  autumn: '2026-10-25T00:30:00Z', // a Sunday, the first 02:30
  afterAutumn: '2026-10-26T09:00:00Z',
  leap: '2028-02-28T09:00:00Z', // a Monday, the next day is the leap day
  noLeap: '2027-02-28T09:00:00Z', // a Sunday
} as const;
const order = Object.keys(from);

/** The days rows are given for: Monday, Sunday, New Year's Eve, the nights the clocks change, 28 February in a leap year and in another. */
const columns = ['monday', 'sunday', 'newYearsEve', 'beforeSpring', 'autumn', 'leap', 'noLeap'] as const;

/** One row for each construction: what it is on each of these days. */
function eachFromItsDay(language: Language, rows: [text: string, expected: string[]][]): void {
  describe.each(rows)('"%s"', (text, expected) => {
    test.each(columns.map((column, index) => [column, expected[index]] as const))('from %s', (column, date) => {
      expect(day(text, from[column], language)).toBe(date);
    });
  });
}

describe('a German day', () => {
  eachFromItsDay('de', [
    ['heute', ['2026-11-23', '2026-11-29', '2026-12-31', '2027-03-27', '2026-10-25', '2028-02-28', '2027-02-28']],
    ['morgen', ['2026-11-24', '2026-11-30', '2027-01-01', '2027-03-28', '2026-10-25 or 2026-10-26', '2028-02-29', '2027-03-01']],
    [
      'morgen früh',
      ['2026-11-24', '2026-11-30', '2027-01-01', '2027-03-28', '2026-10-25 or 2026-10-26', '2028-02-29', '2027-03-01'],
    ],
    [
      'übermorgen',
      ['2026-11-25', '2026-12-01', '2027-01-02', '2027-03-29', '2026-10-26 or 2026-10-27', '2028-03-01', '2027-03-02'],
    ],
    ['am Mittwoch', ['2026-11-25', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-01', '2027-03-03']],
    ['diesen Mittwoch', ['2026-11-25', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-01', '2027-03-03']],
    ['am kommenden Mittwoch', ['2026-11-25', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-01', '2027-03-03']],
    [
      'nächsten Dienstag',
      [
        '2026-11-24 or 2026-12-01',
        '2026-12-01 or 2026-12-08',
        '2027-01-05',
        '2027-03-30',
        '2026-10-27 or 2026-11-03',
        '2028-02-29 or 2028-03-07',
        '2027-03-02 or 2027-03-09',
      ],
    ],
    [
      'übernächsten Dienstag',
      [
        '2026-12-01 or 2026-12-08',
        '2026-12-08 or 2026-12-15',
        '2027-01-12',
        '2027-04-06',
        '2026-11-03 or 2026-11-10',
        '2028-03-07 or 2028-03-14',
        '2027-03-09 or 2027-03-16',
      ],
    ],
    [
      'nächste Woche Mittwoch',
      ['2026-12-02', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-08', '2027-03-03'],
    ],
    [
      'Mittwoch nächster Woche',
      ['2026-12-02', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-08', '2027-03-03'],
    ],
    [
      'in der übernächsten Woche am Mittwoch',
      ['2026-12-09', '2026-12-09', '2027-01-13', '2027-04-07', '2026-11-04', '2028-03-15', '2027-03-10'],
    ],
    [
      'Mittwoch in einer Woche',
      ['2026-12-02', '2026-12-09', '2027-01-13', '2027-04-07', '2026-11-04', '2028-03-08', '2027-03-10'],
    ],
    ['in acht Tagen', ['2026-11-30', '2026-12-06', '2027-01-07', '2027-04-03', '2026-11-01', '2028-03-06', '2027-03-07']],
    ['in vierzehn Tagen', ['2026-12-07', '2026-12-13', '2027-01-14', '2027-04-10', '2026-11-08', '2028-03-13', '2027-03-14']],
    ['heute in acht Tagen', ['2026-11-30', '2026-12-06', '2027-01-07', '2027-04-03', '2026-11-01', '2028-03-06', '2027-03-07']],
    ['in drei Tagen', ['2026-11-26', '2026-12-02', '2027-01-03', '2027-03-30', '2026-10-28', '2028-03-02', '2027-03-03']],
    ['15.1.', ['2027-01-15', '2027-01-15', '2027-01-15', '2028-01-15', '2027-01-15', '2029-01-15', '2028-01-15']],
    ['am fünfzehnten Januar', ['2027-01-15', '2027-01-15', '2027-01-15', '2028-01-15', '2027-01-15', '2029-01-15', '2028-01-15']],
    ['am Dritten', ['2026-12-03', '2026-12-03', '2027-01-03', '2027-04-03', '2026-11-03', '2028-03-03', '2027-03-03']],
    ['29. Februar', ['date_unclear', 'date_unclear', 'date_unclear', '2028-02-29', 'date_unclear', '2028-02-29', 'date_too_far']],
    ['gestern', columns.map(() => 'date_past')],
  ]);

  test.each([
    ['Dienstag', '2026-11-24'],
    ['Sonnabend', '2026-11-28'],
    ['Montag', '2026-11-23 or 2026-11-30'],
    ['heute, Montag', '2026-11-23'],
    ['kommenden Montag', '2026-11-30'],
    ['morgen, Dienstag', '2026-11-24'],
    ['morgen Nachmittag', '2026-11-24'],
    ['Freitagnachmittag', '2026-11-27'],
    ['Freitag Morgen', '2026-11-27'],
    ['Freitag früh', '2026-11-27'],
    ['diese Woche Freitag', '2026-11-27'],
    ['Freitag in acht Tagen', '2026-12-04'],
    ['Freitag in vierzehn Tagen', '2026-12-11'],
    ['morgen in einer Woche', '2026-12-01'],
    ['in zwei Wochen am Mittwoch', '2026-12-09'],
    ['Freitag oder Samstag', '2026-11-27 or 2026-11-28'],
    ['am Wochenende', '2026-11-28 or 2026-11-29'],
    ['Freitag vor Weihnachten', '2026-12-18'],
    ['14.12.', '2026-12-14'],
    ['14.12', '2026-12-14'],
    ['14.12.26', '2026-12-14'],
    ['14.12.2026', '2026-12-14'],
    ['am 14. 12. 26', '2026-12-14'],
    ['14/12/2026', '2026-12-14'],
    ['14. Dezember', '2026-12-14'],
    ['14 Dezember 2026', '2026-12-14'],
    ['14. Dez.', '2026-12-14'],
    ['Mo., 14.12.', '2026-12-14'],
    ['Montag, den vierzehnten Dezember', '2026-12-14'],
    ['am vierzehnten zwölften', '2026-12-14'],
    ['am 14. zwölften', '2026-12-14'],
    ['am ein und zwanzigsten Dezember', '2026-12-21'],
    ['vierzehnter Januar zweitausendsiebenundzwanzig', '2027-01-14'],
    ['am 14.', '2026-12-14'],
    ['am 27', '2026-11-27'],
    ['Freitag, den 27.', '2026-11-27'],
    ['am dritten des nächsten Monats', '2026-12-03'],
    ['am 3. Februar nächsten Jahres', '2027-02-03'],
    ['Heiligabend', '2026-12-24'],
    ['am zweiten Weihnachtstag', '2026-12-26'],
    ['an Silvester', '2026-12-31'],
    ['mein Termin am Donnerstag, bitte', '2026-11-26'],
    ['tomorrow', '2026-11-24'],
    ['2026-12-01', '2026-12-01'],
    ['Dienstag, 2026-12-01', '2026-12-01'],
    ['2026-12-01T14:30:00', '2026-12-01'],
    ['2026-12-01 14:30', '2026-12-01'],
    // Models write the local time with a "Z" as well.
    ['2026-12-01T23:30:00Z', '2026-12-01 or 2026-12-02'],
    ['2026-12-01T23:30:00+01:00', '2026-12-01'],
    ['2027-11-23', '2027-11-23'],
    ['2026/12/01', '2026-12-01'],
    ['20261201', '2026-12-01'],
    ['2026-12-01T00:00:00', '2026-12-01'],
    ['2026-12-01T00:00:00Z', '2026-12-01'],
    ['2026-12-01T00:00:00+01:00', '2026-12-01'],
    ['2026-11-30T23:00:00Z', '2026-12-01'],
    ['2026-12-01 00:00:00', '2026-12-01'],
    ['Dezember 14', '2026-12-14'],
    ['Dezember 14, 2026', '2026-12-14'],
    ['Montag, Dez. 14', '2026-12-14'],
    ['Dezember 31.', '2026-12-31'],
  ])('on Monday, 23 November 2026, "%s" is %s', (text, expected) => {
    expect(day(text, from.monday)).toBe(expected);
  });

  test.each([
    ['Mittwoch in einer Woche', '2026-12-02 or 2026-12-09'],
    ['Mittwoch', '2026-11-25 or 2026-12-02'],
    ['diesen Mittwoch', '2026-11-25'],
    ['nächsten Mittwoch', '2026-12-02'],
    ['diese Woche Montag', 'date_past'],
    ['nächsten Samstag', '2026-11-28 or 2026-12-05'],
    ['in zwei Wochen am Dienstag', '2026-12-08 or 2026-12-15'],
  ])('on a Wednesday "%s" is %s', (text, expected) => {
    expect(day(text, from.wednesday)).toBe(expected);
  });

  test.each([
    ['irgendwann', 'date_unclear'],
    ['', 'date_unclear'],
    ['um drei', 'date_unclear'],
    ['nächste Woche', 'date_unclear'],
    ['Ende nächster Woche', 'date_unclear'],
    ['nicht am Freitag', 'date_unclear'],
    ['statt Freitag', 'date_unclear'],
    ['vom dritten auf den vierten', 'date_unclear'],
    ['Freitag Samstag', 'date_unclear'],
    ['Dienstag, den 14.12.', 'date_unclear'],
    ['morgen, Freitag', 'date_unclear'],
    ['Mittwoch in drei Tagen', 'date_unclear'],
    ['31.2.', 'date_unclear'],
    ['Dezember 26', 'date_unclear'],
    ['Dienstag, Dezember 14', 'date_unclear'],
    ['9.12. 10.12', 'date_unclear'],
    ['9.12. 10.11', 'date_unclear'],
    // A time in the day's field is no day.
    ['10.30', 'date_unclear'],
    ['9.30', 'date_unclear'],
    ['20261332', 'date_unclear'],
    ['49151123', 'date_unclear'],
    ['2026-02-30', 'date_unclear'],
    ['2026-13-01', 'date_unclear'],
    ['2026-12-01T25:00:00', 'date_unclear'],
    ['{{appointment_date}}', 'date_unclear'],
    ['undefined', 'date_unclear'],
    ['null', 'date_unclear'],
    ['YYYY-MM-DD', 'date_unclear'],
    ['2023-10-10', 'date_past'],
    ['2023-10-10T10:00:00Z', 'date_past'],
    ['2026-11-22', 'date_past'],
    ['14.10.25', 'date_past'],
    ['letzten Dienstag', 'date_past'],
    ['vor einer Woche', 'date_past'],
    ['letzte Woche Freitag', 'date_past'],
    ['20.11.', 'date_past'],
    ['Freitag, 20.11.', 'date_past'],
    ['2027-11-24', 'date_too_far'],
    ['2028-01-01', 'date_too_far'],
  ])('"%s" is asked again: %s', (text, expected) => {
    expect(day(text, from.monday)).toBe(expected);
  });

  test('a date gone by a while ago is the next one, unless the weekday says otherwise', () => {
    expect([day('10.10.', from.monday), day('Samstag, 20.11.', from.monday)]).toEqual(['2027-10-10', '2027-11-20']);
  });
});

describe('an English day', () => {
  eachFromItsDay('en', [
    ['today', ['2026-11-23', '2026-11-29', '2026-12-31', '2027-03-27', '2026-10-25', '2028-02-28', '2027-02-28']],
    [
      'tomorrow morning',
      ['2026-11-24', '2026-11-30', '2027-01-01', '2027-03-28', '2026-10-25 or 2026-10-26', '2028-02-29', '2027-03-01'],
    ],
    [
      'the day after tomorrow',
      ['2026-11-25', '2026-12-01', '2027-01-02', '2027-03-29', '2026-10-26 or 2026-10-27', '2028-03-01', '2027-03-02'],
    ],
    ['on Wednesday', ['2026-11-25', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-01', '2027-03-03']],
    [
      'next Tuesday',
      [
        '2026-11-24 or 2026-12-01',
        '2026-12-01 or 2026-12-08',
        '2027-01-05',
        '2027-03-30',
        '2026-10-27 or 2026-11-03',
        '2028-02-29 or 2028-03-07',
        '2027-03-02 or 2027-03-09',
      ],
    ],
    ['Wednesday next week', ['2026-12-02', '2026-12-02', '2027-01-06', '2027-03-31', '2026-10-28', '2028-03-08', '2027-03-03']],
    ['a week on Wednesday', ['2026-12-02', '2026-12-09', '2027-01-13', '2027-04-07', '2026-11-04', '2028-03-08', '2027-03-10']],
    ['in two weeks', ['2026-12-07', '2026-12-13', '2027-01-14', '2027-04-10', '2026-11-08', '2028-03-13', '2027-03-14']],
    ['the third', ['2026-12-03', '2026-12-03', '2027-01-03', '2027-04-03', '2026-11-03', '2028-03-03', '2027-03-03']],
    ['January 15th', ['2027-01-15', '2027-01-15', '2027-01-15', '2028-01-15', '2027-01-15', '2029-01-15', '2028-01-15']],
    ['yesterday', columns.map(() => 'date_past')],
  ]);

  test.each([
    ['this Friday', '2026-11-27'],
    ['this coming Friday', '2026-11-27'],
    ['this afternoon', '2026-11-23'],
    ['next week on Thursday', '2026-12-03'],
    ['Friday after next', '2026-12-04 or 2026-12-11'],
    ['Wednesday week', '2026-12-02'],
    ['a week today', '2026-11-30'],
    ['a week from tomorrow', '2026-12-01'],
    ['in ten days', '2026-12-03'],
    ['a fortnight from now', '2026-12-07'],
    ['in a week’s time', '2026-11-30'],
    ['two weeks from Friday', '2026-12-11'],
    ['Friday the 27th', '2026-11-27'],
    ['December 14, 2026', '2026-12-14'],
    ['Dec. 14', '2026-12-14'],
    ['the fourteenth of December', '2026-12-14'],
    ['December the fourteenth', '2026-12-14'],
    ['the twenty-first of January twenty twenty-seven', '2027-01-21'],
    ['21 January two thousand and twenty-seven', '2027-01-21'],
    ['12/14/2026', '2026-12-14'],
    ['14/12/2026', '2026-12-14'],
    ['12/01/2027', '2027-01-12'],
    ['2/1', '2027-01-02 or 2027-02-01'],
    ['Christmas Eve', '2026-12-24'],
    ['New Year’s Eve', '2026-12-31'],
    ['Friday or Saturday', '2026-11-27 or 2026-11-28'],
    ['übermorgen', '2026-11-25'],
    ['not on Friday', 'date_unclear'],
    ['some time next week', 'date_unclear'],
    ['last Friday', 'date_past'],
    ['three days ago', 'date_past'],
    ['October 10 2023', 'date_past'],
  ])('on Monday, 23 November 2026, "%s" is %s', (text, expected) => {
    expect(day(text, from.monday, 'en')).toBe(expected);
  });
});

/** With the time that was said along with the day, if any. */
const dayAndTime = (text: string): string => {
  const parsed = parse(text, from.monday);
  if (parsed.kind === 'unclear') return parsed.code;
  const said = parsed.time?.();
  const clock = said?.kind === 'time' ? said.time : said?.kind === 'ambiguous' ? said.times.join(' or ') : said?.kind;
  return [parsed.dates.join(' or '), ...(clock === undefined ? [] : [clock])].join(', ');
};

describe('a time said with the day', () => {
  test.each([
    ['Freitag um halb drei', '2026-11-27', '02:30 or 14:30'],
    ['Freitag um vierzehn Uhr dreißig', '2026-11-27', '14:30'],
    ['Freitagnachmittag um drei', '2026-11-27', '15:00'],
    ['morgen früh um acht', '2026-11-24', '08:00'],
    ['am 14. um 10 Uhr', '2026-12-14', '10:00 or 22:00'],
    ['am 14.12. um 15.30', '2026-12-14', '15:30'],
    ['Freitag 10.10 Uhr', '2026-11-27', '10:10'],
    ['9.12. 10.30', '2026-12-09', '10:30'],
    ['9.12. 9.00', '2026-12-09', '09:00 or 21:00'],
    ['9.12.2026 14.15', '2026-12-09', '14:15'],
    ['Freitag 10.30', '2026-11-27', '10:30'],
    ['Freitag 15', '2026-11-27', '15:00'],
    ['2026-12-01T14:30', '2026-12-01', '14:30'],
    ['2026-12-01T13:30:00Z', '2026-12-01', '13:30 or 14:30'],
    ['Freitag um vierzehn Uhr morgens', '2026-11-27', 'unclear'],
  ])('"%s"', (text, date, time) => {
    expect(dayAndTime(text)).toBe(`${date}, ${time}`);
  });
  test.each(['2026-12-01T00:00', '2026-12-01T00:00:00', '2026-12-01T00:00:00Z', '2026-11-30T23:00:00.000Z', '2026-12-01 00:00'])(
    'midnight in "%s" is how a program writes a day',
    text => {
      expect(dayAndTime(text)).toBe('2026-12-01');
    },
  );
  test('a midnight that is two days is neither', () => {
    const context = { now: new Date(from.monday), zone: 'America/New_York', language: 'en' as const };
    expect(parseSpokenMoment('2026-12-01T00:00:00Z', undefined, context)).toEqual({ kind: 'unclear', code: 'date_unclear' });
  });
  test('a part of the day alone is no time', () => {
    expect(dayAndTime('Freitag Nachmittag')).toBe('2026-11-27');
  });
});

test('the local day counts, not that of UTC', () => {
  expect(day('heute', '2026-11-28T23:10:00Z')).toBe('2026-11-29');
  // Soon after midnight many call the day that has begun tomorrow.
  expect(day('morgen', '2026-11-28T23:10:00Z')).toBe('2026-11-29 or 2026-11-30');
});

test('whatever is sent, the result is a day from today to a year ahead, or a question', () => {
  const said = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          ...'morgen heute Freitag nächsten Woche in acht Tagen 14. 3. 10.10 um halb drei oder 2026 am den Januar uhr'.split(' '),
        ),
        {
          maxLength: 8,
        },
      )
      .map(words => words.join(' ')),
  );
  fc.assert(
    fc.property(said, fc.constantFrom(...order), fc.constantFrom<Language>('de', 'en'), (text, reference, language) => {
      const now = from[reference as keyof typeof from];
      const today = new Date(now).toLocaleDateString('sv-SE', { timeZone: zone });
      const yearAhead = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
      const parsed = parse(text, now, language);
      for (const date of parsed.kind === 'moment' ? parsed.dates : []) {
        expect(date >= today && date <= yearAhead, `${text}: ${date}`).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a regex bomb', '((((((a+)+)+)+)+)+)$'.repeat(500)],
  ['ten thousand letters', 'a'.repeat(10_000)],
  ['what is too long to be a day', `${'ja '.repeat(100)}morgen`],
  ['ten thousand dots', '1.'.repeat(5_000)],
  ['null bytes', 'morgen\u0000'],
  ['text from right to left', '\u202enegrom'],
  ['SQL', "morgen'; DROP TABLE appointments; --"],
])('%s is not understood', (_, text) => {
  expect(day(text, from.monday)).toBe('date_unclear');
});
