// Makes the notification for a request that ended otherwise than its caller heard: a correction for the customer, or an entry for
// staff.

import { kindAskedWith } from '../../src/domain/appointment/modification-kinds.ts';
import type { Recorded } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import type { Row, RowRef } from '../../src/platform/projector/projection.ts';
import { callIdOf } from '../keys.ts';
import { notification } from './notification-row.ts';
import { notificationTable, notifiedModificationRef } from './notification-tables.ts';
import { notifiedByAnother } from './owed.ts';

type Closed = Extract<Recorded, { type: 'RequestClosed' }>;

/**
 * A change that was answered as recorded and was not made is corrected; where nobody knows what the caller heard, staff ask them.
 */
export function ofClosedRequest(event: Closed, rowOf: (ref: RowRef) => Row | undefined): (RowRef & { row: Row })[] {
  const kind = closedKind(event);
  const { modificationId, change } = event.data;
  const modification = closedModification(event);
  const ref = { table: notificationTable.name, key: { notification_id: closedNotificationId(event) } };
  const isNotifiedByAnother = change !== undefined && notifiedByAnother.includes(change.refused);
  const owes = kind !== undefined && !isNotifiedByAnother && rowOf(ref) === undefined;
  return [
    ...(change ? [{ ...notifiedModificationRef(modificationId), row: modification }] : []),
    ...(owes ? [{ ...ref, row: { ...notification(modification, kind, event), code: event.data.code, ...ref.key } }] : []),
  ];
}

/** The kind of its notification; undefined where the caller cannot have heard anything untrue. */
function closedKind({ data }: Closed): 'change_correction' | 'answer_unknown' | undefined {
  switch (data.code) {
    case 'promise_not_kept':
      return 'change_correction';
    case 'answer_unknown':
      // Where a function changes nothing, nobody can have heard that a change is recorded.
      return kindAskedWith(data.function) === undefined ? undefined : 'answer_unknown';
    case 'fault_answered':
      return undefined;
  }
}

export const closedNotificationId = (event: Closed): string =>
  derivedId('notification', event.data.modificationId, closedKind(event) ?? 'closed');

/** What the caller asked for, as the notification says it. */
function closedModification(event: Closed): Row {
  const { data, metadata } = event;
  return {
    modification_id: data.modificationId,
    company_id: metadata.companyId,
    appointment_id: data.appointmentId ?? null,
    customer_id: metadata.subject ?? null,
    call_id: callIdOf(event),
    kind: data.change?.operation ?? kindAskedWith(data.function) ?? null,
    channel: metadata.channel,
    previous_starts_at: data.change?.previousStartsAt ?? null,
    new_starts_at: data.change?.newStartsAt ?? null,
    answered: data.change ? 'pending' : null,
    settled: 'reverted',
    code: data.change?.refused ?? data.code,
    promised: false,
  };
}
