// Policies explained and tried out: which scope each rule comes from, and what a changed policy would have made of the past.

import type { FastifyInstance } from 'fastify';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { pastChanges } from '../../../audit/past-changes.ts';
import { simulate } from '../../../audit/simulate.ts';
import { company } from '../../../domain/company/company.ts';
import { companyStream } from '../../../domain/ids.ts';
import { explainPolicy } from '../../../domain/policy/explain-policy.ts';
import { policyScopeSchema } from '../../../domain/policy/policy.ts';
import { idSchema, type ModificationKind } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { problemWith } from '../../server/problems.ts';
import { requireCompany } from '../access/access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { explainedRule, explainedRuleToApi, policy, policyExample, policyFromApi } from '../schemas/policy.ts';
import { simulationExample, simulationSchema, summaryOf } from './simulation-summary.ts';

/** So many of the past are decided again at most, the latest. */
const mostCases = 2_000;
const mostDays = 366;

const simulateBody = z
  .strictObject({
    company_id: idSchema,
    scope: policyScopeSchema,
    policy,
    from: z.iso.date().describe('First day, in the company’s zone.'),
    to: z.iso.date().describe('Last day, inclusive.'),
  })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < mostDays * 86_400_000, {
    error: `from at most ${mostDays} days before to`,
    path: ['to'],
  })
  .meta({
    examples: [{ company_id: 'salon', scope: { kind: 'company' }, policy: policyExample, from: '2026-11-01', to: '2026-11-30' }],
  });

/** Those that a company has for each kind of change. */
const rulesOfKinds = {
  cancel: z.array(explainedRule),
  reschedule: z.array(explainedRule),
} satisfies Record<ModificationKind, unknown>;

export function policyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.get(
    '/v1/companies/:id/policies/effective',
    operation(
      {
        id: 'getEffectivePolicy',
        roles: ['operator', 'analyst'],
        tag: 'policies',
        summary: 'The rules in force for a service, branch or member of staff, each with the scope it comes from',
        description: 'The most specific scope wins, each key on its own: staff before service before branch before company.',
        response: z.object({
          policy_revision: z.string().nullable().describe('Revision of the company’s stream at which a policy last changed.'),
          ...rulesOfKinds,
        }),
        example: {
          policy_revision: '4',
          cancel: [
            { key: 'cancel.hours_before', value: 72, scope: 'service:colour', overridden: [{ scope: 'company', value: 24 }] },
          ],
          reschedule: [],
        },
      },
      {
        params: z.object({ id: idSchema }),
        querystring: z.strictObject({
          service: idSchema.optional(),
          branch: idSchema.optional(),
          staff: idSchema.optional(),
        }),
      },
    ),
    async request => {
      const { id } = request.params;
      requireCompany(request, id);
      const { state } = await deps.executor.load(company, companyStream(id), { fresh: true });
      const { service: serviceId, branch: branchId, staff: staffId } = request.query;
      const unknown = [
        ...(serviceId === undefined || state.services.has(serviceId)
          ? []
          : [problemWith('service', serviceId, `a service of ${id}`)]),
        ...(branchId === undefined || state.branches.has(branchId) ? [] : [problemWith('branch', branchId, `a branch of ${id}`)]),
        ...(staffId === undefined || state.staff.has(staffId)
          ? []
          : [problemWith('staff', staffId, `a member of staff of ${id}`)]),
      ];
      if (!state.settings) throw notFound('company', id);
      if (unknown.length > 0) throw new ApiFault('request_invalid', unknown);
      const ids = { serviceId, branchId, staffId };
      const rulesFor = (kind: ModificationKind) => explainPolicy(state.policies, kind, ids).map(explainedRuleToApi);
      return {
        policy_revision: state.policyRevision?.toString() ?? null,
        cancel: rulesFor('cancel'),
        reschedule: rulesFor('reschedule'),
      };
    },
  );

  routes.post(
    '/v1/policies/simulate',
    operation(
      {
        id: 'simulatePolicy',
        roles: ['operator', 'analyst'],
        tag: 'policies',
        summary: 'What a changed policy would have made of past changes and refusals; nothing is changed by it',
        description:
          'Each is decided again from its recorded facts, one by one: what one would have used up of a quota is not missing for the next.',
        errors: ofWrites,
        response: simulationSchema,
        example: simulationExample,
      },
      { body: simulateBody },
    ),
    async request => {
      const { company_id: companyId, scope, from, to } = request.body;
      requireCompany(request, companyId);
      const { state } = await deps.executor.load(company, companyStream(companyId), { fresh: true });
      if (!state.settings) throw notFound('company', companyId);
      const zone = state.settings.timeZone;
      const cases = await pastChanges(deps.db, {
        companyId,
        from: DateTime.fromISO(from, { zone }).toJSDate(),
        to: DateTime.fromISO(to, { zone }).plus({ days: 1 }).toJSDate(),
        zone,
        limit: mostCases + 1,
      });
      const simulated = await simulate(
        deps.store,
        { companyId, scope, policy: policyFromApi(request.body.policy) },
        cases.slice(0, mostCases),
      );
      return summaryOf(simulated, cases.length > mostCases);
    },
  );
}
