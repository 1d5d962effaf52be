// Callers to be called back, as the API spells them.
import { z } from 'zod';
import { apiRow } from '../api-row.ts';
import { instant } from './values.ts';

const callback = z.object({
  callback_id: z.uuid(),
  company_id: z.string(),
  call_id: z.string(),
  branch_id: z.string().nullable().describe('The appointment’s, or that of the called line.'),
  customer_id: z
    .string()
    .nullable()
    .describe('Where the caller was identified; their record has a number where theirs was withheld.'),
  appointment_id: z.string().nullable(),
  code: z.string().describe('Of the answer that promised it: why the agent could not help.'),
  number: z.string().nullable().describe('E.164; null where it was withheld, and for keys without `personal`.'),
  name: z.string().nullable().describe('As the caller gave it; null for keys without `personal`.'),
  state: z.string().describe('`open`, `done`, or `impossible` where the caller was erased.'),
  promised_at: instant,
  done_at: instant.nullable(),
  done_by: z.string().nullable(),
});

export const callbackRow = apiRow(callback);

export const callbackExample = {
  callback_id: '3c0f5a1e-7d60-5a83-9a4e-6f1d2b9c0e07',
  company_id: 'salon',
  call_id: 'call_1',
  branch_id: null,
  customer_id: '340',
  appointment_id: null,
  code: 'company_paused',
  number: '+4915112345671',
  name: null,
  state: 'open',
  promised_at: '2026-11-23T19:30:00+00:00',
  done_at: null,
  done_by: null,
};
