// What a customer must still hear: given what happened to their appointment and what they heard, then these notifications.
import { describe, expect, test } from 'vitest';
import { notifications } from '../../projections/notifications/notifications.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { foldRows } from '../calendar/support/judge/fold-rows.ts';
import { cancelled, recordedAppointment, moved as rescheduled, scheduled } from '../channels/events/appointment-events.ts';

const move = derivedId('test', 'move');
const cancellation = derivedId('test', 'cancellation');
const retryAt = '2025-10-06T08:10:00.000Z';

const answered = (modificationId: string, status: string): Recorded => ({
  ...recordedAppointment('CalendarSyncDeferred', { modificationId, attempt: 1, retryAt }),
  id: derivedId('test', 'answered', modificationId),
  type: 'FunctionAnswered',
  stream: 'call-1',
  data: {
    requestKey: derivedId('test', 'request', modificationId),
    n: 1,
    function: 'reschedule_appointment',
    status,
    code: status,
    parameters: {},
    language: 'de',
    modificationId,
  },
});
const deferred = recordedAppointment('CalendarSyncDeferred', { modificationId: move, attempt: 2, retryAt });
const superseded = recordedAppointment('AppointmentRescheduleReverted', { modificationId: move, code: 'superseded' });
const instead = () => {
  const event = cancelled(cancellation);
  return { ...event, data: { ...event.data, supersedes: move } };
};
const refused = recordedAppointment('AppointmentCancellationReverted', {
  modificationId: cancellation,
  code: 'cancel_not_allowed',
});
const done = recordedAppointment('CalendarBookingCancelled', { modificationId: cancellation, bookingUid: 'uid-old-000' });

const owed = (...events: Recorded[]) =>
  (foldRows(notifications, events).get('notifications') ?? []).map(({ kind, modification_id, state, previous_starts_at }) => ({
    kind,
    modification_id,
    state,
    previous_starts_at,
  }));

describe('a change that Cal.com refuses for a reason only staff can put right', () => {
  const refusal = { code: 'required_field', httpStatus: 400, reason: 'error_required_field: attendeePhoneNumber' };
  const revert = recordedAppointment('AppointmentRescheduleReverted', {
    modificationId: move,
    code: 'calendar_refused',
    refusal,
  });
  test('is an entry for staff with that reason', () => {
    const rows = foldRows(notifications, [scheduled(), rescheduled(move), revert, answered(move, 'refused')]).get(
      'notifications',
    );
    expect(rows).toMatchObject([{ kind: 'calendar_refused', code: 'required_field', reason: refusal.reason, state: 'open' }]);
  });
});

describe('what others did, though the customer wanted the same', () => {
  test('is notified as theirs, and not as a change that did not come about', () => {
    const taken = recordedAppointment('AppointmentCancellationReverted', {
      modificationId: cancellation,
      code: 'already_cancelled',
    });
    expect(owed(scheduled(), cancelled(cancellation), answered(cancellation, 'pending'), taken)).toEqual([]);
  });
});

describe('a move that was promised, and a cancellation that took its place', () => {
  const before = [scheduled(), rescheduled(move), answered(move, 'pending'), deferred, superseded, instead()];
  test('refused by Cal.com: they hear that the appointment is where it was', () =>
    expect(owed(...before, refused, answered(cancellation, 'refused'))).toEqual([
      {
        kind: 'change_correction',
        modification_id: cancellation,
        state: 'open',
        previous_starts_at: '2025-10-10T12:00:00.000Z',
      },
    ]));
  test('before it was promised: they hear of it as well, since the answer may have been on its way', () =>
    expect(
      owed(scheduled(), rescheduled(move), deferred, superseded, instead(), refused, answered(move, 'pending')),
    ).toMatchObject([{ kind: 'change_correction', modification_id: cancellation }]));
  test('done: they hear of that alone', () =>
    expect(owed(...before, done, answered(cancellation, 'cancelled'))).toMatchObject([{ kind: 'cancellation_confirmed' }]));
  test('nothing was promised: what is refused on the telephone was heard there', () =>
    expect(
      owed(
        scheduled(),
        rescheduled(move),
        answered(move, 'refused'),
        superseded,
        instead(),
        refused,
        answered(cancellation, 'refused'),
      ),
    ).toEqual([]));
});

describe('a move that the host has yet to confirm', () => {
  const requested = recordedAppointment('CalendarBookingRescheduled', {
    modificationId: move,
    previousBookingUid: 'uid-old-000',
    bookingUid: 'uid-new-000',
    startsAt: '2025-10-13T12:30:00.000Z',
    endsAt: '2025-10-13T13:30:00.000Z',
    awaitingConfirmation: true,
  });
  const confirmed = recordedAppointment('CalendarBookingLinked', {
    bookingUid: 'uid-new-000',
    modificationId: move,
    awaitingConfirmation: false,
  });
  const before = [scheduled(), rescheduled(move), requested, answered(move, 'pending')];
  test('is notified as asked for, never as done', () =>
    expect(owed(...before)).toMatchObject([{ kind: 'reschedule_requested', modification_id: move, state: 'open' }]));
  test('is notified again once they have, once', () =>
    expect(owed(...before, confirmed, confirmed).map(({ kind }) => kind)).toEqual([
      'reschedule_requested',
      'reschedule_confirmed',
    ]));
});

describe('a booking that nobody could name', () => {
  const movedSomewhere = recordedAppointment('CalendarBookingRescheduled', {
    modificationId: move,
    previousBookingUid: 'uid-old-000',
    bookingUid: 'uid-old-000',
    startsAt: '2025-10-13T08:30:00.000Z',
    endsAt: '2025-10-13T09:30:00.000Z',
    bookingUidUnknown: true,
  });
  const unknown = [scheduled(), rescheduled(move), answered(move, 'rescheduled'), movedSomewhere];
  const found = recordedAppointment('CalendarBookingLinked', { bookingUid: 'uid-new-000', modificationId: move });
  const decided = recordedAppointment('ModificationResolved', {
    modificationId: move,
    resolution: 'take_calendar',
    by: 'admin',
    reasonCode: 'seen',
  });
  const ofStaff = (...events: Recorded[]) => owed(...events).find(({ kind }) => kind === 'booking_uid_unknown')?.state;
  test('is on the operators’ list', () => expect(ofStaff(...unknown)).toBe('open'));
  test('until it is found again', () => expect(ofStaff(...unknown, found)).toBe('done'));
  test('or found by a link that names no move', () => {
    const linked = recordedAppointment('CalendarBookingLinked', { bookingUid: 'uid-new-000' });
    expect(ofStaff(...unknown, linked)).toBe('done');
  });
  test('or until somebody’s later change of it is recorded', () => {
    const movedOn = { ...movedSomewhere, data: { ...movedSomewhere.data, bookingUid: 'uid-new-000' } };
    const { bookingUidUnknown: _, ...known } = movedOn.data;
    expect(ofStaff(...unknown, { ...movedOn, data: { ...known, modificationId: cancellation } })).toBe('done');
    expect(ofStaff(...unknown, cancelled(cancellation), done)).toBe('done');
  });
  test('a decision on another change does not end it', () =>
    expect(ofStaff(...unknown, { ...decided, data: { ...decided.data, modificationId: cancellation } })).toBe('open'));
  test('or until an operator has decided', () => expect(ofStaff(...unknown, decided)).toBe('done'));
});
