// Makes the row of a notification from the change it is about.

import { isRevert, modificationKinds } from '../../src/domain/appointment/modification-kinds.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { modificationKindSchema } from '../../src/domain/values.ts';
import type { Row } from '../../src/platform/projector/projection.ts';

/** What a notification says of a change that was asked for. */
export type ChangeNotificationKind = 'change_requested' | 'change_confirmed' | 'change_correction' | 'calendar_refused';

export type NotifiedKind =
  | ChangeNotificationKind
  | 'booking_uid_unknown'
  | 'answer_unknown'
  | 'new_time_requested'
  | 'host_changed'
  | 'length_changed'
  | 'host_and_length_changed';

/** The kind of change a row is about. */
export const changeIn = (row: Row) => modificationKinds[modificationKindSchema.parse(row.kind)];

/** Why the calendar refused what only staff can put right. */
export function refusalOf(event: Recorded) {
  return isRevert(event) ? event.data.refusal : undefined;
}

function notificationKind(modification: Row, kind: NotifiedKind): string {
  if (kind === 'change_requested') return 'reschedule_requested';
  return kind === 'change_confirmed' ? changeIn(modification).notification : kind;
}

/** `event` is what made it due. */
export function notification(modification: Row, kind: NotifiedKind, event: Recorded): Row {
  return {
    company_id: modification.company_id,
    customer_id: modification.customer_id,
    appointment_id: modification.appointment_id,
    modification_id: modification.modification_id,
    call_id: modification.call_id,
    kind: notificationKind(modification, kind),
    code: kind === 'calendar_refused' ? (refusalOf(event)?.code ?? null) : modification.code,
    reason: kind === 'calendar_refused' ? (refusalOf(event)?.reason ?? null) : null,
    state: 'open',
    previous_starts_at: modification.previous_starts_at,
    new_starts_at: modification.new_starts_at,
    new_ends_at: null,
    created_at: event.metadata.occurredAt,
    sent_at: null,
    done_at: null,
    done_by: null,
  };
}
