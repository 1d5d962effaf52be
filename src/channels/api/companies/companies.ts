// Companies and all their parts.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SetUpCompany } from '../../../../commands/set-up-company.ts';
import { type CompanyState, company, countryOf } from '../../../domain/company/company.ts';
import { companyStream } from '../../../domain/ids.ts';
import { policyScopeSchema } from '../../../domain/policy/policy.ts';
import { idSchema } from '../../../domain/values.ts';
import { notFound } from '../../server/errors.ts';
import { accessOf, maySee, type Role, requireCompany } from '../access/access.ts';
import type { Concerned } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { fromApi } from '../field-names.ts';
import { ofWrites, operation } from '../operation.ts';
import * as shapes from '../schemas/company.ts';
import { policy, policyExample, policyFromApi } from '../schemas/policy.ts';
import { created, createdExample } from '../schemas/values.ts';
import { writeSetUp } from '../write.ts';

const params = z.object({ id: idSchema });
const everyone: Role[] = ['operator', 'analyst', 'auditor'];
const policyBody = z
  .strictObject({ scope: policyScopeSchema, policy })
  .meta({ examples: [{ scope: { kind: 'company' }, policy: policyExample }] });

/** A route that changes a company or one of its parts. */
const changing = <B extends z.ZodType>(id: string, summary: string, description: string, body: B) =>
  operation(
    {
      id,
      roles: ['operator'],
      tag: 'companies',
      summary,
      description: `${description} A value that is set already adds nothing.`,
      errors: [...ofWrites, 'conflict', 'append_too_large'],
      response: created,
      example: createdExample,
    },
    { params, body },
  );

export function companyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  const registering = operation(
    {
      id: 'registerCompany',
      roles: [],
      tag: 'companies',
      summary: 'Register a company, or repeat it unchanged',
      description: '201 where it is new. `conflict`: there is another one of this id.',
      errors: [...ofWrites, 'conflict'],
      response: created,
      example: createdExample,
    },
    { body: shapes.company.meta({ examples: [shapes.companyExample] }) },
  );
  const { schema } = registering;
  routes.post(
    '/v1/companies',
    { ...registering, schema: { ...schema, response: { ...schema.response, 201: schema.response[200] } } },
    async (request, reply) => {
      const country = countryOf({ settings: request.body, branches: new Map(), lines: [] });
      const data = shapes.handOverFromApi(fromApi(request.body), country);
      requireCompany(request, data.companyId);
      const written = await setUp(request, data.companyId, { type: 'CompanyRegistered', data });
      return reply.code(written.created ? 201 : 200).send(written);
    },
  );

  routes.get(
    '/v1/companies',
    operation(
      {
        id: 'listCompanies',
        roles: everyone,
        tag: 'companies',
        summary: 'The companies this key may see',
        description: 'All of them, by id.',
        response: z.object({ companies: z.array(z.object({ company_id: z.string(), name: z.string() })) }),
        example: { companies: [{ company_id: 'salon', name: 'Salon Sonnenschein' }] },
      },
      {},
    ),
    async request => {
      const access = accessOf(request);
      const companies = await deps.db.selectFrom('companies').select(['company_id', 'name']).orderBy('company_id').execute();
      return { companies: companies.filter(one => maySee(access, one.company_id)) };
    },
  );

  routes.get(
    '/v1/companies/:id',
    operation(
      {
        id: 'getCompany',
        roles: everyone,
        tag: 'companies',
        summary: 'A company with all its parts',
        description: 'Read from its stream: what was just written is in it.',
        response: shapes.companyDetail,
        example: shapes.companyDetailExample,
        shows: ({ company_id: companyId, staff }) => staffIn(companyId, staff),
      },
      { params },
    ),
    request => detailOf(request, request.params.id),
  );

  routes.patch(
    '/v1/companies/:id',
    changing(
      'changeCompany',
      'Change name, language, time zone, currency or hand-over',
      'Also which ways and functions are used here, how many wrong identifications lock a caller out, and whether all is handed over.',
      shapes.companyChange.meta({ examples: [{ paused: true }] }),
    ),
    async request => {
      const state = await stateOf(request, request.params.id);
      const country = countryOf({ ...state, settings: { ...state.settings, ...request.body } });
      const data = shapes.handOverFromApi(fromApi(request.body), country);
      return setUp(request, request.params.id, { type: 'CompanyChanged', data });
    },
  );
  routes.post(
    '/v1/companies/:id/branches',
    changing(
      'putBranch',
      'Add or replace a branch',
      'Known by its id.',
      shapes.branch.meta({ examples: [shapes.branchExample] }),
    ),
    async request => {
      const branch = fromApi(request.body);
      const { branchId } = branch;
      const state = await stateOf(request, request.params.id);
      const country = countryOf({ ...state, branches: new Map(state.branches).set(branchId, branch) }, { branchId });
      const data = shapes.handOverFromApi(branch, country);
      return setUp(request, request.params.id, { type: 'BranchAdded', data });
    },
  );
  routes.post(
    '/v1/companies/:id/services',
    changing(
      'putService',
      'Add or replace a service',
      'Known by its id.',
      shapes.service.meta({ examples: [shapes.serviceExample] }),
    ),
    request => setUp(request, request.params.id, { type: 'ServiceAdded', data: shapes.serviceFromApi(request.body) }),
  );
  routes.post(
    '/v1/companies/:id/staff',
    changing(
      'putStaffMember',
      'Add or replace a member of staff',
      'Known by their id.',
      shapes.staffMember.meta({ examples: [shapes.staffMemberExample] }),
    ),
    request => setUp(request, request.params.id, { type: 'StaffMemberAdded', data: shapes.staffMemberFromApi(request.body) }),
  );
  routes.put(
    '/v1/companies/:id/hours',
    changing(
      'setOpeningHours',
      'Set the opening hours of the company or a branch',
      'Spans for each day of the week, `mon` to `sun`; a missing day is closed, every week.',
      shapes.openingHours.meta({ examples: [shapes.openingHoursExample] }),
    ),
    request => setUp(request, request.params.id, { type: 'OpeningHoursChanged', data: fromApi(request.body) }),
  );
  routes.put(
    '/v1/companies/:id/policies',
    changing(
      'setPolicy',
      'Set the policy of the company, a branch, a service or a member of staff',
      'Replaces what this scope has said. The most specific scope wins, each key on its own.',
      policyBody,
    ),
    request => {
      const { scope, policy: rules } = request.body;
      return setUp(request, request.params.id, { type: 'PolicyChanged', data: { scope, policy: policyFromApi(rules) } });
    },
  );

  const part = z.enum(['branches', 'services', 'staff', 'hours', 'policies', 'lines']);
  routes.get(
    '/v1/companies/:id/:part',
    operation(
      {
        id: 'getCompanyPart',
        roles: everyone,
        tag: 'companies',
        summary: 'One kind of a company’s parts',
        description: 'The same as in the company itself; the answer has this one field.',
        response: shapes.companyParts,
        example: { services: [shapes.serviceExample] },
        shows: ({ staff }, request) => staffIn(params.parse(request.params).id, staff),
      },
      { params: params.extend({ part }) },
    ),
    async request => {
      const detail = await detailOf(request, request.params.id);
      return { [request.params.part]: detail[request.params.part] };
    },
  );

  async function setUp(request: FastifyRequest, companyId: string, command: SetUpCompany): Promise<{ created: boolean }> {
    const written = await writeSetUp(deps, request, companyId, command);
    return { created: written.created };
  }

  async function stateOf(request: FastifyRequest, companyId: string): Promise<CompanyState> {
    requireCompany(request, companyId);
    return (await deps.executor.load(company, companyStream(companyId))).state;
  }

  async function detailOf(request: FastifyRequest, companyId: string): Promise<z.infer<typeof shapes.companyDetail>> {
    const { personal } = requireCompany(request, companyId);
    const { state } = await deps.executor.load(company, companyStream(companyId), { fresh: true });
    const { settings } = state;
    if (!settings) throw notFound('company', companyId);
    return shapes.companyToApi({ ...state, settings }, personal);
  }
}

const staffIn = (companyId: string, staff: readonly { staff_id: string }[] = []): Concerned[] =>
  staff.length === 0 ? [] : [{ companyId, customerIds: [], subjects: staff.map(one => `staff ${one.staff_id}`) }];
