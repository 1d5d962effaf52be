// The saga's jobs: one row for each modification the calendar has not answered for.
import type { Recorded } from '../src/domain/event-catalogue.ts';
import { type Row, tableProjection } from '../src/platform/projector/projection.ts';
import { appointmentKey, isAppointmentEvent } from './keys.ts';

export const calendarJobs = tableProjection({
  ofOneStream: true,
  version: 4,
  table: {
    name: 'calendar_jobs',
    columns: {
      modification_id: 'uuid not null',
      company_id: 'text not null',
      appointment_id: 'text not null',
      kind: 'text not null',
      state: 'text not null',
      /** Of the last failed try; `operator_needed` and `booking_not_found` wait for an operator. */
      code: 'text',
      attempts: 'integer not null',
      due_at: 'timestamptz not null',
      requested_at: 'timestamptz not null',
    },
    key: ['modification_id'],
    indexes: ['(due_at)', '(company_id, appointment_id)'],
  },
  keyOf(event) {
    const id = isAppointmentEvent(event) ? concerned(event) : undefined;
    return id === undefined ? undefined : { modification_id: id };
  },
  fold(row, event) {
    switch (event.type) {
      case 'AppointmentCancelled':
        return due(event, 'cancel');
      case 'AppointmentRescheduled':
        return due(event, 'reschedule');
      case 'CalendarSyncFailed':
        return (
          row && {
            ...row,
            state: row.state === 'deferred' ? 'deferred' : 'retry',
            code: event.data.code,
            attempts: event.data.attempt,
            due_at: event.data.retryAt,
          }
        );
      case 'CalendarSyncDeferred':
        return row && { ...row, state: 'deferred', attempts: event.data.attempt, due_at: event.data.retryAt };
      case 'ModificationResolved':
        if (event.data.resolution !== 'send_again') return row;
        return (
          row && { ...row, state: row.state === 'deferred' ? 'deferred' : 'due', code: null, due_at: event.metadata.occurredAt }
        );
      default:
        return undefined;
    }
  },
});

function concerned(event: Recorded): string | undefined {
  if (event.type === 'AppointmentCancelled' || event.type === 'AppointmentRescheduled') return event.id;
  return 'modificationId' in event.data ? event.data.modificationId : undefined;
}

function due(event: Recorded, kind: string): Row {
  return {
    ...appointmentKey(event),
    kind,
    state: 'due',
    code: null,
    attempts: 0,
    due_at: event.metadata.occurredAt,
    requested_at: event.metadata.occurredAt,
  };
}
