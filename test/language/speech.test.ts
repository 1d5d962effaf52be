// Every sentence, in each language, with the most awkward parameters: nothing unspeakable is left in it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Code, codes } from '../../src/domain/codes.ts';
import { spokenDate, spokenMoney, spokenTime } from '../../src/language/speech/moments.ts';
import type { SpeechParameters } from '../../src/language/speech/parameters.ts';
import { renderAnswer } from '../../src/language/speech/render.ts';
import { parseSpokenDay } from '../../src/language/spoken/day.ts';
import { instantAt } from '../../src/language/spoken/local-time.ts';
import { parseSpokenTime } from '../../src/language/spoken/time.ts';

const zone = 'Europe/Berlin';
const every = Object.keys(codes) as Code[];
const midnight = '2026-12-31T23:00:00.000Z';
const many = Array.from({ length: 31 }, (_, day) => ({ startsAt: new Date(Date.UTC(2026, 11, 1 + day, 9, 5)).toISOString() }));
const extremes: Record<string, SpeechParameters> = {
  nothing: {},
  'midnight in another year': {
    zone,
    answeredAt: '2026-11-23T10:00:00.000Z',
    startsAt: midnight,
    oldStartsAt: midnight,
    newStartsAt: midnight,
    until: midnight,
  },
  'one cent, one choice': {
    zone,
    fee: { amountCents: 1, currency: 'EUR' },
    choices: many.slice(0, 1),
    alternatives: [midnight],
    quota: 1,
    hoursBefore: 1,
  },
  'thirty-one choices, a large fee': {
    zone,
    fee: { amountCents: 123_456, currency: 'XTS' },
    choices: many,
    alternatives: many.map(c => c.startsAt),
    quota: 31,
    hoursBefore: 720,
  },
  'a hand-over with braces': { zone, handover: 'Bitte {{name}} anrufen. Danach auflegen. Ende', startsAt: midnight },
};

describe.each(['de', 'en'] as const)('in %s', language => {
  test.each(Object.entries(extremes))('no code says anything unspeakable: %s', (_, parameters) => {
    for (const code of every) {
      const said = renderAnswer(code, parameters, language);
      expect(said, code).not.toMatch(/[\d{}[\]<>]|undefined|null(?! Uhr|mal)|NaN| {2}|\s$/);
      expect(said.split(/[.!?](?:\s|$)/).filter(part => part.trim() !== '').length, `${code}: ${said}`).toBeLessThanOrEqual(2);
      expect(said.length, code).toBeLessThan(400);
    }
  });
  test('what is spoken about a time parses back to that time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const instant = instantAt('2026-12-01', time, zone);
        const spoken = instant.kind === 'instant' ? spokenTime(instant.at, zone, language) : '';
        const parsed = parseSpokenTime(spoken, language);
        // German hours up to twelve are said on a face of twelve: both halves are heard, ours among them.
        expect(parsed.kind === 'ambiguous' ? parsed.times : [parsed.kind === 'time' ? parsed.time : spoken]).toContain(time);
      }),
    );
  });
  test('what is spoken about a day parses back to that day', () => {
    const now = new Date('2026-11-23T10:00:00.000Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), days => {
        const instant = new Date(now.getTime() + days * 86_400_000).toISOString();
        const parsed = parseSpokenDay(spokenDate(instant, zone, language), { now, zone, language });
        expect(parsed).toEqual({ kind: 'dates', dates: [new Date(instant).toLocaleDateString('sv-SE', { timeZone: zone })] });
      }),
    );
  });
});

test.each([
  [1000, 'EUR', 'zehn Euro', 'ten euros'],
  [1250, 'EUR', 'zwölf Euro fünfzig', 'twelve euros and fifty cents'],
  [1, 'EUR', 'ein Cent', 'one cent'],
  [100, 'EUR', 'ein Euro', 'one euro'],
  [9900, 'CHF', 'neunundneunzig Franken', 'ninety-nine francs'],
])('%i cents of %s are "%s"', (amountCents, currency, german, english) => {
  expect([spokenMoney({ amountCents, currency }, 'de'), spokenMoney({ amountCents, currency }, 'en')]).toEqual([german, english]);
});

test('a date is spoken with weekday, ordinal and month, with the year only where it is another', () => {
  expect(spokenDate('2026-10-09T12:00:00.000Z', zone, 'de', '2026-01-01T00:00:00.000Z')).toBe('Freitag, den neunten Oktober');
  expect(spokenDate('2027-01-01T12:00:00.000Z', zone, 'de', '2026-01-02T00:00:00.000Z')).toBe(
    'Freitag, den ersten Januar zweitausendsiebenundzwanzig',
  );
});
