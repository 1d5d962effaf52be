// Where keys are lost for good everything goes on: what is told again is kept and found, what was erased stays so.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../src/domain/clock.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { encode } from '../../src/platform/eventstore/codec.ts';
import { connectEventStore } from '../../src/platform/eventstore/store.ts';
import { marksIn, readModelRows, rowsText } from '../support/marks.ts';
import { type Restartable, restartable } from '../support/restartable.ts';

let service: Restartable;
const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
const person = { name: 'Xaveria Quendelmann', phone: '+4915199887766' };
const gone = { name: 'Bodo Bleibtreu', phone: '+4915199887700' };
const marks = ['Quendelmann', '15199887766'];
/** Without an id of their own. */
const found = { company_id: 'salon', name: 'Wanda Ohneid', phone: '+4915199887720' };
let foundId: string;

beforeAll(async () => {
  service = await restartable();
  await service.customer('700', person.name, person.phone);
  await service.customer('701', gone.name, gone.phone);
  // Two records of one person; only one of them is told again.
  await service.customer('702', 'Mona Zwiefach', '+4915199887702');
  await service.customer('703', 'Mona Zwiefach', '+4915199887703');
  await service.must('POST', '/v1/customers/703/merge', { company_id: 'salon', into: '702', reason_code: 'same_person' });
  foundId = z.object({ customer_id: z.string() }).parse(await service.must('POST', '/v1/customers', found)).customer_id;
  for (const [id, customer, hour] of [
    ['a1', '700', '09'],
    ['a2', '702', '10'],
  ])
    await service.must('POST', '/v1/appointments', {
      ...{ company_id: 'salon', appointment_id: id, customer_id: customer, time_zone: 'Europe/Berlin' },
      ...{ starts_at: `${day}T${hour}:00:00.000Z`, ends_at: `${day}T${hour}:30:00.000Z` },
    });
  await service.settle();
  await service.must('DELETE', '/v1/customers/701/personal-data?company=salon&reason_code=asked_for');
  await service.settle();
  await service.stop();
  await service.sql('truncate vault.data_key, vault.erasure');
  // Of who was erased the events alone are left.
  await rm(join(service.dataDir, 'erasures.json'));
}, 60_000);
afterAll(() => service?.end());

const keysOf = async (subject: string) =>
  service.sql<{ subject: string; lost: boolean; there: boolean }>(
    `select subject, lost, wrapped is not null as there from vault.data_key where split_part(subject, '~', 1) = $1 order by 1`,
    [subject],
  );

test('a service does not start with a vault that is empty, and a check names what is missing', async () => {
  await expect(service.start()).rejects.toMatchObject({ code: 'vault_empty' });
  const checked = await service.program('vault', 'check', '--json');
  expect(checked.exitCode).toBe(1);
  expect(JSON.parse(checked.said)).toMatchObject({
    keys: 0,
    missing: ['700', '701', '702', '703', foundId].map(id => `customer-salon.${id}`).sort(),
    inTheClear: 0,
  });
  expect(await service.program('vault', 'give-up')).toMatchObject({ exitCode: 2 });
  expect(await service.program('vault', 'give-up', 'customer-salon.other')).toMatchObject({ exitCode: 2 });
});

test('given up, they hold nothing up: the service runs, and finds nobody by lost words', async () => {
  expect(await service.program('vault', 'give-up', '--all')).toMatchObject({ exitCode: 0, said: '4 keys are given up' });
  expect(await service.program('rebuild', '--all')).toMatchObject({ exitCode: 0 });
  await service.start();
  expect(await service.sql('select 1 from parked_event')).toEqual([]);
  expect(marksIn(await rowsText(service), marks)).toEqual([]);
  expect(await service.call('list_appointments', {}, person.phone, 'call_lost')).toMatchObject({ status: 'not_found' });
  expect(await service.must('GET', '/v1/customers/700?company=salon')).toMatchObject({ name: null, phone: null });
  expect(await service.program('vault', 'check')).toMatchObject({ exitCode: 0 });
});

test('what is told again is kept under a new key, and found by search, by number and after a rebuild', async () => {
  await service.customer('700', person.name, person.phone);
  await service.customer('703', 'Mona Zwiefach', '+4915199887703');
  // By name and number alone it is the same record again.
  expect(await service.must('POST', '/v1/customers', found)).toEqual({ created: true, customer_id: foundId });
  await service.settle();
  expect(await keysOf('customer-salon.700')).toEqual([
    { subject: 'customer-salon.700', lost: true, there: false },
    { subject: 'customer-salon.700~2', lost: false, there: true },
  ]);
  const [registered, again] = await service.running().store.read('customer-salon.700');
  expect(registered).toMatchObject({ type: 'CustomerRegistered', erased: true });
  expect(again?.data).toMatchObject({ personal: { name: person.name, phone: person.phone } });
  const searched = async () => ({
    byName: await service.must('POST', '/v1/customers/search', { company_id: 'salon', name: 'Quendelmann' }),
    byNumber: (await service.call('list_appointments', {}, person.phone, `call_${Math.random()}`.replace('.', ''))).status,
    // By the number of a record that was merged: what the other one has is found.
    byOther: (await service.call('list_appointments', {}, '+4915199887703', `call_${Math.random()}`.replace('.', ''))).status,
  });
  const expected = {
    byName: { customers: [{ customer_id: '700', phone: person.phone }] },
    byNumber: 'listed',
    byOther: 'listed',
  };
  expect(await searched()).toMatchObject(expected);
  await service.settle();
  const live = await readModelRows(service);
  expect(live.customers).toHaveLength(4);
  expect(await service.program('rebuild', '--all')).toMatchObject({ exitCode: 0 });
  expect(await readModelRows(service)).toEqual(live);
  await service.stop();
  await service.start();
  expect(await searched()).toMatchObject(expected);
});

test('a service that runs hears that a key was given up, though it has it in memory', async () => {
  await service.customer('704', 'Rita Wieder', '+4915199887704');
  await service.settle();
  await service.sql(`update vault.data_key set wrapped = '\\x00' where subject = 'customer-salon.704'`);
  const checked = await service.program('vault', 'check');
  expect(checked).toMatchObject({ exitCode: 1, said: expect.stringMatching(/1 damaged:\n {2}customer-salon\.704/) });
  expect(await service.program('vault', 'give-up', 'customer-salon.704')).toMatchObject({ exitCode: 0 });
  const told = async () => {
    await service.customer('704', 'Rita Wieder', '+4915199887704');
    return (await keysOf('customer-salon.704')).map(({ there }) => there);
  };
  await expect.poll(told, { timeout: 10_000 }).toEqual([false, true]);
});

test('what was written before there were keys is named by the erasure that does not reach it', async () => {
  await service.customer('705', 'Klara Ehemals', '+4915199887705');
  // As a program without a vault wrote it.
  const before = connectEventStore(service.running().servers.eventStoreUrl, systemClock);
  const context = { correlationId: 'old', companyId: 'salon', actor: { kind: 'caller', id: '705' }, channel: 'phone' } as const;
  const metadata = metadataOf(context, crypto.randomUUID(), new Date());
  const identified = { requestKey: crypto.randomUUID(), n: 1, customerId: '705', way: 'number' } as const;
  const started = {
    callId: 'call_old',
    companyId: 'salon',
    callType: 'phone_call',
    personal: { customerNumber: '+4915199887705' },
  };
  await before.append(
    'call-call_old',
    [
      encode({ type: 'CallStarted', data: started }, crypto.randomUUID(), metadata),
      encode({ type: 'CallerIdentified', data: identified }, crypto.randomUUID(), metadata),
    ],
    -1n,
  );
  await before.close();
  await service.settle();
  const checked = await service.program('vault', 'check');
  expect(checked).toMatchObject({
    exitCode: 1,
    said: expect.stringMatching(/1 events hold something personal that is not encrypted/),
  });
  expect(await service.must('DELETE', '/v1/customers/705/personal-data?company=salon&reason_code=asked_for')).toMatchObject({
    state: 'erased',
    not_erased: { events_in_the_clear: 1 },
  });
});

test('who was erased does not come back by it', async () => {
  const put = { company_id: 'salon', customer_id: '701', name: gone.name, phone: gone.phone };
  expect(await service.api('POST', '/v1/customers', put)).toMatchObject({ status: 409 });
  expect(await keysOf('customer-salon.701')).toEqual([{ subject: 'customer-salon.701', lost: false, there: false }]);
});

test('an erasure destroys every key of a person', async () => {
  expect(await service.must('DELETE', '/v1/customers/700/personal-data?company=salon&reason_code=asked_for')).toMatchObject({
    state: 'erased',
    not_erased: { events_in_the_clear: 0 },
  });
  await service.settle();
  expect((await keysOf('customer-salon.700')).map(({ lost, there }) => [lost, there])).toEqual([
    [false, false],
    [false, false],
  ]);
  expect(marksIn(await rowsText(service), marks)).toEqual([]);
  const events = await service.running().store.read('customer-salon.700');
  expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('personal');
});
