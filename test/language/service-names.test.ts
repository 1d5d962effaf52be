// Words name the services a caller may mean, and no others: what says nothing of a service never names one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../../src/domain/values.ts';
import { packOf } from '../../src/language/packs.ts';
import { understand } from '../../src/language/parse/parse.ts';

const trades = {
  de: [
    'Haarschnitt',
    'Herrenhaarschnitt',
    'Bartpflege',
    'Farbe',
    'Strähnchen',
    'Maniküre',
    'Rückenmassage',
    'Thai-Massage',
    'Manuelle Therapie',
    'Kontrolle',
    'Zahnreinigung',
    'Reifenwechsel',
    'Ölwechsel',
    'Bremsen prüfen',
    'TÜV',
    'Waschen und Föhnen',
  ],
  en: ['Haircut', 'Beard trim', 'Colour', 'Back massage', 'Check-up', 'Cleaning', 'Oil change', 'Tyre change', 'MOT'],
};

/** The services of every reading that leaves no word out, by name. */
function named(text: string, language: Language & keyof typeof trades, names = trades[language]): string[] | undefined {
  const services = names.map(name => ({ id: name, name }));
  const readings = understand(text, language, 'day', { services }).filter(({ unknown }) => unknown.length === 0);
  const said = readings.flatMap(({ phrases }) => phrases.flatMap(phrase => (phrase.kind === 'service' ? phrase.services : [])));
  return said.length === 0 ? undefined : [...new Set(said)].sort();
}

describe('German', () => {
  test.each([
    ['den Haarschnitt', ['Haarschnitt', 'Herrenhaarschnitt']],
    ['den Schnitt', ['Haarschnitt', 'Herrenhaarschnitt']],
    ['den Herrenhaarschnitt', ['Herrenhaarschnitt']],
    ['den Kinderhaarschnitt', ['Haarschnitt']],
    ['Haare schneiden', ['Haarschnitt', 'Herrenhaarschnitt']],
    ['das Färben', ['Farbe']],
    ['die Haare gefärbt', ['Farbe']],
    ['MANIKUERE', ['Maniküre']],
    ['die Massage', ['Rückenmassage', 'Thai-Massage']],
    ['die Thaimassage', ['Thai-Massage']],
    ['die Thai Massage', ['Thai-Massage']],
    ['manuelle Therapie', ['Manuelle Therapie']],
    ['die Reifen wechseln', ['Reifenwechsel']],
    ['die Reifen', ['Reifenwechsel']],
    ['Öl wechseln', ['Ölwechsel']],
    ['die Bremsenprüfung', ['Bremsen prüfen']],
    ['den TÜV', ['TÜV']],
    ['die Reinigung', ['Zahnreinigung']],
    ['den Zahnreinigungstermin', ['Zahnreinigung']],
    ['den Farbtermin', ['Farbe']],
    ['das Waschen und Föhnen', ['Waschen und Föhnen']],
  ])('%s', (text, services) => expect(named(text, 'de')).toEqual(services));

  test("a company's own word for a service names that one, also where no list has it", () => {
    expect(named('die Brillenanpassung', 'de', ['Brillenanpassung', 'Sehtest'])).toEqual(['Brillenanpassung']);
    expect(named('den Kastrationstermin', 'de', ['Kastration', 'Impfung'])).toEqual(['Kastration']);
  });

  test('a word with Termin behind it that is no service names none', () => {
    expect(named('den Wunschtermin', 'de')).toBeUndefined();
  });
});

describe('English', () => {
  test.each([
    ['the haircut', ['Haircut']],
    ['the trim', ['Beard trim', 'Haircut']],
    ['the beard trim', ['Beard trim']],
    ['the color', ['Colour']],
    ['the colouring', ['Colour']],
    ['my hair dyed', ['Colour']],
    ['the massage', ['Back massage']],
    ['the checkup', ['Check-up']],
    ['the teeth cleaning', ['Cleaning']],
    ['the oil change', ['Oil change']],
    ['the tires', ['Tyre change']],
    ['the MOT', ['MOT']],
  ])('%s', (text, services) => expect(named(text, 'en')).toEqual(services));
});

test('a word that callers say anyway names no service by a part of it', () => {
  expect(named('den vereinbarten', 'de', ['Bart'])).toBeUndefined();
  expect(named('wie vereinbart am Freitag', 'de', ['Bart'])).toBeUndefined();
  expect(named('das prüfen Sie bitte am Freitag', 'de', ['Bremsen prüfen'])).toBeUndefined();
  expect(named('ich sage am Freitag', 'de', ['Massage'])).toBeUndefined();
});

test('a service with an ordinary name may be meant, and so may any other', () => {
  expect(named('die Sitzung', 'de', ['Sitzung', 'Massage'])).toEqual(['Massage', 'Sitzung']);
});

const languages = ['de', 'en'] as const;

test.each(languages)('%s: a filler never names a service, but for those that are listed as naming one', language => {
  const { fillers, services } = packOf(language).heard;
  const everyday = new Set(services.everyday.map(([said]) => said));
  const isListed = (word: string) => services.nouns.has(word) || everyday.has(word);
  const words = Object.values(fillers)
    .flatMap(some => [...some])
    .filter(word => !isListed(word));
  expect(words.length).toBeGreaterThan(1_000);
  // Of no other language's reading either.
  expect(named('back', 'en')).toBeUndefined();
  fc.assert(
    fc.property(fc.constantFrom(...words), word => {
      expect(named(word, language)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test.each(languages)('%s: a word nobody knows stays unknown, whatever services there are', language => {
  const syllables = fc.array(fc.constantFrom('bro', 'kul', 'xi', 'wup', 'dra', 'zof'), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(syllables, parts => {
      const word = parts.join('');
      const services = trades[language].map(name => ({ id: name, name }));
      const readings = understand(`${word} friday`, language, 'day', { services });
      expect(readings.every(({ unknown }) => unknown.includes(word))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test.each(languages)('%s: a service is named by its whole name, however it is written', language => {
  const written = fc.constantFrom<(name: string) => string>(
    name => name,
    name => name.toUpperCase(),
    name => name.replace(/[- ]/g, ''),
    name => name.replaceAll('ü', 'ue').replaceAll('Ö', 'Oe').replaceAll('ä', 'ae'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...trades[language]), written, (name, write) => {
      expect(named(write(name), language)).toContain(name);
    }),
    { numRuns: 200 },
  );
});
