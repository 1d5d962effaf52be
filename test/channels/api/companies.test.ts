// Setting a company up: what is misspelt or impossible is refused, so that no rule is lifted by accident.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.stop());

const company = { kind: 'company' };
const before = async () => (await world.events('company-salon')).length;

test.each<[string, string, string, object, number]>([
  ['a misspelt rule', 'PUT', 'policies', { scope: company, policy: { cancel: { hour_before: 5 } } }, 400],
  ['a misspelt operation', 'PUT', 'policies', { scope: company, policy: { cancell: { hours_before: 5 } } }, 400],
  [
    'a misspelt fee',
    'PUT',
    'policies',
    { scope: company, policy: { cancel: { fee: { kind: 'fixed', amount_cents: 5, amount: 5 } } } },
    400,
  ],
  ['negative notice', 'PUT', 'policies', { scope: company, policy: { cancel: { hours_before: -1 } } }, 400],
  ['a policy of a branch that does not exist', 'PUT', 'policies', { scope: { kind: 'branch', id: 'nope' }, policy: {} }, 404],
  ['hours that end before they begin', 'PUT', 'hours', { hours: { mon: [{ opens: '18:00', closes: '09:00' }] } }, 400],
  ['hours of a branch that does not exist', 'PUT', 'hours', { branch_id: 'nope', hours: {} }, 404],
  ['hours of an eighth day', 'PUT', 'hours', { hours: { someday: [] } }, 400],
  ['a service of no length', 'POST', 'services', { service_id: 'x', name: 'X', minutes: 0 }, 400],
  ['a line of nothing', 'POST', 'lines', { line: '' }, 400],
])('%s is refused, and nothing is written', async (_, method, part, body, status) => {
  const events = await before();
  expect((await world.api(method, `/v1/companies/salon/${part}`, body)).status).toBe(status);
  expect(await before()).toBe(events);
});

test('a function that does not exist cannot be switched off', async () => {
  const events = await before();
  const response = await world.api('PATCH', '/v1/companies/salon', { functions_off: ['cancel_appointments'] });
  expect(response.status).toBe(400);
  expect(await before()).toBe(events);
});

test('what is set already adds nothing', async () => {
  const policy = { scope: company, policy: { cancel: { hours_before: 24 } } };
  await world.must('PUT', '/v1/companies/salon/policies', policy);
  const events = await before();
  await world.must('PUT', '/v1/companies/salon/policies', policy);
  expect(await before()).toBe(events);
});
