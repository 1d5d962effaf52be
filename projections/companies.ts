// Companies and their settings.
import { tableProjection } from '../src/platform/projector/projection.ts';

export const companies = tableProjection({
  ofOneStream: true,
  version: 3,
  table: {
    name: 'companies',
    columns: {
      company_id: 'text not null',
      name: 'text not null',
      language: 'text not null',
      time_zone: 'text not null',
      currency: 'text not null',
      handover_number: 'text',
      retention_months: 'integer',
    },
    key: ['company_id'],
  },
  keyOf: event =>
    event.type === 'CompanyRegistered' || event.type === 'CompanyChanged' ? { company_id: event.metadata.companyId } : undefined,
  fold(row, event) {
    if (event.type !== 'CompanyRegistered' && event.type !== 'CompanyChanged') return row;
    const { name, language, timeZone, currency, handover, retentionMonths } = event.data;
    return {
      name: name ?? row?.name,
      language: language ?? row?.language,
      time_zone: timeZone ?? row?.time_zone,
      currency: currency ?? row?.currency,
      handover_number: handover === undefined ? (row?.handover_number ?? null) : (handover?.number ?? null),
      retention_months: retentionMonths === undefined ? (row?.retention_months ?? null) : retentionMonths,
    };
  },
});
