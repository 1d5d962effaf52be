// Staff joins two records of one person, or takes that back.

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mergeCustomers, unmergeCustomers } from '../../../customers/merge.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { problemWith } from '../../server/problems.ts';
import { accessOf, requireCompany } from '../access/access.ts';
import { type ApiDependencies, readYourWritesMs, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { staffContext } from '../write.ts';

const params = z.object({ id: idSchema });
const reason = { company_id: idSchema, reason_code: z.string().min(1).max(50) };
const mergedSchema = z.object({
  company_id: z.string(),
  customer_id: z.string(),
  into: z.string().describe('The record that stands for both, or has stood for both until now.'),
  merged: z.boolean(),
});

const mergedExample = { company_id: 'salon', customer_id: '341', into: '340' };

export function customerMergeRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/customers/:id/merge',
    operation(
      {
        id: 'mergeCustomer',
        roles: ['operator'],
        tag: 'customers',
        summary: 'Merge this record into another one of the same person, which stands for both from then on',
        description: 'Found by either number and name from then on, with one quota. Nothing is lost: it can be taken back.',
        errors: [...ofWrites, 'customer_already_merged', 'customer_has_duplicates', 'customer_erased'],
        response: mergedSchema,
        example: { ...mergedExample, merged: true },
      },
      {
        params,
        body: z
          .strictObject({ ...reason, into: idSchema })
          .meta({ examples: [{ company_id: 'salon', into: '340', reason_code: 'same_person' }] }),
      },
    ),
    async request => {
      const { company_id: companyId, into, reason_code: reasonCode } = request.body;
      requireCompany(request, companyId);
      const command = { companyId, customerId: request.params.id, into, by: accessOf(request).name, reasonCode };
      const result = await mergeCustomers(command, staffContext(request, companyId), deps.executor);
      if (result.kind === 'refused')
        throw new ApiFault(
          result.code,
          result.code === 'request_invalid' ? [problemWith('into', into, 'another customer than the one that is merged')] : [],
        );
      if (result.position !== undefined) await deps.caughtUp(result.position, readYourWritesMs);
      request.appendedAt = result.position;
      return { company_id: companyId, customer_id: request.params.id, into: result.with, merged: true };
    },
  );

  routes.post(
    '/v1/customers/:id/unmerge',
    operation(
      {
        id: 'unmergeCustomer',
        roles: ['operator'],
        tag: 'customers',
        summary: 'Take the merge of this record back: both are again what they were, with what came to each since',
        description: 'The reason stays on record.',
        errors: [...ofWrites, 'customer_not_merged', 'customer_erased'],
        response: mergedSchema,
        example: { ...mergedExample, merged: false },
      },
      {
        params,
        body: z.strictObject(reason).meta({ examples: [{ company_id: 'salon', reason_code: 'mistake' }] }),
      },
    ),
    async request => {
      const { company_id: companyId, reason_code: reasonCode } = request.body;
      requireCompany(request, companyId);
      const command = { companyId, customerId: request.params.id, by: accessOf(request).name, reasonCode };
      const result = await unmergeCustomers(command, staffContext(request, companyId), deps.executor);
      if (result.kind === 'refused') throw new ApiFault(result.code);
      if (result.position !== undefined) await deps.caughtUp(result.position, readYourWritesMs);
      request.appendedAt = result.position;
      return { company_id: companyId, customer_id: request.params.id, into: result.with, merged: false };
    },
  );
}
