// The list and the slots of the sandbox.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CalcomSandbox } from '../../../src/embedded/calcom/sandbox.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { ask, bookingsOf, daysOf, openSandbox, uid } from './asking.ts';

let clock: ManualClock;
let sandbox: CalcomSandbox;
beforeEach(async () => {
  ({ clock, sandbox } = await openSandbox());
});
afterEach(() => sandbox.stop());

describe('the list', () => {
  beforeEach(async () => {
    sandbox.seed({
      uid: 'past',
      eventTypeId: 2,
      start: '2026-10-01T09:00:00.000Z',
      attendee: { name: 'B', email: 'b@example.com' },
    });
    sandbox.seed({ uid: 'gone', status: 'cancelled', start: '2026-10-09T09:00:00.000Z' });
    sandbox.seed({ uid: 'asked', status: 'pending', start: '2026-10-10T09:00:00.000Z' });
    await clock.advance(60_000);
    sandbox.seed({ uid: 'new', start: '2026-10-12T09:00:00.000Z' });
  });

  it.each([
    ['status=upcoming', [uid, 'new']],
    ['status=past', ['past']],
    ['status=cancelled,unconfirmed', ['gone', 'asked']],
    ['attendeeEmail=b@example.com', ['past']],
    ['eventTypeId=2', ['past']],
    ['eventTypeIds=1,2&bookingUid=new', ['new']],
    ['afterStart=2026-10-09T09:00:00.000Z', ['gone', 'asked', 'new']],
    ['beforeEnd=2026-10-06T09:30:00.000Z', [uid, 'past']],
    ['afterUpdatedAt=2026-10-05T08:00:30.000Z', ['new']],
    ['sortStart=desc&take=2', ['new', 'asked']],
    ['sortStart=asc&skip=4', ['new']],
  ])('is filtered by %s', async (query, uids) => {
    const { json } = await ask(sandbox, 'GET', `/v2/bookings?${query}`);
    expect(bookingsOf(json).map(booking => booking.uid)).toEqual(uids);
  });

  it('comes in pages', async () => {
    expect((await ask(sandbox, 'GET', '/v2/bookings?take=2&skip=2')).json).toMatchObject({
      pagination: {
        totalItems: 5,
        remainingItems: 1,
        returnedItems: 2,
        itemsPerPage: 2,
        currentPage: 2,
        totalPages: 3,
        hasNextPage: true,
        hasPreviousPage: true,
      },
    });
    expect((await ask(sandbox, 'GET', '/v2/bookings?take=251')).status).toBe(400);
  });

  it('holds no booking of another account', async () => {
    sandbox.seed({ uid: 'foreign', apiKey: 'cal_foreign', start: '2026-10-12T09:00:00.000Z' });
    expect(JSON.stringify((await ask(sandbox, 'GET', '/v2/bookings')).json)).not.toContain('foreign');
  });
});

describe('slots', () => {
  const slots = async (query: string) => daysOf((await ask(sandbox, 'GET', `/v2/slots?eventTypeId=1&${query}`)).json);

  it('are the free starts in opening hours, by day and offset of the zone asked for', async () => {
    const data = await slots('start=2026-10-06&end=2026-10-06&timeZone=Europe/Berlin');
    expect(Object.keys(data)).toEqual(['2026-10-06']);
    expect(data['2026-10-06']).toHaveLength(17);
    expect(data['2026-10-06']?.[0]).toEqual({ start: '2026-10-06T09:00:00.000+02:00' });
    expect(data['2026-10-06']).not.toContainEqual({ start: '2026-10-06T11:00:00.000+02:00' });
  });

  it('hold the own time of the booking to be moved', async () => {
    const data = await slots(`start=2026-10-06&end=2026-10-06&timeZone=Europe/Berlin&bookingUidToReschedule=${uid}`);
    expect(data['2026-10-06']).toContainEqual({ start: '2026-10-06T11:00:00.000+02:00' });
  });

  it('are none on a Sunday, and none before now', async () => {
    expect(await slots('start=2026-10-11&end=2026-10-11')).toEqual({});
    const today = await slots('start=2026-10-05&end=2026-10-05');
    expect(today['2026-10-05']?.[0]).toEqual({ start: '2026-10-05T08:30:00.000Z' });
  });

  it('follow the clocks through both changes of summer time', async () => {
    sandbox.seedEventType({ id: 1, openingHours: { 7: [['01:00', '05:00']] } });
    const on = async (day: string, from: string, to: string) =>
      (await slots(`start=${from}&end=${to}&timeZone=Europe/Berlin`))[day];
    expect(await on('2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T22:00:00Z')).toHaveLength(10);
    expect(await on('2027-03-28', '2027-03-27T23:00:00Z', '2027-03-28T21:00:00Z')).toHaveLength(6);
  });

  it('can each be booked', async () => {
    const data = await slots('start=2026-10-07&end=2026-10-07');
    for (const { start } of data['2026-10-07'] ?? []) {
      const body = { start, eventTypeId: 1, attendee: { name: 'A', timeZone: 'Europe/Berlin' } };
      expect((await ask(sandbox, 'POST', '/v2/bookings', { body })).status).toBe(201);
    }
    expect(await slots('start=2026-10-07&end=2026-10-07')).toEqual({});
  });
});
