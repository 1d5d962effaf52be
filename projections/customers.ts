// Customers as searches find them: by full number, by exact name, by sound.
import { normaliseName, soundCode } from '../src/domain/names.ts';
import { tableProjection } from '../src/projector/projection.ts';

export const customers = tableProjection({
  version: 1,
  table: {
    name: 'customers',
    columns: {
      company_id: 'text not null',
      customer_id: 'text not null',
      name: 'text not null',
      normalised_name: 'text not null',
      sound_code: 'text not null',
      phone: 'text',
      email: 'text',
      registered_at: 'timestamptz not null',
    },
    key: ['company_id', 'customer_id'],
    indexes: ['(company_id, phone)', '(company_id, normalised_name)', '(company_id, sound_code)', '(company_id, email)'],
  },
  keyOf: event =>
    event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged'
      ? { company_id: event.data.companyId, customer_id: event.data.customerId }
      : undefined,
  fold(row, event) {
    if (event.type !== 'CustomerRegistered' && event.type !== 'CustomerContactChanged') return row;
    const { name, phone, email } = event.data.personal;
    return {
      name,
      normalised_name: normaliseName(name),
      sound_code: soundCode(name),
      phone: phone ?? null,
      email: email ?? null,
      registered_at: row?.registered_at ?? event.metadata.occurredAt,
    };
  },
});
