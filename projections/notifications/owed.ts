// Decides which notifications an event makes due.
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import type { Row } from '../../src/platform/projector/projection.ts';
import { type ChangeNotificationKind, changeIn, refusalOf } from './notification-row.ts';
import { hasPromise } from './notified-modification.ts';

/** The notifications an event can make or end. */
export const concerned: Partial<Record<Recorded['type'], readonly ChangeNotificationKind[]>> = {
  FunctionAnswered: ['change_correction'],
  CalendarBookingRescheduled: ['change_requested', 'change_confirmed'],
  CalendarBookingLinked: ['change_requested', 'change_confirmed'],
  CalendarBookingCancelled: ['change_confirmed'],
  CalendarNotConcerned: ['change_confirmed'],
  AppointmentRescheduleReverted: ['change_correction', 'calendar_refused'],
  AppointmentCancellationReverted: ['change_correction', 'calendar_refused'],
};

/**
 * A settled change is notified; a move that the host has yet to confirm is notified as asked for, and again once they have
 * confirmed it. A reverted one is notified only where the caller had heard otherwise: they were answered "will be confirmed" or
 * "done". A superseded change is covered by the notification of the later one, whatever its outcome.
 */
export function owed(before: Row, after: Row, event: Recorded): ChangeNotificationKind[] {
  if (after.settled === 'requested' && before.settled !== 'requested') return ['change_requested'];
  if (after.settled === 'confirmed' && before.settled !== 'confirmed')
    return changeIn(after).ends && after.code === 'move_rejected' ? [] : ['change_confirmed'];
  const refused: ChangeNotificationKind[] = refusalOf(event) ? ['calendar_refused'] : [];
  // The caller or staff heard that the host must still confirm the move.
  const wasPromised = hasPromise(after) || after.code === 'move_rejected';
  const corrected = after.settled === 'reverted' && wasPromised && !notifiedByAnother.includes(String(after.code));
  return corrected ? ['change_correction', ...refused] : refused;
}

/** A later change notifies it; or others have done what was wanted, and their change has a notification of its own. */
export const notifiedByAnother: readonly string[] = [
  'superseded',
  'already_cancelled',
  'already_at_that_time',
  'move_not_confirmed',
  'new_time_requested',
];
