// Two records of one person, joined by staff: found by either number and name, counted once, shown as one, and taken apart again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const [mobile, landline, stranger] = ['+4915112340001', '+493012340001', '+4915112349999'];
const reasoned = { company_id: 'salon', reason_code: 'same_person' };
const merge = (id: string, into: string, more: object = {}, headers: Record<string, string> = {}) =>
  world.api('POST', `/v1/customers/${id}/merge`, { ...reasoned, into, ...more }, headers);
const unmerge = (id: string) => world.api('POST', `/v1/customers/${id}/unmerge`, { company_id: 'salon', reason_code: 'mistake' });
let calls = 0;
const call = (name: string, args: object, from?: string) => {
  calls += 1;
  return world.call(name, args, { callId: `merged_${calls}`, ...(from !== undefined && { from }) });
};
const cancel = (day: string, from?: string, args: object = {}) =>
  call('cancel_appointment', { appointment_date: day, ...args }, from);

beforeAll(async () => {
  world = await createWorld({ companies: ['other'] });
  await world.customer('schmidt', 'Eva Schmidt', mobile);
  await world.customer('weber', 'Eva Weber', landline);
  await world.customer('stranger', 'Paul Fremd', stranger);
  await world.customer('schmidt', 'Lena Anders', undefined, 'other');
  const appointments: [string, string, number][] = [
    ['s1', 'schmidt', 1],
    ['w2', 'weber', 2],
    ['s3', 'schmidt', 3],
    ['w4', 'weber', 4],
    ['s5', 'schmidt', 5],
    ['w6', 'weber', 6],
    ['s7', 'schmidt', 7],
  ];
  for (const [id, customerId, day] of appointments)
    await world.appointment(id, customerId, `2026-12-0${day}T10:00:00.000Z`, uidFor(id), {
      booked_at: '2026-10-01T08:00:00.000Z',
    });
  await world.policy('salon', { cancel: { max_per_month: 3 } });
});
afterAll(() => world?.stop());

const customerIdsOf = async (list: string, customer: string) => {
  const body = (await world.must('GET', `/v1/${list}?company=salon&customer=${customer}`)) as Record<
    string,
    { customer_id: string }[]
  >;
  return (body[list] ?? []).map(({ customer_id }) => customer_id).sort();
};

test('a merge is for operators, of one company, of two records that are there', async () => {
  expect((await merge('schmidt', 'schmidt')).status).toBe(400);
  expect((await merge('schmidt', 'nobody')).status).toBe(404);
  expect((await merge('nobody', 'schmidt')).status).toBe(404);
  expect((await merge('schmidt', 'weber', { company_id: 'other' })).status).toBe(404);
  expect((await merge('schmidt', 'weber', { reason_code: '' })).status).toBe(400);
  expect((await merge('schmidt', 'weber', {}, { authorization: 'Bearer nobody' })).status).toBe(401);
  expect((await unmerge('schmidt')).status).toBe(409);
  expect(await world.types('customer-salon.schmidt')).toEqual(['CustomerRegistered']);
});

describe('once merged', () => {
  test('what was answered before comes out the same, and both are shown as one', async () => {
    expect(await cancel('2026-12-02', mobile)).toMatchObject({ success: false });
    expect(await cancel('2026-12-01', mobile)).toMatchObject({ status: 'cancelled' });
    expect(await (await merge('schmidt', 'weber')).json()).toEqual({
      company_id: 'salon',
      customer_id: 'schmidt',
      into: 'weber',
      merged: true,
    });
    expect((await merge('schmidt', 'weber')).status).toBe(200);
    expect((await merge('schmidt', 'stranger')).status).toBe(409);
    expect((await merge('weber', 'stranger')).status).toBe(409);
    expect(await world.must('GET', '/v1/customers/weber?company=salon')).toMatchObject({
      duplicates: ['schmidt'],
      merged_into: null,
    });
    expect(await world.must('GET', '/v1/customers/schmidt?company=salon')).toMatchObject({
      duplicates: [],
      merged_into: 'weber',
    });
    await world.settle();
    for (const id of ['weber', 'schmidt']) {
      expect(await customerIdsOf('appointments', id)).toEqual([
        'schmidt',
        'schmidt',
        'schmidt',
        'schmidt',
        'weber',
        'weber',
        'weber',
      ]);
      expect(await customerIdsOf('modifications', id)).toEqual(['schmidt']);
    }
    for (const stream of ['call-merged_1', 'call-merged_2'])
      for (const { equal } of await replayAnswers(world.rebook.store, stream)) expect(equal).toBe(true);
  });
  test('either number, and either name with it, leads to the appointments of both', async () => {
    expect((await call('list_appointments', {}, mobile)).choices).toHaveLength(6);
    expect((await call('list_appointments', { customer_name: 'Eva Weber' }, mobile)).choices).toHaveLength(6);
    expect((await call('list_appointments', { customer_name: 'Eva Schmidt' }, landline)).choices).toHaveLength(6);
    expect((await call('list_appointments', { customer_name: 'Paul Fremd' }, landline)).code).toBe('name_differs');
  });
  test('the quota of a month counts for both together', async () => {
    expect(await cancel('2026-12-02', mobile)).toMatchObject({ status: 'cancelled' });
    // A withheld number, by the name of the record that was merged.
    expect(await cancel('2026-12-03', undefined, { customer_name: 'Eva Schmidt' })).toMatchObject({ status: 'cancelled' });
    expect(await cancel('2026-12-04', landline)).toMatchObject({ code: 'cancel_quota_used' });
    expect(await cancel('2026-12-05', undefined, { customer_name: 'Eva Weber' })).toMatchObject({ code: 'cancel_quota_used' });
    expect(await world.types('customer-salon.weber')).toEqual([
      'CustomerRegistered',
      'DuplicateAdded',
      'AllowanceClaimed',
      'AllowanceClaimed',
    ]);
  });
});

test('taken back, each is found by its own number alone, with its own quota, and what was answered stays as it was', async () => {
  const before = (await call('list_appointments', {}, mobile)).choices;
  expect(before).toHaveLength(4);
  expect((await unmerge('schmidt')).status).toBe(200);
  await world.settle();
  expect((await call('list_appointments', {}, mobile)).choices).toHaveLength(2);
  expect(await call('list_appointments', { customer_name: 'Eva Weber' }, mobile)).toMatchObject({ code: 'name_differs' });
  expect(await customerIdsOf('appointments', 'weber')).toEqual(['weber', 'weber', 'weber']);
  expect(await cancel('2026-12-05', mobile)).toMatchObject({ status: 'cancelled' });
  expect(await cancel('2026-12-07', mobile)).toMatchObject({ code: 'cancel_quota_used' });
  expect(await cancel('2026-12-04', landline)).toMatchObject({ status: 'cancelled' });
  await world.settle();
  for (let number = 1; number <= calls; number += 1)
    for (const { equal } of await replayAnswers(world.rebook.store, `call-merged_${number}`)) expect(equal).toBe(true);
});

describe('staff who gives no id', () => {
  const add = (body: object) =>
    world.must('POST', '/v1/customers', { company_id: 'salon', ...body }) as Promise<{ customer_id: string }>;
  test('finds the record by contact and name, and makes a new one of another name', async () => {
    expect(await add({ name: 'FREMD, Paul', phone: '0151 12349999' })).toEqual({ created: false, customer_id: 'stranger' });
    const { customer_id: customerId } = await add({ name: 'Paula Fremd', phone: stranger });
    expect(customerId).not.toBe('stranger');
    expect(await add({ name: 'Paula Fremd', phone: stranger })).toEqual({ created: false, customer_id: customerId });
    expect((await world.api('POST', '/v1/customers', { company_id: 'salon', name: 'Ohne Kontakt' })).status).toBe(400);
  });
  test('a number two people share asks for the name from then on', async () => {
    await world.settle();
    expect(await call('list_appointments', {}, stranger)).toMatchObject({ code: 'name_needed' });
    expect(await call('list_appointments', { customer_name: 'Paula Fremd' }, stranger)).toMatchObject({ status: 'listed' });
  });
});
