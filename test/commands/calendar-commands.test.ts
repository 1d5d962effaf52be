// What is recorded of changes made at Cal.com, and of an operator's decision: once, and only where it fits.
import { describe, expect, test } from 'vitest';
import { linkCalendarBooking } from '../../commands/appointment/link-calendar-booking.ts';
import { recordCalendarChange } from '../../commands/appointment/record-calendar-change.ts';
import { resolveModification } from '../../commands/appointment/resolve-modification.ts';
import type { AppointmentEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { endsAt, scheduled, startsAt, state, uid } from '../support/appointment.ts';
import { outcome } from '../support/given.ts';

const elsewhere = 'otherUid890123456789';
const moveFrom = (previousBookingUid: string) =>
  ({
    kind: 'rescheduled',
    move: {
      previousBookingUid,
      bookingUid: 'newUid4567890123456789',
      startsAt: '2026-12-03T10:00:00.000Z',
      endsAt: '2026-12-03T10:30:00.000Z',
      externalCause: 'webhook',
    },
  }) as const;
const cancellationOf = (bookingUid: string) => ({ kind: 'cancelled', bookingUid, externalCause: 'webhook' }) as const;

const modificationId = derivedId('decided');
const pending: NewEvent<AppointmentEvent> = {
  id: modificationId,
  type: 'AppointmentCancelled',
  data: { from: { startsAt, endsAt }, timeZone: 'Europe/Berlin', terms: null, facts: null },
};

describe('a change made at Cal.com', () => {
  test('of the booking the appointment has is recorded', () => {
    expect(outcome(recordCalendarChange(state(scheduled), moveFrom(uid)))).toEqual([
      'AppointmentRescheduled',
      'CalendarBookingRescheduled',
    ]);
    expect(outcome(recordCalendarChange(state(scheduled), cancellationOf(uid)))).toEqual([
      'AppointmentCancelled',
      'CalendarBookingCancelled',
    ]);
  });
  test('is not, while a change of ours is pending: what was sent may be what was seen', () => {
    expect(outcome(recordCalendarChange(state(scheduled, pending), moveFrom(uid)))).toBe('change_in_progress');
    expect(outcome(recordCalendarChange(state(scheduled, pending), cancellationOf(uid)))).toBe('change_in_progress');
  });
  test('of another booking than the appointment has is not: only a look says how it stands', () => {
    expect(outcome(recordCalendarChange(state(scheduled), moveFrom(elsewhere)))).toBe('appointment_changed');
    expect(outcome(recordCalendarChange(state(scheduled), cancellationOf(elsewhere)))).toBe('appointment_changed');
  });
});

describe('an operator’s decision', () => {
  const command = {
    modificationId,
    resolution: 'revert' as const,
    by: 'front desk',
    reasonCode: 'by_phone',
    outcome: { kind: 'reverted' as const, code: 'operator_decided' },
  };

  test('stands with what it leads to', () => {
    expect(outcome(resolveModification(state(scheduled, pending), command))).toEqual([
      'ModificationResolved',
      'AppointmentCancellationReverted',
    ]);
  });
  test('made again adds nothing, and another one is refused', () => {
    const decided: NewEvent<AppointmentEvent>[] = [
      pending,
      { type: 'ModificationResolved', data: { modificationId, resolution: 'revert', by: 'front desk', reasonCode: 'by_phone' } },
      { type: 'AppointmentCancellationReverted', data: { modificationId, code: 'operator_decided' } },
    ];
    expect(outcome(resolveModification(state(scheduled, ...decided), command))).toEqual([]);
    expect(outcome(resolveModification(state(scheduled, ...decided), { ...command, resolution: 'keep' }))).toBe('conflict');
  });
});

describe('a booking that was found', () => {
  const link = (seenFrom: string | null | undefined, bookingUid: string) =>
    outcome(linkCalendarBooking(moved, { bookingUid, seenFrom }));
  const moved = state(scheduled, {
    type: 'CalendarBookingRescheduled',
    data: { modificationId, previousBookingUid: uid, bookingUid: elsewhere, startsAt, endsAt, externalCause: 'webhook' },
  });
  const third = 'thirdUid890123456789';
  test('from the one the appointment has is linked', () => expect(link(elsewhere, third)).toEqual(['CalendarBookingLinked']));
  test('from one it has been moved away from since is stale, whatever was found', () => {
    expect(link(uid, uid)).toBe('appointment_changed');
    expect(link(uid, third)).toBe('appointment_changed');
    expect(link(null, third)).toBe('appointment_changed');
    expect(link(uid, elsewhere)).toEqual([]);
  });
  test('is none it has been moved away from', () => expect(link(elsewhere, uid)).toBe('appointment_changed'));
  test('is any that an operator names', () => expect(link(undefined, uid)).toEqual(['CalendarBookingLinked']));
});

describe('a booking the host has yet to confirm', () => {
  const requested: NewEvent<AppointmentEvent> = { ...scheduled, data: { ...scheduled.data, status: 'pending' } };
  const confirmed: NewEvent<AppointmentEvent> = {
    type: 'CalendarBookingLinked',
    data: { bookingUid: uid, awaitingConfirmation: false },
  };
  const linked = (events: NewEvent<AppointmentEvent>[], bookingUid: string, awaitingConfirmation?: boolean) => {
    const decided = linkCalendarBooking(state(...events), { bookingUid, awaitingConfirmation });
    return decided.kind === 'accepted' ? decided.events.map(({ data }) => data) : decided.kind;
  };
  test('is confirmed once', () => {
    expect(linked([requested], uid, false)).toEqual([confirmed.data]);
    expect(linked([requested, confirmed], uid, false)).toEqual([]);
  });
  test('awaits them no more because of an older reading', () => expect(linked([requested, confirmed], uid, true)).toEqual([]));
  test('awaits them again under another uid', () =>
    expect(linked([requested, confirmed], elsewhere, true)).toEqual([{ bookingUid: elsewhere, awaitingConfirmation: true }]));
  test('changes nothing where only its uid was read', () => expect(linked([requested], uid)).toEqual([]));
  test('is not confirmed once it is cancelled', () => {
    const settled: NewEvent<AppointmentEvent> = { type: 'CalendarBookingCancelled', data: { modificationId, bookingUid: uid } };
    expect(linked([requested, pending, settled], uid, false)).toEqual([]);
  });
});
