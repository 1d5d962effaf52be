// Makes the notification of what others have changed in a booking: another time is asked for, or the host or the length is another.
import type { DataOf, Recorded } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import type { Row, RowRef } from '../../src/platform/projector/projection.ts';
import { appointmentKey } from '../keys.ts';
import { type NotifiedKind, notification } from './notification-row.ts';
import { notificationTable } from './notification-tables.ts';

type OfBookingItself = Extract<Recorded, { type: 'CalendarNewTimeRequested' | 'CalendarBookingChanged' }>;

export const bookingRef = (event: Recorded): RowRef | undefined =>
  event.type === 'CalendarNewTimeRequested' || event.type === 'CalendarBookingChanged'
    ? { table: notificationTable.name, key: { notification_id: derivedId('notification', event.id, 'booking') } }
    : undefined;

/** The host asks for another time, or the appointment has another staff member or length now: no change of ours. */
export function ofBookingItself(event: OfBookingItself): (RowRef & { row: Row })[] {
  const ref = bookingRef(event);
  const kind = event.type === 'CalendarNewTimeRequested' ? 'new_time_requested' : changeToTell(event.data);
  if (!ref || !kind) return [];
  const now = event.type === 'CalendarBookingChanged' ? event.data.customer?.to : undefined;
  const modification: Row = {
    ...appointmentKey(event),
    customer_id: now ?? event.metadata.subject ?? null,
    modification_id: event.id,
    call_id: null,
    code: null,
    previous_starts_at: event.data.startsAt,
    new_starts_at: null,
  };
  const new_ends_at = event.type === 'CalendarBookingChanged' ? (event.data.end?.to ?? null) : null;
  return [{ ...ref, row: { ...notification(modification, kind, event), new_ends_at, ...ref.key } }];
}

/** A change of the service follows from what the customer has asked for, so no notification says it. */
function changeToTell({ end, staff }: DataOf<'CalendarBookingChanged'>): NotifiedKind | undefined {
  if (staff) return end ? 'host_and_length_changed' : 'host_changed';
  return end && 'length_changed';
}
