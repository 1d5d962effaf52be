// The operators' entry for a booking whose uid was lost: one for each appointment, since any event that names its booking ends it.
import type { Recorded } from '../src/domain/event-catalogue.ts';
import { derivedId } from '../src/domain/ids.ts';
import { appointmentKey } from './keys.ts';

/** The entry an event may open or end; undefined for all other events. */
export function lostUidNotificationId(event: Recorded): string | undefined {
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

/** Cal.com has made a move, and the uid of the booking it led to is not known. */
export const isLedToUnknown = (event: Recorded): boolean =>
  event.type === 'CalendarBookingRescheduled' && event.data.bookingUidUnknown === true;

/** Of the events that may end an entry: an operator's decision ends that of its own move only. */
export const isNamedBy = (event: Recorded, modificationId: unknown): boolean =>
  event.type !== 'ModificationResolved' || event.data.modificationId === modificationId;
