// What a customer must still hear: settled changes, and corrections of an answer that turned out untrue; and what staff must repair
// at the calendar before a change can be made.

import { isDecision } from '../../src/domain/appointment/modification-kinds.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import type { Projection, Row, RowRef } from '../../src/platform/projector/projection.ts';
import { clearedIn, isAppointmentEvent } from '../keys.ts';
import { bookingRef, ofBookingItself } from './booking-itself.ts';
import { endedEntries, isLedToUnknown, lostUidRefs } from './booking-with-lost-uid.ts';
import { closedNotificationId, ofClosedRequest } from './closed-request.ts';
import { notification } from './notification-row.ts';
import { notificationRef, notificationTable, notifiedModificationRef, notifiedModificationTable } from './notification-tables.ts';
import { begun, progress } from './notified-modification.ts';
import { concerned, owed } from './owed.ts';

export const notifications: Projection = {
  name: notificationTable.name,
  version: 12,
  tables: [notificationTable, notifiedModificationTable],
  refs(event) {
    if (event.type === 'CustomerErased') return erasedRefs(event);
    if (isNotified(event)) return [{ table: notificationTable.name, key: { notification_id: event.data.notificationId } }];
    if (event.type === 'RequestClosed')
      return [
        notifiedModificationRef(event.data.modificationId),
        { table: notificationTable.name, key: { notification_id: closedNotificationId(event) } },
      ];
    const ofBooking = bookingRef(event);
    if (ofBooking) return [ofBooking];
    const id = modificationIdOf(event);
    if (id === undefined) return lostUidRefs(event);
    const superseded = isDecision(event) ? event.data.supersedes : undefined;
    return [
      notifiedModificationRef(id),
      ...(concerned[event.type] ?? []).map(kind => notificationRef(id, kind)),
      ...(superseded === undefined ? [] : [notifiedModificationRef(superseded)]),
      ...lostUidRefs(event),
    ];
  },
  apply(event, rowOf) {
    if (event.type === 'CustomerErased') return erasedRefs(event).map(ref => ({ ...ref, row: impossible(rowOf(ref), event) }));
    if (event.type === 'RequestClosed') return ofClosedRequest(event, rowOf);
    if (isNotified(event)) {
      const ref = { table: notificationTable.name, key: { notification_id: event.data.notificationId } };
      const row = rowOf(ref);
      if (!row) return [];
      if ('sent' in event.data && event.data.sent)
        return [{ ...ref, row: { ...row, state: 'sent', sent_at: event.metadata.occurredAt } }];
      return [{ ...ref, row: { ...row, state: 'done', done_at: event.metadata.occurredAt, done_by: event.data.by } }];
    }
    if (event.type === 'CalendarNewTimeRequested' || event.type === 'CalendarBookingChanged') return ofBookingItself(event);
    const id = modificationIdOf(event);
    if (id === undefined) return endedEntries(event, rowOf);
    const modification = isDecision(event) ? begun(event, rowOf) : rowOf(notifiedModificationRef(id));
    if (!modification) return endedEntries(event, rowOf);
    const next = { ...modification, ...progress(event), modification_id: id };
    const created = owed(modification, next, event).filter(
      kind => concerned[event.type]?.includes(kind) && rowOf(notificationRef(id, kind)) === undefined,
    );
    return [
      { ...notifiedModificationRef(id), row: next },
      ...(isLedToUnknown(event)
        ? lostUidRefs(event).map(ref => ({ ...ref, row: { ...notification(next, 'booking_uid_unknown', event), ...ref.key } }))
        : endedEntries(event, rowOf)),
      ...created.map(kind => {
        const ref = notificationRef(id, kind);
        return { ...ref, row: { ...notification(next, kind, event), ...ref.key } };
      }),
    ];
  },
};

const erasedRefs = (event: Recorded): RowRef[] =>
  clearedIn(event, 'notifications').map(notification_id => ({ table: notificationTable.name, key: { notification_id } }));

/** Nobody can be told any more what was still to be told. */
function impossible(row: Row | undefined, event: Extract<Recorded, { type: 'CustomerErased' }>): Row | undefined {
  if (row?.state !== 'open') return row;
  return { ...row, state: 'impossible', done_at: event.metadata.occurredAt, done_by: event.data.by };
}

const isNotified = (event: Recorded): event is Extract<Recorded, { type: 'CustomerNotified' | 'CallerNotified' }> =>
  event.type === 'CustomerNotified' || event.type === 'CallerNotified';

function modificationIdOf(event: Recorded): string | undefined {
  if (isDecision(event)) return event.id;
  if (event.type === 'FunctionAnswered') return event.data.modificationId;
  return isAppointmentEvent(event) && 'modificationId' in event.data ? event.data.modificationId : undefined;
}
