// What analysts read: modifications, refusals, answers, notifications; by page, or all of it as CSV.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { recordNotification } from '../../commands/record-notification.ts';
import { customer } from '../domain/customer.ts';
import { customerStream } from '../domain/ids.ts';
import { idSchema } from '../domain/values.ts';
import { accessOf, companiesOf } from './access.ts';
import { csvLine } from './csv.ts';
import { type ApiDependencies, typed } from './dependencies.ts';
import { ApiFault } from './errors.ts';
import { pageOf, pageQuery, pageSize } from './paging.ts';
import { staffContext, writeVisibly } from './write.ts';

const day = z.iso.date();
const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const common = pageQuery.extend({
  company: idSchema.optional(),
  customer: idSchema.optional(),
  appointment: idSchema.optional(),
  call: z.string().max(128).optional(),
  branch: idSchema.optional(),
  service: idSchema.optional(),
  staff: idSchema.optional(),
  /** First day, UTC, inclusive. */
  from: day.optional(),
  /** Last day, UTC, inclusive. */
  to: day.optional(),
});
const modificationQuery = common.extend({
  type: z.enum(['cancel', 'reschedule']).optional(),
  state: z.enum(['pending', 'confirmed', 'deferred', 'reverted']).optional(),
  channel: z.enum(['phone', 'operator', 'calendar']).optional(),
  within_policy: flag.optional(),
  fee_min: z.coerce.number().int().optional(),
  fee_max: z.coerce.number().int().optional(),
});
const refusalQuery = common.extend({ type: z.enum(['cancel', 'reschedule']).optional(), code: z.string().max(60).optional() });
const answerQuery = common.extend({ status: z.string().max(40).optional(), code: z.string().max(60).optional() });
const notificationQuery = common.extend({
  state: z.enum(['open', 'sent', 'done']).optional(),
  kind: z.string().max(60).optional(),
});
type Query = z.infer<typeof common> & Record<string, unknown>;

interface List {
  path: string;
  name: string;
  table: string;
  id: string;
  at: string;
  query: z.ZodType<Query>;
  /** Query parameter → column, compared for equality. */
  columns: Record<string, string>;
  /** Columns that may hold a person's words or data. */
  personal: string[];
  roles: ('operator' | 'analyst' | 'auditor')[];
}

const subject = {
  customer: 'customer_id',
  appointment: 'appointment_id',
  call: 'call_id',
  branch: 'branch_id',
  service: 'service_id',
  staff: 'staff_id',
};

const lists: List[] = [
  {
    path: '/v1/modifications',
    name: 'modifications',
    table: 'appointment_modifications',
    id: 'modification_id',
    at: 'requested_at',
    query: modificationQuery,
    columns: { ...subject, type: 'modification_type', state: 'state', channel: 'channel', within_policy: 'within_policy' },
    personal: ['reason'],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/refusals',
    name: 'refusals',
    table: 'modification_refusals',
    id: 'refusal_id',
    at: 'refused_at',
    query: refusalQuery,
    columns: { ...subject, type: 'operation', code: 'code' },
    personal: [],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/answers',
    name: 'answers',
    table: 'answers',
    id: 'answer_id',
    at: 'answered_at',
    query: answerQuery,
    columns: { appointment: 'appointment_id', call: 'call_id', status: 'status', code: 'code' },
    personal: ['customer_name'],
    roles: ['operator', 'analyst'],
  },
  {
    path: '/v1/notifications',
    name: 'notifications',
    table: 'notifications',
    id: 'notification_id',
    at: 'created_at',
    query: notificationQuery,
    columns: { customer: 'customer_id', appointment: 'appointment_id', call: 'call_id', state: 'state', kind: 'kind' },
    personal: [],
    roles: ['operator', 'analyst'],
  },
];

const rowsAtOnce = 1_000;

export function historyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  for (const list of lists) {
    routes.get(
      list.path,
      {
        config: { roles: list.roles },
        schema: {
          tags: ['history'],
          querystring: list.query,
          description: 'A page, newest first; with `Accept: text/csv` all rows.',
        },
      },
      (request, reply) => serve(list, request, request.query, reply),
    );
  }

  routes.post(
    '/v1/notifications/:id/done',
    {
      config: { roles: ['operator'] },
      schema: { tags: ['history'], params: z.object({ id: z.uuid() }), response: { 200: z.object({ done: z.boolean() }) } },
    },
    async request => {
      const companies = companiesOf(request, undefined);
      const { rows } = await sql<{ company_id: string; customer_id: string }>`
        select company_id, customer_id from notifications where notification_id = ${request.params.id} ${companies ? sql`and company_id = any(${companies})` : sql``}`.execute(
        deps.db,
      );
      const [found] = rows;
      if (!found) throw new ApiFault('resource_not_found');
      await writeVisibly(
        deps,
        { ...staffContext(request, found.company_id), subject: found.customer_id },
        {
          aggregate: customer,
          stream: customerStream(found.company_id, found.customer_id),
          decide: state => recordNotification(state, { notificationId: request.params.id, by: accessOf(request).name }),
        },
      );
      return { done: true };
    },
  );

  async function serve(list: List, request: FastifyRequest, query: Query, reply: FastifyReply) {
    const conditions = conditionsOf(list, companiesOf(request, query.company), query);
    const { personal } = accessOf(request);
    if (request.headers.accept?.includes('text/csv')) {
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${list.name}.csv"`)
        .send(Readable.from(csvOf(list, conditions, personal)));
    }
    const { limit, cursor } = pageSize(query);
    const rows = await read(list, conditions, cursor, limit + 1);
    const { items, next } = pageOf(rows, limit, row => keyOf(list, row));
    return { [list.name]: items.map(row => shown(list, row, personal)), next };
  }

  async function* csvOf(list: List, conditions: RawBuilder<unknown>[], personal: boolean): AsyncGenerator<string> {
    const { rows: columns } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = ${list.table} order by ordinal_position`.execute(deps.db);
    const names = columns.map(({ name }) => name);
    yield csvLine(names);
    let cursor: string[] = [];
    for (;;) {
      const rows = await read(list, conditions, cursor, rowsAtOnce);
      for (const row of rows) yield csvLine(names.map(name => shown(list, row, personal)[name]));
      const last = rows.at(-1);
      if (rows.length < rowsAtOnce || last === undefined) return;
      cursor = keyOf(list, last);
    }
  }

  /** Newest first, by keyset. */
  async function read(
    list: List,
    conditions: RawBuilder<unknown>[],
    cursor: string[],
    limit: number,
  ): Promise<Record<string, unknown>[]> {
    const at = sql.ref(list.at);
    const id = sql.ref(list.id);
    const after = cursor.length > 0 ? [sql`(${at}, ${id}::text) < (${cursor[0]}::timestamptz, ${cursor[1]})`] : [];
    const all = [...conditions, ...after];
    const where = all.length > 0 ? sql`where ${sql.join(all, sql` and `)}` : sql``;
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.table(list.table)} t ${where} order by ${at} desc, ${id}::text desc limit ${limit}`.execute(
      deps.db,
    );
    return rows.map(({ row }) => row);
  }
}

function conditionsOf(list: List, companies: readonly string[] | undefined, query: Query): RawBuilder<unknown>[] {
  const equal = Object.entries(list.columns)
    .filter(([parameter]) => query[parameter] !== undefined)
    .map(([parameter, column]) => sql`${sql.ref(column)} = ${query[parameter]}`);
  const at = sql.ref(list.at);
  return [
    ...(companies ? [sql`company_id = any(${companies})`] : []),
    ...equal,
    ...(query.from !== undefined ? [sql`${at} >= ${query.from}::date`] : []),
    ...(query.to !== undefined ? [sql`${at} < ${query.to}::date + 1`] : []),
    ...(query.fee_min !== undefined ? [sql`fee_charged >= ${query.fee_min}`] : []),
    ...(query.fee_max !== undefined ? [sql`fee_charged <= ${query.fee_max}`] : []),
  ];
}

const keyOf = (list: List, row: Record<string, unknown>): string[] => [String(row[list.at]), String(row[list.id])];

function shown(list: List, row: Record<string, unknown>, personal: boolean): Record<string, unknown> {
  return personal ? row : { ...row, ...Object.fromEntries(list.personal.map(column => [column, null])) };
}
