// Makes the notification for a request that ended otherwise than its caller heard: a correction for the customer, or an entry for
// staff.

import { kindAskedWith } from '../src/domain/appointment/modification-kinds.ts';
import type { Recorded } from '../src/domain/event-catalogue.ts';
import { derivedId } from '../src/domain/ids.ts';
import type { Row } from '../src/platform/projector/projection.ts';
import { callIdOf } from './keys.ts';

export type Closed = Extract<Recorded, { type: 'RequestClosed' }>;

/** The kind of its notification; undefined where the caller cannot have heard anything untrue. */
export function closedKind({ data }: Closed): 'change_correction' | 'answer_unknown' | undefined {
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
export function closedSubject(event: Closed): Row {
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
