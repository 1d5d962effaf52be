// Companies and all their parts.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SetUpCompany } from '../../../../commands/set-up-company.ts';
import { type CompanyState, company } from '../../../domain/company/company.ts';
import { companyEvents } from '../../../domain/company/events.ts';
import { companyStream } from '../../../domain/ids.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { accessOf, maySee, requireCompany } from '../access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { writeSetUp } from '../write.ts';

const params = z.object({ id: idSchema });
const detailSchema = companyEvents.CompanyRegistered.extend({
  lines: z.array(z.string()),
  branches: z.array(companyEvents.BranchAdded),
  services: z.array(companyEvents.ServiceAdded),
  staff: z.array(companyEvents.StaffMemberAdded.omit({ personal: true }).extend({ name: z.string().nullable() })),
  hours: z.array(companyEvents.OpeningHoursChanged),
  policies: z.record(z.string(), z.unknown()),
});
const written = z.object({ created: z.boolean() });
const admin = { config: { roles: [] } };
const operator = { config: { roles: ['operator' as const] } };
const reader = { config: { roles: ['operator' as const, 'analyst' as const, 'auditor' as const] } };

const changing = <B extends z.ZodType>(summary: string, body: B) => ({
  ...operator,
  schema: { summary, tags: ['companies'], params, body, response: { 200: written } },
});

export function companyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/companies',
    {
      ...admin,
      schema: {
        summary: 'Register a company, or repeat it unchanged',
        tags: ['companies'],
        body: companyEvents.CompanyRegistered,
        response: { 201: written, 200: written },
      },
    },
    async (request, reply) => {
      requireCompany(request, request.body.companyId);
      const { created } = await setUp(request, request.body.companyId, { type: 'CompanyRegistered', data: request.body });
      return reply.code(created ? 201 : 200).send({ created });
    },
  );

  routes.get(
    '/v1/companies',
    {
      ...reader,
      schema: {
        summary: 'The companies this key may see',
        tags: ['companies'],
        response: { 200: z.object({ companies: z.array(z.object({ companyId: z.string(), name: z.string() })) }) },
      },
    },
    async request => {
      const access = accessOf(request);
      const rows = await deps.db.selectFrom('companies').select(['company_id', 'name']).orderBy('company_id').execute();
      return {
        companies: rows.filter(row => maySee(access, row.company_id)).map(row => ({ companyId: row.company_id, name: row.name })),
      };
    },
  );

  routes.get(
    '/v1/companies/:id',
    {
      ...reader,
      schema: { summary: 'A company with all its parts', tags: ['companies'], params, response: { 200: detailSchema } },
    },
    async request => {
      const access = requireCompany(request, request.params.id);
      const { state } = await deps.executor.load(company, companyStream(request.params.id), { fresh: true });
      return detailOf(state, access.personal);
    },
  );

  routes.patch(
    '/v1/companies/:id',
    changing('Change name, language, time zone, currency or hand-over sentence', companyEvents.CompanyChanged),
    request => setUp(request, request.params.id, { type: 'CompanyChanged', data: request.body }),
  );
  routes.post('/v1/companies/:id/branches', changing('Add or replace a branch', companyEvents.BranchAdded), request =>
    setUp(request, request.params.id, { type: 'BranchAdded', data: request.body }),
  );
  routes.post('/v1/companies/:id/services', changing('Add or replace a service', companyEvents.ServiceAdded), request =>
    setUp(request, request.params.id, { type: 'ServiceAdded', data: request.body }),
  );
  const staffBody = z.object({ staffId: idSchema, name: z.string().min(1).max(200), calcomUserId: z.int().optional() });
  routes.post('/v1/companies/:id/staff', changing('Add or replace a member of staff', staffBody), request => {
    const { name, ...rest } = request.body;
    return setUp(request, request.params.id, { type: 'StaffMemberAdded', data: { ...rest, personal: { name } } });
  });
  routes.put(
    '/v1/companies/:id/hours',
    changing('Set the opening hours of the company or a branch', companyEvents.OpeningHoursChanged),
    request => setUp(request, request.params.id, { type: 'OpeningHoursChanged', data: request.body }),
  );
  routes.put(
    '/v1/companies/:id/policies',
    changing('Set the policy of the company, a branch, a service or a member of staff', companyEvents.PolicyChanged),
    request => setUp(request, request.params.id, { type: 'PolicyChanged', data: request.body }),
  );

  const part = z.enum(['branches', 'services', 'staff', 'hours', 'policies', 'lines']);
  routes.get(
    '/v1/companies/:id/:part',
    {
      ...reader,
      schema: {
        summary: 'One kind of a company’s parts',
        tags: ['companies'],
        params: params.extend({ part }),
        response: { 200: z.record(z.string(), z.unknown()) },
      },
    },
    async request => {
      const access = requireCompany(request, request.params.id);
      const { state } = await deps.executor.load(company, companyStream(request.params.id), { fresh: true });
      return { [request.params.part]: detailOf(state, access.personal)[request.params.part] };
    },
  );

  async function setUp(request: FastifyRequest, companyId: string, command: SetUpCompany): Promise<{ created: boolean }> {
    const { created } = await writeSetUp(deps, request, companyId, command);
    return { created };
  }
}

function detailOf(state: CompanyState, personal: boolean): z.infer<typeof detailSchema> {
  if (!state.settings) throw new ApiFault('resource_not_found');
  return {
    ...state.settings,
    lines: [...state.lines],
    branches: [...state.branches.values()],
    services: [...state.services.values()],
    staff: [...state.staff.values()].map(({ personal: { name }, ...rest }) => ({ ...rest, name: personal ? name : null })),
    hours: [...state.hours].map(([branch, hours]) => ({ ...(branch !== 'company' && { branchId: branch }), hours })),
    policies: Object.fromEntries(state.policies),
  };
}
