// The read model of all answers that were given.

import { tableProjection } from '../src/platform/projector/projection.ts';
import { callIdOf, clearedIn } from './keys.ts';

export const answers = tableProjection({
  ofOneStream: true,
  version: 3,
  table: {
    name: 'answers',
    columns: {
      answer_id: 'uuid not null',
      company_id: 'text not null',
      call_id: 'text',
      request_key: 'uuid not null',
      try: 'integer not null',
      function: 'text not null',
      status: 'text not null',
      code: 'text not null',
      language: 'text not null',
      customer_name: 'text',
      appointment_id: 'text',
      modification_id: 'uuid',
      channel: 'text not null',
      answered_at: 'timestamptz not null',
    },
    key: ['answer_id'],
    indexes: ['(company_id, answered_at, answer_id)', '(answered_at, answer_id)', '(call_id)'],
  },
  erase: {
    keysOf: event => clearedIn(event, 'answers').map(answer_id => ({ answer_id })),
    columns: () => ({ customer_name: null }),
  },
  keyOf: event => (event.type === 'FunctionAnswered' ? { answer_id: event.id } : undefined),
  fold(row, event) {
    if (event.type !== 'FunctionAnswered') return row;
    const { data, metadata } = event;
    return {
      company_id: metadata.companyId,
      call_id: callIdOf(event),
      request_key: data.requestKey,
      try: data.n,
      function: data.function,
      status: data.status,
      code: data.code,
      language: data.language,
      customer_name: data.personal?.customerName ?? null,
      appointment_id: data.appointmentId ?? null,
      modification_id: data.modificationId ?? null,
      channel: metadata.channel,
      answered_at: metadata.occurredAt,
    };
  },
});
