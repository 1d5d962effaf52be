// The read model of calls: who called, what was changed, how the call ended.
import type { Recorded } from '../src/domain/event-catalogue.ts';
import { type Row, tableProjection } from '../src/platform/projector/projection.ts';

const prefix = 'call-';

export const calls = tableProjection({
  ofOneStream: true,
  version: 1,
  table: {
    name: 'calls',
    columns: {
      call_id: 'text not null',
      company_id: 'text not null',
      call_type: 'text',
      direction: 'text',
      agent_id: 'text',
      customer_id: 'text',
      identified_by: 'text',
      converted_appointment_id: 'text',
      booking_status: 'text',
      functions: 'integer not null',
      locked_out: 'boolean not null',
      started_at: 'timestamptz not null',
      ended_at: 'timestamptz',
      duration_ms: 'bigint',
      disconnection_reason: 'text',
      user_sentiment: 'text',
      call_successful: 'boolean',
    },
    key: ['call_id'],
    indexes: ['(company_id, started_at desc)', '(customer_id)'],
  },
  keyOf: event => (event.stream.startsWith(prefix) ? { call_id: event.stream.slice(prefix.length) } : undefined),
  fold(row, event) {
    return { ...(row ?? begun(event)), ...changes(row, event) };
  },
});

const begun = (event: Recorded): Row => ({
  company_id: event.metadata.companyId,
  call_type: null,
  direction: null,
  agent_id: null,
  customer_id: null,
  identified_by: null,
  converted_appointment_id: null,
  booking_status: null,
  functions: 0,
  locked_out: false,
  started_at: event.metadata.occurredAt,
  ended_at: null,
  duration_ms: null,
  disconnection_reason: null,
  user_sentiment: null,
  call_successful: null,
});

function changes(row: Row | undefined, event: Recorded): Row {
  switch (event.type) {
    case 'CallStarted': {
      const { callType, direction, agentId, startedAt } = event.data;
      return {
        call_type: callType,
        direction: direction ?? null,
        agent_id: agentId ?? null,
        started_at: startedAt ?? event.metadata.occurredAt,
      };
    }
    case 'FunctionCalled':
      return { functions: Number(row?.functions ?? 0) + 1 };
    case 'CallerIdentified':
      return { customer_id: event.data.customerId, identified_by: event.data.way };
    case 'CallerLockedOut':
      return { locked_out: true };
    case 'FunctionAnswered':
      // The appointment a call was about, and its outcome: only where something was changed.
      return event.data.modificationId === undefined
        ? {}
        : { converted_appointment_id: event.data.appointmentId ?? null, booking_status: event.data.status };
    case 'CallEnded':
      return {
        ended_at: event.data.endedAt ?? event.metadata.occurredAt,
        duration_ms: event.data.durationMs ?? null,
        disconnection_reason: event.data.disconnectionReason ?? null,
      };
    case 'CallAnalyzed':
      return { user_sentiment: event.data.userSentiment ?? null, call_successful: event.data.callSuccessful ?? null };
    default:
      return {};
  }
}
