// Forgets a customer: asked for first, recorded when the key is destroyed.
import type { CustomerState } from '../../src/domain/customer/customer.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { CustomerEvent, DataOf } from '../../src/domain/event-catalogue.ts';

export type EraseCustomer = DataOf<'CustomerErasureRequested'>;
export type Cleared = DataOf<'CustomerErased'>['cleared'];

/** Asks once; who asks again adds nothing. */
export function requestErasure(state: CustomerState, command: EraseCustomer): Decision<CustomerEvent> {
  if (state.erasure) return accepted<CustomerEvent>();
  if (state.companyId === undefined) return refused('resource_not_found');
  return accepted<CustomerEvent>({ type: 'CustomerErasureRequested', data: command });
}

/** Records it, and again only where a key was ended then, or something is cleared that was not before. */
export function recordErasure(
  state: CustomerState,
  command: EraseCustomer & { cleared: Cleared },
  keysEnded: boolean,
): Decision<CustomerEvent> {
  const isNew = Object.values(command.cleared)
    .flat()
    .some(id => !state.cleared.has(id));
  if (state.erasure?.state === 'done' && !isNew && !keysEnded) return accepted<CustomerEvent>();
  return accepted<CustomerEvent>({ type: 'CustomerErased', data: command });
}
