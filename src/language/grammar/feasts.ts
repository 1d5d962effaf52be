// The dates of feasts, movable ones included, by rules in the language of the library `date-holidays`, of which the packs need a small part.
import { gregorianEaster } from 'date-easter';
import { DateTime } from 'luxon';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = 'January February March April May June July August September October November December'.split(' ');

/**
 * The day of a feast in a year, as midnight UTC. `rule`: `12-25`, `easter 1`, `2nd sunday in May`, `2nd sunday before 12-25`, which is before
 * that day, or `3rd sunday after 09-01`, which may be that day. Invalid where there is no such rule.
 */
export function feastDay(rule: string, year: number): DateTime {
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(rule) ?? [];
  if (month !== undefined) return DateTime.utc(year, Number(month), Number(day));
  const [easter, daysAfter = '0'] = /^easter(?: (-?\d+))?$/.exec(rule) ?? [];
  if (easter !== undefined) {
    const sunday = gregorianEaster(year);
    return DateTime.utc(year, sunday.month, sunday.day).plus({ days: Number(daysAfter) });
  }
  const [, ordinal = '1', name = '', side, of = ''] = /^(?:(\d)[a-z]+ )?([a-z]+) (in|before|after) (.+)$/.exec(rule) ?? [];
  const weekday = weekdays.indexOf(name) + 1;
  if (weekday === 0) return DateTime.invalid('no such feast');
  const from = side === 'in' ? DateTime.utc(year, months.indexOf(of) + 1, 1) : feastDay(of, year);
  const weeks = Number(ordinal) - 1;
  return side === 'before'
    ? from.minus({ days: ((from.weekday - weekday + 6) % 7) + 1, weeks })
    : from.plus({ days: (weekday - from.weekday + 7) % 7, weeks });
}
