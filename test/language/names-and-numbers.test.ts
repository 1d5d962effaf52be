// Names by sound and spelling, numbers in full.
import { describe, expect, test } from 'vitest';
import { nameLikeness, sameName, soundCode } from '../../src/domain/names.ts';
import { isWithheld, parsePhoneNumber } from '../../src/language/numbers.ts';

test.each([
  ['Müller', '657'],
  ['Mueller', '657'],
  ['Breschnew', '17863'],
  ['Schmidt', '862'],
  ['Becker', '147'],
  ['Beker', '147'],
  ['Xaver', '4837'],
  ['Nina', '66'],
  ['Momsen', '6686'],
])('%s sounds like %s', (name, code) => {
  expect(soundCode(name)).toBe(code);
});

describe('likeness', () => {
  test.each([
    ['Sputer', 'Sputa'],
    ['Meyer', 'Maier'],
    ['Frau Dr. Beispiel', 'Erika Beispiel'],
    ['Beispiel, Erika', 'Erika Beispiel'],
    ['Ayse Sahin', 'Ayşe Şahin'],
    ['Pawel Lukasz', 'Paweł Łukasz'],
  ])('%s goes with %s', (a, b) => {
    expect(nameLikeness(a, b)).toBeGreaterThanOrEqual(0.85);
  });
  test.each([
    ['Müller', 'Möller'],
    ['Hansi Huber', 'Hansi Hinterseher'],
    ['Erika Beispiel', 'Max Mustermann'],
    ['', 'Erika Beispiel'],
    ['x'.repeat(10_000), 'Erika Beispiel'],
    ["'; drop table customers; --", 'Erika Beispiel'],
  ])('%s does not go with %s', (a, b) => {
    expect(nameLikeness(a, b)).toBeLessThan(0.85);
  });
  test('the exact name needs first and last name, in either order', () => {
    expect([
      sameName('Hinterseher, Hansi', 'Hansi Hinterseher'),
      sameName('Hinterseher', 'Hinterseher'),
      sameName('Hansi Sputa', 'Hansi Sputer'),
    ]).toEqual([true, false, false]);
  });
});

test.each([
  ['4915112345678', '+4915112345678'],
  ['015112345678', '+4915112345678'],
  ['0049 151 12345678', '+4915112345678'],
  ['030 12345678', '+493012345678'],
  ['sip:+4930123@x', undefined],
  ['00000000', undefined],
  ['anonymous_1759695727_b33a2f2c', undefined],
  ['+8656696', undefined],
  ['12', undefined],
])('"%s" is %s', (text, number) => {
  expect(parsePhoneNumber(text)).toBe(number);
});

test.each(['anonymous', 'Anonymous', '', null, 'RESTRICTED', '+266696687', '00000000'])('%s is withheld', text => {
  expect(isWithheld(text)).toBe(true);
});
