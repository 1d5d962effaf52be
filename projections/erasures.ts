// Customers who are to be erased, or were: one row for each record.
import { tableProjection } from '../src/platform/projector/projection.ts';

export const erasures = tableProjection({
  ofOneStream: true,
  version: 2,
  table: {
    name: 'erasures',
    columns: {
      company_id: 'text not null',
      customer_id: 'text not null',
      requested_at: 'timestamptz not null',
      requested_by: 'text not null',
      reason_code: 'text not null',
      /** Of the last time something was cleared; null: not yet. */
      erased_at: 'timestamptz',
      /** Whose keys were destroyed with it. */
      subjects: 'jsonb not null',
    },
    key: ['company_id', 'customer_id'],
    indexes: ['(requested_at) where erased_at is null', '(erased_at)'],
  },
  keyOf: event =>
    event.type === 'CustomerErasureRequested' || event.type === 'CustomerErased'
      ? { company_id: event.data.companyId, customer_id: event.data.customerId }
      : undefined,
  fold(row, event) {
    if (event.type !== 'CustomerErasureRequested' && event.type !== 'CustomerErased') return row;
    const { by, reasonCode } = event.data;
    const subjects = [...textsIn(row?.subjects), ...(event.type === 'CustomerErased' ? event.data.subjects : [])];
    const at = event.metadata.occurredAt;
    return {
      requested_at: row?.requested_at ?? at,
      requested_by: row?.requested_by ?? by,
      reason_code: row?.reason_code ?? reasonCode,
      erased_at: event.type === 'CustomerErased' ? at : (row?.erased_at ?? null),
      subjects: [...new Set(subjects)].sort(),
    };
  },
});

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
