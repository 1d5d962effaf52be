// Calls as the API spells them: the list, and one of them step by step.
import { z } from 'zod';
import { apiRow } from '../api-row.ts';
import { terms } from './policy.ts';
import { instant } from './values.ts';

const maybe = z.string().nullable();
const forPersonal = 'Null for keys without `personal`.';

const call = z.object({
  call_id: z.string(),
  company_id: z.string(),
  call_type: maybe,
  direction: maybe,
  customer_id: maybe,
  customer_name: maybe.describe(forPersonal),
  identified_by: maybe.describe('The way the caller was identified.'),
  appointment_id: maybe.describe('The appointment that was changed.'),
  booking_status: maybe.describe('What became of it.'),
  functions: z.number().describe('How often something was asked.'),
  locked_out: z.boolean(),
  started_at: instant,
  ended_at: instant.nullable(),
  duration_ms: z.number().nullable(),
  disconnection_reason: maybe,
});
export const callRow = apiRow(call, { columns: { appointment_id: 'converted_appointment_id' }, names: ['customer'] });

export const stepKinds = [
  'started',
  'asked',
  'identified',
  'not_identified',
  'locked_out',
  'lockout_released',
  'refused',
  'decided',
  'calendar_done',
  'calendar_not_concerned',
  'calendar_linked',
  'calendar_failed',
  'calendar_deferred',
  'reverted',
  'resolved',
  'answered',
  'closed',
  'callback_promised',
  'callback_done',
  'told',
  'ended',
  'analysed',
] as const;

const identification = z.object({
  customer_id: maybe,
  way: maybe.describe('The way that identified the caller.'),
  likeness: z.number().nullable().describe('Of the given name to the customer’s, 0 to 1.'),
  tried: z.array(z.object({ way: z.string(), outcome: z.string() })),
});
const decision = z.object({
  change: z.string().describe('`cancel` or `reschedule`.'),
  previous_starts_at: instant.nullable(),
  new_starts_at: instant.nullable(),
  terms: terms.nullable(),
  rule: z.object({ key: z.string(), scope: z.string() }).nullable().describe('The rule that said no.'),
  override: z.object({ by: z.string(), reason_code: z.string() }).nullable(),
  waiver: z.object({ by: z.string(), reason_code: z.string() }).nullable(),
});
const atCalendar = z.object({
  attempt: z.number().nullable(),
  http_status: z.number().nullable(),
  retry_at: instant.nullable(),
  booking_uid: maybe,
  starts_at: instant.nullable(),
});

export const step = z.object({
  id: z.string(),
  kind: z.enum(stepKinds),
  at: instant,
  stream: z.string(),
  caused_by: maybe.describe('The id of the step that led to this one.'),
  function: maybe,
  try: z.number().nullable(),
  arguments: z.record(z.string(), z.unknown()).nullable().describe(`As the agent heard them. ${forPersonal}`),
  appointment_id: maybe,
  code: maybe,
  status: maybe,
  said: maybe.describe('The sentence that was spoken.'),
  by: maybe.describe('The member of staff who did it.'),
  until: instant.nullable(),
  identification: identification.nullable(),
  decision: decision.nullable(),
  calendar: atCalendar.nullable(),
});

export const callDetail = z.object({
  call_id: z.string(),
  company_id: z.string(),
  time_zone: z.string(),
  call_type: maybe,
  direction: maybe,
  number: maybe.describe(`Of the caller. ${forPersonal}`),
  name: maybe.describe(`As the call’s own data has it. ${forPersonal}`),
  customer_id: maybe,
  steps: z.array(step),
});

const none = {
  caused_by: null,
  function: null,
  try: null,
  arguments: null,
  appointment_id: null,
  code: null,
  status: null,
  said: null,
  by: null,
  until: null,
  identification: null,
  decision: null,
  calendar: null,
};
export const emptyStep = none;

export const callExample = {
  call_id: 'call_1',
  company_id: 'salon',
  call_type: 'phone_call',
  direction: 'inbound',
  customer_id: '340',
  customer_name: 'Erika Beispiel',
  identified_by: 'number',
  appointment_id: '640',
  booking_status: 'cancelled',
  functions: 1,
  locked_out: false,
  started_at: '2026-11-23T11:29:00+00:00',
  ended_at: '2026-11-23T11:31:00+00:00',
  duration_ms: 120_000,
  disconnection_reason: 'user_hangup',
};
const asked = { ...none, kind: 'asked', stream: 'call-call_1', function: 'cancel_appointment', try: 1 } as const;
export const callDetailExample = {
  call_id: 'call_1',
  company_id: 'salon',
  time_zone: 'Europe/Berlin',
  call_type: 'phone_call',
  direction: 'inbound',
  number: '+4915112345671',
  name: null,
  customer_id: '340',
  steps: [
    {
      ...asked,
      id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
      at: '2026-11-23T11:30:00.000Z',
      arguments: { appointment_date: '2026-12-01' },
    },
  ],
};
