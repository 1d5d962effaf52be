// Every sentence, in each language, with the most awkward parameters: nothing unspeakable is left in it.
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { answerFrom } from '../../../src/calls/answer/answer.ts';
import { codes, isSpokenCode, type SpokenCode } from '../../../src/domain/codes.ts';
import { languageSchema } from '../../../src/domain/values.ts';
import { instantAt } from '../../../src/language/parse/local-time.ts';
import { speakableName } from '../../../src/language/render/company-words.ts';
import { spokenDate, spokenMoment, spokenMoney, spokenTime } from '../../../src/language/render/moments.ts';
import { numberWords } from '../../../src/language/render/number-in-words.ts';
import { type SpeechParameters, speechParametersSchema } from '../../../src/language/render/parameters.ts';
import { renderAnswer } from '../../../src/language/render/say.ts';
import { parseSpokenMoment, parseSpokenTime } from '../said.ts';

const zone = 'Europe/Berlin';
const languages = languageSchema.options;
const every = Object.keys(codes).filter(isSpokenCode);
const answeredAt = '2026-11-23T10:00:00.000Z';
const midnight = '2026-12-31T23:00:00.000Z';
const eleven = '2026-11-27T10:00:00.000Z';
const two = '2026-11-28T13:00:00.000Z';
const many = Array.from({ length: 31 }, (_, day) => ({ startsAt: new Date(Date.UTC(2026, 11, 1 + day, 9, 5)).toISOString() }));

/** Left over in a sentence, these would be read out. */
const unspeakable =
  /[\d{}[\]<>€$&%_]|undefined|null(?! Uhr| Euro)|NaN|Invalid| {2}|^\s|\s$| [.,?]|\b(am|on|um|at|auf|bis|until) [.,]/;

const extremes: Record<string, SpeechParameters> = {
  nothing: {},
  'no choices, no alternatives, no quota': {
    zone,
    answeredAt,
    choices: [],
    alternatives: [],
    quota: 0,
    hoursBefore: 0,
    handover: { kind: 'none' },
  },
  'a quota only': { zone, quota: 2, hoursBefore: 24 },
  'midnight in another year': {
    zone,
    answeredAt,
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
  'a fee of nothing': { zone, oldStartsAt: midnight, fee: { amountCents: 0, currency: 'EUR' } },
  'thirty-one choices, a large fee in a strange currency': {
    zone,
    fee: { amountCents: 123_456_789_01, currency: 'XTS' },
    choices: many,
    alternatives: many.map(c => c.startsAt),
    quota: 31,
    hoursBefore: 720,
  },
  'two appointments at one time': {
    zone,
    choices: [
      { startsAt: midnight, service: 'Schnitt & Farbe {2}' },
      { startsAt: midnight, service: '10.00€' },
    ],
  },
  'an appointment the host has yet to confirm': {
    zone,
    choices: [{ startsAt: midnight, awaitingConfirmation: true }, { startsAt: eleven }],
  },
  'two appointments whose changes are on record': {
    zone,
    choices: [
      { startsAt: midnight, underWay: 'cancel' },
      { startsAt: eleven, underWay: 'reschedule', awaitingConfirmation: true },
    ],
  },
  'a closed day, not understood for the third time': {
    zone,
    answeredAt,
    newStartsAt: midnight,
    closed: true,
    about: 'new_time',
    namesTwo: true,
    unclearBefore: 2,
    exampleAt: eleven,
    hoursBefore: 1.5,
  },
  'not understood once more than there is an example for': { zone, about: 'appointment', namesTwo: true, unclearBefore: 7 },
  'nothing to give as an example': { zone, unclearBefore: 2 },
  'over since yesterday': { zone, answeredAt, startsAt: '2026-11-22T10:00:00.000Z', endsAt: '2026-11-22T11:00:00.000Z' },
  'several times of several days': {
    zone,
    answeredAt,
    choices: [eleven, '2026-11-27T12:00:00.000Z', two].map(startsAt => ({ startsAt })),
    alternatives: [eleven, '2026-11-27T12:00:00.000Z', two],
  },
  'a caller who is called back': { zone, answeredAt, startsAt: midnight, handover: { kind: 'callback' }, refusedBefore: 2 },
  'a zone of quarter hours': {
    zone: 'Asia/Kathmandu',
    answeredAt,
    startsAt: midnight,
    oldStartsAt: midnight,
    newStartsAt: midnight,
  },
};

describe.each(languages)('in %s', language => {
  describe.each(Object.entries(extremes))('with %s', (_, parameters) => {
    test.each(every)('%s is one or two speakable sentences', code => {
      const said = renderAnswer(code, parameters, language);
      expect(said).not.toMatch(unspeakable);
      expect(said.match(/[.!?](?=\s|$)/g)?.length).toBeLessThanOrEqual(2);
      expect(said).toMatch(/^\p{Lu}.*[.!?]$/su);
      expect(said.length).toBeLessThan(400);
    });
  });

  test.each(Object.entries(extremes))('with %s, whatever else of an answer is spoken is speakable', (_, parameters) => {
    const answer = answerFrom({ status: 'unclear', code: 'choose_appointment', parameters, language }, undefined);
    const fields = [...(answer.choices ?? []), ...(answer.alternatives ?? []), ...(answer.fee ? [answer.fee] : [])];
    expect(fields).toHaveLength(
      (parameters.choices?.length ?? 0) + (parameters.alternatives?.length ?? 0) + (parameters.fee ? 1 : 0),
    );
    for (const { spoken } of fields) {
      expect(spoken).not.toMatch(unspeakable);
      expect(spoken).toMatch(/\p{L}$/u);
    }
  });

  test('it reads the same from what was stored, whenever that is', () => {
    for (const code of every) {
      for (const parameters of Object.values(extremes)) {
        const stored = speechParametersSchema.parse(JSON.parse(JSON.stringify(parameters)));
        expect(renderAnswer(code, stored, language)).toBe(renderAnswer(code, parameters, language));
      }
    }
  });

  test('what is spoken about a time parses back to that time, or asks which half of the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const instant = instantAt('2026-12-01', time, zone);
        const spoken = instant.kind === 'instant' ? spokenTime(instant.at, zone, language) : '';
        const parsed = parseSpokenTime(spoken, language);
        const heard = parsed.kind === 'ambiguous' ? parsed.times : [parsed.kind === 'time' ? parsed.time : spoken];
        expect(heard).toContain(time);
        // Only German hours up to twelve are said on a face of twelve.
        expect(heard.length).toBe(language === 'de' && hour >= 1 && hour <= 12 ? 2 : 1);
      }),
      { numRuns: 300 },
    );
  });

  test('what is spoken about a moment within the year parses back to that moment, also across clock changes', () => {
    const now = DateTime.fromISO('2026-03-20T08:00:00', { zone });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 360 }), fc.integer({ min: 9 * 4, max: 18 * 4 - 1 }), (days, quarter) => {
        const at = now
          .startOf('day')
          .plus({ days })
          .set({ hour: Math.floor(quarter / 4), minute: (quarter % 4) * 15 });
        const instant = at.toUTC().toISO() ?? '';
        const spoken = spokenMoment(instant, zone, language, now.toUTC().toISO() ?? undefined);
        const said = parseSpokenMoment(spoken, undefined, { now: now.toJSDate(), zone, language });
        const [date, ...others] = said.kind === 'moment' ? said.dates : [];
        const time = said.kind === 'moment' ? said.time?.({ opens: '09:00', closes: '18:00' }) : undefined;
        expect(others, spoken).toEqual([]);
        const heard = instantAt(date ?? '', time?.kind === 'time' ? time.time : '', zone);
        expect(heard, spoken).toEqual({ kind: 'instant', at: at.toUTC().toISO() });
      }),
      { numRuns: 300 },
    );
  });
});

test('a choice is spoken with its service, and with the year where it is another one', () => {
  const parameters = {
    zone,
    answeredAt,
    choices: [
      { startsAt: eleven, service: 'Schnitt & Farbe {2}' },
      { startsAt: midnight, service: '10.00€' },
    ],
    alternatives: [midnight],
  };
  const spoken = (language: 'de' | 'en') => {
    const answer = answerFrom({ status: 'unclear', code: 'choose_appointment', parameters, language }, undefined);
    return [...(answer.choices ?? []), ...(answer.alternatives ?? [])].map(one => one.spoken);
  };
  expect(spoken('de')).toEqual([
    'Freitag, der siebenundzwanzigste November, elf Uhr, Schnitt und Farbe zwei',
    'Freitag, der erste Januar zweitausendsiebenundzwanzig, null Uhr',
    'Freitag, der erste Januar zweitausendsiebenundzwanzig, null Uhr',
  ]);
  expect(spoken('en')).toEqual([
    'Friday the twenty-seventh of November, eleven in the morning, Schnitt and Farbe two',
    'Friday the first of January twenty twenty-seven, midnight',
    'Friday the first of January twenty twenty-seven, midnight',
  ]);
});

const said: SpeechParameters = {
  zone,
  answeredAt,
  oldStartsAt: eleven,
  newStartsAt: two,
  fee: { amountCents: 1000, currency: 'EUR' },
};
test.each<[SpokenCode, SpeechParameters, string, string]>([
  [
    'cancelled',
    { ...said, newStartsAt: undefined },
    'Ihr Termin am Freitag, dem siebenundzwanzigsten November, um elf Uhr ist abgesagt. Dafür fallen zehn Euro an.',
    'Your appointment on Friday the twenty-seventh of November at eleven in the morning is cancelled. The fee for that is ten euros.',
  ],
  [
    'rescheduled',
    { ...said, fee: undefined },
    'Ihr Termin ist verlegt auf Samstag, den achtundzwanzigsten November, um vierzehn Uhr.',
    'Your appointment has been moved to Saturday the twenty-eighth of November at two in the afternoon.',
  ],
  [
    'fee_confirmation_required',
    { ...said, newStartsAt: undefined, fee: { amountCents: 100, currency: 'EUR' } },
    'Für die Absage Ihres Termins am Freitag, dem siebenundzwanzigsten November, um elf Uhr fällt ein Euro an. Sind Sie damit einverstanden?',
    "There's a fee of one euro for cancelling your appointment on Friday the twenty-seventh of November at eleven in the morning. Is that all right with you?",
  ],
  [
    // The kind counts, wherever the appointment would be.
    'fee_confirmation_required',
    { ...said, operation: 'cancel' },
    'Für die Absage Ihres Termins am Freitag, dem siebenundzwanzigsten November, um elf Uhr fallen zehn Euro an. Sind Sie damit einverstanden?',
    "There's a fee of ten euros for cancelling your appointment on Friday the twenty-seventh of November at eleven in the morning. Is that all right with you?",
  ],
  [
    // As answers were stored before the kind was.
    'fee_confirmation_required',
    { ...said, operation: undefined },
    'Für die Verlegung Ihres Termins am Freitag, dem siebenundzwanzigsten November, um elf Uhr fallen zehn Euro an. Sind Sie damit einverstanden?',
    "There's a fee of ten euros for moving your appointment on Friday the twenty-seventh of November at eleven in the morning. Is that all right with you?",
  ],
  [
    'too_late_to_cancel',
    { ...said, until: '2026-11-26T10:00:00.000Z' },
    'Absagen war nur bis Donnerstag, den sechsundzwanzigsten November, um elf Uhr möglich. Deshalb kann ich den Termin am Freitag, dem siebenundzwanzigsten November, um elf Uhr leider nicht mehr absagen.',
    "You could cancel until Thursday the twenty-sixth of November at eleven in the morning. I'm afraid I can't cancel your appointment on Friday the twenty-seventh of November at eleven in the morning any more.",
  ],
  [
    'choose_appointment',
    { zone, answeredAt, choices: [{ startsAt: eleven }, { startsAt: '2026-11-27T13:30:00.000Z' }] },
    'Ich finde mehrere Termine: am Freitag, dem siebenundzwanzigsten November, um elf Uhr und um vierzehn Uhr dreißig. Welchen meinen Sie?',
    "I've found several appointments: on Friday the twenty-seventh of November at eleven in the morning and two thirty in the afternoon. Which one do you mean?",
  ],
  [
    'choose_appointment',
    {
      zone,
      answeredAt,
      choices: [
        { startsAt: eleven, service: 'Schnitt' },
        { startsAt: eleven, service: 'Farbe' },
      ],
    },
    'Ich finde mehrere Termine: am Freitag, dem siebenundzwanzigsten November, um elf Uhr für Schnitt und um elf Uhr für Farbe. Welchen meinen Sie?',
    "I've found several appointments: on Friday the twenty-seventh of November at eleven in the morning for Schnitt and eleven in the morning for Farbe. Which one do you mean?",
  ],
  [
    'listed',
    { zone, answeredAt, choices: many },
    'Sie haben einunddreißig Termine, die nächsten sind am Dienstag, dem ersten Dezember, um zehn Uhr fünf, am Mittwoch, dem zweiten Dezember, um zehn Uhr fünf und am Donnerstag, dem dritten Dezember, um zehn Uhr fünf.',
    'You have thirty-one appointments, and the next ones are on Tuesday the first of December at ten oh five in the morning, on Wednesday the second of December at ten oh five in the morning and on Thursday the third of December at ten oh five in the morning.',
  ],
  [
    'slot_unavailable',
    { zone, answeredAt, alternatives: [two] },
    'Diese Zeit ist leider nicht frei, Ihr Termin bleibt bestehen. Frei wäre Samstag, der achtundzwanzigste November, um vierzehn Uhr.',
    "I'm afraid that time isn't free, so your appointment stays as it is. We could offer you Saturday the twenty-eighth of November at two in the afternoon.",
  ],
  [
    'slot_unavailable',
    {
      zone,
      answeredAt,
      alternatives: ['2026-11-27T10:00:00.000Z', '2026-11-30T09:00:00.000Z', '2026-11-28T08:00:00.000Z'],
    },
    'Diese Zeit ist leider nicht frei, Ihr Termin bleibt bestehen. Frei wären Freitag, der siebenundzwanzigste November, um elf Uhr, Montag, der dreißigste November, um zehn Uhr und Samstag, der achtundzwanzigste November, um neun Uhr.',
    "I'm afraid that time isn't free, so your appointment stays as it is. We could offer you Friday the twenty-seventh of November at eleven in the morning, Monday the thirtieth of November at ten in the morning or Saturday the twenty-eighth of November at nine in the morning.",
  ],
  [
    'cancel_quota_used',
    { quota: 1 },
    'Absagen ist nur einmal im Monat möglich, und das ist für diesen Monat schon ausgeschöpft.',
    "You can only cancel once a month, and I'm afraid that's used up for this month.",
  ],
  [
    'reschedule_deferred',
    said,
    'Ihr Termin ist für Samstag, den achtundzwanzigsten November, um vierzehn Uhr vorgemerkt. Sie bekommen noch eine Bestätigung.',
    "We've noted your appointment for Saturday the twenty-eighth of November at two in the afternoon. You'll get a confirmation.",
  ],
  [
    'reschedule_requested',
    said,
    'Ihr Termin ist für Samstag, den achtundzwanzigsten November, um vierzehn Uhr angefragt. Wir müssen ihn noch bestätigen und geben Ihnen Bescheid.',
    "We've put in your request for Saturday the twenty-eighth of November at two in the afternoon. We still have to confirm it, and we'll let you know.",
  ],
  [
    'listed',
    { zone, answeredAt, choices: [{ startsAt: eleven, awaitingConfirmation: true }, { startsAt: two }] },
    'Sie haben Termine am Freitag, dem siebenundzwanzigsten November, um elf Uhr unter Vorbehalt unserer Bestätigung und am Samstag, dem achtundzwanzigsten November, um vierzehn Uhr.',
    'You have appointments on Friday the twenty-seventh of November at eleven in the morning subject to our confirmation and on Saturday the twenty-eighth of November at two in the afternoon.',
  ],
  [
    'listed',
    {
      zone,
      answeredAt,
      choices: [
        { startsAt: eleven, underWay: 'cancel' },
        { startsAt: two, underWay: 'reschedule' },
      ],
    },
    'Sie haben Termine am Freitag, dem siebenundzwanzigsten November, um elf Uhr bereits zur Absage aufgenommen und am Samstag, dem achtundzwanzigsten November, um vierzehn Uhr bereits zur Verlegung aufgenommen.',
    'You have appointments on Friday the twenty-seventh of November at eleven in the morning already noted for cancellation and on Saturday the twenty-eighth of November at two in the afternoon already noted to be moved.',
  ],
  [
    'time_ambiguous',
    { zone, answeredAt, alternatives: ['2026-11-27T07:00:00.000Z', '2026-11-27T19:00:00.000Z'] },
    'Meinen Sie Freitag, den siebenundzwanzigsten November, um acht Uhr oder um zwanzig Uhr?',
    'Do you mean Friday the twenty-seventh of November at eight in the morning or eight in the evening?',
  ],
])('%s is said in whole', (code, parameters, german, english) => {
  expect([renderAnswer(code, parameters, 'de'), renderAnswer(code, parameters, 'en')]).toEqual([german, english]);
});

test('nothing personal can be a parameter of a sentence', () => {
  expect(Object.keys(speechParametersSchema.shape).sort()).toEqual(
    'about alternatives answeredAt choices closed company endsAt exampleAt fee handover hoursBefore namesTwo newStartsAt oldStartsAt operation quota refusedBefore startsAt unclearBefore unclearField until zone'.split(
      ' ',
    ),
  );
});

test('no two codes that ask for something else sound the same', () => {
  for (const language of languages) {
    const asked = [
      'name_differs',
      'name_needed',
      'caller_not_identified',
      'customer_not_found',
      'appointment_not_found',
    ] as const;
    expect(new Set(asked.map(code => renderAnswer(code, {}, language))).size).toBe(asked.length);
  }
});

test.each([
  [1000, 'EUR', 'zehn Euro', 'ten euros'],
  [1250, 'EUR', 'zwölf Euro fünfzig', 'twelve euros and fifty cents'],
  [1, 'EUR', 'ein Cent', 'one cent'],
  [100, 'EUR', 'ein Euro', 'one euro'],
  [101, 'EUR', 'ein Euro und ein Cent', 'one euro and one cent'],
  [10_100, 'EUR', 'einhundertein Euro', 'one hundred and one euros'],
  [9900, 'CHF', 'neunundneunzig Franken', 'ninety-nine francs'],
  [1999, 'GBP', 'neunzehn Pfund neunundneunzig', 'nineteen pounds and ninety-nine pence'],
  [500, 'XTS', 'fünf X T S', 'five X T S'],
  [100_000_000, 'EUR', 'eine Million Euro', 'one million euros'],
])('%i cents of %s are "%s"', (amountCents, currency, german, english) => {
  expect([spokenMoney({ amountCents, currency }, 'de'), spokenMoney({ amountCents, currency }, 'en')]).toEqual([german, english]);
});

test.each([
  [0, 'null', 'zero'],
  [21, 'einundzwanzig', 'twenty-one'],
  [101, 'einhunderteins', 'one hundred and one'],
  [1001, 'eintausendeins', 'one thousand one'],
  [
    2_345_678,
    'zwei Millionen dreihundertfünfundvierzigtausendsechshundertachtundsiebzig',
    'two million three hundred and forty-five thousand six hundred and seventy-eight',
  ],
])('%i is "%s"', (value, german, english) => {
  expect([numberWords(value, 'de'), numberWords(value, 'en')]).toEqual([german, english]);
});

test.each([
  ['2026-10-09T12:00:00.000Z', '2026-01-01T00:00:00.000Z', 'Freitag, der neunte Oktober', 'Friday the ninth of October'],
  [
    '2027-01-01T12:00:00.000Z',
    '2026-12-31T22:59:00.000Z',
    'Freitag, der erste Januar zweitausendsiebenundzwanzig',
    'Friday the first of January twenty twenty-seven',
  ],
  // 23:30 UTC on New Year's Eve is the new year in Berlin: no other year to be said.
  ['2027-01-01T12:00:00.000Z', '2026-12-31T23:30:00.000Z', 'Freitag, der erste Januar', 'Friday the first of January'],
])('%s is spoken with its year only where it is another than that of %s', (instant, relativeTo, german, english) => {
  expect([spokenDate(instant, zone, 'de', relativeTo), spokenDate(instant, zone, 'en', relativeTo)]).toEqual([german, english]);
});

test('UTC is never spoken as local time', () => {
  expect(spokenTime('2026-07-01T12:00:00.000Z', zone, 'de')).toBe('vierzehn Uhr');
  expect(spokenTime('2026-12-01T12:00:00.000Z', zone, 'de')).toBe('dreizehn Uhr');
  expect(spokenDate('2026-12-01T23:30:00.000Z', zone, 'de')).toBe('Mittwoch, der zweite Dezember');
});

test.each([
  ['Schnitt (30 Min.)', 'Schnitt dreißig Minuten'],
  ['Waschen & Föhnen', 'Waschen und Föhnen'],
  ['10.00€', undefined],
  ['{}', undefined],
])('the service "%s" is said as "%s"', (text, expected) => {
  expect(speakableName(text, 'de')).toBe(expected);
});
