// What a customer must still hear: settled changes, and corrections of an answer that turned out untrue; and what staff must repair
// at Cal.com before a change can be made.

import {
  type DecisionEvent,
  isDecision,
  isRevert,
  kindOf,
  modificationKinds,
  newPeriodOf,
} from '../src/domain/appointment/modification-kinds.ts';
import type { DataOf, Recorded } from '../src/domain/event-catalogue.ts';
import { derivedId } from '../src/domain/ids.ts';
import { modificationKindSchema } from '../src/domain/values.ts';
import type { Projection, Row, RowRef, Table } from '../src/platform/projector/projection.ts';
import { isLedToUnknown, isNamedBy, lostUidNotificationId } from './booking-with-lost-uid.ts';
import { type Closed, closedKind, closedNotificationId, closedSubject } from './closed-request.ts';
import { appointmentKey, isAppointmentEvent } from './keys.ts';

const table: Table = {
  name: 'notifications',
  columns: {
    notification_id: 'uuid not null',
    company_id: 'text not null',
    customer_id: 'text',
    /** None where nobody knows which one a caller spoke of. */
    appointment_id: 'text',
    modification_id: 'uuid not null',
    call_id: 'text',
    kind: 'text not null',
    code: 'text',
    /** Of a change Cal.com refuses: those words of its refusal that name no person. For staff. */
    reason: 'text',
    state: 'text not null',
    previous_starts_at: 'timestamptz',
    new_starts_at: 'timestamptz',
    /** Where its length has changed. */
    new_ends_at: 'timestamptz',
    created_at: 'timestamptz not null',
    sent_at: 'timestamptz',
    done_at: 'timestamptz',
    done_by: 'text',
  },
  key: ['notification_id'],
  indexes: [
    '(company_id, state, created_at)',
    '(company_id, created_at, notification_id)',
    '(created_at, notification_id)',
    '(modification_id)',
  ],
};

/** A modification and what its caller heard, until it is settled and for a while after. */
const told: Table = {
  name: 'notification_subjects',
  columns: {
    modification_id: 'uuid not null',
    company_id: 'text not null',
    appointment_id: 'text not null',
    customer_id: 'text',
    call_id: 'text',
    kind: 'text not null',
    channel: 'text not null',
    previous_starts_at: 'timestamptz not null',
    new_starts_at: 'timestamptz',
    answered: 'text',
    settled: 'text',
    code: 'text',
    // The caller had been promised a move, and this change has replaced it.
    promised: 'boolean not null',
  },
  key: ['modification_id'],
};

const toldRef = (modificationId: string): RowRef => ({ table: told.name, key: { modification_id: modificationId } });
const notificationRef = (modificationId: string, kind: string): RowRef => ({
  table: table.name,
  key: { notification_id: derivedId('notification', modificationId, kind) },
});
const unnamedRefs = (event: Recorded): RowRef[] => {
  const id = lostUidNotificationId(event);
  return id === undefined ? [] : [{ table: table.name, key: { notification_id: id } }];
};
type Kind = 'change_requested' | 'change_confirmed' | 'change_correction' | 'calendar_refused';
/** The notifications an event can make or end. */
const concerned: Partial<Record<Recorded['type'], readonly Kind[]>> = {
  FunctionAnswered: ['change_correction'],
  CalendarBookingRescheduled: ['change_requested', 'change_confirmed'],
  CalendarBookingLinked: ['change_requested', 'change_confirmed'],
  CalendarBookingCancelled: ['change_confirmed'],
  CalendarNotConcerned: ['change_confirmed'],
  AppointmentRescheduleReverted: ['change_correction', 'calendar_refused'],
  AppointmentCancellationReverted: ['change_correction', 'calendar_refused'],
};

export const notifications: Projection = {
  name: table.name,
  version: 10,
  tables: [table, told],
  refs(event) {
    if (isNotified(event)) return [{ table: table.name, key: { notification_id: event.data.notificationId } }];
    if (event.type === 'RequestClosed')
      return [toldRef(event.data.modificationId), { table: table.name, key: { notification_id: closedNotificationId(event) } }];
    const ofBooking = bookingRef(event);
    if (ofBooking) return [ofBooking];
    const id = modificationIdOf(event);
    if (id === undefined) return unnamedRefs(event);
    const superseded = isDecision(event) ? event.data.supersedes : undefined;
    return [
      toldRef(id),
      ...(concerned[event.type] ?? []).map(kind => notificationRef(id, kind)),
      ...(superseded === undefined ? [] : [toldRef(superseded)]),
      ...unnamedRefs(event),
    ];
  },
  apply(event, rowOf) {
    if (event.type === 'RequestClosed') return ofClosedRequest(event, rowOf);
    if (isNotified(event)) {
      const ref = { table: table.name, key: { notification_id: event.data.notificationId } };
      const row = rowOf(ref);
      if (!row) return [];
      if ('sent' in event.data && event.data.sent)
        return [{ ...ref, row: { ...row, state: 'sent', sent_at: event.metadata.occurredAt } }];
      return [{ ...ref, row: { ...row, state: 'done', done_at: event.metadata.occurredAt, done_by: event.data.by } }];
    }
    if (event.type === 'CalendarNewTimeRequested' || event.type === 'CalendarBookingChanged') return ofBookingItself(event);
    const id = modificationIdOf(event);
    if (id === undefined) return namedRows(event, rowOf);
    const subject = isDecision(event) ? begun(event, rowOf) : rowOf(toldRef(id));
    if (!subject) return namedRows(event, rowOf);
    const next = { ...subject, ...progress(event), modification_id: id };
    const created = owed(subject, next, event).filter(
      kind => concerned[event.type]?.includes(kind) && rowOf(notificationRef(id, kind)) === undefined,
    );
    return [
      { ...toldRef(id), row: next },
      ...(isLedToUnknown(event)
        ? unnamedRefs(event).map(ref => ({ ...ref, row: { ...notification(next, 'booking_uid_unknown', event), ...ref.key } }))
        : namedRows(event, rowOf)),
      ...created.map(kind => {
        const ref = notificationRef(id, kind);
        return { ...ref, row: { ...notification(next, kind, event), ...ref.key } };
      }),
    ];
  },
};

const isNotified = (event: Recorded): event is Extract<Recorded, { type: 'CustomerNotified' | 'CallerNotified' }> =>
  event.type === 'CustomerNotified' || event.type === 'CallerNotified';

/**
 * A change that was answered as recorded and was not made is corrected; where nobody knows what the caller heard, staff ask them.
 */
function ofClosedRequest(event: Closed, rowOf: (ref: RowRef) => Row | undefined): (RowRef & { row: Row })[] {
  const kind = closedKind(event);
  const { modificationId, change } = event.data;
  const subject = closedSubject(event);
  const ref = { table: table.name, key: { notification_id: closedNotificationId(event) } };
  const isTold = change !== undefined && toldOtherwise.includes(change.refused);
  const owes = kind !== undefined && !isTold && rowOf(ref) === undefined;
  return [
    ...(change ? [{ ...toldRef(modificationId), row: subject }] : []),
    ...(owes ? [{ ...ref, row: { ...notification(subject, kind, event), code: event.data.code, ...ref.key } }] : []),
  ];
}

type OfBookingItself = Extract<Recorded, { type: 'CalendarNewTimeRequested' | 'CalendarBookingChanged' }>;

const bookingRef = (event: Recorded): RowRef | undefined =>
  event.type === 'CalendarNewTimeRequested' || event.type === 'CalendarBookingChanged'
    ? { table: table.name, key: { notification_id: derivedId('notification', event.id, 'booking') } }
    : undefined;

/** The host asks for another time, or the appointment has another staff member or length now: no change of ours. */
function ofBookingItself(event: OfBookingItself): (RowRef & { row: Row })[] {
  const ref = bookingRef(event);
  const kind = event.type === 'CalendarNewTimeRequested' ? 'new_time_requested' : changeToTell(event.data);
  if (!ref || !kind) return [];
  const now = event.type === 'CalendarBookingChanged' ? event.data.customer?.to : undefined;
  const subject: Row = {
    ...appointmentKey(event),
    customer_id: now ?? event.metadata.subject ?? null,
    modification_id: event.id,
    call_id: null,
    code: null,
    previous_starts_at: event.data.startsAt,
    new_starts_at: null,
  };
  const new_ends_at = event.type === 'CalendarBookingChanged' ? (event.data.end?.to ?? null) : null;
  return [{ ...ref, row: { ...notification(subject, kind, event), new_ends_at, ...ref.key } }];
}

/** A change of the service follows from what the customer has asked for, so no notification says it. */
function changeToTell({ end, staff }: DataOf<'CalendarBookingChanged'>): NotifiedKind | undefined {
  if (staff) return end ? 'host_and_length_changed' : 'host_changed';
  return end && 'length_changed';
}

/** The lost uid is known again, or an operator has decided. */
function namedRows(event: Recorded, rowOf: (ref: RowRef) => Row | undefined): (RowRef & { row: Row })[] {
  return unnamedRefs(event).flatMap(ref => {
    const row = rowOf(ref);
    if (!row || row.state === 'done' || !isNamedBy(event, row.modification_id)) return [];
    const by = event.type === 'ModificationResolved' ? event.data.by : event.metadata.actor.id;
    return [{ ...ref, row: { ...row, state: 'done', done_at: event.metadata.occurredAt, done_by: by } }];
  });
}

function modificationIdOf(event: Recorded): string | undefined {
  if (isDecision(event)) return event.id;
  if (event.type === 'FunctionAnswered') return event.data.modificationId;
  return isAppointmentEvent(event) && 'modificationId' in event.data ? event.data.modificationId : undefined;
}

function begun(event: DecisionEvent, rowOf: (ref: RowRef) => Row | undefined): Row {
  const { supersedes } = event.data;
  const before = supersedes === undefined ? undefined : rowOf(toldRef(supersedes));
  return {
    ...appointmentKey(event),
    customer_id: event.metadata.subject ?? null,
    call_id: event.data.callId ?? null,
    kind: kindOf(event),
    channel: event.metadata.channel,
    previous_starts_at: event.data.from.startsAt,
    new_starts_at: newPeriodOf(event)?.startsAt ?? null,
    answered: null,
    settled: null,
    // The customer hears of the move it ends, and that no appointment is left.
    code: event.data.reasonCode === 'move_rejected' && event.metadata.channel === 'calendar' ? 'move_rejected' : null,
    promised: before !== undefined && (hasPromise(before) || isUnanswered(before)),
  };
}

/** The caller heard that it is done or will be done; or may have heard so of the change it replaced. */
const hasPromise = ({ answered, promised }: Row): boolean =>
  promised === true || answered === 'pending' || answered === 'cancelled' || answered === 'rescheduled';

/** A caller who still waits in a call may yet be answered with a promise. */
const isUnanswered = ({ answered, call_id }: Row): boolean => answered === null && call_id !== null;

function progress(event: Recorded): Row {
  switch (event.type) {
    case 'FunctionAnswered':
      return { answered: event.data.status };
    case 'CalendarBookingRescheduled':
      return { settled: event.data.awaitingConfirmation === true ? 'requested' : 'confirmed' };
    case 'CalendarBookingLinked':
      return event.data.awaitingConfirmation === undefined
        ? {}
        : { settled: event.data.awaitingConfirmation ? 'requested' : 'confirmed' };
    case 'CalendarBookingCancelled':
    case 'CalendarNotConcerned':
      return { settled: 'confirmed' };
    case 'AppointmentRescheduleReverted':
    case 'AppointmentCancellationReverted':
      return { settled: 'reverted', code: event.data.code };
    default:
      return {};
  }
}

/**
 * A settled change is notified; a move that the host has yet to confirm is notified as asked for, and again once they have
 * confirmed it. A reverted one is notified only where the caller had heard otherwise: they were answered "will be confirmed" or
 * "done". A superseded change is covered by the notification of the later one, whatever its outcome.
 */
function owed(before: Row, after: Row, event: Recorded): Kind[] {
  if (after.settled === 'requested' && before.settled !== 'requested') return ['change_requested'];
  if (after.settled === 'confirmed' && before.settled !== 'confirmed')
    return changeIn(after).ends && after.code === 'move_rejected' ? [] : ['change_confirmed'];
  const refused: Kind[] = refusalOf(event) ? ['calendar_refused'] : [];
  // The caller or staff heard that the host must still confirm the move.
  const wasTold = hasPromise(after) || after.code === 'move_rejected';
  const corrected = after.settled === 'reverted' && wasTold && !toldOtherwise.includes(String(after.code));
  return corrected ? ['change_correction', ...refused] : refused;
}

/** A later change notifies it; or others have done what was wanted, and their change has a notification of its own. */
const toldOtherwise: readonly string[] = [
  'superseded',
  'already_cancelled',
  'already_at_that_time',
  'move_not_confirmed',
  'new_time_requested',
];

/** Why Cal.com refused what only staff can put right. */
function refusalOf(event: Recorded) {
  return isRevert(event) ? event.data.refusal : undefined;
}

type NotifiedKind =
  | Kind
  | 'booking_uid_unknown'
  | 'answer_unknown'
  | 'new_time_requested'
  | 'host_changed'
  | 'length_changed'
  | 'host_and_length_changed';

/** The kind of change a row is about. */
const changeIn = (row: Row) => modificationKinds[modificationKindSchema.parse(row.kind)];

function notificationKind(subject: Row, kind: NotifiedKind): string {
  if (kind === 'change_requested') return 'reschedule_requested';
  return kind === 'change_confirmed' ? changeIn(subject).notification : kind;
}

function notification(subject: Row, kind: NotifiedKind, event: Recorded): Row {
  return {
    company_id: subject.company_id,
    customer_id: subject.customer_id,
    appointment_id: subject.appointment_id,
    modification_id: subject.modification_id,
    call_id: subject.call_id,
    kind: notificationKind(subject, kind),
    code: kind === 'calendar_refused' ? (refusalOf(event)?.code ?? null) : subject.code,
    reason: kind === 'calendar_refused' ? (refusalOf(event)?.reason ?? null) : null,
    state: 'open',
    previous_starts_at: subject.previous_starts_at,
    new_starts_at: subject.new_starts_at,
    new_ends_at: null,
    created_at: event.metadata.occurredAt,
    sent_at: null,
    done_at: null,
    done_by: null,
  };
}
