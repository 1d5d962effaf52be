// Every code is a sentence at the console in each language, and a time is meant by the clock of the company.
import { expect, test } from 'vitest';
import { instantAt, shownIn } from '../../packages/console/src/places/change/new-time.ts';
import { codes as german } from '../../packages/console/src/text/codes-de.ts';
import { codes as english } from '../../packages/console/src/text/codes-en.ts';
import { codes } from '../../src/domain/codes.ts';

test('every code of the catalogue has a sentence in German and English', () => {
  for (const known of [german, english]) {
    expect(Object.keys(codes).filter(code => !Object.hasOwn(known, code))).toEqual([]);
    expect(Object.entries(known).filter(([, text]) => !/[.?]$/.test(text))).toEqual([]);
  }
});

test('a new time is meant by the clock of the company, whatever the device shows', () => {
  expect(instantAt('2026-12-02', '14:00', 'Europe/Berlin')).toBe('2026-12-02T14:00:00+01:00');
  expect(instantAt('2026-07-02', '14:00', 'Europe/Berlin')).toBe('2026-07-02T14:00:00+02:00');
  expect(shownIn('2026-12-02T13:00:00Z', 'Europe/Berlin')).toEqual({ day: '2026-12-02', time: '14:00' });
});

test('an hour that the change of clocks leaves out is none, and neither is what is no date', () => {
  expect(instantAt('2027-03-28', '02:30', 'Europe/Berlin')).toBeUndefined();
  expect(instantAt('2026-02-30', '10:00', 'Europe/Berlin')).toBeUndefined();
});
