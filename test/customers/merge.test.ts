// Two records of one person, merged and taken apart again: never a chain, never a circle, and one quota for both.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { claimAllowance } from '../../commands/customer/claim-allowance.ts';
import { addDuplicate } from '../../commands/customer/merge-customers.ts';
import { registerCustomer } from '../../commands/customer/register-customer.ts';
import { mergeCustomers, unmergeCustomers } from '../../src/customers/merge.ts';
import { mergedCustomer, releaseAllowanceOf } from '../../src/customers/merged-customer.ts';
import { allowanceUsed, customer } from '../../src/domain/customer/customer.ts';
import { customerStream, derivedId } from '../../src/domain/ids.ts';
import type { RequestContext } from '../../src/domain/metadata.ts';
import { createExecutor, type Executor } from '../../src/platform/eventstore/execute.ts';
import { createMemoryStore, type MemoryStore } from '../calendar/support/memory-store.ts';

const companyId = 'salon';
const month = '2026-11';
const clock = { now: () => new Date('2026-11-23T10:00:00.000Z'), elapsed: () => 0, sleep: async () => undefined };
const context: RequestContext = { correlationId: 'test', companyId, actor: { kind: 'staff', id: 'anna' }, channel: 'operator' };
let store: MemoryStore;
let executor: Executor;
beforeEach(() => openStore());
function openStore() {
  store = createMemoryStore(clock);
  executor = createExecutor(store, clock);
}

async function register(...ids: string[]) {
  for (const customerId of ids)
    await executor.execute({
      aggregate: customer,
      stream: customerStream(companyId, customerId),
      commandId: randomUUID(),
      context,
      decide: state => registerCustomer(state, { companyId, customerId, name: `Eva ${customerId}` }),
    });
}
const merge = (customerId: string, into: string) =>
  mergeCustomers({ companyId, customerId, into, by: 'anna', reasonCode: 'same_person' }, context, executor);
const unmerge = (customerId: string) =>
  unmergeCustomers({ companyId, customerId, by: 'anna', reasonCode: 'mistake' }, context, executor);
const stateOf = async (id: string) => (await executor.load(customer, customerStream(companyId, id), { fresh: true })).state;
const typesOf = (id: string) =>
  store.all().flatMap(event => (event.stream === customerStream(companyId, id) ? [event.type] : []));

/** Claims as a call does: in the stream of the record that stands for the person. */
async function claim(recordId: string, limit = 9, modificationId: string = randomUUID()) {
  const person = await mergedCustomer(companyId, recordId, executor);
  const command = {
    claimId: randomUUID(),
    modificationId,
    appointmentId: 'a',
    kind: 'cancel' as const,
    month,
    limit,
    override: false,
    forCustomerId: recordId,
  };
  const executed = await executor.execute({
    aggregate: customer,
    stream: customerStream(companyId, person.customerId),
    commandId: randomUUID(),
    context,
    decide: state => claimAllowance(state, command, person),
  });
  return { code: executed.kind === 'appended' ? 'claimed' : executed.code, modificationId };
}
const used = async (recordId: string) => allowanceUsed(await mergedCustomer(companyId, recordId, executor), 'cancel', month, '');

describe('a merge', () => {
  test('is an event in each of the two streams, and a repeat adds nothing', async () => {
    await register('a', 'b');
    expect(await merge('a', 'b')).toMatchObject({ kind: 'done', with: 'b' });
    expect(await merge('a', 'b')).toMatchObject({ kind: 'done', with: 'b' });
    expect(typesOf('a')).toEqual(['CustomerRegistered', 'CustomerMerged']);
    expect(typesOf('b')).toEqual(['CustomerRegistered', 'DuplicateAdded']);
    for (const event of store.all().slice(2)) expect(JSON.stringify(event.data)).not.toContain('Eva');
  });
  test('is refused with itself, with nobody, twice, into a merged one, and for one that others were merged into', async () => {
    await register('a', 'b', 'c');
    expect(await merge('a', 'a')).toEqual({ kind: 'refused', code: 'request_invalid' });
    expect(await merge('a', 'nobody')).toEqual({ kind: 'refused', code: 'resource_not_found' });
    expect(await merge('nobody', 'a')).toEqual({ kind: 'refused', code: 'resource_not_found' });
    await merge('a', 'b');
    expect(await merge('a', 'c')).toEqual({ kind: 'refused', code: 'customer_already_merged' });
    expect(await merge('c', 'a')).toEqual({ kind: 'refused', code: 'customer_already_merged' });
    expect(await merge('b', 'a')).toEqual({ kind: 'refused', code: 'customer_has_duplicates' });
    expect(await merge('b', 'c')).toEqual({ kind: 'refused', code: 'customer_has_duplicates' });
    expect(await merge('c', 'b')).toMatchObject({ kind: 'done' });
  });
  test('that died after its first half is completed by a repeat', async () => {
    await register('a', 'b');
    await executor.execute({
      aggregate: customer,
      stream: customerStream(companyId, 'b'),
      commandId: randomUUID(),
      context,
      decide: state => addDuplicate(state, { companyId, customerId: 'a', into: 'b' }),
    });
    expect((await mergedCustomer(companyId, 'b', executor)).recordIds).toEqual(['b']);
    expect(await merge('a', 'b')).toMatchObject({ kind: 'done' });
    expect((await mergedCustomer(companyId, 'b', executor)).recordIds).toEqual(['b', 'a']);
  });
  test('both ways at once makes one of them, or none, and never a circle', async () => {
    for (let round = 0; round < 20; round += 1) {
      openStore();
      await register('a', 'b', 'c');
      await Promise.all([merge('a', 'b'), merge('b', 'c'), merge('c', 'a')]);
      const states = await Promise.all(['a', 'b', 'c'].map(stateOf));
      for (const { mergedInto, duplicates } of states) expect(mergedInto === undefined || duplicates.length === 0).toBe(true);
      // A request that was refused may come again: nothing stays half done.
      for (const id of ['a', 'b', 'c']) await unmerge(id);
      expect(await merge('a', 'b')).toMatchObject({ kind: 'done' });
    }
  });
});

describe('taken back', () => {
  test('both are their own again, and can be merged again the other way round', async () => {
    await register('a', 'b');
    await merge('a', 'b');
    expect(await unmerge('a')).toMatchObject({ kind: 'done', with: 'b' });
    expect(await unmerge('a')).toEqual({ kind: 'refused', code: 'customer_not_merged' });
    expect(await merge('b', 'a')).toMatchObject({ kind: 'done' });
    expect(typesOf('a')).toEqual(['CustomerRegistered', 'CustomerMerged', 'CustomerUnmerged', 'DuplicateAdded']);
  });
  test('what was never merged cannot be taken back', async () => {
    await register('a');
    expect(await unmerge('a')).toEqual({ kind: 'refused', code: 'customer_not_merged' });
    expect(await unmerge('nobody')).toEqual({ kind: 'refused', code: 'resource_not_found' });
  });
});

describe('the month’s allowance', () => {
  test('counts for both together, with what either had used before', async () => {
    await register('a', 'b');
    await claim('a');
    await claim('b');
    await merge('a', 'b');
    expect([await used('a'), await used('b')]).toEqual([2, 2]);
    expect((await claim('a', 3)).code).toBe('claimed');
    expect((await claim('a', 3)).code).toBe('cancel_quota_used');
    expect((await claim('b', 3)).code).toBe('cancel_quota_used');
  });
  test('is each one’s own again afterwards, with what was claimed for it meanwhile', async () => {
    await register('a', 'b');
    await merge('a', 'b');
    await claim('a');
    await claim('a');
    await claim('b');
    await unmerge('a');
    expect([await used('a'), await used('b')]).toEqual([2, 1]);
  });
  test('is given back in whichever stream it was claimed, before or during a merge, and after it was taken back', async () => {
    await register('a', 'b');
    const [before] = [await claim('a')];
    await merge('a', 'b');
    const during = await claim('a');
    const release = (modificationId: string) =>
      releaseAllowanceOf(
        {
          companyId,
          recordId: 'a',
          modificationId,
          code: 'slot_unavailable',
          commandId: derivedId('test', modificationId),
          context,
        },
        executor,
      );
    expect(await release(before.modificationId)).toBe(true);
    await unmerge('a');
    expect(await release(during.modificationId)).toBe(true);
    expect(await release(during.modificationId)).toBe(false);
    expect([await used('a'), await used('b')]).toEqual([0, 0]);
  });
  test('is not claimed from a record that was merged in the meantime', async () => {
    await register('a', 'b');
    const person = await mergedCustomer(companyId, 'a', executor);
    await merge('a', 'b');
    const late = claimAllowance(
      await stateOf('a'),
      {
        claimId: randomUUID(),
        modificationId: randomUUID(),
        appointmentId: 'a',
        kind: 'cancel',
        month,
        limit: 9,
        override: false,
        forCustomerId: 'a',
      },
      person,
    );
    expect(late).toMatchObject({ kind: 'refused', code: 'conflict' });
  });
  test('of many at once never goes beyond the quota', async () => {
    await register('a', 'b');
    await claim('a');
    await merge('a', 'b');
    const codes = await Promise.all(['a', 'b', 'a', 'b', 'a'].map(id => claim(id, 3)));
    expect(codes.filter(({ code }) => code === 'claimed')).toHaveLength(2);
  });
});

test('whatever is merged and taken back, a record stands for itself or for those merged into it, and allowances add up', async () => {
  const ids = ['a', 'b', 'c', 'd'];
  const id = fc.constantFrom(...ids);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), id, into: id }),
    fc.record({ kind: fc.constant('unmerge' as const), id }),
    fc.record({ kind: fc.constant('claim' as const), id }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async steps => {
      openStore();
      await register(...ids);
      const claims: Record<string, number> = {};
      for (const one of steps) {
        if (one.kind === 'merge') await merge(one.id, one.into);
        else if (one.kind === 'unmerge') await unmerge(one.id);
        else if ((await claim(one.id)).code === 'claimed') claims[one.id] = (claims[one.id] ?? 0) + 1;
      }
      for (const one of ids) {
        const { mergedInto, duplicates } = await stateOf(one);
        expect(mergedInto === undefined || duplicates.length === 0).toBe(true);
        if (mergedInto !== undefined) expect((await stateOf(mergedInto)).mergedInto).toBeUndefined();
        const { recordIds } = await mergedCustomer(companyId, one, executor);
        expect(await used(one)).toBe(recordIds.reduce((sum, record) => sum + (claims[record] ?? 0), 0));
      }
    }),
    { numRuns: 60 },
  );
});
