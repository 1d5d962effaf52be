// Customers: registered, changed, looked up. Names and numbers only for keys that may see them.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { registerCustomer } from '../../../../commands/customer/register-customer.ts';
import { customersByContact } from '../../../calendar/sync/known-bookings.ts';
import { contactDetailsOf } from '../../../customers/contact.ts';
import { recordsOfPerson } from '../../../customers/customer-records.ts';
import { findOrRegister } from '../../../customers/find-or-register.ts';
import { type CompanyState, company, countryOf } from '../../../domain/company/company.ts';
import { customer } from '../../../domain/customer/customer.ts';
import { companyStream, customerStream } from '../../../domain/ids.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { exampleNumber, problemWith, wantedNumber } from '../../server/problems.ts';
import { accessOf, companiesOf, type Role, requireCompany } from '../access/access.ts';
import { concernedIn } from '../access/access-record.ts';
import { type ApiDependencies, readYourWritesMs, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { pageOf, pageQuery, pageSize, textKey } from '../paging.ts';
import { next } from '../schemas/values.ts';
import { staffContext, writeVisibly } from '../write.ts';

export const customerExample = {
  company_id: 'salon',
  customer_id: '340',
  name: 'Erika Beispiel',
  phone: '+4915112345671',
  email: null,
  merged_into: null,
};
const bodySchema = z
  .object({
    company_id: idSchema,
    customer_id: idSchema
      .optional()
      .describe('Left out: whose record it is, or that it is a new one, is found by name and contact.'),
    name: z.string().min(1).max(200),
    phone: z
      .string()
      .max(40)
      .optional()
      .describe('Any spelling, national ones as the company’s country dials them; stored in E.164.'),
    email: z.email().max(200).optional(),
  })
  .meta({ examples: [{ company_id: 'salon', customer_id: '340', name: 'Erika Beispiel', phone: '0151 12345671' }] });
const shownToSome = z.string().nullable().describe('Null where there is none or it is lost, and for keys without `personal`.');
export const customerSchema = z.object({
  company_id: z.string(),
  customer_id: z.string(),
  name: shownToSome,
  phone: shownToSome,
  email: shownToSome,
  merged_into: z.string().nullable().describe('The record that stands for this one.'),
});
const oneCustomerSchema = customerSchema.extend({
  duplicates: z.array(z.string()).describe('Records that were merged into this one.'),
});
const columns = ['company_id', 'customer_id', 'name', 'phone', 'email', 'merged_into'] as const;
const params = z.object({ id: idSchema });
const query = pageQuery.extend({ company: idSchema.optional() });
const readers: Role[] = ['operator', 'analyst'];

export function customerRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.post(
    '/v1/customers',
    operation(
      {
        id: 'putCustomer',
        roles: ['operator'],
        tag: 'customers',
        summary: 'Register a customer, or change name and contact',
        description: 'Without `customer_id` the record is found by number or address and name, or a new one is made.',
        errors: [...ofWrites, 'conflict', 'customer_erased', 'append_too_large'],
        response: z.object({ created: z.boolean(), customer_id: z.string() }),
        example: { created: true, customer_id: '340' },
      },
      { body: bodySchema },
    ),
    async request => {
      const { company_id: companyId, customer_id: customerId, name, phone, email } = request.body;
      requireCompany(request, companyId);
      const { state: its } = await deps.executor.load(company, companyStream(companyId));
      if (!its.settings) throw notFound('company', companyId);
      const number = phone === undefined || phone === '' ? undefined : parsePhoneNumber(phone, countryOf(its));
      if (phone && number === undefined)
        throw new ApiFault('request_invalid', [problemWith('phone', phone, wantedNumber, exampleNumber)]);
      if (customerId === undefined) return findOrAdd(request, { companyId, name, phone: number, email }, its);
      const context = { ...staffContext(request, companyId), subject: customerId };
      const { created } = await writeVisibly(deps, request, context, {
        aggregate: customer,
        stream: customerStream(companyId, customerId),
        decide: state =>
          registerCustomer(state, {
            companyId,
            customerId,
            name,
            ...(number !== undefined && { phone: number }),
            ...(email !== undefined && { email }),
          }),
      });
      return { created, customer_id: customerId };
    },
  );

  routes.get(
    '/v1/customers',
    operation(
      {
        id: 'listCustomers',
        roles: readers,
        tag: 'customers',
        summary: 'Customers, a page at a time',
        description:
          'By company and id, records that were merged included. POST /v1/customers/search finds one by name or number.',
        response: z.object({ customers: z.array(customerSchema), next }),
        example: { customers: [customerExample], next: null },
        shows: ({ customers }) => concernedIn(customers),
      },
      { querystring: query },
    ),
    async request => {
      const companies = companiesOf(request, request.query.company);
      const { limit, cursor } = pageSize(request.query, z.tuple([textKey, textKey]));
      const [afterCompany = '', afterCustomer = ''] = cursor;
      const rows = await deps.db
        .selectFrom('customers')
        .select(columns)
        .$if(companies !== undefined, builder => builder.where('company_id', 'in', companies?.length ? companies : ['']))
        .where(({ eb, refTuple, tuple }) => eb(refTuple('company_id', 'customer_id'), '>', tuple(afterCompany, afterCustomer)))
        .orderBy('company_id')
        .orderBy('customer_id')
        .limit(limit + 1)
        .execute();
      const { personal } = accessOf(request);
      const page = pageOf(rows, limit, row => [row.company_id, row.customer_id]);
      return { customers: page.items.map(row => shown(row, personal)), next: page.next };
    },
  );

  routes.get(
    '/v1/customers/:id',
    operation(
      {
        id: 'getCustomer',
        roles: readers,
        tag: 'customers',
        summary: 'One customer',
        description: 'With the records that were merged into it.',
        response: oneCustomerSchema,
        example: { ...customerExample, duplicates: ['341'] },
        shows: found => concernedIn([found]),
      },
      { params, querystring: z.object({ company: idSchema }) },
    ),
    async request => {
      const { personal } = requireCompany(request, request.query.company);
      const row = await deps.db
        .selectFrom('customers')
        .select(columns)
        .where('company_id', '=', request.query.company)
        .where('customer_id', '=', request.params.id)
        .executeTakeFirst();
      if (!row) throw notFound('customer', request.params.id, request.query.company);
      const records = await recordsOfPerson(deps.db, [row.company_id], row.customer_id);
      const duplicates = row.merged_into === null ? records.map(({ customerId }) => customerId) : [];
      return { ...shown(row, personal), duplicates: duplicates.filter(id => id !== row.customer_id) };
    },
  );

  /** Without an id of its own a record needs a contact, or a repeat would never find it. */
  async function findOrAdd(
    request: FastifyRequest,
    given: { companyId: string; name: string; phone: string | undefined; email: string | undefined },
    its: CompanyState,
  ) {
    const { companyId, name, phone = null, email = null } = given;
    const own = { country: countryOf(its), isLine: (line: string) => its.lines.has(line), emails: [] };
    const person = contactDetailsOf({ name, email, phoneNumber: phone }, own);
    if (person.phone === undefined && person.email === undefined)
      throw new ApiFault('request_invalid', [
        problemWith('customer_id', undefined, 'an id, unless there is a phone number or an e-mail address'),
      ]);
    const { customerId, position } = await findOrRegister(
      { companyId, person, origin: `staff ${name}`, context: staffContext(request, companyId) },
      { executor: deps.executor, lookup: { byContact: (id, contact, of) => customersByContact(deps.db, id, contact, of) } },
    );
    if (position !== undefined) await deps.caughtUp(position, readYourWritesMs);
    request.appendedAt = position;
    return { created: position !== undefined, customer_id: customerId };
  }
}

type Customer = z.infer<typeof customerSchema>;

const shown = (row: Customer, personal: boolean): Customer =>
  personal ? { ...row, name: row.name || null } : { ...row, name: null, phone: null, email: null };
