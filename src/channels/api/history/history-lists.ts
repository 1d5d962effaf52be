// The lists of the history: what each is read from, and by what it can be filtered.
import { z } from 'zod';
import { idSchema, modificationKindSchema } from '../../../domain/values.ts';
import { accessKinds } from '../access/access-record.ts';
import type { ApiRow } from '../api-row.ts';
import { pageQuery } from '../paging.ts';
import { accessExample, accessRow } from '../schemas/access.ts';
import { callbackExample, callbackRow } from '../schemas/callback.ts';
import * as rows from '../schemas/history.ts';
import { flag } from '../schemas/values.ts';
import { timeBounds } from '../time-bounds.ts';
import { sheetLocales } from './csv.ts';

const cents = z.coerce.number().int().min(-2_147_483_648).max(2_147_483_647).optional();
const locale = z
  .enum(sheetLocales)
  .optional()
  .describe('All rows as CSV for spreadsheets of this locale, with local times and amounts in their currency.');
const common = pageQuery.extend({ company: idSchema.optional(), ...timeBounds, locale });
const subjectFilters = {
  customer: idSchema.optional(),
  appointment: idSchema.optional(),
  call: z.string().max(128).optional(),
  branch: idSchema.optional(),
  service: idSchema.optional(),
  staff: idSchema.optional(),
};
const { customer: byCustomer, appointment: byAppointment, call: byCall } = subjectFilters;
const type = modificationKindSchema.optional();
const word = z.string().max(60).optional();
const modificationQuery = common.extend({
  ...subjectFilters,
  type,
  state: z.enum(['pending', 'confirmed', 'deferred', 'reverted']).optional(),
  channel: z.enum(['phone', 'operator', 'calendar']).optional(),
  within_policy: flag.optional(),
  fee_min: cents,
  fee_max: cents,
});
const refusalQuery = common.extend({ ...subjectFilters, type, code: word });
const answerQuery = common.extend({ appointment: byAppointment, call: byCall, status: word, code: word });
const notificationQuery = common.extend({
  customer: byCustomer,
  appointment: byAppointment,
  call: byCall,
  state: z.enum(['open', 'sent', 'done', 'impossible']).optional(),
  kind: word,
});
const callbackQuery = common.extend({
  customer: byCustomer,
  appointment: byAppointment,
  call: byCall,
  branch: subjectFilters.branch,
  state: z.enum(['open', 'done', 'impossible']).optional(),
});
const accessQuery = common.extend({
  customer: byCustomer,
  key: z.string().max(100).optional(),
  kind: z.enum(accessKinds).optional(),
});
export type Query = z.infer<typeof common> & Record<string, unknown>;

export interface List {
  path: string;
  /** The operation's name in the document. */
  operation: string;
  summary: string;
  name: string;
  table: string;
  id: string;
  at: string;
  query: z.ZodType<Query>;
  row: ApiRow<Record<string, unknown>>;
  example: Record<string, unknown>;
  /** Query parameter → column, compared for equality. */
  columns: Record<string, string>;
  /** Fields that may hold a person's words or data. */
  personal: string[];
  roles: ('operator' | 'analyst' | 'auditor')[];
}

const idColumns = {
  customer: 'customer_id',
  appointment: 'appointment_id',
  call: 'call_id',
  branch: 'branch_id',
  service: 'service_id',
  staff: 'staff_id',
};

export const lists: List[] = [
  {
    path: '/v1/modifications',
    operation: 'listModifications',
    summary: 'Who changed what, when, and on what terms',
    name: 'modifications',
    table: 'appointment_modifications',
    id: 'modification_id',
    at: 'requested_at',
    query: modificationQuery,
    row: rows.modificationRow,
    example: rows.modificationExample,
    columns: { ...idColumns, type: 'modification_type', state: 'state', channel: 'channel', within_policy: 'within_policy' },
    personal: ['reason', 'staff_name', 'customer_name'],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/refusals',
    operation: 'listRefusals',
    summary: 'Who was refused what, by which rule',
    name: 'refusals',
    table: 'modification_refusals',
    id: 'refusal_id',
    at: 'refused_at',
    query: refusalQuery,
    row: rows.refusalRow,
    example: rows.refusalExample,
    columns: { ...idColumns, type: 'operation', code: 'code' },
    personal: ['staff_name', 'customer_name'],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/answers',
    operation: 'listAnswers',
    summary: 'Every answer that was given',
    name: 'answers',
    table: 'answers',
    id: 'answer_id',
    at: 'answered_at',
    query: answerQuery,
    row: rows.answerRow,
    example: rows.answerExample,
    columns: { appointment: 'appointment_id', call: 'call_id', status: 'status', code: 'code' },
    personal: ['customer_name'],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/notifications',
    operation: 'listNotifications',
    summary: 'What customers must hear',
    name: 'notifications',
    table: 'notifications',
    id: 'notification_id',
    at: 'created_at',
    query: notificationQuery,
    row: rows.notificationRow,
    example: rows.notificationExample,
    columns: { customer: 'customer_id', appointment: 'appointment_id', call: 'call_id', state: 'state', kind: 'kind' },
    personal: [],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/callbacks',
    operation: 'listCallbacks',
    summary: 'Callers who were told that we call them back',
    name: 'callbacks',
    table: 'callbacks',
    id: 'callback_id',
    at: 'promised_at',
    query: callbackQuery,
    row: callbackRow,
    example: callbackExample,
    columns: {
      customer: 'customer_id',
      appointment: 'appointment_id',
      call: 'call_id',
      branch: 'branch_id',
      state: 'state',
    },
    personal: ['number', 'name'],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/access',
    operation: 'listAccess',
    summary: 'Who was shown whose personal data, and who did what only a person may decide',
    name: 'access',
    table: 'access_record',
    id: 'access_id',
    at: 'accessed_at',
    query: accessQuery,
    row: accessRow,
    example: accessExample,
    columns: { customer: 'customer_ids', key: 'key_name', kind: 'kind' },
    personal: [],
    roles: ['auditor'],
  },
];
