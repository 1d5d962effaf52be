// Staff joins two records of one person, or takes that back.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mergeCustomers, unmergeCustomers } from '../../../customers/merge.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { accessOf, requireCompany } from '../access.ts';
import { type ApiDependencies, ownWriteMs, typed } from '../dependencies.ts';
import { staffContext } from '../write.ts';

const params = z.object({ id: idSchema });
const reason = { companyId: idSchema, reason_code: z.string().min(1).max(50) };
const mergedSchema = z.object({
  companyId: z.string(),
  customerId: z.string(),
  /** The record that stands for both, or has stood for both until now. */
  into: z.string(),
  merged: z.boolean(),
});

export function customerMergeRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/customers/:id/merge',
    {
      config: { roles: ['operator'] },
      schema: {
        summary: 'Merge this record into another one of the same person, which stands for both from then on',
        tags: ['customers'],
        params,
        body: z.strictObject({ ...reason, into: idSchema }),
        response: { 200: mergedSchema },
      },
    },
    async request => {
      const { companyId, into, reason_code: reasonCode } = request.body;
      requireCompany(request, companyId);
      const command = { companyId, customerId: request.params.id, into, by: accessOf(request).name, reasonCode };
      const result = await mergeCustomers(command, staffContext(request, companyId), deps.executor);
      if (result.kind === 'refused') throw new ApiFault(result.code, result.code === 'request_invalid' ? ['/into'] : []);
      if (result.position !== undefined) await deps.caughtUp(result.position, ownWriteMs);
      request.appendedAt = result.position;
      return { companyId, customerId: request.params.id, into: result.with, merged: true };
    },
  );

  routes.post(
    '/v1/customers/:id/unmerge',
    {
      config: { roles: ['operator'] },
      schema: {
        summary: 'Take the merge of this record back: both are again what they were, with what came to each since',
        tags: ['customers'],
        params,
        body: z.strictObject(reason),
        response: { 200: mergedSchema },
      },
    },
    async request => {
      const { companyId, reason_code: reasonCode } = request.body;
      requireCompany(request, companyId);
      const command = { companyId, customerId: request.params.id, by: accessOf(request).name, reasonCode };
      const result = await unmergeCustomers(command, staffContext(request, companyId), deps.executor);
      if (result.kind === 'refused') throw new ApiFault(result.code);
      if (result.position !== undefined) await deps.caughtUp(result.position, ownWriteMs);
      request.appendedAt = result.position;
      return { companyId, customerId: request.params.id, into: result.with, merged: false };
    },
  );
}
