// Merges two records in two streams; if the process dies in between, a repeat completes it.
import { randomUUID } from 'node:crypto';
import {
  addDuplicate,
  type MergeCustomers,
  mergeCustomer,
  removeDuplicate,
  type UnmergeCustomer,
  unmergeCustomer,
} from '../../commands/customer/merge-customers.ts';
import type { Code } from '../domain/codes.ts';
import { type CustomerState, customer } from '../domain/customer/customer.ts';
import type { Decision } from '../domain/decision.ts';
import type { CustomerEvent } from '../domain/event-catalogue.ts';
import { customerStream, derivedId } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Executor } from '../platform/eventstore/execute.ts';

/** `with`: the record that stands, or stood, for both. */
export type Merged = { kind: 'done'; with: string; position: bigint | undefined } | { kind: 'refused'; code: Code };

/**
 * The record that stands for both records it first: from then on it cannot be merged away. Then the duplicate names it, which is
 * what makes them one. Where the duplicate refuses, the first step is undone.
 */
export async function mergeCustomers(command: MergeCustomers, context: RequestContext, executor: Executor): Promise<Merged> {
  const { companyId, customerId, into } = command;
  const step = stepOf(companyId, context, executor);
  const { state: duplicate } = await executor.load(customer, customerStream(companyId, customerId), { fresh: true });
  const foreseen = mergeCustomer(duplicate, command);
  if (foreseen.kind === 'refused') return { kind: 'refused', code: foreseen.code };
  const added = await step(into, 'add', state => addDuplicate(state, command));
  if (added.kind === 'refused') return added;
  const merged = await step(customerId, 'merge', state => mergeCustomer(state, command));
  if (merged.kind === 'done') return { kind: 'done', with: into, position: merged.position ?? added.position };
  await step(into, 'remove', state => removeDuplicate(state, command));
  return merged;
}

/** The duplicate is independent again first; then the other record forgets it. A repeat completes that. */
export async function unmergeCustomers(command: UnmergeCustomer, context: RequestContext, executor: Executor): Promise<Merged> {
  const { companyId, customerId } = command;
  const step = stepOf(companyId, context, executor);
  const { state } = await executor.load(customer, customerStream(companyId, customerId), { fresh: true });
  const from = state.mergedInto ?? state.everMergedWith.at(-1) ?? customerId;
  const unmerged = await step(customerId, 'unmerge', current => unmergeCustomer(current, command));
  const forgotten = await step(from, 'remove', current => removeDuplicate(current, { companyId, customerId, into: from }));
  if (unmerged.kind === 'done') return { kind: 'done', with: from, position: unmerged.position };
  // Nothing to undo, except where a first try died before its second half.
  return forgotten.kind === 'done' && forgotten.position !== undefined ? { ...forgotten, with: from } : unmerged;
}

type Step = { kind: 'done'; position: bigint | undefined } | { kind: 'refused'; code: Code };

const stepOf =
  (companyId: string, context: RequestContext, executor: Executor) =>
  async (id: string, name: string, decide: (state: CustomerState) => Decision<CustomerEvent>): Promise<Step> => {
    const executed = await executor.execute({
      aggregate: customer,
      stream: customerStream(companyId, id),
      commandId: derivedId('merge', companyId, context.correlationId, name, id, randomUUID()),
      context: { ...context, subject: id },
      decide,
    });
    if (executed.kind !== 'appended') return { kind: 'refused', code: executed.code };
    return { kind: 'done', position: executed.events.length > 0 ? executed.position : undefined };
  };
