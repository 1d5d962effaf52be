// A customer who is erased is found nowhere, and nothing that was decided changes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const words = { name: 'Xaveria Quendelmann', phone: '+4915199887766', reason: 'Zahnwurzelentzündung links' };
const marks = [words.name, 'Quendelmann', 'quendelmann', words.phone, '15199887766', words.reason];

beforeAll(async () => {
  world = await createWorld();
  await world.customer('700', words.name, words.phone);
  await world.customer('701', 'Bodo Bleibtreu', '+4915199887700');
  await world.appointment('a700', '700', '2026-11-27T10:00:00.000Z');
  await world.appointment('a701', '701', '2026-11-27T12:00:00.000Z');
  await world.settle();
});
afterAll(() => world.stop());

/** Everything that stands in the events' own words. */
async function stored(): Promise<string> {
  const texts: string[] = [];
  for await (const { event } of world.rebook.store.client.readAll())
    if (event) texts.push(JSON.stringify([event.data, event.metadata]));
  return texts.join('\n');
}

/** Every row of every table of the read models' database, the vault among them. */
async function rows(): Promise<string> {
  const tables = await world.sql<{ schema: string; name: string }>(
    "select table_schema as schema, table_name as name from information_schema.tables where table_schema in ('public', 'vault') and table_type = 'BASE TABLE'",
  );
  const texts = await Promise.all(
    tables.map(async ({ schema, name }) =>
      (await world.sql(`select to_jsonb(t)::text as row from "${schema}"."${name}" t`)).map(
        row => `${name} ${JSON.stringify(row)}`,
      ),
    ),
  );
  return texts.flat().join('\n');
}

const marksIn = (text: string): string[] => marks.filter(mark => text.includes(mark));

test('before: their words stand in the read models, and in no event in the clear', async () => {
  const answer = await world.call(
    'cancel_appointment',
    { appointment_date: '2026-11-27', appointment_time: '11:00', customer_name: words.name, reason: words.reason },
    { from: words.phone, callId: 'call_marked' },
  );
  expect(answer.status).toBe('cancelled');
  await world.settle();
  expect(marksIn(await stored())).toEqual([]);
  expect(marksIn(await rows())).toEqual(expect.arrayContaining([words.name, words.phone, words.reason]));
  const [called] = (await world.events('call-call_marked')).filter(({ type }) => type === 'FunctionCalled');
  expect(called?.data).toMatchObject({ personal: { arguments: { customer_name: words.name } } });
});

test('they are erased, and found nowhere', async () => {
  const sums = () =>
    world.sql('select count(*), sum(fee_charged), count(*) filter (where within_policy) from appointment_modifications');
  const before = await sums();
  const response = await world.api('DELETE', '/v1/customers/700/personal-data', {
    company_id: 'salon',
    reason_code: 'asked_for',
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    state: 'erased',
    records: ['700'],
    not_erased: { calendar_bookings: [{ appointment_id: 'a700' }] },
  });
  await world.settle();
  expect(marksIn(await rows())).toEqual([]);
  expect(marksIn(await stored())).toEqual([]);
  expect(await sums()).toEqual(before);
  const found = await world.call('list_appointments', { customer_name: words.name }, { from: words.phone });
  expect(found.status).toBe('not_found');
  const [registered, ...others] = await world.events('customer-salon.700');
  expect(registered).toMatchObject({ type: 'CustomerRegistered', erased: true });
  expect(registered?.data).not.toHaveProperty('personal');
  expect(others.map(({ type }) => type)).toEqual(['CustomerErasureRequested', 'CustomerErased']);
});
