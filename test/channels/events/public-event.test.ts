// What the outside gets of each stored event: given the stream, when this event, then that message.
import { describe, expect, test } from 'vitest';
import { createAppointmentBackgrounds } from '../../../src/channels/events/appointment-backgrounds.ts';
import { isPublished, type PublicEvent, publicEventOf, subjectOf } from '../../../src/channels/events/public-event.ts';
import type { DataOf, DomainEvent, EventType, Recorded } from '../../../src/domain/event-catalogue.ts';
import { isEventType } from '../../../src/domain/event-catalogue.ts';
import { derivedId } from '../../../src/domain/ids.ts';
import { appointmentHistory, cancelled, moved, recordedAppointment, scheduled } from './appointment-events.ts';

/** Publishes the last event of a history, the rest being what went before. */
async function messageFor(history: Recorded[]): Promise<PublicEvent | undefined> {
  const last = history.at(-1);
  if (!last) throw new Error('an empty history');
  const backgroundOf = createAppointmentBackgrounds({ read: async (_, from = 0n) => history.slice(Number(from)) });
  return publicEventOf(last, await backgroundOf(last));
}

const cancellationId = derivedId('test', 'cancellation');
const moveId = derivedId('test', 'move');

describe('a public event', () => {
  test('is a CloudEvent whose id is that of the stored event and the type', async () => {
    const history = appointmentHistory(scheduled());
    const message = await messageFor(history);
    expect(message).toMatchObject({
      specversion: '1.0',
      id: `${history[0]?.id}:AppointmentScheduled`,
      source: '/rebook/salon',
      type: 'AppointmentScheduled',
      subject: '640',
      time: '2025-10-06T08:00:00.000Z',
      datacontenttype: 'application/json',
      companyid: 'salon',
      data: { companyId: 'salon', appointmentId: '640', customerId: '340', startsAt: '2025-10-10T12:00:00.000Z' },
    });
    expect(message && subjectOf(message, 'REBOOK')).toBe('rebook.salon.AppointmentScheduled');
  });

  test('calls a decision a request, since it may still be reverted', async () => {
    expect(await messageFor(appointmentHistory(scheduled(), cancelled(cancellationId)))).toMatchObject({
      type: 'AppointmentCancellationRequested',
      data: { modificationId: cancellationId, terms: { fee: { amountCents: 1000, currency: 'EUR' }, feeAccepted: true } },
    });
    expect(await messageFor(appointmentHistory(scheduled(), moved(moveId)))).toMatchObject({
      type: 'AppointmentRescheduleRequested',
      data: { from: { startsAt: '2025-10-10T12:00:00.000Z' }, to: { startsAt: '2025-10-13T12:30:00.000Z' } },
    });
  });

  test('calls the settlement what it is, with the facts of its decision', async () => {
    const settledCancel = recordedAppointment('CalendarBookingCancelled', {
      modificationId: cancellationId,
      bookingUid: 'uid-old-000',
    });
    expect(await messageFor(appointmentHistory(scheduled(), cancelled(cancellationId), settledCancel))).toMatchObject({
      type: 'AppointmentCancelled',
      data: {
        appointmentId: '640',
        customerId: '340',
        modificationId: cancellationId,
        from: { startsAt: '2025-10-10T12:00:00.000Z' },
        bookingUid: 'uid-old-000',
        reasonCode: 'illness',
        channel: 'phone',
        callId: 'call-1',
      },
    });
    const settledMove = recordedAppointment('CalendarBookingRescheduled', {
      modificationId: moveId,
      previousBookingUid: 'uid-old-000',
      bookingUid: 'uid-new-000',
      startsAt: '2025-10-13T12:30:00.000Z',
      endsAt: '2025-10-13T13:30:00.000Z',
    });
    expect(await messageFor(appointmentHistory(scheduled(), moved(moveId), settledMove))).toMatchObject({
      type: 'AppointmentRescheduled',
      data: {
        from: { startsAt: '2025-10-10T12:00:00.000Z' },
        to: { startsAt: '2025-10-13T12:30:00.000Z', endsAt: '2025-10-13T13:30:00.000Z' },
        previousBookingUid: 'uid-old-000',
        bookingUid: 'uid-new-000',
      },
    });
  });

  test.each([
    ['cancellation', cancelled(cancellationId), cancellationId, 'AppointmentCancelled'],
    ['move', moved(moveId), moveId, 'AppointmentRescheduled'],
  ] as const)('settles a %s without the calendar the same way', async (_, decision, modificationId, type) => {
    const settled = recordedAppointment('CalendarNotConcerned', { modificationId, reason: 'no_booking' });
    expect(await messageFor(appointmentHistory(scheduled(), decision, settled))).toMatchObject({
      type,
      data: { bookingUid: null },
    });
  });

  test('says of a revert which change it took back, and why', async () => {
    const reverted = recordedAppointment('AppointmentRescheduleReverted', { modificationId: moveId, code: 'superseded' });
    expect(await messageFor(appointmentHistory(scheduled(), moved(moveId), reverted))).toMatchObject({
      type: 'AppointmentRescheduleReverted',
      data: { modificationId: moveId, code: 'superseded', to: { startsAt: '2025-10-13T12:30:00.000Z' } },
    });
  });

  test('of a change made at the calendar has no terms', async () => {
    const decision = cancelled(cancellationId);
    const byStaff = { ...decision, data: { ...decision.data, terms: null } };
    expect(await messageFor(appointmentHistory(scheduled(), byStaff))).toMatchObject({ data: { terms: null } });
  });

  test('carries nothing personal, whatever the stored one holds', async () => {
    const settled = recordedAppointment('CalendarNotConcerned', { modificationId: cancellationId, reason: 'no_booking' });
    const history = appointmentHistory(scheduled(), cancelled(cancellationId), settled);
    for (let length = 1; length <= history.length; length += 1) {
      const text = JSON.stringify(await messageFor(history.slice(0, length)));
      expect(text).not.toMatch(/flat tyre|personal|Front Desk|Beispiel/);
    }
  });
});

describe('the choice of what is published', () => {
  test('agrees with the translation for every event type of an appointment', async () => {
    const others: { [T in EventType]?: DataOf<T> } = {
      CalendarSyncFailed: { modificationId: moveId, attempt: 1, kind: 'status', code: 'x', retryAt: '2025-10-06T08:00:00.000Z' },
      CalendarSyncDeferred: { modificationId: moveId, attempt: 1, retryAt: '2025-10-06T08:00:00.000Z' },
      ModificationResolved: { modificationId: moveId, resolution: 'keep', by: 'Front Desk', reasonCode: 'asked' },
    };
    for (const [type, data] of Object.entries(others)) {
      if (!isEventType(type)) throw new Error(type);
      const event = { ...recordedAppointment('CalendarBookingLinked', { bookingUid: 'x' }), type, data } as Recorded<DomainEvent>;
      expect(isPublished(type)).toBe(false);
      expect(await messageFor(appointmentHistory(scheduled(), moved(moveId), event))).toBeUndefined();
    }
  });

  test('publishes nothing of a settlement whose decision is not in the stream', async () => {
    const settled = recordedAppointment('CalendarBookingCancelled', {
      modificationId: cancellationId,
      bookingUid: 'uid-old-000',
    });
    expect(await messageFor(appointmentHistory(scheduled(), settled))).toBeUndefined();
  });
});

describe('a move that the host has yet to confirm', () => {
  const requested = recordedAppointment('CalendarBookingRescheduled', {
    modificationId: moveId,
    previousBookingUid: 'uid-old-000',
    bookingUid: 'uid-new-000',
    startsAt: '2025-10-13T12:30:00.000Z',
    endsAt: '2025-10-13T13:30:00.000Z',
    awaitingConfirmation: true,
  });
  const link = (awaitingConfirmation?: boolean) =>
    recordedAppointment('CalendarBookingLinked', {
      bookingUid: 'uid-new-000',
      modificationId: moveId,
      ...(awaitingConfirmation !== undefined && { awaitingConfirmation }),
    });
  const published = (last: object) => messageFor(appointmentHistory(scheduled(), moved(moveId), requested, last));

  test('says so, and is published again once they have', async () => {
    expect(await messageFor(appointmentHistory(scheduled(), moved(moveId), requested))).toMatchObject({
      type: 'AppointmentRescheduled',
      data: { awaitingConfirmation: true },
    });
    expect(await published(link(false))).toMatchObject({
      type: 'AppointmentConfirmed',
      subject: '640',
      data: { appointmentId: '640', modificationId: moveId, bookingUid: 'uid-new-000' },
    });
  });

  test('nothing else about its uid concerns anybody outside', async () => {
    for (const last of [link(), link(true)]) expect(await published(last)).toBeUndefined();
  });
});

describe('the background of an event', () => {
  test('is read again where events were missed, and from memory where they came in order', async () => {
    const history = appointmentHistory(scheduled(), moved(moveId), cancelled(cancellationId));
    const reads: bigint[] = [];
    const backgroundOf = createAppointmentBackgrounds({
      read: async (_, from = 0n) => {
        reads.push(from);
        return history.slice(Number(from));
      },
    });
    const [first, , third] = history;
    if (!first || !third) throw new Error('a history of three');
    await backgroundOf(first);
    expect(reads).toEqual([]);
    const background = await backgroundOf(third);
    expect(reads).toEqual([1n]);
    expect(background.decisionOf(moveId)?.type).toBe('AppointmentRescheduled');
  });
});
