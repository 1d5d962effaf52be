// Gathers all records of one person from their streams: what counts per customer counts over all of them.
import { releaseAllowance } from '../../commands/customer/claim-allowance.ts';
import { type CustomerState, customer, type MergedCustomer } from '../domain/customer/customer.ts';
import { customerStream, derivedId } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Executor } from '../platform/eventstore/execute.ts';

/** The person a record belongs to. */
export async function mergedCustomer(companyId: string, recordId: string, executor: Executor): Promise<MergedCustomer> {
  const states = new Map<string, CustomerState>();
  const own = await stateOf(recordId);
  const customerId = own.mergedInto ?? recordId;
  const standing = await stateOf(customerId);
  await Promise.all(standing.duplicates.map(stateOf));
  const recordIds = [customerId, ...standing.duplicates.filter(id => states.get(id)?.mergedInto === customerId)];
  await Promise.all(recordIds.flatMap(id => states.get(id)?.everMergedWith ?? []).map(stateOf));
  return { customerId, recordIds, states };

  async function stateOf(id: string): Promise<CustomerState> {
    const known = states.get(id);
    if (known) return known;
    const { state } = await executor.load(customer, customerStream(companyId, id), { fresh: true });
    states.set(id, state);
    return state;
  }
}

export interface AllowanceRelease {
  companyId: string;
  recordId: string;
  modificationId: string;
  code: string;
  /** Id of the commands; a repeat has the same. */
  commandId: string;
  context: RequestContext;
}

/** Gives a claim back in the person's stream that holds it; true if there was one. */
export async function releaseAllowanceOf(
  { companyId, recordId, modificationId, code, commandId, context }: AllowanceRelease,
  executor: Executor,
): Promise<boolean> {
  const { states } = await mergedCustomer(companyId, recordId, executor);
  const holding = [...states].filter(([, { claims }]) => claims.some(claim => claim.modificationId === modificationId));
  const released = await Promise.all(
    holding.map(([id]) =>
      executor.execute({
        aggregate: customer,
        stream: customerStream(companyId, id),
        commandId: derivedId(commandId, id),
        context: { ...context, subject: id },
        decide: state => releaseAllowance(state, { modificationId, code }),
      }),
    ),
  );
  return released.some(executed => executed.kind === 'appended' && executed.events.length > 0);
}
