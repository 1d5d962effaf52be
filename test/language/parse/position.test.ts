// A place in a list that was read out, and nothing that names a day or a time.
import { expect, test } from 'vitest';
import { parseSpokenPosition } from '../../../src/language/parse/position.ts';

test.each([
  ['den ersten', 1],
  ['die zweite', 2],
  ['Den dritten, bitte.', 3],
  ['der erste Termin', 1],
  ['ich nehme den zweiten', 2],
  ['den 2.', 2],
  ['den letzten', 'last'],
  ['die letzte', 'last'],
  ['the first one', 1],
  ['the second', 2],
  ['2nd', 2],
  ['the last one', 'last'],
  ['den um zehn', undefined],
  ['the one at ten', undefined],
  ['am ersten', undefined],
  ['on the first', undefined],
  ['der erste Dezember', undefined],
  ['den ersten um zehn', undefined],
  ['den ersten oder den zweiten', undefined],
  ['nicht den ersten', undefined],
  ['zwei', undefined],
  ['letzten Dienstag', undefined],
  ['2026-12-01', undefined],
  ['', undefined],
])('"%s" is %s', (text, position) => {
  expect([parseSpokenPosition(text, 'de'), parseSpokenPosition(text, 'en')]).toEqual([position, position]);
});
