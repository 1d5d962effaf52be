// Policies explained and tried out: which scope each rule comes from, and what a changed policy would have made of the past.
import type { FastifyInstance } from 'fastify';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { pastChanges } from '../../../audit/past-changes.ts';
import { simulate } from '../../../audit/simulate.ts';
import { company } from '../../../domain/company/company.ts';
import { companyStream } from '../../../domain/ids.ts';
import { explainPolicy } from '../../../domain/policy/explain-policy.ts';
import { policySchema, policyScopeSchema } from '../../../domain/policy/policy.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { requireCompany } from '../access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { simulationSchema, summaryOf } from './simulation-summary.ts';

const reader = { config: { roles: ['operator' as const, 'analyst' as const] } };
/** So many of the past are decided again at most, the latest. */
const mostCases = 2_000;
const mostDays = 366;

const ruleSchema = z.object({
  key: z.string(),
  value: z.unknown(),
  scope: z.string(),
  overridden: z.array(z.object({ scope: z.string(), value: z.unknown() })),
});
const simulateBody = z
  .strictObject({
    companyId: idSchema,
    scope: policyScopeSchema,
    policy: policySchema,
    /** First and last day, in the company's zone. */
    from: z.iso.date(),
    to: z.iso.date(),
  })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < mostDays * 86_400_000, {
    error: `from at most ${mostDays} days before to`,
    path: ['to'],
  });
export function policyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.get(
    '/v1/companies/:id/policies/effective',
    {
      ...reader,
      schema: {
        summary: 'The rules in force for a service, branch or member of staff, each with the scope it comes from',
        tags: ['policies'],
        params: z.object({ id: idSchema }),
        querystring: z.strictObject({
          service: idSchema.optional(),
          branch: idSchema.optional(),
          staff: idSchema.optional(),
        }),
        response: {
          200: z.object({
            policyRevision: z.string().nullable(),
            cancel: z.array(ruleSchema),
            reschedule: z.array(ruleSchema),
          }),
        },
      },
    },
    async request => {
      const { id } = request.params;
      requireCompany(request, id);
      const { state } = await deps.executor.load(company, companyStream(id), { fresh: true });
      const { service: serviceId, branch: branchId, staff: staffId } = request.query;
      const unknown = [
        ...(serviceId === undefined || state.services.has(serviceId) ? [] : ['/service']),
        ...(branchId === undefined || state.branches.has(branchId) ? [] : ['/branch']),
        ...(staffId === undefined || state.staff.has(staffId) ? [] : ['/staff']),
      ];
      if (!state.settings) throw new ApiFault('resource_not_found');
      if (unknown.length > 0) throw new ApiFault('request_invalid', unknown);
      const subject = { serviceId, branchId, staffId };
      return {
        policyRevision: state.policyRevision?.toString() ?? null,
        cancel: explainPolicy(state.policies, 'cancel', subject),
        reschedule: explainPolicy(state.policies, 'reschedule', subject),
      };
    },
  );

  routes.post(
    '/v1/policies/simulate',
    {
      ...reader,
      schema: {
        summary: 'What a changed policy would have made of past changes and refusals; nothing is changed by it',
        description:
          'Each is decided again from its recorded facts, one by one: what one would have used up of a quota is not missing for the next.',
        tags: ['policies'],
        body: simulateBody,
        response: { 200: simulationSchema },
      },
    },
    async request => {
      const { companyId, scope, policy, from, to } = request.body;
      requireCompany(request, companyId);
      const { state } = await deps.executor.load(company, companyStream(companyId), { fresh: true });
      if (!state.settings) throw new ApiFault('resource_not_found');
      const zone = state.settings.timeZone;
      const cases = await pastChanges(deps.db, {
        companyId,
        from: DateTime.fromISO(from, { zone }).toJSDate(),
        to: DateTime.fromISO(to, { zone }).plus({ days: 1 }).toJSDate(),
        zone,
        limit: mostCases + 1,
      });
      const simulated = await simulate(deps.store, { companyId, scope, policy }, cases.slice(0, mostCases));
      return summaryOf(simulated, cases.length > mostCases);
    },
  );
}
