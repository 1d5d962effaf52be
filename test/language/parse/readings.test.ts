// Texts made from a day and a time, as recognisers write them: the true reading is always among the readings, and fillers change none.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { germanCount, germanDay, germanNumber } from '../../../src/language/de/number-words.ts';
import { englishDay, englishNumber } from '../../../src/language/en/number-words.ts';
import { match, type Rule } from '../../../src/language/grammar/phrases.ts';
import { readingsOf } from '../../../src/language/grammar/readings.ts';
import { type Meaning, meaningsOf } from '../../../src/language/parse/meaning.ts';

const runs = Number(process.env.RUNS ?? 150);
const zone = 'Europe/Berlin';
/** A Monday at ten. */
const now = DateTime.fromISO('2026-11-23T10:00', { zone });

type Language = 'de' | 'en';
interface Form {
  say: (at: DateTime) => string;
  /** Where nobody would say it that way. */
  unless?: (at: DateTime) => boolean;
}

const germanMonths = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const germanWeekdays = 'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'.split(' ');
const englishMonths = 'January February March April May June July August September October November December'.split(' ');
const englishWeekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

const days: Record<Language, Form[]> = {
  de: [
    { say: at => `am ${germanDay(at.day)} ${germanMonths[at.month - 1]}` },
    { say: at => `${germanWeekdays[at.weekday - 1]} den ${germanDay(at.day)} ${germanMonths[at.month - 1]}`.toLowerCase() },
    { say: at => `am ${at.day}.${at.month}.` },
    { say: at => `${at.day} ${at.month} ${at.year}` },
    { say: at => `am ${germanDay(at.day)} ${germanDay(at.month)}` },
    { say: at => at.toISODate() ?? '' },
    {
      say: at => `in ${germanNumber(daysAhead(at))} Tagen`,
      unless: at => daysAhead(at) < 2 || daysAhead(at) > 59 || daysAhead(at) === 8,
    },
    { say: at => `kommenden ${germanWeekdays[at.weekday - 1]}`, unless: at => daysAhead(at) < 1 || daysAhead(at) > 6 },
    { say: at => `KW ${at.weekNumber} ${germanWeekdays[at.weekday - 1]}` },
  ],
  en: [
    { say: at => `on the ${englishDay(at.day)} of ${englishMonths[at.month - 1]}` },
    { say: at => `${englishWeekdays[at.weekday - 1]} ${englishMonths[at.month - 1]} ${at.day}`.toLowerCase() },
    { say: at => `${englishMonths[at.month - 1]} the ${englishDay(at.day)}` },
    { say: at => `${at.day}/${at.month}/${at.year}` },
    { say: at => `in ${englishNumber(daysAhead(at))} days`, unless: at => daysAhead(at) < 2 || daysAhead(at) > 59 },
    { say: at => `this coming ${englishWeekdays[at.weekday - 1]}`, unless: at => daysAhead(at) < 1 || daysAhead(at) > 6 },
  ],
};

const times: Record<Language, Form[]> = {
  de: [
    { say: at => `um ${germanCount(at.hour)} Uhr${at.minute === 0 ? '' : ` ${germanNumber(at.minute)}`}` },
    { say: at => `${at.hour} uhr${at.minute === 0 ? '' : ` ${at.minute}`}` },
    { say: at => at.toFormat('H:mm') },
    { say: at => `halb ${germanNumber((at.hour % 12) + 1)}`, unless: at => at.minute !== 30 },
    { say: at => `viertel nach ${germanNumber(at.hour % 12 || 12)}`, unless: at => at.minute !== 15 },
    { say: at => `dreiviertel ${germanNumber((at.hour % 12) + 1)}`, unless: at => at.minute !== 45 },
  ],
  en: [
    { say: at => at.toFormat('h:mm a').toLowerCase() },
    { say: at => `half past ${englishNumber(at.hour % 12 || 12)}`, unless: at => at.minute !== 30 },
    { say: at => `quarter to ${englishNumber((at.hour % 12) + 1)}`, unless: at => at.minute !== 45 },
    { say: at => `${englishNumber(at.hour % 12 || 12)} o'clock`, unless: at => at.minute !== 0 },
  ],
};

function daysAhead(at: DateTime): number {
  return Math.round(at.startOf('day').diff(now.startOf('day'), 'days').days);
}

const fillers: Record<Language, string[]> = {
  de: ['äh', 'also', 'bitte', 'ja', 'lieber', 'okay', 'genau', 'bei Ihnen', 'passt', 'doch'],
  en: ['um', 'well', 'please', 'okay', 'I think', 'right', 'then'],
};

const moment = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 9, max: 17 }), fc.constantFrom(0, 15, 30, 45, 10, 50))
  .map(([ahead, hour, minute]) => now.startOf('day').plus({ days: ahead }).set({ hour, minute }));

const said = (text: string, language: Language): Meaning[] => {
  const understood = meaningsOf({ day: text, time: undefined }, { now: now.toJSDate(), zone, language });
  return understood.kind === 'meanings' ? understood.meanings : [];
};

const clocksOf = ({ time }: Meaning): string[] => {
  const settled = time?.();
  return settled?.kind === 'time' ? [settled.time] : settled?.kind === 'ambiguous' ? settled.times : [];
};

const names = (meaning: Meaning, at: DateTime): boolean =>
  meaning.certain && (meaning.dates ?? []).includes(at.toISODate() ?? '') && clocksOf(meaning).includes(at.toFormat('HH:mm'));

/** What is meant, each once: "okay" beside it may agree to something as well. */
const comparable = (meanings: readonly Meaning[]) =>
  [...new Set(meanings.map(meaning => JSON.stringify([meaning.certain, meaning.dates, clocksOf(meaning)])))].sort();

test.each<Language>(['de', 'en'])('in %s the true reading is always among the readings, and is certain', language => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...days[language]), fc.constantFrom(...times[language]), (at, day, time) => {
      fc.pre(!day.unless?.(at) && !time.unless?.(at));
      const text = `${day.say(at)} ${time.say(at)}`;
      expect(
        said(text, language).some(meaning => names(meaning, at)),
        text,
      ).toBe(true);
    }),
    { numRuns: runs },
  );
});

test.each<Language>(['de', 'en'])('in %s no reading depends on a filler', language => {
  const filler = fc.constantFrom('', ...fillers[language]);
  fc.assert(
    fc.property(
      moment,
      fc.constantFrom(...days[language]),
      fc.constantFrom(...times[language]),
      fc.tuple(filler, filler, filler),
      (at, day, time, [before, between, after]) => {
        fc.pre(!day.unless?.(at) && !time.unless?.(at));
        const plain = `${day.say(at)} ${time.say(at)}`;
        const filled = `${before} ${day.say(at)} ${between} ${time.say(at)} ${after}`;
        expect(comparable(said(filled, language)), filled).toEqual(comparable(said(plain, language)));
      },
    ),
    { numRuns: runs },
  );
});

/** Each word is one of two days. */
const eitherDay: Rule = () => [match(1, { kind: 'day_of_month', day: 1 }), match(1, { kind: 'day_of_month', day: 2 })];
const read = (words: number) => readingsOf(Array<string>(words).fill('word'), [eitherDay], () => false);

test('a text has each of its readings, and none where there are more than anybody means', () => {
  expect(new Set(read(5).map(reading => JSON.stringify(reading))).size).toBe(32);
  expect(read(6)).toEqual([]);
});

test('ways to cut a text that say the same are one reading', () => {
  const day = { kind: 'day_of_month', day: 1 } as const;
  const rule: Rule = (words, at) => [match(1, day), ...(at + 1 < words.length ? [match(2, day, day)] : [])];
  expect(readingsOf(['a', 'b', 'c'], [rule], () => false)).toEqual([{ phrases: [day, day, day], unknown: [] }]);
});
