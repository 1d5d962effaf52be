// What a caller says of a day and a time as instants: on the days the clocks change, and where two texts contradict each other.

import { describe, expect, test } from 'vitest';
import { deadlineIn } from '../../src/calls/deadline.ts';
import { nothingDecided } from '../../src/calls/ledger/progress.ts';
import type { FoundAppointment } from '../../src/calls/lookups.ts';
import type { RequestScope } from '../../src/calls/result.ts';
import { noWords } from '../../src/calls/understand/moments.ts';
import { understandNewTime } from '../../src/calls/understand/new-time.ts';
import { understandAppointment } from '../../src/calls/understand/reference.ts';
import { call } from '../../src/domain/call/call.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { type CompanyState, company } from '../../src/domain/company/company.ts';

type Settings = NonNullable<CompanyState['settings']>;
const settings: Settings = {
  companyId: 'salon',
  name: 'Salon',
  language: 'de',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
};

/** A Monday in September: both changes of the clocks lie ahead within the year. */
function workOf(hours?: { opens: string; closes: string }): RequestScope {
  const open = hours && { mon: [hours], tue: [hours], wed: [hours], thu: [hours], fri: [hours], sat: [hours], sun: [hours] };
  const state: CompanyState = { ...company.initial, settings, hours: new Map(open && [['company', open]]) };
  return {
    request: {
      kind: 'open',
      requestKey: 'key',
      n: 1,
      commandId: 'command',
      calledAt: '2026-09-21T08:00:00.000Z',
      resumed: false,
    },
    call: call.initial,
    company: { state, revision: 0n },
    settings,
    now: new Date('2026-09-21T08:00:00.000Z'),
    context: { correlationId: 'call', companyId: 'salon', actor: { kind: 'caller', id: 'call' }, channel: 'phone' },
    deadline: deadlineIn(60_000, systemClock),
    progress: nothingDecided(),
  };
}

const found: FoundAppointment = {
  id: '640',
  customerId: '340',
  serviceId: null,
  staffId: null,
  branchId: null,
  startsAt: '2026-10-01T08:00:00.000Z',
  endsAt: '2026-10-01T08:30:00.000Z',
  bookingUid: null,
  awaitingConfirmation: false,
  foundBy: 'customer',
  revision: 0n,
};

const understandMove = (day: string | undefined, time: string | undefined, scope: RequestScope) =>
  understandNewTime({ day, time }, noWords, { branchId: undefined, startsAt: found.startsAt }, scope);
const understandDay = (day: string, time: string | undefined, scope: RequestScope) =>
  understandAppointment({ day, time }, noWords, scope);

const asked = (code: string, detail: object = {}) => ({ kind: 'unclear', code, ...detail });
const move = (startsAt: string) => ({ kind: 'move', startsAt });
const choices = (...instants: string[]) => ({ choices: instants.map(startsAt => ({ startsAt })) });

describe('a move', () => {
  test.each([
    // 28 March 2027, two to three does not exist; 25 October 2026, it comes twice.
    ['2027-03-28', 'halb drei', move('2027-03-28T12:30:00.000Z')],
    ['2027-03-28', '02:30', asked('time_does_not_exist')],
    [
      '2027-03-28',
      'halb vier',
      asked('time_ambiguous', { alternatives: ['2027-03-28T01:30:00.000Z', '2027-03-28T13:30:00.000Z'] }),
    ],
    [
      '2026-10-25',
      'halb drei',
      asked('time_ambiguous', { alternatives: ['2026-10-25T00:30:00.000Z', '2026-10-25T13:30:00.000Z'] }),
    ],
    ['2026-10-25', '02:30', asked('time_exists_twice')],
    ['2026-10-25', '14:30', move('2026-10-25T13:30:00.000Z')],
    ['Freitag oder Samstag', '15 Uhr', asked('date_ambiguous', choices('2026-09-25T13:00:00.000Z', '2026-09-26T13:00:00.000Z'))],
    ['Freitag oder Samstag', 'um drei', asked('time_ambiguous')],
    ['27.3. oder 28.3.', '02:30', asked('date_ambiguous', choices('2027-03-27T01:30:00.000Z'))],
    ['2026-12-14', '2026-12-15T14:30', asked('date_ambiguous', choices('2026-12-14T13:30:00.000Z', '2026-12-15T13:30:00.000Z'))],
    ['2026-12-16', 'am 17. um drei', asked('date_unclear')],
    ['2026-12-16T10:00', 'am 17. um 15 Uhr', asked('time_unclear')],
    ['2026-12-16T10:00', '15 Uhr', asked('time_unclear')],
    ['2026-12-16T10:00', 'um zehn', move('2026-12-16T09:00:00.000Z')],
    ['2026-12-18T00:00:00', undefined, asked('new_time_missing')],
    ['2026-12-18T00:00:00', '15 Uhr', move('2026-12-18T14:00:00.000Z')],
    ['2026-12-18', '24 Uhr', asked('time_unclear')],
    // The day was asked for and is not known: that of the appointment is likely, and asked about.
    [undefined, '15 Uhr', asked('date_ambiguous')],
    // A day that stands in the time's field alone is asked about.
    [undefined, '2026-12-03T14:30', asked('date_ambiguous', choices('2026-12-03T13:30:00.000Z'))],
    [undefined, undefined, asked('new_date_missing')],
    [undefined, 'irgendwann', asked('new_date_missing')],
    [undefined, 'wenn der Hahn kräht', asked('time_unclear')],
    ['2026-12-18', undefined, asked('new_time_missing')],
  ])('to "%s", "%s"', (day, time, expected) => {
    expect(understandMove(day, time, workOf())).toMatchObject(expected);
  });
  test.each([
    ['15 Uhr', noWords, move('2026-10-01T13:00:00.000Z')],
    // Its own time is no other.
    ['um zehn', noWords, asked('new_date_missing')],
    ['20 Uhr', noWords, asked('new_date_missing')],
    ['zwischen drei und vier', noWords, asked('new_time_missing')],
    ['15 Uhr', { day: '2026-10-05', time: undefined }, asked('date_ambiguous', choices('2026-10-01T13:00:00.000Z'))],
  ])('to "%s", where the day was left out and the model reads %j', (time, own, expected) => {
    const words = { day: undefined, time };
    const moved = { branchId: undefined, startsAt: found.startsAt };
    const scope = workOf({ opens: '09:00', closes: '18:00' });
    expect(understandNewTime(words, own, moved, scope, { keepsDay: true })).toMatchObject(expected);
  });
  test('a time alone means the day that was spoken of before, perhaps', () => {
    const scope = workOf({ opens: '09:00', closes: '18:00' });
    const answer = { code: 'new_time_missing', parameters: { about: 'new_time' }, answeredAt: '2026-09-21T07:59:00.000Z' };
    const entry = { n: 1, function: 'reschedule_appointment', calledAt: '2026-09-21T07:59:00.000Z', besides: new Set<number>() };
    const earlier = {
      ...entry,
      answer: { ...answer, requestKey: 'a', n: 1, function: entry.function, status: 'unclear', language: 'de' as const },
    };
    const after = { ...scope, call: { ...scope.call, requests: new Map([['a', earlier]]) } };
    const words = { day: undefined, time: '15 Uhr' };
    const moved = { branchId: undefined, startsAt: found.startsAt };
    expect(understandNewTime(words, noWords, moved, after, { keepsDay: true })).toMatchObject(asked('date_ambiguous'));
  });
  test('in opening hours that decide needs no question', () => {
    const scope = workOf({ opens: '09:00', closes: '18:00' });
    expect(understandMove('Freitag', 'um drei', scope)).toEqual(move('2026-09-25T13:00:00.000Z'));
    expect(understandMove('2026-10-25', 'halb drei', scope)).toEqual(move('2026-10-25T13:30:00.000Z'));
  });
});

describe('the appointment that is meant', () => {
  const times = (day: string, time?: string) => {
    const understood = understandDay(day, time, workOf());
    return understood.kind === 'days' ? understood.times : understood;
  };
  test.each([
    ['2026-10-25', '02:30', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']],
    ['2027-03-28', 'halb drei', ['2027-03-28T12:30:00.000Z']],
    ['2027-03-28', '02:30', asked('time_does_not_exist')],
    ['2026-12-14', '2026-12-15T14:30', asked('date_ambiguous', choices('2026-12-14T13:30:00.000Z', '2026-12-15T13:30:00.000Z'))],
    ['2026-12-14', 'am 15. um drei', asked('date_unclear')],
    ['2026-12-14T10:00', '15 Uhr', asked('time_unclear')],
    ['2026-12-14T00:00:00', undefined, []],
    ['2026-12-14T00:00:00', '15 Uhr', ['2026-12-14T14:00:00.000Z']],
  ])('"%s", "%s"', (day, time, expected) => {
    const understood = times(day, time);
    if (Array.isArray(expected)) expect(understood).toEqual(expected);
    else expect(understood).toMatchObject(expected);
  });
  test('is on the one day both texts name', () => {
    const understood = understandDay('nächsten Dienstag', '2026-09-29T14:30', workOf());
    expect(understood).toMatchObject({ days: [{ from: new Date('2026-09-28T22:00:00Z') }], times: ['2026-09-29T12:30:00.000Z'] });
  });
});
