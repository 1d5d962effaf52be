// Whether the time a booking is to be moved to is free at Cal.com, before anything is decided.
import { describe, expect, test } from 'vitest';
import { calendarSlotOf } from '../../src/reception/calendar-slot.ts';
import { companyWith, scheduled, state } from '../support/appointment.ts';

type Dependencies = Parameters<typeof calendarSlotOf>[3];
type Change = Parameters<typeof calendarSlotOf>[0];

const at = (clock: string) => `2026-12-02T${clock}:00.000Z`;
const slot = (from: string, to: string | null) => ({ startsAt: at(from), endsAt: to === null ? null : at(to) });
const booked = state({
  ...scheduled,
  data: { ...scheduled.data, booking: { uid: 'bT1LntHUU8qdQNMMFpWFPm', eventTypeId: 7 } },
} as typeof scheduled);

const asked: object[] = [];
/** What is said of a half hour's appointment moved to 10:00, where these times are free. */
const slotWhere = (free: ReturnType<typeof slot>[] | undefined, change: object = {}, stands = true) =>
  calendarSlotOf({ companyId: 'salon', newStartsAt: at('10:00'), ...change } as Change, booked, companyWith({}), {
    freeSlots: async (_: string, query: object) => {
      asked.push(query);
      return free;
    },
    bookingStands: async () => stands,
  } as unknown as Dependencies);

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

  test('not told as taken where the booking does not stand as we know it: the move itself finds out what is so', async () => {
    expect(await slotWhere([], {}, false)).toBeNull();
  });

  test('nobody’s to tell where Cal.com cannot be asked: the move itself finds out', async () => {
    expect(await slotWhere(undefined)).toBeNull();
  });

  test('not asked where an operator overrides, and the booking itself is no blocker', async () => {
    asked.length = 0;
    expect(await slotWhere([], { override: { by: 'front desk', reasonCode: 'x' } })).toBeNull();
    expect(asked).toEqual([]);
    await slotWhere([]);
    expect(asked).toMatchObject([{ bookingUid: 'bT1LntHUU8qdQNMMFpWFPm', eventTypeId: 7 }]);
  });
});
