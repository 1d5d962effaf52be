// Calls: a page of them, and one step by step.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { callTimeline } from '../../../audit/call-timeline.ts';
import { recordsOfPerson } from '../../../customers/customer-records.ts';
import { company } from '../../../domain/company/company.ts';
import { callStream, companyStream } from '../../../domain/ids.ts';
import { defaultTimeZone, idSchema } from '../../../domain/values.ts';
import { notFound } from '../../server/errors.ts';
import { accessOf, maySee, type Role, requireCompany } from '../access/access.ts';
import { concernedIn, recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { operation } from '../operation.ts';
import { instantKey, pageOf, pageQuery, pageSize, textKey } from '../paging.ts';
import * as shapes from '../schemas/call.ts';
import { flag, next } from '../schemas/values.ts';
import { timeBounds, withinBounds } from '../time-bounds.ts';
import { stepOf } from './call-steps.ts';

const readers: Role[] = ['operator', 'analyst', 'auditor'];
const listQuery = pageQuery.extend({
  company: idSchema,
  customer: idSchema.optional(),
  locked_out: flag.optional(),
  ...timeBounds,
});
const params = z.object({ id: z.string().min(1).max(128) });
const row = shapes.callRow.select('c');

/** Registers `GET /v1/calls` and `GET /v1/calls/:id`. */
export function callRoutes(app: FastifyInstance, deps: Pick<ApiDependencies, 'db' | 'store' | 'executor'>): void {
  const routes = typed(app);

  routes.get(
    '/v1/calls',
    operation(
      {
        id: 'listCalls',
        roles: readers,
        tag: 'history',
        summary: 'Calls of a company, a page at a time',
        description: 'Newest first. Of a customer: those in which they were identified, by any record that is theirs.',
        response: z.object({ calls: z.array(shapes.callRow.schema), next }),
        example: { calls: [shapes.callExample], next: null },
        shows: ({ calls }) => concernedIn(calls),
      },
      { querystring: listQuery },
    ),
    async request => {
      const { company: companyId, customer, locked_out: lockedOut } = request.query;
      const { personal } = requireCompany(request, companyId);
      const { limit, cursor } = pageSize(request.query, z.tuple([instantKey, textKey]));
      const records = customer === undefined ? [] : await recordsOfPerson(deps.db, [companyId], customer);
      const conditions = [
        sql`company_id = ${companyId}`,
        ...(customer === undefined
          ? []
          : [sql`customer_id = any(${[customer, ...records.map(({ customerId }) => customerId)]}::text[])`]),
        ...(lockedOut === undefined ? [] : [sql`locked_out = ${lockedOut}`]),
        ...withinBounds(request.query, 'c', 'started_at'),
        ...(cursor.length > 0 ? [sql`(started_at, call_id) < (${cursor[0]}::timestamptz, ${cursor[1]})`] : []),
      ];
      const { rows } = await sql<{ row: Record<string, unknown> }>`
        select ${row} as row from calls c where ${sql.join(conditions, sql` and `)}
        order by started_at desc, call_id desc limit ${limit + 1}`.execute(deps.db);
      const found = rows.map(one => shapes.callRow.read(one.row));
      const page = pageOf(found, limit, one => [one.started_at, one.call_id]);
      return { calls: page.items.map(one => (personal ? one : { ...one, customer_name: null })), next: page.next };
    },
  );

  routes.get(
    '/v1/calls/:id',
    operation(
      {
        id: 'getCall',
        roles: readers,
        tag: 'history',
        summary: 'One call, step by step',
        description:
          'Read from the streams: what was asked, who the caller was taken for and by which way, what was decided on which terms, what the calendar did, and what was said. Each step names the one that led to it.',
        response: shapes.callDetail,
        example: shapes.callDetailExample,
      },
      { params },
    ),
    async request => {
      const { id } = request.params;
      const { personal } = accessOf(request);
      const timeline = await callTimeline(deps.store, id);
      const [first] = timeline;
      if (!first || !maySee(accessOf(request), first.event.metadata.companyId)) throw notFound('call', id);
      const { companyId } = first.event.metadata;
      const { state } = await deps.executor.load(company, companyStream(companyId));
      const steps = timeline.flatMap(one => stepOf(one, personal));
      const customerIds = steps.flatMap(({ identification }) => identification?.customer_id ?? []);
      if (personal)
        recordAccessed(request, { kind: 'read', companyId, customerIds: [...new Set(customerIds)], subjects: [callStream(id)] });
      const started = timeline.flatMap(({ event }) => (event.type === 'CallStarted' ? [event.data] : []))[0];
      return {
        call_id: id,
        company_id: companyId,
        time_zone: state.settings?.timeZone ?? defaultTimeZone,
        call_type: started?.callType ?? null,
        direction: started?.direction ?? null,
        number: (personal ? started?.personal?.customerNumber : undefined) ?? null,
        name: (personal ? started?.personal?.name : undefined) ?? null,
        customer_id: customerIds.at(-1) ?? null,
        steps,
      };
    },
  );
}
