// Promise 8: a person who was erased is found nowhere, and no sum changes.

import { Pool } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { createProjector } from '../../src/platform/projector/projector.ts';
import { emptyDatabase } from '../support/database.ts';
import { marksIn, readModelRows, rowsText, storedText } from '../support/marks.ts';
import { createWorld, movableClock, uidFor, type World } from '../support/world.ts';

let world: World;
const log: string[] = [];
const day = '2026-11-27';
const person = { name: 'Xaveria Quendelmann', phone: '+4915199887766', email: 'xaveria@quendel.example' };
const reason = 'Zahnwurzelentzündung links';
const marks = ['Xaveria', 'Quendelmann', '15199887766', 'quendel.example', 'Zahnwurzel', 'Wurzelbehandlung'];

const erase = async (id: string): Promise<Record<string, unknown>> => {
  const response = await world.api('DELETE', `/v1/customers/${id}/personal-data?company=salon&reason_code=asked_for`);
  expect(response.status, id).toBe(200);
  return (await response.json()) as Record<string, unknown>;
};
const sums = () =>
  world.sql(`select
    (select count(*) from appointments) as appointments, (select count(*) from calls) as calls, (select count(*) from answers) as answers,
    count(*) as modifications, sum(fee_charged) as fees, count(*) filter (where within_policy) as within
    from appointment_modifications`);

beforeAll(async () => {
  world = await createWorld({
    replyBudgetMs: 10_000,
    logTo: line => log.push(line),
    clock: movableClock(undefined, { wakes: true }),
  });
  await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 700 } } });
  await world.must('POST', '/v1/customers', { company_id: 'salon', customer_id: '700', ...person });
  await world.customer('701', 'Bodo Bleibtreu', '+4915199887700');
  for (const [id, time] of [
    ['a1', '08'],
    ['a2', '09'],
    ['a3', '10'],
    ['a4', '11'],
  ])
    await world.appointment(`${id}`, '700', `${day}T${time}:00:00.000Z`);
  await world.appointment('b1', '701', `${day}T12:00:00.000Z`);
  await world.settle();
});
afterAll(() => world?.stop());

test('while they are a customer, what is personal stands in the read models alone, and in the events encrypted', async () => {
  const mine = { from: person.phone };
  const args = { appointment_date: day, appointment_time: '09:00', customer_name: person.name, reason };
  for (const [accepted, status] of [
    [false, 'confirmation_required'],
    [true, 'cancelled'],
  ] as const)
    expect(
      await world.call('cancel_appointment', { ...args, fee_accepted: accepted }, { ...mine, callId: 'call_one' }),
    ).toMatchObject({ status });
  await world.policy('salon', {});
  await world.call('list_appointments', { customer_name: person.name }, { ...mine, callId: 'call_two' });
  // A number that is theirs, and nobody was identified.
  await world.call(
    'cancel_appointment',
    { appointment_date: day, customer_name: 'Otto Andersgenannt' },
    { ...mine, callId: 'call_nobody' },
  );
  const byStaff = { company_id: 'salon', reason: 'Wurzelbehandlung', override: { reason_code: 'goodwill' } };
  const cancelled = await world.api('POST', '/v1/appointments/a2/cancel', byStaff, { 'idempotency-key': 'marked-one' });
  expect(await cancelled.json()).toMatchObject({ status: 'cancelled' });
  const late = await world.api('POST', '/v1/lockouts/release', {
    company_id: 'salon',
    number: person.phone,
    reason_code: 'known',
  });
  expect(late.status).toBe(200);
  await world.settle();
  expect(marksIn(await storedText(world), marks)).toEqual([]);
  const rows = await rowsText(world);
  expect(marksIn(rows, marks)).toEqual(marks);
  const readModels = projections.flatMap(({ tables }) => tables.map(({ name }) => `public.${name}`));
  const holding = rows.split('\n').filter(row => marksIn(row, marks).length > 0);
  expect([...new Set(holding.map(row => row.split(' ')[0] ?? ''))].filter(table => !readModels.includes(table))).toEqual([]);
  const called = (await world.events('call-call_one')).find(({ type }) => type === 'FunctionCalled');
  expect(called?.data).toMatchObject({ personal: { arguments: { customer_name: person.name } } });
});

test('while a change of theirs is pending an erasure waits, and nobody finds them any more', async () => {
  world.sandbox.fault({ match: { operation: 'cancel', uid: uidFor('a3') }, kind: 'status', status: 500 });
  const changed = await world.api('POST', '/v1/appointments/a3/cancel', { company_id: 'salon' });
  expect(await changed.json()).toMatchObject({ status: 'pending' });
  expect(await erase('700')).toMatchObject({ state: 'waiting', waiting_for: [{ kind: 'change', appointment_id: 'a3' }] });
  await world.settle();
  const found = await world.call(
    'list_appointments',
    { customer_name: person.name },
    { from: person.phone, callId: 'call_hidden' },
  );
  expect(found.status).toBe('not_found');
  expect((await world.api('GET', '/v1/customers/700?company=salon')).status).toBe(404);
  expect((await world.events('customer-salon.700')).at(-1)?.type).toBe('CustomerErasureRequested');
});

test('once it is settled they are erased by themselves, and found nowhere; no sum changes', async () => {
  world.sandbox.clearFaults();
  const pending = () => {
    world.clock.advance(60_000);
    return world.sql("select appointment_id from appointments where appointment_id = 'a3' and pending_change is not null");
  };
  await expect.poll(pending).toEqual([]);
  await world.settle();
  const before = await sums();
  const erased = async () => {
    world.clock.advance(31_000);
    return (await world.types('customer-salon.700')).includes('CustomerErased');
  };
  await expect.poll(erased).toBe(true);
  expect(await erase('700')).toMatchObject({
    state: 'erased',
    records: ['700'],
    not_erased: { calendar_bookings: expect.arrayContaining([expect.objectContaining({ appointment_id: 'a1' })]) },
  });
  await world.settle();
  expect(marksIn(await rowsText(world), marks)).toEqual([]);
  expect(marksIn(await storedText(world), marks)).toEqual([]);
  expect(marksIn(log.join('\n'), marks)).toEqual([]);
  expect(await sums()).toEqual(before);
  for (const stream of ['call-call_one', 'call-call_two', 'call-call_nobody', 'customer-salon.700'])
    expect(JSON.stringify((await world.events(stream)).map(({ data }) => data)), stream).not.toContain('"personal"');
  expect(await world.sql("select 1 from notifications where customer_id = '700' and state = 'open'")).toEqual([]);
  // Of others everything is as it was.
  expect(await world.sql("select name from customers where customer_id = '701'")).toEqual([{ name: 'Bodo Bleibtreu' }]);
});

describe('after that', () => {
  test('read models made from nothing equal those that grew live', async () => {
    const database = await emptyDatabase();
    const db = connectDatabase(database.url, pino({ level: 'silent' }));
    await migrate(db);
    await db.destroy();
    const projector = createProjector({
      databaseUrl: database.url,
      store: world.rebook.store,
      projections,
      clock: world.clock,
      log: pino({ level: 'silent' }),
    });
    await projector.start();
    await world.settle();
    expect(await projector.waitFor(await world.head(), 60_000)).toBe(true);
    const pool = new Pool({ connectionString: database.url });
    const rebuilt = await readModelRows({ sql: async <T extends object>(text: string) => (await pool.query(text)).rows as T[] });
    const live = await readModelRows(world);
    await pool.end();
    await projector.stop();
    await database.drop();
    expect(rebuilt).toEqual(live);
  });

  test('a call that was under way says nothing of them any more', async () => {
    const options = { from: person.phone, callId: 'call_two' };
    await world.call(
      'cancel_appointment',
      { appointment_date: day, appointment_time: '12:00', customer_name: person.name, reason },
      options,
    );
    await world.settle();
    expect(marksIn(await rowsText(world), marks)).toEqual([]);
    expect(marksIn(await storedText(world), marks)).toEqual([]);
  });

  test('one that names them only now is found, and erased as well', async () => {
    // As another instance may have identified them at the same moment.
    const { encode } = await import('../../src/platform/eventstore/codec.ts');
    const { metadataOf } = await import('../../src/domain/metadata.ts');
    const context = {
      correlationId: 'late',
      companyId: 'salon',
      actor: { kind: 'caller' as const, id: 'unknown' },
      channel: 'phone' as const,
    };
    const metadata = metadataOf(context, crypto.randomUUID(), world.clock.now());
    const request = { requestKey: crypto.randomUUID(), n: 1 };
    const started = {
      callId: 'call_late',
      companyId: 'salon',
      callType: 'phone_call',
      personal: { customerNumber: person.phone },
    };
    await world.rebook.store.append(
      'call-call_late',
      [
        encode({ type: 'CallStarted', data: started }, crypto.randomUUID(), metadata),
        encode(
          { type: 'CallerIdentified', data: { ...request, customerId: '700', way: 'number' } },
          crypto.randomUUID(),
          metadata,
        ),
        encode(
          {
            type: 'CallbackPromised',
            data: {
              ...request,
              callbackId: crypto.randomUUID(),
              code: 'internal_fault',
              customerId: '700',
              personal: { number: person.phone, name: person.name },
            },
          },
          crypto.randomUUID(),
          metadata,
        ),
      ],
      -1n,
    );
    await world.settle();
    expect(marksIn(await rowsText(world), marks)).toEqual(['Xaveria', 'Quendelmann', '15199887766']);
    const left = async () => {
      world.clock.advance(31_000);
      return marksIn(await rowsText(world), marks);
    };
    await expect.poll(left).toEqual([]);
    expect((await world.events('call-call_late'))[0]).toMatchObject({ erased: true });
  });

  test('who comes again is a new person, and a name or number cannot be put back', async () => {
    const put = await world.api('POST', '/v1/customers', {
      company_id: 'salon',
      customer_id: '700',
      name: 'Neu',
      phone: person.phone,
    });
    expect([put.status, await put.json()]).toMatchObject([409, { error: { code: 'customer_erased' } }]);
    const add = async () =>
      (await world.must('POST', '/v1/customers', { company_id: 'salon', name: 'Wieda Kommer', phone: '+4915199880000' })) as {
        customer_id: string;
      };
    const { customer_id: first } = await add();
    await erase(first);
    const { customer_id: second } = await add();
    expect(second).not.toBe(first);
    expect(await add()).toMatchObject({ created: false, customer_id: second });
  });

  test('two records of one person go together, whichever is named', async () => {
    for (const [id, other] of [
      ['801', '802'],
      ['803', '804'],
    ]) {
      await world.customer(`${id}`, `Mona Zwiefach`, `+491519988${id}0`);
      await world.customer(`${other}`, `Mona Zwiefach`, `+491519988${other}0`);
      await world.must('POST', `/v1/customers/${other}/merge`, { company_id: 'salon', into: id, reason_code: 'same_person' });
    }
    expect(await erase('801')).toMatchObject({ state: 'erased', records: ['801', '802'] });
    expect(await erase('804')).toMatchObject({ state: 'erased', records: ['803', '804'] });
    await world.settle();
    expect(marksIn(await rowsText(world), ['Zwiefach', '1519988801', '1519988804'])).toEqual([]);
  });

  test('nobody but an admin may ask, and for a customer there is not nothing happens', async () => {
    const unknown = await world.api('DELETE', '/v1/customers/nobody/personal-data?company=salon&reason_code=asked_for');
    expect(unknown.status).toBe(404);
  });
});
