// Customers as searches find them: by full number, by exact name, by sound. Who is to be erased is not found any more; of whom the words are
// lost the row stays without them, so that what else is known of the record counts once they are told again.
import { normaliseName, soundCode } from '../src/domain/customer/names.ts';
import { tableProjection } from '../src/platform/projector/projection.ts';

export const customers = tableProjection({
  ofOneStream: true,
  version: 7,
  table: {
    name: 'customers',
    columns: {
      company_id: 'text not null',
      customer_id: 'text not null',
      /** Empty where it is lost. */
      name: 'text not null',
      normalised_name: 'text not null',
      sound_code: 'text not null',
      phone: 'text',
      email: 'text',
      registered_at: 'timestamptz not null',
      /** The record that stands for this one. */
      merged_into: 'text',
    },
    key: ['company_id', 'customer_id'],
    indexes: [
      '(company_id, phone)',
      '(company_id, normalised_name)',
      '(company_id, lower(email))',
      '(company_id, merged_into) where merged_into is not null',
    ],
  },
  keyOf(event) {
    switch (event.type) {
      case 'CustomerRegistered':
      case 'CustomerContactChanged':
      case 'CustomerMerged':
      case 'CustomerUnmerged':
      case 'CustomerErasureRequested':
      case 'CustomerErased':
        return { company_id: event.data.companyId, customer_id: event.data.customerId };
      default:
        return undefined;
    }
  },
  fold(row, event) {
    switch (event.type) {
      case 'CustomerRegistered':
      case 'CustomerContactChanged': {
        const { name, phone, email } = event.data.personal ?? { name: '' };
        return {
          name,
          normalised_name: normaliseName(name),
          sound_code: soundCode(name),
          phone: phone ?? null,
          email: email ?? null,
          registered_at: row?.registered_at ?? event.metadata.occurredAt,
          merged_into: row?.merged_into ?? null,
        };
      }
      case 'CustomerMerged':
        return row && { ...row, merged_into: event.data.into };
      case 'CustomerErasureRequested':
      case 'CustomerErased':
        return undefined;
      case 'CustomerUnmerged':
        return row && { ...row, merged_into: null };
      default:
        return row;
    }
  },
});
