// The operators' entry for a booking whose uid was lost: one for each appointment, since any event that names its booking ends it.
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import type { Row, RowRef } from '../../src/platform/projector/projection.ts';
import { appointmentKey } from '../keys.ts';
import { notificationTable } from './notification-tables.ts';

/** Undefined for all events that neither open nor end an entry. */
function lostUidNotificationId(event: Recorded): string | undefined {
  switch (event.type) {
    case 'CalendarBookingRescheduled':
    case 'CalendarBookingLinked':
    case 'CalendarBookingCancelled':
    case 'ModificationResolved': {
      const { company_id, appointment_id } = appointmentKey(event);
      return derivedId('notification', 'booking_uid_unknown', company_id, appointment_id);
    }
    default:
      return undefined;
  }
}

/** The calendar has made a move, and the uid of the booking it led to is not known. */
export const isLedToUnknown = (event: Recorded): boolean =>
  event.type === 'CalendarBookingRescheduled' && event.data.bookingUidUnknown === true;

/** Of the events that may end an entry: an operator's decision ends that of its own move only. */
const isNamedBy = (event: Recorded, modificationId: unknown): boolean =>
  event.type !== 'ModificationResolved' || event.data.modificationId === modificationId;

/** The entry an event may open or end. */
export const lostUidRefs = (event: Recorded): RowRef[] => {
  const id = lostUidNotificationId(event);
  return id === undefined ? [] : [{ table: notificationTable.name, key: { notification_id: id } }];
};

/** The lost uid is known again, or an operator has decided. */
export function endedEntries(event: Recorded, rowOf: (ref: RowRef) => Row | undefined): (RowRef & { row: Row })[] {
  return lostUidRefs(event).flatMap(ref => {
    const row = rowOf(ref);
    if (!row || row.state === 'done' || !isNamedBy(event, row.modification_id)) return [];
    const by = event.type === 'ModificationResolved' ? event.data.by : event.metadata.actor.id;
    return [{ ...ref, row: { ...row, state: 'done', done_at: event.metadata.occurredAt, done_by: by } }];
  });
}
