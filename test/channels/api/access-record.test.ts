// Who was shown whose personal data is on record before it is shown, and so are the deeds that only a person may decide.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeKey, revokeKey } from '../../../src/channels/api/access/key-table.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { apiDocument } from '../../support/api-document.ts';
import { createWorld, line, type World } from '../../support/world.ts';

const [seeing, blind] = ['key-that-may-see-persons', 'key-that-may-not-see-them'];
const number = '+4915112345677';
let world: World;

beforeAll(async () => {
  world = await createWorld({
    keys: [
      { name: 'reception', role: 'operator', companies: ['salon'], personal: true, key: seeing },
      { name: 'audit', role: 'auditor', companies: ['salon'], personal: true, key: `${seeing}-audit` },
      { name: 'reports', role: 'operator', companies: ['salon'], personal: false, key: blind },
    ],
  });
  await world.must('POST', '/v1/companies/salon/staff', { staff_id: 's1', name: 'Eva Muster' });
  await world.customer('340', 'Erika Beispiel', number);
  await world.customer('341', 'Otto Beispiel', '+4915112345678');
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
  await world.appointment('641', '341', '2026-12-02T10:00:00.000Z');
  const heard = { from: number, to: line, callId: 'call_seen' };
  await world.call('cancel_appointment', { appointment_date: '2026-12-01', customer_name: 'Erika Beispiel' }, heard);
  await world.settle();
});
afterAll(() => world?.stop());
beforeEach(() => world.sql('delete from access_record'));

interface Entry {
  kind: string;
  key: string;
  role: string;
  operation: string;
  company_id: string | null;
  customer_ids: string[];
  subjects: string[];
}
async function recorded(query = ''): Promise<Entry[]> {
  const { access } = (await world.must('GET', `/v1/access${query}`)) as { access: (Entry & Record<string, unknown>)[] };
  return access.map(({ access_id: _, accessed_at: __, ...entry }) => entry);
}
const ask = (path: string, key = seeing, headers: Record<string, string> = {}) =>
  world.api('GET', path, undefined, { authorization: `Bearer ${key}`, ...headers });

const reception = { kind: 'read', key: 'reception', role: 'operator', company_id: 'salon' };
const shown = [
  ['getCustomer', '/v1/customers/340?company=salon', ['340'], []],
  ['listCustomers', '/v1/customers', ['340', '341'], []],
  ['getAppointment', '/v1/appointments/640?company=salon', ['340'], []],
  ['listAppointments', '/v1/appointments?company=salon', ['340', '341'], []],
  ['listModifications', '/v1/modifications', ['340'], []],
  ['listAnswers', '/v1/answers', [], ['call-call_seen']],
  ['listCalls', '/v1/calls?company=salon', ['340'], []],
  ['getCall', '/v1/calls/call_seen', ['340'], ['call-call_seen']],
  ['getCompany', '/v1/companies/salon', [], ['staff s1']],
  ['getCompanyPart', '/v1/companies/salon/staff', [], ['staff s1']],
] as const;

test.each(shown)('%s', async (operation, path, customers, subjects) => {
  expect((await ask(path)).status).toBe(200);
  const [entry, ...others] = await recorded();
  expect(others).toEqual([]);
  expect({ ...entry, customer_ids: entry?.customer_ids.toSorted() }).toEqual({
    ...{ ...reception, operation },
    customer_ids: customers,
    subjects,
  });
});

test('a stream, and the answers of a call', async () => {
  const key = `${seeing}-audit`;
  const audit = { ...reception, key: 'audit', role: 'auditor' };
  await ask('/v1/streams/customer-salon.340', key);
  await ask('/v1/streams/call-call_seen/answers', key);
  expect(await recorded()).toEqual([
    { ...audit, operation: 'replayAnswers', customer_ids: ['340'], subjects: ['call-call_seen'] },
    { ...audit, operation: 'getStream', customer_ids: ['340'], subjects: ['customer-salon.340'] },
  ]);
});

test('the text for a customer, with how to reach them', async () => {
  const [open] = await world.sql<{ id: string }>('select notification_id as id from notifications');
  await ask(`/v1/notifications/${open?.id}/text`);
  expect(await recorded()).toEqual([{ ...reception, operation: 'getNotificationText', customer_ids: ['340'], subjects: [] }]);
});

test('a search for customers', async () => {
  const search = { company_id: 'salon', name: 'Otto' };
  await world.api('POST', '/v1/customers/search', search, { authorization: `Bearer ${seeing}` });
  expect(await recorded()).toEqual([{ ...reception, operation: 'searchCustomers', customer_ids: ['341'], subjects: [] }]);
});

test('every operation that shows some fields to keys with `personal` alone is among these', async () => {
  const document = JSON.stringify(await apiDocument());
  const operations = [...document.matchAll(/"operationId":"(\w+)"/g)];
  const personal = operations.flatMap(({ index, 1: id = '' }, at) => {
    const text = document.slice(index, operations[at + 1]?.index);
    return /keys with(out)? `personal`/.test(text) ? [id] : [];
  });
  const tried = [...shown.map(([id]) => id), 'getStream', 'replayAnswers', 'searchCustomers', 'getNotificationText'];
  // Their rows are recorded by the same lines as those of `listModifications`.
  expect(personal.filter(id => !tried.includes(id as never)).sort()).toEqual(['listCallbacks', 'listRefusals']);
});

test('a key that may not see them leaves no entry, and neither does what is refused or not there', async () => {
  for (const [, path] of shown) expect((await ask(path, blind)).status).toBe(200);
  expect((await ask('/v1/customers/999?company=salon')).status).toBe(404);
  expect((await ask('/v1/customers/340?company=other')).status).toBe(404);
  expect(await recorded()).toEqual([]);
});

test('a file of rows is an export, with all customers in it', async () => {
  expect(await (await ask('/v1/modifications', seeing, { accept: 'text/csv' })).text()).toContain('340');
  expect(await recorded()).toEqual([
    { ...reception, kind: 'export', operation: 'listModifications', customer_ids: ['340'], subjects: [] },
  ]);
});

test('who has seen one person, by customer; other filters narrow it', async () => {
  await ask('/v1/customers/340?company=salon');
  await ask('/v1/customers/341?company=salon');
  expect((await recorded('?customer=341')).map(entry => entry.customer_ids)).toEqual([['341']]);
  expect(await recorded('?customer=341&key=somebody')).toEqual([]);
  expect(await recorded('?kind=waiver')).toEqual([]);
  expect((await ask('/v1/access')).status).toBe(403);
});

test('nothing is shown where the record cannot be written', async () => {
  await world.sql('alter table access_record rename to access_record_away');
  const answer = await ask('/v1/customers/340?company=salon');
  await world.sql('alter table access_record_away rename to access_record');
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect(await answer.text()).not.toContain('Erika');
});

test('overrides, waivers and releases are on record with who they concern', async () => {
  await world.must('PUT', '/v1/companies/salon/policies', {
    scope: { kind: 'company' },
    policy: { cancel: { hours_before: 100_000, fee: { kind: 'fixed', amount_cents: 500 } } },
  });
  const deed = { key: 'admin', role: 'admin', company_id: 'salon' };
  const body = { company_id: 'salon', fee_accepted: true, reason_code: 'by_phone' };
  const decided = { override: { reason_code: 'goodwill' }, waive_fee: { reason_code: 'goodwill' } };
  expect(await world.must('POST', '/v1/appointments/641/cancel', { ...body, ...decided })).toMatchObject({ success: true });
  await world.must('POST', '/v1/lockouts/release', { company_id: 'salon', call_id: 'call_seen', reason_code: 'known_in_person' });
  const entries = await recorded();
  expect(entries).toHaveLength(3);
  const cancelled = { ...deed, operation: 'cancelAppointment', customer_ids: ['341'], subjects: ['641'] };
  for (const kind of ['override', 'waiver']) expect(entries).toContainEqual({ ...cancelled, kind });
  const released = { customer_ids: [], subjects: ['call-call_seen'] };
  expect(entries).toContainEqual({ ...deed, kind: 'release', operation: 'releaseLockout', ...released });
});

test('an erasure is on record, and so is asking how far it is', async () => {
  const path = '/v1/customers/341/personal-data?company=salon&reason_code=asked_for';
  await world.must('DELETE', path);
  const erased = { kind: 'erasure', key: 'admin', role: 'admin', operation: 'eraseCustomer', company_id: 'salon', subjects: [] };
  expect(await recorded()).toEqual([{ ...erased, customer_ids: ['341'] }]);
});

test('a key that is made or revoked on the machine is on record', async () => {
  const db = connectDatabase(world.databaseUrl, undefined, 'upkeep');
  const now = world.clock.now();
  const access = { name: 'made', role: 'analyst', companies: '*', personal: false } as const;
  const { id } = await makeKey(db, access, { now, expiresAt: undefined });
  expect(await revokeKey(db, id, now)).toBe(true);
  expect(await revokeKey(db, id, now)).toBe(false);
  await db.destroy();
  const entry = { kind: 'key_change', key: 'shell', role: 'shell', company_id: null, customer_ids: [], subjects: [`key ${id}`] };
  const entries = await recorded();
  expect(entries).toHaveLength(2);
  for (const operation of ['rebook keys make', 'rebook keys revoke']) expect(entries).toContainEqual({ ...entry, operation });
});
