// Hands out everything that is stored of one person, as JSON or as a page they can read (GDPR Article 15).
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { disclose } from '../../../customers/disclosure/disclose.ts';
import { company } from '../../../domain/company/company.ts';
import { companyStream } from '../../../domain/ids.ts';
import { idSchema, languageSchema } from '../../../domain/values.ts';
import { notFound } from '../../server/errors.ts';
import { requireCompany } from '../access/access.ts';
import { noteAccess } from '../access/access-record.ts';
import { accessorOf } from '../access/record-access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { operation } from '../operation.ts';
import { headOf } from './contents.ts';
import { personalDataExample } from './example.ts';
import { jsonChunks } from './json-chunks.ts';
import { pageChunks } from './page/page.ts';
import { policyHeader } from './page/style.ts';
import { readerOf } from './reader.ts';
import { personalDataSchema } from './schema.ts';

const params = z.object({ id: idSchema });
const querySchema = z.object({
  company: idSchema,
  language: languageSchema.optional().describe('Of sentences and labels; left out, the company’s.'),
  format: z
    .enum(['json', 'html'])
    .optional()
    .describe('`html`: a page in one file, for the person; left out, what `Accept` asks for, else JSON.'),
});

export function personalDataRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).get(
    '/v1/customers/:id/personal-data',
    operation(
      {
        id: 'exportPersonalData',
        roles: [],
        tag: 'customers',
        summary: 'Everything that is stored of one person',
        description:
          'For admins: the answer to a person who asks for their data (GDPR Article 15), with all their records, appointments, calls and answers, and who has seen them. What is, or may be, another person’s is left out. With `format=html` or `Accept: text/html` a page the person can read. It is in the access record before it is sent, as an `export`.',
        response: personalDataSchema,
        example: personalDataExample,
      },
      { params, querystring: querySchema },
    ),
    (request, reply) => answer(request, request.params.id, request.query, reply),
  );

  async function answer(request: FastifyRequest, customerId: string, query: z.output<typeof querySchema>, reply: FastifyReply) {
    const { company: companyId, language } = query;
    requireCompany(request, companyId);
    const { state } = await deps.executor.load(company, companyStream(companyId));
    const found = state.settings && (await disclose({ companyId, customerId }, deps));
    if (!state.settings || !found) throw notFound('customer', customerId, companyId);
    const customerIds = [...new Set([customerId, ...found.records.map(record => record.customerId)])];
    await noteAccess(deps, accessorOf(request), [{ kind: 'export', companyId, customerIds }]);
    const reader = readerOf(state, state.settings, language ?? state.settings.language);
    const head = headOf(found, reader, deps.statements, deps.clock.now());
    const isPage = wantsPage(request, query.format);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="${customerId}.${isPage ? 'html' : 'json'}"`)
      .type(isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8');
    if (isPage) void reply.header('content-security-policy', policyHeader);
    return reply.send(Readable.from(isPage ? pageChunks(head, found, reader) : jsonChunks(head, found, reader)));
  }
}

const wantsPage = ({ headers }: Pick<FastifyRequest, 'headers'>, format: 'json' | 'html' | undefined): boolean =>
  format === undefined ? headers.accept?.includes('text/html') === true : format === 'html';
