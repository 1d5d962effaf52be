// Whether the time a booking is to be moved to is free at Cal.com, before anything is decided.
import { describe, expect, test } from 'vitest';
import { createCalcomProvider } from '../../../../src/calendar/providers/calcom/calcom-provider.ts';
import type { CalcomClient } from '../../../../src/calendar/providers/calcom/http/client.ts';
import { bookingOf } from '../../../../src/calendar/providers/calcom/http/payloads.ts';
import { companyWith, scheduled, state } from '../../../support/appointment.ts';

const at = (clock: string) => `2026-12-02T${clock}:00.000Z`;
const slot = (from: string, to: string | null) => ({ start: at(from), end: to === null ? null : at(to) });
const uid = 'bT1LntHUU8qdQNMMFpWFPm';
const booked = state({
  ...scheduled,
  data: { ...scheduled.data, booking: { uid, calendarServiceId: 7 } },
} as typeof scheduled);

const asked: object[] = [];
const notAsked = (): never => {
  throw new Error('asked for what a wish for a time does not need');
};
/** A client nobody may ask for anything. */
const mute: CalcomClient = {
  account: 'test',
  circuit: { state: notAsked, openUntil: notAsked },
  reschedule: notAsked,
  cancel: notAsked,
  getBooking: notAsked,
  listBookings: notAsked,
  slots: notAsked,
  createBooking: notAsked,
  judge: notAsked,
  keyRefused: notAsked,
  heldBack: notAsked,
};

/** What is said of a half hour's appointment moved to 10:00, where these times are free. */
async function slotWhere(
  free: ReturnType<typeof slot>[] | undefined,
  { override = false, stands = true, wouldAccept = true } = {},
) {
  const client: CalcomClient = {
    ...mute,
    slots: async query => {
      asked.push(query);
      return free ? { kind: 'ok', data: { '2026-12-02': free }, httpStatus: 200 } : { kind: 'connection_lost' };
    },
    getBooking: async () => {
      const start = stands ? booked.period.startsAt : at('15:00');
      const data = bookingOf(uid).parse({ status: 'success', data: { uid, status: 'accepted', start, end: start } });
      return { kind: 'ok', data, httpStatus: 200 };
    },
  };
  const calendar = createCalcomProvider({ clientFor: () => client, accountOf: () => undefined });
  const reserved = await calendar.reserve(
    {
      companyId: 'salon',
      appointmentId: '640',
      state: booked,
      company: companyWith({}),
      newStartsAt: at('10:00'),
      overridden: override,
      hold: true,
      now: new Date(at('08:00')),
    },
    () => wouldAccept,
  );
  expect(reserved.held).toBe(false);
  return reserved.slot;
}

describe('the time is', () => {
  test.each([
    ['free where it is listed', [slot('10:00', '10:30')], 'free'],
    ['free between two listed starts with nothing between them', [slot('09:45', '10:15'), slot('10:15', '10:45')], 'free'],
    ['free where the list tells starts alone', [slot('10:00', null)], 'free'],
    ['taken where nothing is free', [], 'taken'],
    ['taken where only another time is', [slot('11:00', '11:30')], 'taken'],
    ['taken where it is free for a part of it', [slot('09:45', '10:15')], 'taken'],
    ['taken where something lies in between', [slot('09:45', '10:15'), slot('10:20', '10:50')], 'taken'],
  ] as const)('%s', async (_, free, expected) => {
    expect(await slotWhere([...free])).toBe(expected);
  });

  test('not reported as taken where the booking does not stand as we know it: the move itself finds out', async () => {
    expect(await slotWhere([], { stands: false })).toBeNull();
  });

  test('nobody’s to tell where Cal.com cannot be asked: the move itself finds out', async () => {
    expect(await slotWhere(undefined)).toBeNull();
  });

  test('not asked of a move that something else speaks against', async () => {
    asked.length = 0;
    expect(await slotWhere([], { wouldAccept: false })).toBeNull();
    expect(asked).toEqual([]);
  });

  test('not asked where an operator overrides, and the booking itself is no blocker', async () => {
    asked.length = 0;
    expect(await slotWhere([], { override: true })).toBeNull();
    expect(asked).toEqual([]);
    await slotWhere([]);
    expect(asked).toMatchObject([{ bookingUidToReschedule: uid, eventTypeId: 7 }]);
  });
});
