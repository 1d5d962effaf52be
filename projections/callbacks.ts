// The callers who were told that we call them back: the desk's list. A call has one entry.
import { tableProjection } from '../src/platform/projector/projection.ts';
import { callIdOf, clearedIn } from './keys.ts';

export const callbacks = tableProjection({
  ofOneStream: true,
  version: 2,
  table: {
    name: 'callbacks',
    columns: {
      callback_id: 'uuid not null',
      company_id: 'text not null',
      call_id: 'text not null',
      branch_id: 'text',
      customer_id: 'text',
      appointment_id: 'text',
      code: 'text not null',
      number: 'text',
      name: 'text',
      state: 'text not null',
      promised_at: 'timestamptz not null',
      done_at: 'timestamptz',
      done_by: 'text',
    },
    key: ['callback_id'],
    indexes: ['(company_id, promised_at, callback_id)', '(promised_at, callback_id)'],
  },
  erase: {
    keysOf: event => clearedIn(event, 'callbacks').map(callback_id => ({ callback_id })),
    columns: row => ({ number: null, name: null, state: row.state === 'open' ? 'impossible' : row.state }),
  },
  keyOf: event =>
    event.type === 'CallbackPromised' || event.type === 'CallbackDone' ? { callback_id: event.data.callbackId } : undefined,
  fold(row, event) {
    if (event.type === 'CallbackDone')
      return row && { ...row, state: 'done', done_at: event.metadata.occurredAt, done_by: event.data.by };
    if (event.type !== 'CallbackPromised' || row?.state === 'open') return row;
    const { data, metadata } = event;
    return {
      company_id: metadata.companyId,
      call_id: callIdOf(event),
      branch_id: data.branchId ?? null,
      customer_id: data.customerId ?? null,
      appointment_id: data.appointmentId ?? null,
      code: data.code,
      number: data.personal?.number ?? null,
      name: data.personal?.name ?? null,
      state: 'open',
      promised_at: metadata.occurredAt,
      done_at: null,
      done_by: null,
    };
  },
});
