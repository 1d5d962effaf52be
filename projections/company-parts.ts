// The parts of a company: branches, services, staff, hours and policies, each in a table of its own.
import type { Recorded } from '../src/domain/event-catalogue.ts';
import { scopeName } from '../src/domain/policy/policy.ts';
import { type Row, tableProjection } from '../src/platform/projector/projection.ts';

/** A part is added or overwritten by one type of event: `rowOf` gives its key and columns. */
function parts(name: string, key: string, columns: Record<string, string>, rowOf: (event: Recorded) => Row | undefined) {
  return tableProjection({
    ofOneStream: true,
    version: 2,
    table: { name, columns: { company_id: 'text not null', [key]: 'text not null', ...columns }, key: ['company_id', key] },
    keyOf(event) {
      const row = rowOf(event);
      return row && { company_id: event.metadata.companyId, [key]: row[key] };
    },
    fold: (_, event) => rowOf(event),
  });
}

export const branches = parts('branches', 'branch_id', { name: 'text not null' }, event =>
  event.type === 'BranchAdded' ? { branch_id: event.data.branchId, name: event.data.name } : undefined,
);

export const services = parts(
  'services',
  'service_id',
  {
    name: 'text not null',
    minutes: 'integer not null',
    price_cents: 'integer',
    currency: 'text',
    calendar_service_id: 'bigint',
  },
  event =>
    event.type === 'ServiceAdded'
      ? {
          service_id: event.data.serviceId,
          name: event.data.name,
          minutes: event.data.minutes,
          price_cents: event.data.price?.amountCents ?? null,
          currency: event.data.price?.currency ?? null,
          calendar_service_id: event.data.calendarServiceId ?? null,
        }
      : undefined,
);

export const staffMembers = parts('staff_members', 'staff_id', { name: 'text not null', calendar_host_id: 'bigint' }, event =>
  event.type === 'StaffMemberAdded'
    ? { staff_id: event.data.staffId, name: event.data.personal?.name ?? '', calendar_host_id: event.data.calendarHostId ?? null }
    : undefined,
);

export const openingHours = parts('opening_hours', 'scope', { hours: 'jsonb not null', revision: 'bigint not null' }, event =>
  event.type === 'OpeningHoursChanged'
    ? { scope: event.data.branchId ?? 'company', hours: event.data.hours, revision: event.revision.toString() }
    : undefined,
);

export const policies = parts('policies', 'scope', { policy: 'jsonb not null', revision: 'bigint not null' }, event =>
  event.type === 'PolicyChanged'
    ? { scope: scopeName(event.data.scope), policy: event.data.policy, revision: event.revision.toString() }
    : undefined,
);

/** Which company a called number or an agent belongs to. */
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
