// What analysts read: modifications, refusals, answers, notifications; by page, or all of it as CSV.
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { recordsOfPerson } from '../../../customers/customer-records.ts';
import { defaultTimeZone } from '../../../domain/values.ts';
import { accessOf, companiesOf } from '../access/access.ts';
import { type Accessor, concernedIn, noteAccess } from '../access/access-record.ts';
import { accessorOf } from '../access/record-access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { operation } from '../operation.ts';
import { instantKey, pageOf, pageSize } from '../paging.ts';
import { next } from '../schemas/values.ts';
import { withinBounds } from '../time-bounds.ts';
import { csvOf, sheetOf } from './csv.ts';
import { type List, lists, type Query } from './history-lists.ts';

const rowsAtOnce = 1_000;
const rowKey = z.tuple([instantKey, z.uuid()]);

export function historyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  for (const list of lists) {
    routes.get(
      list.path,
      operation(
        {
          id: list.operation,
          roles: list.roles,
          tag: 'history',
          summary: list.summary,
          description:
            'A page, newest first; with `Accept: text/csv` all rows as CSV, a column for each field, for programs; with `locale` all rows as CSV that a spreadsheet opens.',
          response: z.object({ [list.name]: z.array(list.row.schema), next }),
          example: { [list.name]: [list.example], next: null },
          ...(list.personal.length > 0 && { shows: (answer: Record<string, unknown>) => concernedIn(rowsIn(answer[list.name])) }),
        },
        { querystring: list.query },
      ),
      (request, reply) => serve(list, request, request.query, reply),
    );
  }

  async function serve(list: List, request: FastifyRequest, query: Query, reply: FastifyReply) {
    const companies = companiesOf(request, query.company);
    const conditions = [...conditionsOf(list, query), ...(await ofPerson(list, query.customer, companies))];
    const asked: HistoryQuery = { list, companies, conditions };
    const { personal } = accessOf(request);
    const exporting = personal && list.personal.length > 0 ? accessorOf(request) : undefined;
    if (query.locale !== undefined || request.headers.accept?.includes('text/csv')) {
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${list.name}.csv"`)
        .send(await asCsv(asked, query.locale, personal, exporting));
    }
    const { limit, cursor } = pageSize(query, rowKey);
    const rows = await read(asked, cursor, limit + 1);
    const page = pageOf(rows, limit, row => keyOf(list, row));
    return { [list.name]: page.items.map(row => shown(list, row, personal)), next: page.next };
  }

  /** `exporting`: who it is that will have personal data in a file. */
  async function asCsv(
    asked: HistoryQuery,
    locale: Query['locale'],
    personal: boolean,
    exporting: Accessor | undefined,
  ): Promise<Readable> {
    const columns = Object.keys(asked.list.row.schema.shape);
    const all = allRows(asked, personal, exporting);
    if (locale === undefined) return csvOf(columns, all);
    const { rows } = await sql<{ id: string; zone: string }>`select company_id as id, time_zone as zone from companies`.execute(
      deps.db,
    );
    const zones = new Map<unknown, string>(rows.map(({ id, zone }) => [id, zone]));
    return sheetOf(columns, all, locale, id => zones.get(id) ?? defaultTimeZone);
  }

  async function* allRows(
    asked: HistoryQuery,
    personal: boolean,
    exporting: Accessor | undefined,
  ): AsyncGenerator<Record<string, unknown>> {
    const { list } = asked;
    let cursor: string[] = [];
    for (;;) {
      const rows = await read(asked, cursor, rowsAtOnce);
      if (exporting) {
        const exported = concernedIn(rows).map(concerned => ({ kind: 'export' as const, ...concerned }));
        await noteAccess(deps, exporting, exported);
      }
      for (const row of rows) yield shown(list, row, personal);
      const last = rows.at(-1);
      if (rows.length < rowsAtOnce || last === undefined) return;
      cursor = keyOf(list, last);
    }
  }

  async function read(asked: HistoryQuery, cursor: string[], limit: number): Promise<Record<string, unknown>[]> {
    const { rows } = await pageQueryOf(asked, cursor, limit).execute(deps.db);
    return rows.map(({ row }) => asked.list.row.read(row));
  }

  /** Whatever record of theirs it stands with. */
  async function ofPerson({ columns }: List, customer: unknown, companies: readonly string[] | undefined) {
    const { customer: column } = columns;
    if (column === undefined || typeof customer !== 'string') return [];
    const records = await recordsOfPerson(deps.db, companies, customer);
    const ids = [customer, ...records.map(({ customerId }) => customerId)];
    return [column === 'customer_ids' ? sql`customer_ids && ${ids}::text[]` : sql`${sql.ref(column)} = any(${ids}::text[])`];
  }
}

interface HistoryQuery {
  list: List;
  /** Undefined: all there are. */
  companies: readonly string[] | undefined;
  conditions: RawBuilder<unknown>[];
}

/** Newest first, by keyset. Of several companies each brings its newest, so that each is found in its own order in the index. */
export function pageQueryOf({ list, companies, conditions }: HistoryQuery, cursor: string[], limit: number) {
  const at = sql.ref(list.at);
  const id = sql.ref(list.id);
  const order = sql`order by ${at} desc, ${id} desc limit ${limit}`;
  const after = cursor.length > 0 ? [sql`(${at}, ${id}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`] : [];
  const rowsOf = (company: RawBuilder<unknown> | undefined) => {
    const all = [...(company ? [sql`company_id = ${company}`] : []), ...conditions, ...after];
    const where = all.length > 0 ? sql`where ${sql.join(all, sql` and `)}` : sql``;
    return sql`select ${at}, ${id}, ${list.row.select('t')} as row from ${sql.table(list.table)} t ${where} ${order}`;
  };
  const [only, ...others] = companies ?? [];
  if (!companies || (only !== undefined && others.length === 0)) {
    return sql<{
      row: Record<string, unknown>;
    }>`select row from (${rowsOf(only === undefined ? undefined : sql`${only}`)}) page ${order}`;
  }
  return sql<{ row: Record<string, unknown> }>`
    select row from unnest(${companies}::text[]) as company (one) cross join lateral (${rowsOf(sql`company.one`)}) page ${order}`;
}

function conditionsOf(list: List, query: Query): RawBuilder<unknown>[] {
  const equal = Object.entries(list.columns)
    .filter(([parameter]) => parameter !== 'customer' && query[parameter] !== undefined)
    .map(([parameter, column]) => sql`${sql.ref(column)} = ${query[parameter]}`);
  return [
    ...equal,
    ...withinBounds(query, 't', list.at),
    ...(query.fee_min !== undefined ? [sql`fee_charged >= ${query.fee_min}`] : []),
    ...(query.fee_max !== undefined ? [sql`fee_charged <= ${query.fee_max}`] : []),
  ];
}

const keyOf = (list: List, row: Record<string, unknown>): string[] => [String(row[list.at]), String(row[list.id])];

function shown(list: List, row: Record<string, unknown>, personal: boolean): Record<string, unknown> {
  return personal ? row : { ...row, ...Object.fromEntries(list.personal.map(column => [column, null])) };
}

const rowsIn = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);
