// Staff look a customer up by what they say at the desk: a name or a part of it, a number, an e-mail address.

import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { company, countryOf } from '../../../domain/company/company.ts';
import { normaliseName, soundCode } from '../../../domain/customer/names.ts';
import { companyStream } from '../../../domain/ids.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { exampleNumber, problemWith, wantedNumber } from '../../server/problems.ts';
import { requireCompany } from '../access/access.ts';
import { concernedIn } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { customerExample, customerSchema } from './customers.ts';

/** Whoever finds more says more of the name. */
const mostFound = 20;
const body = z
  .strictObject({
    company_id: idSchema,
    name: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Or the beginning of a first or last name; also what only sounds alike.'),
    phone: z.string().min(1).max(40).optional().describe('In any spelling, all of it.'),
    email: z.string().min(1).max(200).optional(),
  })
  .refine(({ name, phone, email }) => [name, phone, email].filter(one => one !== undefined).length === 1, {
    error: 'one of `name`, `phone` and `email`',
    path: ['name'],
  })
  .meta({ examples: [{ company_id: 'salon', name: 'Beispiel' }] });

export function customerSearchRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).post(
    '/v1/customers/search',
    operation(
      {
        id: 'searchCustomers',
        roles: ['operator'],
        tag: 'customers',
        summary: 'Find a customer by name, number or e-mail address',
        description:
          'At most twenty; those spelled so come before those that sound so. Asked in the body, since addresses are logged on the way, and for keys with `personal` alone.',
        errors: ofWrites,
        reads: true,
        response: z.object({
          customers: z.array(customerSchema),
          more: z.boolean().describe('There are others, which were left out.'),
        }),
        example: { customers: [customerExample], more: false },
        shows: ({ customers }) => concernedIn(customers),
      },
      { body },
    ),
    async request => {
      const { company_id: companyId, name, phone, email } = request.body;
      const { personal } = requireCompany(request, companyId);
      if (!personal) throw new ApiFault('forbidden', [], 'Customers are searched only with a key that has `personal`.');
      const { state } = await deps.executor.load(company, companyStream(companyId));
      if (!state.settings) throw notFound('company', companyId);
      const number = phone === undefined ? undefined : parsePhoneNumber(phone, countryOf(state));
      if (phone !== undefined && number === undefined)
        throw new ApiFault('request_invalid', [problemWith('phone', phone, wantedNumber, exampleNumber)]);
      const wanted = wantedBy({ name, number, email });
      const { rows } = await sql<z.infer<typeof customerSchema>>`
        select company_id, customer_id, name, phone, email, merged_into from customers
        where company_id = ${companyId} and ${wanted.matches}
        order by ${wanted.first} desc, name, customer_id limit ${mostFound + 1}`.execute(deps.db);
      return { customers: rows.slice(0, mostFound), more: rows.length > mostFound };
    },
  );
}

function wantedBy({ name, number, email }: { name: string | undefined; number: string | undefined; email: string | undefined }) {
  const all = sql`company_id`;
  if (number !== undefined) return { matches: sql`phone = ${number}`, first: all };
  if (email !== undefined) return { matches: sql`lower(email) = ${email.trim().toLowerCase()}`, first: all };
  const words = normaliseName(name ?? '').split(' ');
  if (words.includes('')) throw new ApiFault('request_invalid', [problemWith('name', name, 'a name', 'Beispiel')]);
  // Each word begins one of the stored name.
  const spelled = sql`(select bool_and(position(' ' || word in ' ' || normalised_name) > 0) from unnest(${words}::text[]) as words (word))`;
  const sounds = soundCode(name ?? '').split(' ');
  return { matches: sql`(${spelled} or string_to_array(sound_code, ' ') @> ${sounds}::text[])`, first: spelled };
}
