// Who was refused what, when, and by which rule.

import { tableProjection } from '../src/platform/projector/projection.ts';
import { callIdOf } from './keys.ts';

export const modificationRefusals = tableProjection({
  ofOneStream: true,
  version: 3,
  table: {
    name: 'modification_refusals',
    columns: {
      refusal_id: 'uuid not null',
      company_id: 'text not null',
      appointment_id: 'text',
      customer_id: 'text',
      branch_id: 'text',
      service_id: 'text',
      staff_id: 'text',
      call_id: 'text',
      channel: 'text not null',
      actor: 'text not null',
      operation: 'text not null',
      code: 'text not null',
      rule: 'text',
      rule_scope: 'text',
      hours_notice: 'numeric',
      policy_scope: 'text',
      policy_revision: 'bigint',
      appointment_revision: 'bigint',
      /** Where the refusal's event is, with the facts it rests on. */
      stream: 'text not null',
      refused_at: 'timestamptz not null',
    },
    key: ['refusal_id'],
    indexes: ['(company_id, refused_at, refusal_id)', '(refused_at, refusal_id)', '(company_id, customer_id)'],
  },
  keyOf: event => (event.type === 'ModificationRefused' ? { refusal_id: event.id } : undefined),
  fold(row, event) {
    if (event.type !== 'ModificationRefused') return row;
    const { data, metadata } = event;
    return {
      company_id: metadata.companyId,
      appointment_id: data.appointmentId ?? null,
      customer_id: data.customerId ?? null,
      branch_id: data.branchId ?? null,
      service_id: data.serviceId ?? null,
      staff_id: data.staffId ?? null,
      call_id: callIdOf(event),
      channel: metadata.channel,
      actor: `${metadata.actor.kind}:${metadata.actor.id}`,
      operation: data.operation,
      code: data.code,
      rule: data.rule?.key ?? null,
      rule_scope: data.rule?.scope ?? null,
      hours_notice: data.terms?.hoursNotice ?? null,
      policy_scope: data.terms?.policyScope ?? null,
      policy_revision: data.terms?.policyRevision ?? null,
      appointment_revision: data.appointmentRevision ?? null,
      stream: event.stream,
      refused_at: metadata.occurredAt,
    };
  },
});
