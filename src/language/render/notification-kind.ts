// Gives the kind of a notification, which decides its text.
import { kindConfirmedWith } from '../../domain/appointment/modification-kinds.ts';
import type { ModificationKind } from '../../domain/values.ts';

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

type Outcome = 'made' | 'madeByCalendar' | 'reverted' | 'notMade';

/** How each kind of change is written of: once made, by us or in the calendar, and where an answer turned out otherwise. */
const writtenAs: Record<ModificationKind, Record<Outcome, NotificationKind>> = {
  cancel: {
    made: 'cancelled',
    madeByCalendar: 'cancelled_by_calendar',
    reverted: 'cancellation_reverted',
    notMade: 'cancellation_not_made',
  },
  reschedule: {
    made: 'rescheduled',
    madeByCalendar: 'moved_by_calendar',
    reverted: 'reschedule_reverted',
    notMade: 'reschedule_not_made',
  },
};

const made = new Set<NotificationKind>(Object.values(writtenAs).map(texts => texts.made));

/** The text about a change that we have made. */
export const textOfMade = (change: ModificationKind): NotificationKind => writtenAs[change].made;

/** Only these name a fee: the others are about what we have not made, or have not charged for. */
export const isTextOfMade = (kind: NotificationKind): boolean => made.has(kind);

/** The text's kind for a row of the notifications; undefined for what is for staff alone. */
export function notificationKindOf(row: {
  kind: string;
  code: string | null;
  /** The kind of change it is about, where it is known. */
  change: ModificationKind | undefined;
  byCalendar: boolean;
}): NotificationKind | undefined {
  const confirmed = kindConfirmedWith(row.kind);
  if (confirmed) return writtenAs[confirmed][row.byCalendar ? 'madeByCalendar' : 'made'];
  switch (row.kind) {
    case 'reschedule_requested':
      return 'reschedule_requested';
    case 'change_correction':
      if (row.code === 'move_rejected') return 'move_rejected';
      if (!row.change) return undefined;
      return writtenAs[row.change][row.code !== null && saysNothingOfWhatStands.has(row.code) ? 'notMade' : 'reverted'];
    case 'new_time_requested':
    case 'host_changed':
    case 'length_changed':
    case 'host_and_length_changed':
      return row.kind;
    default:
      return undefined;
  }
}
