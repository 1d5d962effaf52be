// Sentences as somebody would say them: cases, lists, what cannot be distinguished, what was not understood, a company's own words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codes, isSpokenCode, type SpokenCode } from '../../../src/domain/codes.ts';
import { type Language, languageSchema } from '../../../src/domain/values.ts';
import { packOf } from '../../../src/language/packs.ts';
import { meaningsOf } from '../../../src/language/parse/meaning.ts';
import { speakableName } from '../../../src/language/render/company-words.ts';
import type { SpeechParameters } from '../../../src/language/render/parameters.ts';
import { renderAnswer } from '../../../src/language/render/say.ts';
import { everySentence } from '../../support/speech-document.ts';

const zone = 'Europe/Berlin';
const answeredAt = '2026-11-23T10:00:00.000Z';
const eleven = '2026-11-27T10:00:00.000Z';
const noon = '2026-11-27T11:00:00.000Z';
const monday = '2026-11-30T09:00:00.000Z';
const sunday = '2026-11-29T09:00:00.000Z';
const handover = { kind: 'transfer' as const, number: '+493087654321' };
const every = Object.keys(codes).filter(isSpokenCode);
const say = (code: SpokenCode, parameters: SpeechParameters, language: Language = 'de', names = {}) =>
  renderAnswer(code, { zone, answeredAt, ...parameters }, language, names);

describe('a German date stands in its case', () => {
  test.each<[SpokenCode, SpeechParameters, string]>([
    ['slots', { alternatives: [eleven] }, 'Frei wäre Freitag, der siebenundzwanzigste November, um elf Uhr.'],
    ['cancelled', { oldStartsAt: eleven }, 'Ihr Termin am Freitag, dem siebenundzwanzigsten November, um elf Uhr ist abgesagt.'],
    [
      'already_at_that_time',
      { newStartsAt: eleven },
      'Ihr Termin ist bereits verlegt auf Freitag, den siebenundzwanzigsten November, um elf Uhr.',
    ],
    ['date_ambiguous', { choices: [{ startsAt: eleven }] }, 'Meinen Sie Freitag, den siebenundzwanzigsten November, um elf Uhr?'],
  ])('%s', (code, parameters, expected) => {
    expect(say(code, parameters)).toBe(expected);
  });

  test('after “am” never an accusative, whatever is said', () => {
    const german = everySentence().filter(({ language }) => language === 'de');
    expect(german.length).toBeGreaterThan(200);
    for (const { said } of german) {
      expect(said).not.toMatch(/\b[Aa]m \p{L}+, de[nr] /u);
      expect(said).not.toMatch(/\b(?:auf|für|bis) \p{L}+(?:tag|woch), de[mr] /u);
      expect(said).not.toMatch(/Frei wären?(?: zum Beispiel)? \p{L}+, de[nm] /u);
    }
  });
});

describe('a list', () => {
  test('names a day once, also among several days', () => {
    expect(say('slots', { alternatives: [eleven, noon, monday] })).toBe(
      'Frei wären Freitag, der siebenundzwanzigste November, um elf Uhr oder um zwölf Uhr, und Montag, der dreißigste November, um zehn Uhr.',
    );
    expect(say('choose_appointment', { choices: [eleven, noon, monday].map(startsAt => ({ startsAt })) })).toBe(
      'Ich finde mehrere Termine: am Freitag, dem siebenundzwanzigsten November, um elf Uhr und um zwölf Uhr, und am Montag, dem dreißigsten November, um zehn Uhr. Welchen meinen Sie?',
    );
  });

  test('keeps its order, since places in it are pointed at', () => {
    expect(say('slots', { alternatives: [monday, eleven] })).toMatch(/Montag.*Freitag/);
  });

  test('says how many there are where it goes on, and never adds a loose rest', () => {
    for (const count of [4, 5, 31]) {
      const choices = Array.from({ length: count }, (_, day) => ({
        startsAt: new Date(Date.UTC(2026, 11, 1 + day, 9)).toISOString(),
      }));
      for (const code of ['listed', 'choose_appointment', 'other_day_offered'] as const) {
        expect(say(code, { choices })).toContain('die nächsten sind am Dienstag, dem ersten Dezember');
        expect(say(code, { choices })).not.toMatch(/weitere/);
        expect(say(code, { choices }, 'en')).not.toMatch(/more/);
      }
      expect(say('slots', { alternatives: choices.map(({ startsAt }) => startsAt) })).toMatch(/^Frei wären zum Beispiel /);
    }
  });
});

describe('two at one time', () => {
  const massage = { startsAt: eleven, service: 'Massage' };
  test.each([
    ['by their services', [massage, { startsAt: eleven, service: 'Sauna' }], 'um elf Uhr für Massage und um elf Uhr für Sauna'],
    [
      'by their staff',
      [
        { ...massage, staffId: 'a' },
        { ...massage, staffId: 'b' },
      ],
      'um elf Uhr bei Anna und um elf Uhr bei Ben',
    ],
    [
      'by staff where a service is not known',
      [
        { startsAt: eleven, staffId: 'a' },
        { ...massage, staffId: 'b' },
      ],
      'um elf Uhr bei Anna und um elf Uhr bei Ben',
    ],
    [
      'by both',
      [
        { ...massage, staffId: 'a' },
        { ...massage, staffId: 'b' },
        { startsAt: eleven, service: 'Sauna', staffId: 'b' },
      ],
      'um elf Uhr für Massage bei Anna, um elf Uhr für Massage bei Ben und um elf Uhr für Sauna bei Ben',
    ],
  ])('are distinguished %s', (_, choices, expected) => {
    expect(say('choose_appointment', { choices }, 'de', { a: 'Anna', b: 'Ben' })).toContain(`, ${expected}. Welchen`);
  });

  test('that nothing tells apart are not asked about: the caller is handed over', () => {
    for (const choices of [
      [massage, massage],
      [
        { ...massage, staffId: 'gone' },
        { ...massage, staffId: 'a' },
      ],
      [{ startsAt: eleven }, massage],
    ]) {
      const said = say('choose_appointment', { choices, handover }, 'de', { a: 'Anna' });
      expect(said).toBe(
        'Ich finde Termine, die ich nicht unterscheiden kann: am Freitag, dem siebenundzwanzigsten November, um elf Uhr gleich zweimal. Ich verbinde Sie.',
      );
    }
  });

  test('no time is said twice with nothing beside it, whatever there is to choose from', () => {
    const choice = fc.record(
      {
        startsAt: fc.constantFrom(eleven, noon, monday),
        service: fc.constantFrom('Massage', 'Sauna', '{}'),
        staffId: fc.constantFrom('a', 'b', 'c'),
      },
      { requiredKeys: ['startsAt'] },
    );
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 6 }), fc.constantFrom(...every), (choices, code) => {
        const german = say(code, { choices }, 'de', { a: 'Anna', b: 'Ben' });
        expect(german).not.toMatch(/(um \p{L}+ Uhr(?: \p{L}+){0,3}?)(?:,| und| oder) \1(?=[,.?]| und | oder )/u);
        expect(german).not.toMatch(/undefined| {2}|, ,/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a closed day is called closed', () => {
  test.each<[SpokenCode, SpeechParameters, string, string]>([
    [
      'no_slots',
      { startsAt: sunday },
      'Am Sonntag ist geschlossen. Frei wäre Montag',
      "We're closed on Sundays. We could offer you Monday",
    ],
    [
      'outside_opening_hours',
      { newStartsAt: sunday },
      'Am Sonntag ist geschlossen, Ihr Termin bleibt',
      "We're closed on Sundays, so your",
    ],
    [
      'slot_unavailable',
      { newStartsAt: sunday },
      'Am Sonntag ist geschlossen, Ihr Termin bleibt',
      "We're closed on Sundays, so your",
    ],
    [
      'slot_unavailable',
      { newStartsAt: sunday, refusedBefore: 1 },
      'Auch am Sonntag ist geschlossen, deshalb nenne ich',
      "We're closed on Sundays as well, so let",
    ],
  ])('%s', (code, parameters, german, english) => {
    const given = { ...parameters, closed: true, alternatives: [monday] };
    expect(say(code, given)).toContain(german);
    expect(say(code, given, 'en')).toContain(english);
  });
});

test('what has begun is not said to be over, and what is over not to have begun', () => {
  const began = { startsAt: '2026-11-23T09:45:00.000Z', endsAt: '2026-11-23T10:15:00.000Z' };
  expect(say('appointment_past', began)).toBe(
    'Ihr Termin am Montag, dem dreiundzwanzigsten November, um zehn Uhr fünfundvierzig hat schon begonnen. Deshalb kann ich ihn nicht mehr ändern.',
  );
  expect(say('appointment_past', { ...began, endsAt: answeredAt })).toContain('ist schon vorbei');
});

describe('what was not understood', () => {
  const unclear = (code: SpokenCode, unclearBefore: number, more: SpeechParameters = {}, language: Language = 'de') =>
    say(code, { unclearBefore, handover, ...(unclearBefore === 2 && { exampleAt: eleven }), ...more }, language);

  test.each(languageSchema.options)(
    'is asked for twice, then an example is given, then the caller is handed over, in %s',
    language => {
      for (const code of ['date_unclear', 'time_unclear', 'date_ambiguous', 'arguments_invalid'] as const) {
        const [first, second, third, fourth, fifth] = [0, 1, 2, 3, 4].map(before => unclear(code, before, {}, language));
        expect(second).toBe(first);
        expect(new Set([first, third, fourth]).size).toBe(3);
        expect(third).toMatch(/elf Uhr\.$|eleven in the morning\.$/);
        expect(fourth).toContain(packOf(language).spoken.handover.transfer);
        expect(fifth).toBe(fourth);
        expect([first, third].join()).not.toContain(packOf(language).spoken.handover.transfer);
      }
    },
  );

  test('of a move is named as one of two, and of anything else is not', () => {
    expect(unclear('date_unclear', 0, { about: 'new_time', namesTwo: true })).toMatch(
      /^Den neuen Tag habe ich nicht verstanden\./,
    );
    expect(unclear('date_unclear', 0, { about: 'appointment', namesTwo: true })).toMatch(/^Den Tag Ihres jetzigen Termins habe/);
    expect(unclear('date_unclear', 0, { about: 'appointment' })).toMatch(/^Den Tag habe/);
    expect(unclear('time_unclear', 0, { about: 'new_time', namesTwo: true }, 'en')).toMatch(
      /^I didn't understand the new time\./,
    );
  });

  test('the example is itself understood, as that moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.constantFrom(...languageSchema.options), (days, language) => {
        const exampleAt = new Date(Date.parse(eleven) + days * 86_400_000).toISOString();
        const said = unclear('date_unclear', 2, { exampleAt }, language).replace(
          /^.*(?:zum Beispiel:|for example,) (.*)\.$/,
          '$1',
        );
        const heard = meaningsOf({ day: said, time: undefined }, { now: new Date(answeredAt), zone, language });
        const [only] = heard.kind === 'meanings' ? heard.meanings : [];
        expect([only?.certain, only?.dates], said).toEqual([true, [exampleAt.slice(0, 10)]]);
      }),
      { numRuns: 100 },
    );
  });
});

test.each([
  ['Wir sind bis 18 Uhr da', 'Wir sind bis achtzehn Uhr da'],
  ['Mo–Fr 9–18:30 Uhr', 'Montag bis Freitag neun bis achtzehn Uhr dreißig'],
  ['Sie erreichen uns um 9.30 Uhr', 'Sie erreichen uns um neun Uhr dreißig'],
  ['Die Absage kostet 12,50 €', 'Die Absage kostet zwölf Euro fünfzig'],
  ['Das macht € 1.500', 'Das macht eintausendfünfhundert Euro'],
  ['Das macht 1,01 EUR', 'Das macht ein Euro und ein Cent'],
  ['Ich verbinde Sie mit Prof. Dr. med. Beispiel. Danke', 'Ich verbinde Sie mit Professor Doktor Beispiel Danke'],
  ['Rufen Sie +49 30 1234-56 an', 'Rufen Sie plus vier neun drei null eins zwei drei vier fünf sechs an'],
  ['Rufen Sie 0664/123 45 an', 'Rufen Sie null sechs sechs vier eins zwei drei vier fünf an'],
  ['Bitte 1,5 Stunden vorher', 'Bitte anderthalb Stunden vorher'],
  ['Das dauert 1:20 Std.', 'Das dauert eine Stunde zwanzig'],
  ['In 1 Stunde sind wir da', 'In einer Stunde sind wir da'],
  ['Das dauert 10-15 Minuten', 'Das dauert zehn bis fünfzehn Minuten'],
  ['Ab 24.12. ist zu', 'Ab dem vierundzwanzigsten Dezember ist zu'],
  ['Wir sind im 2. Stock, Zimmer 104', 'Wir sind im zweiten Stock Zimmer einhundertvier'],
  ['Hauptstr. 5, 10115 Berlin', 'Hauptstraße fünf eins null eins eins fünf Berlin'],
  ['Im Notfall 112', 'Im Notfall eins eins zwei'],
  ['Inkl. 19 % MwSt. für alle', 'Inklusive neunzehn Prozent Mehrwertsteuer für alle'],
])('the company’s words “%s” are said as “%s”', (written, said) => {
  expect(speakableName(written, 'de')).toBe(said);
});

test.each([
  [
    'Call +44 20 7946 0958 before 5:30pm',
    'Call plus four four two zero seven nine four six zero nine five eight before five thirty in the afternoon',
  ],
  ['It costs £12.50 with Dr. Sample', 'It costs twelve pounds and fifty pence with Doctor Sample'],
  ['Mon-Fri 9-5pm', 'Monday to Friday nine in the morning to five in the afternoon'],
  ['Allow 1.5 hours', 'Allow an hour and a half'],
  ['We are on the 2nd floor', 'We are on the second floor'],
])('the company’s English words “%s” are said as “%s”', (written, said) => {
  expect(speakableName(written, 'en')).toBe(said);
});

test('no figure and no sign is left of a company’s words, whatever they are', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'Mo',
      '–',
      '-',
      'Uhr',
      '€',
      '%',
      'Std.',
      'Dr.',
      '+49',
      '.',
      ',',
      ':',
      '/',
      '(',
      'bis',
      'am',
      'pm',
      '½',
      'Stock',
    ),
    fc.integer({ min: 0, max: 99_999 }).map(String),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }),
      fc.constantFrom(' ', ''),
      fc.constantFrom(...languageSchema.options),
      (pieces, between, language) => {
        const said = speakableName(pieces.join(between), language) ?? '';
        expect(said).not.toMatch(/\p{Nd}|[€%&+/(){}[\]<>$]|undefined|NaN| {2}/u);
      },
    ),
    { numRuns: 2_000 },
  );
});
