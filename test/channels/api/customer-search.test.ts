// Staff find a customer by what they say at the desk; nobody else does, and nothing of it is kept.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

const nameless = 'desk-key-without-personal';
let world: World;

beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [{ name: 'desk', role: 'operator', companies: ['salon'], personal: false, key: nameless }],
  });
  await world.customer('1', 'Erika Beispiel', '+4915112345671');
  await world.customer('2', 'Bernd Beißpiel', '+4915112345672');
  await world.customer('3', 'Jörg Müller', '+4915112345673');
  await world.customer('4', 'Erika Beispiel', '+4915112345671', 'other');
  await world.must('POST', '/v1/customers', {
    company_id: 'salon',
    customer_id: '5',
    name: 'Ada Lang',
    email: 'Ada@example.org',
  });
  for (let index = 0; index < 21; index += 1)
    await world.customer(`many${index}`, `Paula Vielfach ${'abcdefghijklmnopqrstu'[index]}`);
  await world.settle();
});
afterAll(() => world?.stop());

interface Found {
  customers: { customer_id: string }[];
  more: boolean;
}
const search = (body: object, headers: Record<string, string> = {}) =>
  world.api('POST', '/v1/customers/search', { company_id: 'salon', ...body }, headers);
const found = async (body: object): Promise<string[]> =>
  ((await (await search(body)).json()) as Found).customers.map(one => one.customer_id);

describe('a customer is found', () => {
  test.each<[string, object, string[]]>([
    ['by their last name, those spelled so first', { name: 'beispiel' }, ['1', '2']],
    ['by the beginning of a name', { name: 'Mül' }, ['3']],
    ['by both names in any order', { name: 'Beispiel, Erika' }, ['1']],
    ['by a name as it sounds', { name: 'Miller' }, ['3']],
    ['by a number as it is dialled there', { phone: '0151 12345671' }, ['1']],
    ['by an address, however it is written', { email: ' ada@EXAMPLE.org' }, ['5']],
    ['only where every word fits', { name: 'Anna Müller' }, []],
    ['by no part of a word but its beginning', { name: 'spiel' }, []],
  ])('%s', async (_, body, ids) => expect(await found(body)).toEqual(ids));

  test('among twenty at most, and it is said that there are others', async () => {
    const answer = (await (await search({ name: 'Vielfach' })).json()) as Found;
    expect(answer.customers).toHaveLength(20);
    expect(answer.more).toBe(true);
  });
});

test.each<[string, object, string]>([
  ['nothing to search by', {}, 'name'],
  ['two things at once', { name: 'Erika', phone: '015112345671' }, 'name'],
  ['a number that is none', { phone: '12' }, 'phone'],
  ['a name without a letter', { name: '%' }, 'name'],
])('%s is refused, with the field', async (_, body, field) => {
  const response = await search(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { problems: [{ field }] } });
});

test('a key that may not see names cannot try them out', async () => {
  const response = await search({ name: 'Erika' }, { authorization: `Bearer ${nameless}` });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('`personal`');
});

test('what was found is not kept with an Idempotency-Key', async () => {
  await search({ name: 'Erika' }, { 'idempotency-key': 'search-1' });
  expect(await world.sql(`select 1 from idempotency_key where key = 'search-1'`)).toEqual([]);
});
