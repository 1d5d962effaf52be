// Gives the kind of a notification, which decides its text.

/** Settled changes, and corrections of an answer that turned out otherwise. */
export const notificationKinds = [
  'cancelled',
  'rescheduled',
  'reschedule_requested',
  'cancellation_reverted',
  'reschedule_reverted',
  'moved_by_calendar',
  'cancelled_by_calendar',
  'cancellation_not_made',
  'reschedule_not_made',
  'move_rejected',
  'new_time_requested',
  'host_changed',
  'length_changed',
  'host_and_length_changed',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/**
 * Reasons of a reverted change that do not say where the appointment stands: it has ended or moved meanwhile, or an operator has
 * decided. The text then does not say that it stands as before.
 */
const saysNothingOfWhatStands: ReadonlySet<string> = new Set([
  'operator_decided',
  'already_cancelled',
  'moved_elsewhere',
  'booking_not_found',
  'promise_not_kept',
]);

/** The text's kind for a row of the notifications; undefined for what is for staff alone. */
export function notificationKindOf(row: {
  kind: string;
  code: string | null;
  isMove: boolean;
  byCalendar: boolean;
}): NotificationKind | undefined {
  switch (row.kind) {
    case 'cancellation_confirmed':
    case 'reschedule_confirmed':
      if (row.byCalendar) return row.isMove ? 'moved_by_calendar' : 'cancelled_by_calendar';
      return row.isMove ? 'rescheduled' : 'cancelled';
    case 'reschedule_requested':
      return 'reschedule_requested';
    case 'change_correction':
      if (row.code === 'move_rejected') return 'move_rejected';
      if (row.code !== null && saysNothingOfWhatStands.has(row.code))
        return row.isMove ? 'reschedule_not_made' : 'cancellation_not_made';
      return row.isMove ? 'reschedule_reverted' : 'cancellation_reverted';
    case 'new_time_requested':
    case 'host_changed':
    case 'length_changed':
    case 'host_and_length_changed':
      return row.kind;
    default:
      return undefined;
  }
}
