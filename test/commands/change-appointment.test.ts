// Cancelling and moving: what is decided, on what terms, and every reason for a no.
import { describe, expect, test } from 'vitest';
import { cancelAppointment } from '../../commands/appointment/cancel-appointment.ts';
import { recordCalendarOutcome } from '../../commands/appointment/record-calendar-outcome.ts';
import { rescheduleAppointment } from '../../commands/appointment/reschedule-appointment.ts';
import type { AppointmentEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import { eventIdAt, modificationIdOf } from '../../src/domain/ids.ts';
import { context, endsAt, request, scheduled, startsAt, state, uid } from '../support/appointment.ts';
import { outcome } from '../support/given.ts';

const other = '2026-12-02T13:00:00.000Z';
/** While the caller who asked for the other change may still be on the line. */
const justNow = { now: '2026-11-01T08:00:05.000Z' };
const terms = {
  withinPolicy: true,
  hoursNotice: 192,
  fee: { amountCents: 0, currency: 'EUR' },
  feeAccepted: false,
  policyScope: 'none',
  policyRevision: null,
};
const decisionData = { from: { startsAt, endsAt }, timeZone: 'Europe/Berlin', terms, facts: null, callId: 'call_1' };
const cancelled: NewEvent<AppointmentEvent> = {
  id: eventIdAt(request.commandId, 0),
  type: 'AppointmentCancelled',
  data: decisionData,
};
const moved: NewEvent<AppointmentEvent> = {
  id: eventIdAt(request.commandId, 0),
  type: 'AppointmentRescheduled',
  data: { ...decisionData, to: { startsAt: other, endsAt: '2026-12-02T13:30:00.000Z' } },
};
const settledCancel: NewEvent<AppointmentEvent> = {
  type: 'CalendarBookingCancelled',
  data: { modificationId: cancelled.id ?? '', bookingUid: uid },
};
const settledMove: NewEvent<AppointmentEvent> = {
  type: 'CalendarBookingRescheduled',
  data: {
    modificationId: moved.id ?? '',
    previousBookingUid: uid,
    bookingUid: 'newUid4567890123456789',
    startsAt: other,
    endsAt: '2026-12-02T13:30:00.000Z',
  },
};
const deferred: NewEvent<AppointmentEvent> = {
  type: 'CalendarSyncDeferred',
  data: { modificationId: moved.id ?? '', attempt: 3, retryAt: other },
};

test('a decision has one id, fixed before the appointment is read: whether or not a deferred move gives way to it', () => {
  const [early, late] = [[scheduled], [scheduled, moved, deferred]].map(events =>
    cancelAppointment(state(...events), { ...request, commandId: '7c3f1a52-0b5e-4c53-9c0e-0d9d3c1f0a11', seen: null }, context()),
  );
  const decisions = [early, late].flatMap(decided => (decided?.kind === 'accepted' ? [...decided.events] : []));
  const ids = decisions.filter(({ type }) => type === 'AppointmentCancelled').map(({ id }) => id);
  expect(ids).toEqual(Array(2).fill(modificationIdOf('7c3f1a52-0b5e-4c53-9c0e-0d9d3c1f0a11')));
  const reverted = decisions.find(({ type }) => type === 'AppointmentRescheduleReverted');
  expect(reverted?.id).not.toBe(ids[0]);
});

describe('a cancellation', () => {
  test('without a policy is allowed and free', () => {
    const decision = cancelAppointment(state(scheduled), request, context());
    expect(decision).toMatchObject({
      kind: 'accepted',
      events: [
        { type: 'AppointmentCancelled', data: { terms: { withinPolicy: true, hoursNotice: 192, fee: { amountCents: 0 } } } },
      ],
    });
  });
  test('of an appointment without a booking is settled in the same append', () => {
    const { booking: _, ...data } = scheduled.type === 'AppointmentScheduled' ? scheduled.data : never();
    const decision = cancelAppointment(
      state({ type: 'AppointmentScheduled', data }),
      { ...request, seen: { startsAt, bookingUid: null } },
      context(),
    );
    expect(decision).toMatchObject({
      events: [
        { type: 'AppointmentCancelled' },
        { type: 'CalendarNotConcerned', data: { reason: 'no_booking', modificationId: eventIdAt(request.commandId, 0) } },
      ],
    });
  });
  test('of a booking id that cannot be Cal.com’s skips Cal.com and says so', () => {
    const odd = { ...scheduled, data: { ...scheduled.data, booking: { externalId: 'manual 17' } } } as NewEvent<AppointmentEvent>;
    expect(cancelAppointment(state(odd), { ...request, seen: null }, context())).toMatchObject({
      events: [{ type: 'AppointmentCancelled' }, { type: 'CalendarNotConcerned', data: { reason: 'invalid_booking_id' } }],
    });
  });

  test.each([
    ['of another company’s appointment', [scheduled], { ...request, companyId: 'other' }, {}, {}, 'appointment_not_found'],
    ['of what is not there', [], request, {}, {}, 'appointment_not_found'],
    [
      'of what another call has cancelled',
      [scheduled, cancelled, settledCancel],
      { ...request, callId: 'call_2' },
      {},
      {},
      'already_cancelled',
    ],
    [
      'of what this call has cancelled is done',
      [scheduled, cancelled, settledCancel],
      request,
      {},
      {},
      'already_cancelled_by_this_call',
    ],
    ['while another change is pending', [scheduled, moved], { ...request, callId: 'call_2' }, {}, justNow, 'change_in_progress'],
    [
      'while another change has been waiting for Cal.com for long',
      [scheduled, moved],
      { ...request, callId: 'call_2' },
      {},
      {},
      'reschedule_unconfirmed',
    ],
    ['of the past', [scheduled], request, {}, { now: startsAt }, 'appointment_past'],
    ['of what has moved since it was found', [scheduled, moved, settledMove], request, {}, {}, 'appointment_changed'],
    ['where the policy forbids it', [scheduled], request, { cancel: { allowed: false } }, {}, 'cancel_not_allowed'],
    [
      'too late',
      [scheduled],
      request,
      { cancel: { hoursBefore: 24 } },
      { now: '2026-11-30T10:00:01.000Z' },
      'too_late_to_cancel',
    ],
    [
      'exactly at the limit',
      [scheduled],
      request,
      { cancel: { hoursBefore: 24 } },
      { now: '2026-11-30T10:00:00.000Z' },
      ['AppointmentCancelled'],
    ],
    ['beyond the month’s quota', [scheduled], request, { cancel: { maxPerMonth: 2 } }, { allowanceUsed: 2 }, 'cancel_quota_used'],
    [
      'within the month’s quota',
      [scheduled],
      request,
      { cancel: { maxPerMonth: 2 } },
      { allowanceUsed: 1 },
      ['AppointmentCancelled'],
    ],
    ['while the circuit is open', [scheduled], request, {}, { circuit: 'open' as const }, 'calendar_unavailable'],
    [
      'with a fee not yet agreed to',
      [scheduled],
      request,
      { cancel: { fee: { kind: 'fixed' as const, amountCents: 1000 } } },
      {},
      'fee_confirmation_required',
    ],
    [
      'with a fee agreed to',
      [scheduled],
      { ...request, feeAccepted: true },
      { cancel: { fee: { kind: 'fixed' as const, amountCents: 1000 } } },
      {},
      ['AppointmentCancelled'],
    ],
    [
      'with a percentage of no price is free',
      [scheduled],
      request,
      { cancel: { fee: { kind: 'percentage' as const, percent: 50 } } },
      {},
      ['AppointmentCancelled'],
    ],
    ['with a policy without a fee is free', [scheduled], request, { cancel: { hoursBefore: 2 } }, {}, ['AppointmentCancelled']],
    [
      'overridden by staff',
      [scheduled],
      { ...request, override: { by: 'Eva', reasonCode: 'goodwill' } },
      { cancel: { allowed: false } },
      {},
      ['AppointmentCancelled'],
    ],
    [
      'of a deferred move supersedes it',
      [scheduled, moved, deferred],
      { ...request, seen: null },
      {},
      {},
      ['AppointmentRescheduleReverted', 'AppointmentCancelled'],
    ],
  ])('%s', (_, events, command, policy, facts, expected) => {
    expect(outcome(cancelAppointment(state(...events), command, context(policy, facts)))).toEqual(expected);
  });

  test('refused for being late says until when it was possible', () => {
    const decision = cancelAppointment(
      state(scheduled),
      request,
      context({ cancel: { hoursBefore: 24 } }, { now: '2026-11-30T20:00:00.000Z' }),
    );
    expect(decision).toMatchObject({
      code: 'too_late_to_cancel',
      detail: { until: '2026-11-30T10:00:00.000Z', terms: { withinPolicy: false } },
    });
  });
  test('overridden says in the event that the policy was not kept, and who overrode it', () => {
    const decision = cancelAppointment(
      state(scheduled),
      { ...request, override: { by: 'Eva', reasonCode: 'goodwill' } },
      context({ cancel: { allowed: false } }),
    );
    expect(decision).toMatchObject({ events: [{ data: { terms: { withinPolicy: false }, override: { by: 'Eva' } } }] });
  });
  test('counts real hours across the change of clocks', () => {
    const winter = {
      ...scheduled,
      data: { ...scheduled.data, startsAt: '2026-10-25T09:00:00.000Z', endsAt: '2026-10-25T09:30:00.000Z' },
    } as NewEvent<AppointmentEvent>;
    const decision = cancelAppointment(
      state(winter),
      { ...request, seen: null },
      context({}, { now: '2026-10-24T08:00:00.000Z' }),
    );
    expect(decision).toMatchObject({ events: [{ data: { terms: { hoursNotice: 25 } } }] });
  });
  test.each([
    ['ten per cent of the price', { kind: 'percentage' as const, percent: 10 }, 3205, 321],
    [
      'the tier of its notice',
      {
        kind: 'tiers' as const,
        tiers: [
          { underHours: 24, amountCents: 2000 },
          { underHours: 200, amountCents: 500 },
        ],
      },
      0,
      500,
    ],
    ['no tier beyond the longest', { kind: 'tiers' as const, tiers: [{ underHours: 24, amountCents: 2000 }] }, 0, 0],
  ])('costs %s', (_, fee, price, amountCents) => {
    const decision = cancelAppointment(
      state(scheduled),
      { ...request, feeAccepted: true },
      context({ cancel: { fee } }, {}, { price }),
    );
    expect(decision).toMatchObject({ events: [{ data: { terms: { fee: { amountCents } } } }] });
  });
});

describe('a move', () => {
  const command = { ...request, newStartsAt: other };
  const past = '2026-11-22T10:00:00.000Z';
  test('keeps the length of the appointment', () => {
    expect(rescheduleAppointment(state(scheduled), command, context())).toMatchObject({
      events: [{ type: 'AppointmentRescheduled', data: { to: { startsAt: other, endsAt: '2026-12-02T13:30:00.000Z' } } }],
    });
  });
  test.each([
    [
      'to the same clock time on another day is a move',
      [scheduled],
      { ...command, newStartsAt: '2026-12-02T10:00:00.000Z' },
      {},
      {},
      ['AppointmentRescheduled'],
    ],
    ['to where it is already', [scheduled], { ...command, newStartsAt: startsAt }, {}, {}, 'same_time'],
    ['again to where this call has moved it is done', [scheduled, moved, settledMove], command, {}, {}, 'already_at_that_time'],
    ['again while this call’s move is pending', [scheduled, moved], command, {}, {}, 'reschedule_pending'],
    ['again while this call’s move is deferred', [scheduled, moved, deferred], command, {}, {}, 'reschedule_deferred'],
    ['into the past', [scheduled], { ...command, newStartsAt: past }, {}, {}, 'new_time_past'],
    [
      'into the past, of what is cancelled',
      [scheduled, cancelled, settledCancel],
      { ...command, newStartsAt: past },
      {},
      {},
      'already_cancelled',
    ],
    ['into the past, of what is not there', [], { ...command, newStartsAt: past }, {}, {}, 'appointment_not_found'],
    [
      'into the past, of another company’s',
      [scheduled],
      { ...command, newStartsAt: past, companyId: 'other' },
      {},
      {},
      'appointment_not_found',
    ],
    ['into the past, of the past', [scheduled], { ...command, newStartsAt: past }, {}, { now: startsAt }, 'appointment_past'],
    [
      'into the past, while another change is pending',
      [scheduled, moved],
      { ...command, newStartsAt: past, callId: 'call_2' },
      {},
      justNow,
      'change_in_progress',
    ],
    [
      'into the past, of what may not be moved',
      [scheduled],
      { ...command, newStartsAt: past },
      { reschedule: { allowed: false } },
      {},
      'reschedule_not_allowed',
    ],
    [
      'into the past asks for no fee',
      [scheduled],
      { ...command, newStartsAt: past },
      { reschedule: { fee: { kind: 'fixed' as const, amountCents: 1000 } } },
      {},
      'new_time_past',
    ],
    [
      'into the past is no matter of the calendar',
      [scheduled],
      { ...command, newStartsAt: past },
      {},
      { circuit: 'open' as const },
      'new_time_past',
    ],
    [
      'more often than the appointment may be moved',
      [scheduled, moved, settledMove],
      { ...command, newStartsAt: '2026-12-03T10:00:00.000Z', seen: null },
      { reschedule: { maxPerAppointment: 1 } },
      {},
      'appointment_reschedule_limit',
    ],
    ['to a time that is taken', [scheduled], command, {}, { slot: 'taken' as const }, 'slot_unavailable'],
    ['to a time when it is closed', [scheduled], command, {}, { slot: 'closed' as const }, 'outside_opening_hours'],
    ['too late', [scheduled], command, { reschedule: { hoursBefore: 300 } }, {}, 'too_late_to_reschedule'],
    ['of what is cancelled', [scheduled, cancelled, settledCancel], command, {}, {}, 'already_cancelled'],
  ])('%s', (_, events, asked, policy, facts, expected) => {
    expect(outcome(rescheduleAppointment(state(...events), asked, context(policy, facts)))).toEqual(expected);
  });
  test('reverted counts towards no limit', () => {
    const reverted: NewEvent<AppointmentEvent> = {
      type: 'AppointmentRescheduleReverted',
      data: { modificationId: moved.id ?? '', code: 'slot_unavailable' },
    };
    const after = state(scheduled, moved, reverted);
    expect(outcome(rescheduleAppointment(after, command, context({ reschedule: { maxPerAppointment: 1 } })))).toEqual([
      'AppointmentRescheduled',
    ]);
  });
});

describe('what Cal.com answers', () => {
  const modificationId = moved.id ?? '';
  test('is recorded once, no matter who finds it out', () => {
    const outcomeOfMove = {
      kind: 'rescheduled' as const,
      previousBookingUid: uid,
      bookingUid: 'newUid4567890123456789',
      startsAt: other,
      endsAt: '2026-12-02T13:30:00.000Z',
    };
    const first = recordCalendarOutcome(state(scheduled, moved), { modificationId, outcome: outcomeOfMove });
    const second = recordCalendarOutcome(state(scheduled, moved, settledMove), { modificationId, outcome: outcomeOfMove });
    expect([outcome(first), outcome(second)]).toEqual([['CalendarBookingRescheduled'], []]);
  });
  test('moved by somebody else meanwhile reverts ours and records theirs in one append', () => {
    const move = {
      previousBookingUid: uid,
      bookingUid: 'elsewhere8901234567890',
      startsAt: '2026-12-05T09:00:00.000Z',
      endsAt: '2026-12-05T09:30:00.000Z',
      externalCause: 'look',
    };
    const decision = recordCalendarOutcome(state(scheduled, moved), {
      modificationId,
      outcome: { kind: 'moved_elsewhere', move },
    });
    expect(outcome(decision)).toEqual(['AppointmentRescheduleReverted', 'AppointmentRescheduled', 'CalendarBookingRescheduled']);
  });
  test('settles the time, the uid and the status only then', () => {
    const before = state(scheduled, moved);
    const after = state(scheduled, moved, settledMove);
    expect([before.period.startsAt, before.booking?.uid, after.period.startsAt, after.booking?.uid, after.previousUids]).toEqual([
      startsAt,
      uid,
      other,
      'newUid4567890123456789',
      [uid],
    ]);
  });
});

function never(): never {
  throw new Error('the shared appointment is scheduled');
}
