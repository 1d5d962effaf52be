// Promise 8 with a vault that is older than an erasure: people who were erased stay erased, whichever program starts, and it says so.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { type Restartable, restartable } from '../support/restartable.ts';

let service: Restartable;
const person = { name: 'Xaveria Quendelmann', phone: '+4915199887766' };
const nobody = 'call-call_nobody';
const theirs = ['customer-salon.700', 'call-call_known', nobody];
let register: string;

/** Keys of these streams that are there. */
const keysThere = async () =>
  (await service.sql<{ subject: string }>('select subject from vault.data_key where wrapped is not null order by 1')).map(
    ({ subject }) => subject,
  );
const found = () => service.log.map(line => JSON.parse(line)).filter(({ code }) => code === 'erased_key_found');

beforeAll(async () => {
  service = await restartable();
  await service.customer('700', person.name, person.phone);
  await service.customer('701', 'Bodo Bleibtreu', '+4915199887700');
  await service.customer('702', 'Rita Register', '+4915199887711');
  await service.settle();
  await service.call('list_appointments', {}, person.phone, 'call_known');
  // From their number, under a name that is not theirs: nobody is identified.
  await service.call(
    'cancel_appointment',
    { customer_name: 'Otto Andersgenannt', appointment_date: '2027-01-04' },
    person.phone,
    'call_nobody',
  );
  await service.settle();
  await service.sql('create schema kept');
  await service.sql('create table kept.data_key as table vault.data_key');
  expect(await service.must('DELETE', '/v1/customers/700/personal-data?company=salon&reason_code=asked_for')).toMatchObject({
    state: 'erased',
  });
  await service.settle();
  await service.stop();
  register = await readFile(join(service.dataDir, 'erasures.json'), 'utf8');
  expect((await keysThere()).filter(key => theirs.includes(key))).toEqual([]);
}, 60_000);
afterAll(() => service?.end());
/** As its own backup has it, from before the erasure; neither it nor the folder knows of that. */
beforeEach(async () => {
  await service.stop();
  await service.sql('truncate vault.data_key, vault.erasure');
  await service.sql('insert into vault.data_key select * from kept.data_key');
  await rm(join(service.dataDir, 'erasures.json'), { force: true });
  service.log.length = 0;
  expect(await keysThere()).toEqual(expect.arrayContaining(theirs));
});

test('a start destroys the keys again, also those of calls in which nobody was identified, and says so by ids alone', async () => {
  await service.start();
  expect((await keysThere()).filter(key => theirs.includes(key))).toEqual([]);
  expect(await keysThere()).toContain('customer-salon.701');
  for (const stream of theirs)
    expect(JSON.stringify((await service.running().store.read(stream)).map(({ data }) => data))).not.toContain('personal');
  expect(found()).toMatchObject([{ companyId: 'salon', customerId: '700', keys: expect.arrayContaining(theirs) }]);
  expect(service.log.join('\n')).not.toMatch(/Quendelmann|99887766/);
  const record = await service.must('GET', '/v1/access?customer=700&kind=erasure');
  expect(record).toMatchObject({
    access: expect.arrayContaining([
      expect.objectContaining({ operation: 'keepErased', customer_ids: ['700'], subjects: expect.arrayContaining(theirs) }),
    ]),
  });
  const metrics = await service.api('GET', '/metrics');
  expect(metrics.body).toMatch(/rebook_vault_keys_amiss\{kind="of_erased"\} [3-9]/);
  expect((await service.api('GET', '/health/ready')).body).toMatchObject({ parts: { vault: { state: 'degraded' } } });
  // What the vault had forgotten is in its register again, and in the folder.
  expect(JSON.parse(await readFile(join(service.dataDir, 'erasures.json'), 'utf8'))).toMatchObject({
    erasures: [{ customerId: '700', subjects: expect.arrayContaining(theirs) }],
  });
  await service.stop();
  service.log.length = 0;
  await service.start();
  expect(found()).toEqual([]);
  expect((await service.api('GET', '/health/ready')).body).toMatchObject({ parts: { vault: { state: 'ok' } } });
});

test('a start without any read model finds it in the events', async () => {
  await service.sql("delete from projection_checkpoint where projection = 'erasures'");
  await service.start();
  expect((await keysThere()).filter(key => theirs.includes(key))).toEqual([]);
  expect(await service.sql("select customer_id from customers where customer_id = '700'")).toEqual([]);
});

test('a start holds to the register in the data folder, though events and vault know nothing', async () => {
  const { erasures } = JSON.parse(register);
  const entry = { ...erasures[0], customerId: '702', subjects: ['customer-salon.702'] };
  await writeFile(join(service.dataDir, 'erasures.json'), JSON.stringify({ erasures: [entry] }));
  await service.start();
  expect(await keysThere()).not.toContain('customer-salon.702');
  await expect
    .poll(async () => (await service.running().store.read('customer-salon.702')).map(({ type }) => type), { timeout: 30_000 })
    .toContain('CustomerErased');
});

test('a rebuild, too', async () => {
  expect(await service.program('rebuild', '--all')).toMatchObject({ exitCode: 0 });
  expect((await keysThere()).filter(key => theirs.includes(key))).toEqual([]);
});

test('a copy of the events has no key of theirs', async () => {
  const [vault, target] = await Promise.all([emptyDatabase(), freshEventStore()]);
  expect(await service.program('copy-events', '--to', target.url, '--vault-to', vault.url)).toMatchObject({ exitCode: 0 });
  const client = new Client({ connectionString: vault.url });
  await client.connect();
  const { rows } = await client.query<{ subject: string }>('select subject from vault.data_key where wrapped is not null');
  await client.end();
  const copied = rows.map(({ subject }) => subject);
  expect(copied.filter(key => theirs.includes(key))).toEqual([]);
  expect(copied).toContain('customer-salon.701');
  await target.drop();
  await vault.drop();
});
