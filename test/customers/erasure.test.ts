// An erasure that was broken off anywhere is completed, and a company's retention rule erases who has not come for long.
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEraser, type EraserDependencies } from '../../src/customers/erasure/eraser.ts';
import { erasuresInEvents } from '../../src/customers/erasure/recorded-erasures.ts';
import { overdueCustomers } from '../../src/customers/erasure/retention.ts';
import { destroyErased } from '../../src/customers/erasure/still-erased.ts';
import { eraseRegistered } from '../../src/customers/erasure/together.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { openVault, type Vault } from '../../src/platform/vault/vault.ts';
import { marksIn, rowsText } from '../support/marks.ts';
import { createWorld, masterKey, type World } from '../support/world.ts';

let world: World;
let vault: Vault;
let deps: EraserDependencies;

beforeAll(async () => {
  world = await createWorld();
  vault = await openVault({ databaseUrl: world.databaseUrl, masterKey: { kind: 'given', keys: masterKey } });
  deps = {
    db: connectDatabase(world.databaseUrl),
    executor: createExecutor(world.rebook.store, world.clock),
    store: world.rebook.store,
    vault,
    caughtUp: async timeoutMs => world.rebook.caughtUp(await world.head(), timeoutMs),
    clock: world.clock,
    log: pino({ level: 'silent' }),
  };
});
afterAll(async () => {
  await deps?.db.destroy();
  await vault?.close();
  await world?.stop();
});

const command = (customerId: string) => ({ companyId: 'salon', customerId, by: 'anna', reasonCode: 'asked_for' });
const context = {
  correlationId: 'test',
  companyId: 'salon',
  actor: { kind: 'staff' as const, id: 'anna' },
  channel: 'operator' as const,
};
const killed = new Error('killed');

/** It does nothing more from this call on, as if the process had ended there. */
function endingAt(step: number): { deps: EraserDependencies; steps(): number } {
  let taken = 0;
  const counting =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (taken >= step) throw killed;
      taken += 1;
      return call(...args);
    };
  const own: EraserDependencies = {
    ...deps,
    executor: { ...deps.executor, execute: counting(deps.executor.execute) as typeof deps.executor.execute },
    store: { read: counting(deps.store.read), inTheClear: deps.store.inTheClear },
    caughtUp: counting(deps.caughtUp),
    vault: {
      destroy: counting(vault.destroy),
      register: { enter: counting(vault.register.enter), entries: vault.register.entries },
    },
  };
  return { deps: own, steps: () => taken };
}

describe('broken off after any step', () => {
  const words = ['Kornelia', 'Abbruch', 'Gallenstein'];
  let serial = 0;
  async function person(): Promise<string> {
    serial += 1;
    const id = `k${serial}`;
    await world.customer(id, `Kornelia Abbruch`, `+4915177700${String(serial).padStart(3, '0')}`);
    const day = `2026-12-${String(serial + 1).padStart(2, '0')}`;
    await world.appointment(`ka${serial}`, id, `${day}T10:00:00.000Z`, null);
    const answer = await world.call(
      'cancel_appointment',
      { appointment_date: day, customer_name: 'Kornelia Abbruch', reason: 'Gallenstein' },
      { from: `+4915177700${String(serial).padStart(3, '0')}`, callId: `call_k${serial}` },
    );
    expect(answer.status).toBe('cancelled');
    await world.settle();
    return id;
  }

  test('it is asked for, and carried out by whoever comes next', async () => {
    let step = 0;
    for (; step < 40; step += 1) {
      const id = await person();
      const broken = endingAt(step);
      const ended = await createEraser(broken.deps)
        .erase(command(id), context)
        .then(
          () => true,
          error => {
            if (error !== killed) throw error;
            return false;
          },
        );
      const asked = (await world.types(`customer-salon.${id}`)).includes('CustomerErasureRequested');
      if (asked) await createEraser(deps).carryOut({ companyId: 'salon', customerId: id });
      else await createEraser(deps).erase(command(id), context);
      await world.settle();
      expect(marksIn(await rowsText(world), words), `after ${step} steps`).toEqual([]);
      expect((await world.types(`customer-salon.${id}`)).filter(type => type === 'CustomerErased')).toHaveLength(1);
      if (ended) break;
    }
    expect(step).toBeGreaterThan(6);
  });
});

test('a register that knows more than the events, and a vault that is older than they are, are brought together', async () => {
  const ids = ['r1', 'r2'];
  for (const id of ids) await world.customer(id, `Regina Register`, `+49151666000${id.slice(1)}0`);
  await world.settle();
  const [known, brought] = ids;
  const entry = { ...command(known ?? ''), erasedAt: new Date(), subjects: [`customer-salon.${known}`] };
  await vault.register.enter(entry);
  const { wrapped, master } = (
    await world.sql<{ wrapped: Buffer; master: string }>(
      `select wrapped, master from vault.data_key where subject = 'customer-salon.${brought}'`,
    )
  )[0] ?? { wrapped: Buffer.alloc(0), master: '' };
  const eraser = createEraser(deps);
  await eraser.erase(command(brought ?? ''), context);
  await world.settle();
  await world.sql(`delete from vault.erasure where customer_id = $1`, [brought]);
  await world.sql(
    `update vault.data_key set wrapped = $1, master = $2, erased_at = null where subject = 'customer-salon.${brought}'`,
    [wrapped, master],
  );
  vault.forget();
  await destroyErased(vault, await erasuresInEvents(world.rebook.store));
  await eraseRegistered(deps.executor, vault, eraser, async work => void (await work()));
  await world.settle();
  const keys = await vault.toOpen(ids.map(id => `customer-salon.${id}`));
  expect([...keys.values()]).toEqual(['destroyed', 'destroyed']);
  for (const id of ids) expect(await world.types(`customer-salon.${id}`)).toContain('CustomerErased');
  expect((await vault.register.entries()).map(({ customerId }) => customerId)).toEqual(expect.arrayContaining(ids));
});

test('the retention rule of a company wants those whose last appointment is over for so long, and nobody without a rule', async () => {
  await world.company('other', '+4930998877');
  for (const company of ['salon', 'other']) {
    await world.customer('old', 'Otto Olden', '+4915155500001', company);
    await world.customer('kept', 'Karla Kommt', '+4915155500002', company);
    await world.customer('twin', 'Karla Kommt', '+4915155500003', company);
    await world.must('POST', '/v1/customers/twin/merge', { company_id: company, into: 'kept', reason_code: 'same_person' });
    await world.appointment(`old-${company}`, 'old', '2026-11-30T10:00:00.000Z', null, {}, company);
    await world.appointment(`kept-${company}`, 'twin', '2027-06-01T10:00:00.000Z', null, {}, company);
  }
  const after = new Date('2027-12-15T10:00:00.000Z');
  expect(await overdueCustomers(deps.db, after)).toEqual([]);
  await world.must('PATCH', '/v1/companies/salon', { retention_months: 12 });
  await world.settle();
  const overdue = async (at: Date) =>
    (await overdueCustomers(deps.db, at)).filter(({ customerId }) => ['old', 'kept', 'twin'].includes(customerId));
  expect(await overdue(new Date('2027-11-29T10:00:00.000Z'))).toEqual([]);
  expect(await overdue(after)).toEqual([{ companyId: 'salon', customerId: 'old' }]);
  expect(await overdue(new Date('2028-06-15T10:00:00.000Z'))).toEqual([
    { companyId: 'salon', customerId: 'kept' },
    { companyId: 'salon', customerId: 'old' },
  ]);
  await world.must('PATCH', '/v1/companies/salon', { retention_months: null });
  await world.settle();
  expect(await overdueCustomers(deps.db, after)).toEqual([]);
});
