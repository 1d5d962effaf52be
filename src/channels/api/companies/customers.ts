// Customers: registered, changed, looked up. Names and numbers only for keys that may see them.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { registerCustomer } from '../../../../commands/customer/register-customer.ts';
import { customersByContact } from '../../../calendar/sync/known-bookings.ts';
import { personOf } from '../../../customers/contact.ts';
import { recordsOfPerson } from '../../../customers/customer-records.ts';
import { findOrRegister } from '../../../customers/find-or-register.ts';
import { type CompanyState, company } from '../../../domain/company/company.ts';
import { customer } from '../../../domain/customer/customer.ts';
import { companyStream, customerStream } from '../../../domain/ids.ts';
import { idSchema } from '../../../domain/values.ts';
import { parsePhoneNumber } from '../../../platform/phone-number.ts';
import { ApiFault } from '../../server/errors.ts';
import { accessOf, companiesOf, requireCompany } from '../access.ts';
import { type ApiDependencies, ownWriteMs, typed } from '../dependencies.ts';
import { pageOf, pageQuery, pageSize, textKey } from '../paging.ts';
import { staffContext, writeVisibly } from '../write.ts';

const bodySchema = z.object({
  companyId: idSchema,
  /** Left out: whose record it is, or that it is a new one, is found by name and contact. */
  customerId: idSchema.optional(),
  name: z.string().min(1).max(200),
  /** Any spelling; stored in E.164. */
  phone: z.string().max(40).optional(),
  email: z.email().max(200).optional(),
});
const customerSchema = z.object({
  companyId: z.string(),
  customerId: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** The record that stands for this one. */
  mergedInto: z.string().nullable(),
});
const oneCustomerSchema = customerSchema.extend({
  /** Records that were merged into this one. */
  duplicates: z.array(z.string()),
});
const columns = ['company_id', 'customer_id', 'name', 'phone', 'email', 'merged_into'] as const;
const params = z.object({ id: idSchema });
const query = pageQuery.extend({ company: idSchema.optional() });
const reader = { config: { roles: ['operator' as const, 'analyst' as const] } };

export function customerRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.post(
    '/v1/customers',
    {
      config: { roles: ['operator'] },
      schema: {
        summary: 'Register a customer, or change name and contact',
        tags: ['customers'],
        body: bodySchema,
        response: { 200: z.object({ created: z.boolean(), customerId: z.string() }) },
      },
    },
    async request => {
      const { companyId, customerId, name, phone, email } = request.body;
      requireCompany(request, companyId);
      const { state: its } = await deps.executor.load(company, companyStream(companyId));
      if (!its.settings) throw new ApiFault('resource_not_found');
      const number = phone === undefined || phone === '' ? undefined : parsePhoneNumber(phone);
      if (phone && number === undefined) throw new ApiFault('request_invalid', ['/phone']);
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
      return { created, customerId };
    },
  );

  routes.get(
    '/v1/customers',
    {
      ...reader,
      schema: {
        summary: 'Customers, a page at a time',
        tags: ['customers'],
        querystring: query,
        response: { 200: z.object({ customers: z.array(customerSchema), next: z.string().nullable() }) },
      },
    },
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
      const { items, next } = pageOf(rows, limit, row => [row.company_id, row.customer_id]);
      return { customers: items.map(row => shown(row, personal)), next };
    },
  );

  routes.get(
    '/v1/customers/:id',
    {
      ...reader,
      schema: {
        summary: 'One customer',
        tags: ['customers'],
        params,
        querystring: z.object({ company: idSchema }),
        response: { 200: oneCustomerSchema },
      },
    },
    async request => {
      const { personal } = requireCompany(request, request.query.company);
      const row = await deps.db
        .selectFrom('customers')
        .select(columns)
        .where('company_id', '=', request.query.company)
        .where('customer_id', '=', request.params.id)
        .executeTakeFirst();
      if (!row) throw new ApiFault('resource_not_found');
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
    const own = { isLine: (line: string) => its.lines.has(line), emails: [] };
    const person = personOf({ name, email, phoneNumber: phone }, own);
    if (person.phone === undefined && person.email === undefined) throw new ApiFault('request_invalid', ['/customerId']);
    const { customerId, position } = await findOrRegister(
      { companyId, person, origin: `staff ${name}`, context: staffContext(request, companyId) },
      { executor: deps.executor, lookup: { byContact: (id, contact, of) => customersByContact(deps.db, id, contact, of) } },
    );
    if (position !== undefined) await deps.caughtUp(position, ownWriteMs);
    request.appendedAt = position;
    return { created: position !== undefined, customerId };
  }
}

interface CustomerRow {
  company_id: string;
  customer_id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  merged_into: string | null;
}

function shown(row: CustomerRow, personal: boolean) {
  const { company_id: companyId, customer_id: customerId, merged_into: mergedInto, name, phone, email } = row;
  const contact = personal ? { name, phone, email } : { name: null, phone: null, email: null };
  return { companyId, customerId, ...contact, mergedInto };
}
