// A day and a time said in two texts: they agree, or somebody is asked; neither is preferred in silence.
import { expect, test } from 'vitest';
import { parseSpokenMoment } from '../said.ts';

/** A Monday. */
const context = { now: new Date('2026-11-23T09:00:00Z'), zone: 'Europe/Berlin', language: 'de' as const };

function moment(day: string, time?: string): string {
  const parsed = parseSpokenMoment(day, time, context);
  if (parsed.kind === 'unclear') return parsed.code;
  const said = parsed.time?.();
  const clock = said?.kind === 'time' ? said.time : said?.kind === 'ambiguous' ? said.times.join('|') : (said?.kind ?? 'no time');
  return `${parsed.dates.join('|')} ${clock}${parsed.daysDiffer ? ' differ' : ''}`;
}

test.each([
  ['2026-12-14', undefined, '2026-12-14 no time'],
  ['2026-12-14', '14:30', '2026-12-14 14:30'],
  ['2026-12-14T14:30', undefined, '2026-12-14 14:30'],
  ['2026-12-14', '2026-12-14T14:30', '2026-12-14 14:30'],
  // Models write the local time with a "Z" as well.
  ['2026-12-14', '2026-12-14T13:30:00Z', '2026-12-14 13:30|14:30'],
  ['2026-12-14', '2026-12-15T14:30', '2026-12-14|2026-12-15 14:30 differ'],
  ['2026-12-14', 'am 14. um 15 Uhr', '2026-12-14 15:00'],
  ['2026-12-16', 'am 17. um 15 Uhr', '2026-12-16|2026-12-17 15:00 differ'],
  ['2026-12-16T10:00', 'am 17. um 15 Uhr', '2026-12-16 unclear'],
  ['2026-12-16T10:00', '15 Uhr', '2026-12-16 unclear'],
  ['2026-12-16T10:00', 'um zehn', '2026-12-16 10:00'],
  ['2026-12-16 um zehn', '10:15', '2026-12-16 unclear'],
  ['2026-12-16T00:00:00', '15 Uhr', '2026-12-16 15:00'],
  ['2026-12-16T00:00:00', undefined, '2026-12-16 no time'],
  ['2026-12-16', '2026-12-16T00:00:00', '2026-12-16 no time'],
  ['Freitag', 'Freitag', '2026-11-27 no time'],
  ['nächsten Dienstag', '2026-12-01T14:30', '2026-12-01 14:30'],
  ['nächsten Dienstag', '2026-12-02T14:30', '2026-11-24|2026-12-01|2026-12-02 14:30 differ'],
  ['Freitag', 'Freitag um drei am Nachmittag', '2026-11-27 15:00'],
  ['Freitag Nachmittag', 'um drei', '2026-11-27 15:00'],
  ['Freitag Vormittag', '15 Uhr', '2026-11-27 unclear'],
  ['Freitag um drei', 'nachmittags', '2026-11-27 15:00'],
  ['Freitag', '2023-10-07T14:30', 'date_unclear'],
  ['Freitag', 'nächste Woche um drei', '2026-12-04 03:00|15:00'],
  ['Freitag', 'morgens um acht', '2026-11-27 08:00'],
  ['Freitag', 'irgendwann', '2026-11-27 no time'],
  ['Freitag', 'wenn der Hahn kräht', '2026-11-27 unclear'],
  ['Freitag um zehn', 'um drei oder vier', '2026-11-27 unclear'],
  ['irgendwann', '14:30', 'date_unclear'],
])('"%s" and "%s" are %s', (day, time, expected) => {
  expect(moment(day, time)).toBe(expected);
});
