// The rows of the history as the API spells them.
import { z } from 'zod';
import { defaultLanguage } from '../../../domain/values.ts';
import { apiRow } from '../api-row.ts';
import { ruleKeyToApi } from './policy.ts';
import { instant, whomExample } from './values.ts';

const text = z.string();
const maybe = text.nullable();
const forPersonal = 'Null for keys without `personal`.';
const about = {
  branch_id: maybe,
  branch_name: maybe,
  service_id: maybe,
  service_name: maybe,
  staff_id: maybe,
  staff_name: maybe.describe(forPersonal),
  customer_id: maybe,
  customer_name: maybe.describe(forPersonal),
};
const named = ['branch', 'service', 'staff', 'customer'] as const;
const whoAndWhy = z.object({ by: text, reason_code: text }).nullable();

const modification = z.object({
  modification_id: z.uuid(),
  company_id: text,
  appointment_id: text,
  ...about,
  modification_type: text.describe('`cancel` or `reschedule`.'),
  state: text.describe('`pending`, `confirmed`, `deferred` or `reverted`.'),
  code: maybe.describe('Of the last failed try, or why it was taken back.'),
  within_policy: z.boolean().nullable().describe('Null where no policy was asked: staff changed the booking at the calendar.'),
  fee_charged_cents: z
    .number()
    .nullable()
    .describe('In hundredths of `currency`; 0 once the change was taken back, so that a sum is what stands.'),
  currency: maybe,
  fee_accepted: z.boolean().nullable(),
  fee_waived_cents: z.number().nullable().describe('In hundredths of `currency`.'),
  waiver: whoAndWhy.describe('Who took no fee, and why.'),
  hours_notice: z.number().nullable(),
  reason: maybe.describe('The caller’s own words; null for keys without `personal`.'),
  reason_code: maybe,
  channel: text.describe('`phone`, `operator` or `calendar`.'),
  actor: text,
  identified_by: maybe.describe('The way the caller was identified.'),
  call_id: maybe,
  previous_starts_at: instant,
  new_starts_at: instant.nullable(),
  previous_booking_uid: maybe,
  new_booking_uid: maybe,
  policy_scope: maybe,
  policy_revision: z.number().nullable(),
  override: whoAndWhy.describe('Who overrode a refusal, and why.'),
  supersedes: maybe.describe('The modification whose place it took.'),
  requested_at: instant,
  settled_at: instant.nullable(),
  attempts: z.number(),
  metadata: z.record(z.string(), z.unknown()),
});

const refusal = z.object({
  refusal_id: z.uuid(),
  company_id: text,
  appointment_id: maybe,
  ...about,
  call_id: maybe,
  channel: text,
  actor: text,
  operation: text.describe('`cancel` or `reschedule`.'),
  code: text,
  rule: maybe.describe('The rule that said no, as in `cancel.hours_before`.'),
  rule_scope: maybe,
  hours_notice: z.number().nullable(),
  policy_scope: maybe,
  policy_revision: z.number().nullable(),
  appointment_revision: z.number().nullable(),
  stream: text.describe('Where the refusal stands, with the facts it rests on.'),
  refused_at: instant,
});

const answer = z.object({
  answer_id: z.uuid(),
  company_id: text,
  call_id: maybe,
  request_key: z.uuid(),
  try: z.number(),
  function: text,
  status: text,
  code: text,
  language: text,
  customer_name: maybe.describe('As the caller gave it; null for keys without `personal`.'),
  appointment_id: maybe,
  modification_id: maybe,
  channel: text,
  answered_at: instant,
});

const notification = z.object({
  notification_id: z.uuid(),
  company_id: text,
  customer_id: maybe,
  appointment_id: maybe.describe('Null where nobody knows which one a caller spoke of.'),
  modification_id: z.uuid(),
  call_id: maybe,
  kind: text,
  code: maybe,
  reason: maybe.describe('Of a change the calendar refuses: known codes and field names.'),
  state: text.describe('`open`, `sent`, `done`, or `impossible` where the customer was erased.'),
  previous_starts_at: instant.nullable(),
  new_starts_at: instant.nullable(),
  new_ends_at: instant.nullable(),
  created_at: instant,
  sent_at: instant.nullable(),
  done_at: instant.nullable(),
  done_by: maybe,
});

export const modificationRow = apiRow(modification, {
  columns: { fee_charged_cents: 'fee_charged', fee_waived_cents: 'fee_waived' },
  nested: ['waiver', 'override'],
  names: named,
});
export const refusalRow = apiRow(refusal, { names: named, show: row => ({ ...row, rule: row.rule && ruleKeyToApi(row.rule) }) });
export const answerRow = apiRow(answer);
export const notificationRow = apiRow(notification);

const ids = { company_id: 'salon', appointment_id: '640', call_id: 'call_1' };

export const modificationExample = {
  modification_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  ...ids,
  ...whomExample,
  modification_type: 'cancel',
  state: 'confirmed',
  code: null,
  within_policy: true,
  fee_charged_cents: 500,
  currency: 'EUR',
  fee_accepted: true,
  fee_waived_cents: null,
  waiver: null,
  hours_notice: 190.5,
  reason: null,
  reason_code: null,
  channel: 'phone',
  actor: 'caller:call_1',
  identified_by: 'number',
  previous_starts_at: '2026-12-01T10:00:00+00:00',
  new_starts_at: null,
  previous_booking_uid: 'bT1LntHUU8qdQNMMFpWFPm',
  new_booking_uid: null,
  policy_scope: 'company',
  policy_revision: 4,
  override: null,
  supersedes: null,
  requested_at: '2026-11-23T11:30:00+00:00',
  settled_at: '2026-11-23T11:30:01+00:00',
  attempts: 0,
  metadata: { cancelled_via: 'phone' },
};
export const refusalExample = {
  refusal_id: '5f0f9b0a-6f4e-5b7e-8a43-5b1b2f6f6a02',
  ...ids,
  ...whomExample,
  channel: 'phone',
  actor: 'caller:call_1',
  operation: 'reschedule',
  code: 'too_late_to_reschedule',
  rule: 'reschedule.hours_before',
  rule_scope: 'company',
  hours_notice: 6,
  policy_scope: 'company',
  policy_revision: 4,
  appointment_revision: 0,
  stream: 'call-call_1',
  refused_at: '2026-11-23T11:30:00+00:00',
};
export const answerExample = {
  answer_id: '7c7b6a4e-96a7-5f6d-9f63-2f43cf5d8b03',
  ...ids,
  request_key: '8f3b7a55-3c8d-5c52-8f2e-0d6a0f1b7c04',
  try: 1,
  function: 'cancel_appointment',
  status: 'cancelled',
  code: 'cancelled',
  language: defaultLanguage,
  customer_name: null,
  modification_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  channel: 'phone',
  answered_at: '2026-11-23T11:30:01+00:00',
};
export const notificationExample = {
  notification_id: '9a1f6f0e-8f21-5d3b-9b59-7d5e2a9d1e05',
  ...ids,
  customer_id: '340',
  modification_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  kind: 'cancelled',
  code: null,
  reason: null,
  state: 'open',
  previous_starts_at: '2026-12-01T10:00:00+00:00',
  new_starts_at: null,
  new_ends_at: null,
  created_at: '2026-11-23T11:30:01+00:00',
  sent_at: null,
  done_at: null,
  done_by: null,
};
