// The access record as the API spells it.
import { z } from 'zod';
import { accessKinds } from '../access/access-record.ts';
import { apiRow } from '../api-row.ts';
import { instant } from './values.ts';

const access = z.object({
  access_id: z.uuid(),
  accessed_at: instant,
  kind: z
    .enum(accessKinds)
    .describe(
      '`read` and `export`: personal data was shown, or written to a file. The others are deeds, all of which only a person may decide.',
    ),
  key: z.string().describe('Its name then; `shell` for a command on the machine.'),
  role: z.string(),
  operation: z.string().describe('The route, as this document names it, or the command.'),
  company_id: z.string().nullable().describe('Null where it concerns no single company.'),
  customer_ids: z.array(z.string()).describe('Whose data it was.'),
  subjects: z
    .array(z.string())
    .describe('Streams, appointments, members of staff or keys it was about, where no customer is known.'),
});

export const accessRow = apiRow(access, { columns: { key: 'key_name' } });
export const accessExample: z.infer<typeof access> = {
  access_id: '1f6a2f7c-2d2e-4b53-9f0e-5b8f0c7a9d11',
  accessed_at: '2026-11-23T11:30:00.000Z',
  kind: 'read',
  key: 'reception',
  role: 'operator',
  operation: 'getCustomer',
  company_id: 'salon',
  customer_ids: ['340'],
  subjects: [],
};
