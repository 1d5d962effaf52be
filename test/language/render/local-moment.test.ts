// The same instant is said as each zone's clocks show it, also where it was said for another zone before.
import { expect, test } from 'vitest';
import { spokenDate, spokenTime } from '../../../src/language/render/moments.ts';

test('an instant in several zones, again and again', () => {
  const instant = '2026-12-15T23:30:00.000Z';
  const said = (zone: string) => `${spokenDate(instant, zone, 'en')}, ${spokenTime(instant, zone, 'en')}`;
  const places = ['Europe/Berlin', 'Europe/London', 'Europe/Berlin', 'Europe/London'];
  expect(places.map(said)).toEqual([
    'Wednesday the sixteenth of December, twelve thirty in the morning',
    'Tuesday the fifteenth of December, eleven thirty in the evening',
    'Wednesday the sixteenth of December, twelve thirty in the morning',
    'Tuesday the fifteenth of December, eleven thirty in the evening',
  ]);
});
