// The dates of feasts, movable ones included, by the rules of the library `date-holidays`.
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';

const dates = new LRUCache<string, DateTime>({ max: 1_000 });
let loaded: (new () => Holidays) | undefined;

/**
 * The day of a feast in a year, as midnight UTC. `rule` is in the library's language: `easter 1`, `12-25`, `2nd sunday before 12-25`.
 * The library is large, and most processes hear of no feast: it is loaded for the first one.
 */
export function feastDay(rule: string, year: number): DateTime {
  const key = `${rule} ${year}`;
  const known = dates.get(key);
  if (known) return known;
  loaded ??= createRequire(import.meta.url)('date-holidays') as new () => Holidays;
  const calendar = new loaded();
  calendar.setHoliday(rule, { name: rule, type: 'observance' });
  const [feast] = calendar.getHolidays(year);
  const date = feast ? DateTime.fromISO(feast.date.slice(0, 10), { zone: 'utc' }) : DateTime.invalid('no such feast');
  dates.set(key, date);
  return date;
}
