// The document of the API: what it must say of every route, and what its answers keep to.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { apiRow } from '../../../src/channels/api/api-row.ts';
import { pageQueryOf } from '../../../src/channels/api/history/history.ts';
import { lists } from '../../../src/channels/api/history/history-lists.ts';
import { appointmentRow } from '../../../src/channels/api/schemas/appointment.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { misfitOf } from '../../support/answers-fit.ts';
import { apiDocument } from '../../support/api-document.ts';
import { createWorld, type World } from '../../support/world.ts';

const media = z.object({ schema: z.looseObject({}), example: z.unknown(), examples: z.unknown() }).partial();
const content = z.object({ content: z.record(z.string(), media).optional() });
const operationSchema = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  requestBody: content.optional(),
  responses: z.record(z.string(), content),
});
type Operation = z.infer<typeof operationSchema>;
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

let world: World;
let operations: [string, Operation][];

beforeAll(async () => {
  world = await createWorld();
  const { paths } = documentSchema.parse(await apiDocument());
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation]),
  );
});
afterAll(() => world?.stop());

const under = (prefix: string) => operations.filter(([name]) => name.includes(` ${prefix}`));
const exampleOf = (of: z.infer<typeof content> | undefined) =>
  Object.values(of?.content ?? {}).flatMap(({ example, examples }) => example ?? examples ?? [])[0];

test('is the one that the service serves', async () => {
  const served = await (await fetch(`${world.rebook.address}/docs/openapi.json`)).json();
  expect(JSON.parse(JSON.stringify(await apiDocument()))).toEqual(served);
});

describe('every route', () => {
  test('has a name of its own, a summary, a description, examples and the errors it may answer', () => {
    expect(under('/v1').length).toBeGreaterThan(35);
    const names = operations.map(([, { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const [name, { summary, description, requestBody, responses }] of operations) {
      expect(summary.length, name).toBeGreaterThan(10);
      expect(description.length, name).toBeGreaterThan(10);
      if (requestBody) expect(exampleOf(requestBody), `${name}: a body`).toBeDefined();
      expect(exampleOf(responses[200]), `${name}: an answer`).toBeDefined();
      expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['401', '429', '503']));
    }
  });

  test('under /v1 has an example that fits', () => {
    for (const [name, { requestBody, responses }] of under('/v1')) {
      for (const of of [requestBody, responses[200]]) {
        const schema = of?.content?.['application/json']?.schema;
        if (!schema) continue;
        const { error } = z.fromJSONSchema(withoutClasses(schema)).safeParse(exampleOf(of));
        expect(error?.issues ?? [], name).toEqual([]);
      }
    }
  });

  test('under /v1 has no name in camelCase', () => {
    expect(under('/v1').flatMap(([name, operation]) => camelCaseIn(operation).map(field => `${name} ${field}`))).toEqual([]);
    expect(camelCaseIn({ properties: { ok: { items: { properties: { startsAt: {} } } } } })).toEqual(['startsAt']);
    expect(camelCaseIn({ parameters: [{ name: 'companyId' }] })).toEqual(['companyId']);
    expect(camelCaseIn({ example: { list: [{ startsAt: 1 }] } })).toEqual(['startsAt']);
  });

  test('of Retell and of Cal.com is there, with the header that signs it', () => {
    expect(under('/retell').map(([name, { security }]) => [name, security])).toEqual([
      ['POST /retell/functions', [{ retell: [] }]],
      ['POST /retell/functions/{name}', [{ retell: [] }]],
      ['POST /retell/webhook', [{ retell: [] }]],
    ]);
    expect(under('/calcom').map(([name, { security }]) => [name, security])).toEqual([
      ['POST /calcom/webhook/{companyId}', [{ calendar: [] }]],
    ]);
  });
});

/** Zod reads a pattern without the flag that character classes of Unicode need. */
const withoutClasses = (schema: object) =>
  JSON.parse(JSON.stringify(schema), (name, value) => (name === 'pattern' && value.includes('\\P{') ? undefined : value));

/** Names of fields and parameters; what an auditor is shown as it was stored (`data`, `metadata`) is left out. */
function camelCaseIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(camelCaseIn);
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'parameters')
      return z
        .array(z.object({ name: z.string() }))
        .parse(inner)
        .map(one => one.name)
        .filter(isCamelCase);
    if (name === 'properties')
      return asWritten(inner).flatMap(([field, schema]) => [field].filter(isCamelCase).concat(camelCaseIn(schema)));
    return name === 'example' ? namesIn(inner).filter(isCamelCase) : camelCaseIn(inner);
  });
}
/** The fields of an example at any depth. */
const namesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap(namesIn) : asWritten(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
const asWritten = (value: unknown): [string, unknown][] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).filter(([name]) => !['data', 'metadata'].includes(name));
const isCamelCase = (name: string): boolean => /[a-z][A-Z]/.test(name);

describe('an answer', () => {
  const answer = z.object({ id: z.string(), next: z.string().nullable() });
  const refused = z.object({ error: z.object({ code: z.string().meta({ enum: ['conflict'] }) }) });
  const schema = { response: { 200: answer, 409: refused } };
  test.each([
    ['that fits', 200, { id: 'a', next: null }, undefined],
    ['without a field', 200, { id: 'a' }, 'next invalid_type'],
    ['with a field too many', 200, { id: 'a', next: null, more: 1 }, 'a field the document does not know'],
    ['of a status nobody knows', 418, { id: 'a', next: null }, 'the document knows no such status'],
    ['with a code that is listed', 409, { error: { code: 'conflict' } }, undefined],
    ['with a code that is not', 409, { error: { code: 'other' } }, 'the document knows no other here'],
  ])('%s is distinguished from one that does not fit', (_, status, body, misfit) =>
    expect(misfitOf(schema, status, body)).toBe(misfit),
  );
});

describe('a table', () => {
  test('has every column that an answer names', async () => {
    for (const [table, { columns }] of [
      ...lists.map(({ table, row }) => [table, row] as const),
      ['appointments', appointmentRow] as const,
    ]) {
      const rows = await world.sql<{ name: string }>(
        'select column_name as name from information_schema.columns where table_name = $1',
        [table],
      );
      expect(
        rows.map(({ name }) => name),
        table,
      ).toEqual(expect.arrayContaining([...columns]));
    }
  });

  test('whose column is renamed, or that has one more, is answered as before', async () => {
    await world.customer('340', 'Hansi Hinterseher', '+4915112345679');
    await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
    await world.must('POST', '/v1/appointments/640/cancel', { company_id: 'salon', reason_code: 'closed' });
    await world.settle();
    await world.sql('create table changed as select *, 1 as extra from appointment_modifications');
    await world.sql('alter table changed rename column fee_charged to fee_taken');
    const db = connectDatabase(world.databaseUrl);
    onTestFinished(() => db.destroy());
    const [list] = lists;
    if (!list) throw new Error('there is no list');
    const read = async (table: string, row: typeof list.row) => {
      const { rows } = await pageQueryOf({ list: { ...list, table, row }, companies: ['salon'], conditions: [] }, [], 10).execute(
        db,
      );
      return rows.map(one => row.read(one.row));
    };
    const before = await read(list.table, list.row);
    expect(before).toHaveLength(1);
    await expect(read('changed', list.row)).rejects.toThrow(/fee_charged/);
    const { modifications } = z
      .object({ modifications: z.array(z.unknown()) })
      .parse(await world.must('GET', '/v1/modifications'));
    expect(modifications).toEqual(before);
    const names = ['branch', 'service', 'staff', 'customer'] as const;
    const renamed = apiRow(list.row.schema, {
      columns: { fee_charged_cents: 'fee_taken', fee_waived_cents: 'fee_waived' },
      names,
    });
    expect(await read('changed', renamed)).toEqual(before);
  });
});
