// Which company a called number or an agent belongs to.
import { tableProjection } from '../src/platform/projector/projection.ts';

export const lines = tableProjection({
  version: 1,
  table: {
    name: 'lines',
    columns: { line: 'text not null', company_id: 'text not null' },
    key: ['line'],
    indexes: ['(company_id)'],
  },
  keyOf: event => (event.type === 'LineAssigned' || event.type === 'LineReleased' ? { line: event.data.line } : undefined),
  fold(row, event) {
    if (event.type === 'LineAssigned') return { company_id: event.metadata.companyId };
    return row?.company_id === event.metadata.companyId ? undefined : row;
  },
});
