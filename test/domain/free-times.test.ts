// Our own diary: what is free, what is offered instead, and never a time that is taken, closed or gone.
import { fc, test as property } from '@fast-check/vitest';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { alternativesTo, nearestTo } from '../../src/domain/company/alternatives.ts';
import { type Diary, freeTimes, slotState } from '../../src/domain/company/free-times.ts';
import { isWithinOpeningHours } from '../../src/domain/company/opening-hours.ts';

const zone = 'Europe/Berlin';
const at = (local: string): string => DateTime.fromISO(local, { zone }).toUTC().toISO() ?? '';
const date = (local: string): Date => new Date(at(local));
const local = (instant: string): string => DateTime.fromISO(instant, { zone }).toFormat('ccc dd.MM. HH:mm');
const hour = 3_600_000;
/** Tuesday to Saturday; a break on Wednesdays. */
const hours = {
  tue: [{ opens: '09:00', closes: '12:00' }],
  wed: [
    { opens: '09:00', closes: '10:30' },
    { opens: '14:00', closes: '16:00' },
  ],
  sat: [{ opens: '10:00', closes: '11:00' }],
};
const period = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
const diary = (...busy: { startsAt: string; endsAt: string }[]): Diary => ({ hours, busy, zone });

describe('a wanted time', () => {
  const taken = diary(period('2026-12-01T10:00', '2026-12-01T11:00'));
  test.each([
    ['free', '2026-12-01T09:00', '2026-12-01T10:00', 'free'],
    ['right after another', '2026-12-01T11:00', '2026-12-01T12:00', 'free'],
    ['reaching into another', '2026-12-01T09:30', '2026-12-01T10:30', 'taken'],
    ['inside another', '2026-12-01T10:15', '2026-12-01T10:30', 'taken'],
    ['around another', '2026-12-01T09:00', '2026-12-01T12:00', 'taken'],
    ['before opening', '2026-12-01T08:30', '2026-12-01T09:30', 'closed'],
    ['beyond closing', '2026-12-01T11:30', '2026-12-01T12:15', 'closed'],
    ['over the midday break', '2026-12-02T10:00', '2026-12-02T14:30', 'closed'],
    ['on a closed day', '2026-12-03T10:00', '2026-12-03T11:00', 'closed'],
  ])('%s', (_, from, to, state) => expect(slotState(period(from, to), taken)).toBe(state));
  test('without opening hours only other appointments are in the way', () => {
    const open = { ...taken, hours: undefined };
    expect(slotState(period('2026-12-03T03:00', '2026-12-03T04:00'), open)).toBe('free');
    expect(slotState(period('2026-12-01T10:30', '2026-12-01T11:30'), open)).toBe('taken');
  });
});

describe('free times', () => {
  const week = { from: date('2026-11-30T00:00'), to: date('2026-12-07T00:00') };
  test('begin every quarter of an hour from each opening, as long as the whole appointment fits', () =>
    expect(freeTimes(diary(period('2026-12-01T10:00', '2026-12-01T11:00')), hour, week).map(local)).toEqual([
      'Tue 01.12. 09:00',
      'Tue 01.12. 11:00',
      'Wed 02.12. 09:00',
      'Wed 02.12. 09:15',
      'Wed 02.12. 09:30',
      'Wed 02.12. 14:00',
      'Wed 02.12. 14:15',
      'Wed 02.12. 14:30',
      'Wed 02.12. 14:45',
      'Wed 02.12. 15:00',
      'Sat 05.12. 10:00',
    ]));
  test('nobody knows without opening hours, and nothing is free where nothing fits', () => {
    expect(freeTimes({ ...diary(), hours: undefined }, hour, week)).toEqual([]);
    expect(freeTimes(diary(), 4 * hour, week)).toEqual([]);
  });
  test('begin within the period: nothing that has begun', () => {
    const rest = { from: date('2026-12-01T10:20'), to: date('2026-12-02T00:00') };
    expect(freeTimes(diary(), hour, rest).map(local)).toEqual(['Tue 01.12. 10:30', 'Tue 01.12. 10:45', 'Tue 01.12. 11:00']);
  });
  const night: Diary = { hours: { sun: [{ opens: '01:00', closes: '05:00' }] }, busy: [], zone };
  test('on the day an hour is missing none begins in it', () =>
    expect(freeTimes(night, hour, { from: date('2027-03-28T00:00'), to: date('2027-03-29T00:00') }).map(local)).toEqual([
      ...['01:00', '01:15', '01:30', '01:45', '03:00', '03:15', '03:30', '03:45', '04:00'].map(clock => `Sun 28.03. ${clock}`),
    ]));
  test('on the day an hour comes twice each clock time is offered once', () => {
    const starts = freeTimes(night, hour, { from: date('2026-10-25T00:00'), to: date('2026-10-26T00:00') });
    expect(new Set(starts).size).toBe(starts.length);
    expect(starts.map(local).filter(clock => clock.endsWith('02:30'))).toHaveLength(1);
  });
});

describe('what is offered instead', () => {
  const free = ['2026-12-01T09:00', '2026-12-01T11:00', '2026-12-02T10:00', '2026-12-02T14:00', '2026-12-05T10:00'].map(at);
  const offered = (wanted: string, of = free) => alternativesTo(at(wanted), of, zone).map(local);
  test('of the same day the nearest, then the same clock time on days after', () =>
    expect(offered('2026-12-01T10:00')).toEqual(['Tue 01.12. 09:00', 'Tue 01.12. 11:00', 'Wed 02.12. 10:00']));
  test('nothing that day: the same clock time, then what is next', () =>
    expect(offered('2026-11-30T10:00')).toEqual(['Wed 02.12. 10:00', 'Sat 05.12. 10:00', 'Tue 01.12. 09:00']));
  test('one of each kind: the same day before the same clock time, and that before what is next', () => {
    const mixed = ['2026-12-04T11:00', '2026-12-05T09:00', '2026-12-07T08:00', '2026-12-07T10:00'].map(at);
    expect(offered('2026-12-04T10:00', mixed)).toEqual(['Fri 04.12. 11:00', 'Mon 07.12. 10:00', 'Sat 05.12. 09:00']);
  });
  test('the wanted time itself is not offered, and nothing before that day', () =>
    expect(offered('2026-12-02T10:00')).toEqual(['Wed 02.12. 14:00', 'Sat 05.12. 10:00']));
  test('the nearest to a time may be that time', () =>
    expect(nearestTo(at('2026-12-01T11:00'), free).map(local)).toEqual([
      'Tue 01.12. 09:00',
      'Tue 01.12. 11:00',
      'Wed 02.12. 10:00',
    ]));
});

const minutes = fc.integer({ min: 0, max: 14 * 24 * 60 });
const someBusy = fc.array(fc.tuple(minutes, fc.integer({ min: 15, max: 180 })), { maxLength: 25 });
property.prop(
  [someBusy, fc.constantFrom(30, 60, 90), minutes, fc.constantFrom('2026-11-30T00:00', '2027-03-22T00:00', '2026-10-19T00:00')],
  { numRuns: Number(process.env.RUNS ?? 30) },
)('an offered time is never taken, closed or past; and if anything is free something is offered', (busy, length, now, monday) => {
  const begin = date(monday).getTime();
  const all = busy.map(([start, lasts]) => ({
    startsAt: new Date(begin + start * 60_000).toISOString(),
    endsAt: new Date(begin + (start + lasts) * 60_000).toISOString(),
  }));
  const from = new Date(begin + now * 60_000);
  const free = freeTimes(diary(...all), length * 60_000, { from, to: new Date(from.getTime() + 7 * 24 * hour) });
  const offered = alternativesTo(from.toISOString(), free, zone);
  expect(offered.length).toBe(Math.min(3, free.filter(start => start !== from.toISOString()).length));
  for (const startsAt of offered) {
    const wanted = { startsAt, endsAt: new Date(Date.parse(startsAt) + length * 60_000).toISOString() };
    expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(from.getTime());
    expect(isWithinOpeningHours(hours, wanted, zone)).toBe(true);
    expect(all.some(other => other.startsAt < wanted.endsAt && wanted.startsAt < other.endsAt)).toBe(false);
  }
});
