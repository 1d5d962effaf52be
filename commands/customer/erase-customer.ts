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

/** Records it, and again only where a key was ended then, or something goes with it that did not before. */
export function recordErasure(
  state: CustomerState,
  command: EraseCustomer & { cleared: Cleared; subjects: readonly string[] },
  keysEnded: boolean,
): Decision<CustomerEvent> {
  const { cleared, subjects, ...why } = command;
  const isNew =
    Object.values(cleared)
      .flat()
      .some(id => !state.cleared.has(id)) || subjects.some(subject => !state.erasedSubjects.has(subject));
  if (state.erasure?.state === 'done' && !isNew && !keysEnded) return accepted<CustomerEvent>();
  return accepted<CustomerEvent>({ type: 'CustomerErased', data: { ...why, cleared, subjects: [...subjects] } });
}
