// The tables of the notifications: what is sent or left to staff, and the modifications it is about.
import { derivedId } from '../../src/domain/ids.ts';
import type { RowRef, Table } from '../../src/platform/projector/projection.ts';

export const notificationTable: Table = {
  name: 'notifications',
  columns: {
    notification_id: 'uuid not null',
    company_id: 'text not null',
    customer_id: 'text',
    /** None where nobody knows which one a caller spoke of. */
    appointment_id: 'text',
    modification_id: 'uuid not null',
    call_id: 'text',
    kind: 'text not null',
    code: 'text',
    /** Of a change the calendar refuses: those words of its refusal that name no person. For staff. */
    reason: 'text',
    state: 'text not null',
    previous_starts_at: 'timestamptz',
    new_starts_at: 'timestamptz',
    /** Where its length has changed. */
    new_ends_at: 'timestamptz',
    created_at: 'timestamptz not null',
    sent_at: 'timestamptz',
    done_at: 'timestamptz',
    done_by: 'text',
  },
  key: ['notification_id'],
  indexes: [
    '(company_id, state, created_at)',
    '(company_id, created_at, notification_id)',
    '(created_at, notification_id)',
    '(modification_id)',
  ],
};

/** A modification and what its caller heard, until it is settled and for a while after. */
export const notifiedModificationTable: Table = {
  name: 'notified_modifications',
  columns: {
    modification_id: 'uuid not null',
    company_id: 'text not null',
    appointment_id: 'text not null',
    customer_id: 'text',
    call_id: 'text',
    kind: 'text not null',
    channel: 'text not null',
    previous_starts_at: 'timestamptz not null',
    new_starts_at: 'timestamptz',
    answered: 'text',
    settled: 'text',
    code: 'text',
    // The caller had been promised a move, and this change has replaced it.
    promised: 'boolean not null',
  },
  key: ['modification_id'],
};

export const notifiedModificationRef = (modificationId: string): RowRef => ({
  table: notifiedModificationTable.name,
  key: { modification_id: modificationId },
});
export const notificationRef = (modificationId: string, kind: string): RowRef => ({
  table: notificationTable.name,
  key: { notification_id: derivedId('notification', modificationId, kind) },
});
