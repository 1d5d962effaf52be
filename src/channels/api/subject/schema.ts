// The answer about a person as the API's document describes it, with all its fields.
import { z } from 'zod';
import { languageSchema } from '../../../domain/values.ts';
import { statementNames } from '../../../language/disclosed.ts';
import { disclosedKinds } from '../access/access-record.ts';
import { instant } from '../schemas/values.ts';

const detail = z.object({ label: z.string(), value: z.string() });
const inLanguage = 'In the language of the answer.';

const event = z.object({
  event_id: z.string(),
  stream: z.string(),
  revision: z.string(),
  type: z.string().describe('As docs/events.md names it.'),
  at: instant,
  by: z
    .enum(['caller', 'staff', 'calendar', 'system'])
    .describe(
      'Which kind of actor. Which member of staff it was is not told: they have rights of their own (Article 15(4) GDPR).',
    ),
  channel: z.enum(['phone', 'operator', 'calendar']),
  what: z.string().describe(`What happened, as a sentence. ${inLanguage}`),
  said: z.string().nullable().describe('Of an answer: the words that were heard, in the language they were spoken in.'),
  meaning: z.string().nullable().describe('The same in the language of the answer, where that is another one.'),
  details: z.array(detail).describe(`The fields that say something to the person, written out. ${inLanguage}`),
  erased: z.boolean().describe('Something personal belonged to it, which is erased.'),
  data: z
    .record(z.string(), z.unknown())
    .describe(
      'As it is stored, under the names it was stored with; keys of staff are called `staff`, records of others `another_customer`.',
    ),
});
export type DisclosedEventBody = z.output<typeof event>;

const stands = z.object({
  status: z.string(),
  starts_at: z.string().nullable(),
  ends_at: z.string().nullable(),
  branch: z.string().nullable(),
  service: z.string().nullable(),
  staff: z.string().nullable().describe('Whom the appointment is with.'),
});
const version = event.extend({ stands: stands.describe('How the appointment stood after it.') });
const call = z.object({
  call_id: z.string(),
  left_out: z.number().describe('Requests in it that are, or may be, another person’s.'),
  left_out_text: z.string().nullable(),
  events: z.array(event),
});
const partOf = <T extends z.ZodType>(item: T) =>
  z.object({ source: z.string().describe('Where this part comes from.'), items: z.array(item) });

export const personalDataSchema = z.object({
  company: z.object({ company_id: z.string(), name: z.string(), time_zone: z.string() }),
  customer_id: z.string().describe('The record that was asked for.'),
  records: z.array(z.string()).describe('All records of the person: those that were merged with it.'),
  language: languageSchema,
  generated_at: instant,
  state: z.enum(['stored', 'erasure_requested', 'erased']),
  erasure: z
    .object({ requested_at: instant, erased_at: instant.nullable(), reason_code: z.string(), text: z.string() })
    .nullable(),
  general: z
    .array(z.object({ name: z.enum(statementNames), title: z.string(), texts: z.array(z.string()) }))
    .describe('What Article 15(1) GDPR asks for beside the data: purposes, categories, recipients, retention, sources, rights.'),
  rules: z
    .array(z.object({ operation: z.string(), rule: z.string(), scope: z.string(), text: z.string() }))
    .describe('The rules that decide automatically about changes of appointments (Article 15(1)(h)).'),
  rules_text: z.string().nullable().describe('Said where there are no rules.'),
  customer: partOf(
    z.object({
      customer_id: z.string(),
      contacts: z
        .array(
          z.object({
            from: instant,
            until: instant.nullable().describe('Null: it still stands.'),
            name: z.string(),
            phone: z.string().nullable(),
            email: z.string().nullable(),
          }),
        )
        .describe('Every value there ever was.'),
      events: z.array(event),
    }),
  ),
  appointments: partOf(z.object({ appointment_id: z.string(), time_zone: z.string().nullable(), versions: z.array(version) })),
  calls: partOf(call),
  requests: partOf(call.omit({ call_id: true }).extend({ request_id: z.string() })),
  notifications: partOf(
    z.object({
      notification_id: z.string(),
      kind: z.string(),
      code: z.string().nullable(),
      state: z.string(),
      state_text: z.string(),
      appointment_id: z.string().nullable(),
      call_id: z.string().nullable(),
      created_at: instant,
      sent_at: instant.nullable(),
      done_at: instant.nullable(),
      subject: z.string().nullable().describe('As it is sent, in the company’s language; null: a note for staff alone.'),
      text: z.string().nullable(),
      sent_to: z
        .object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
        .nullable()
        .describe('The contact details that stood in the record when it was sent.'),
    }),
  ),
  access: partOf(
    z.object({
      access_id: z.string(),
      at: instant,
      kind: z.enum(disclosedKinds),
      text: z.string(),
      role: z.string(),
      role_text: z.string(),
      operation: z.string().describe('As this document names it.'),
    }),
  ),
  left_out: z.object({
    calls: z.number().describe('Calls that may be theirs or another’s: nobody was identified in them.'),
    text: z.string().nullable(),
  }),
});
export type PersonalData = z.output<typeof personalDataSchema>;
