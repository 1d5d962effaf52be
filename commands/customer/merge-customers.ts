// Staff merge two records of one person, or undo that. Each record decides for itself, in its own stream.
import type { CustomerState } from '../../src/domain/customer/customer.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { CustomerEvent } from '../../src/domain/event-catalogue.ts';

export interface MergeCustomers {
  companyId: string;
  /** The record that is merged, the duplicate. */
  customerId: string;
  /** The record that stands for both. */
  into: string;
  by: string;
  reasonCode: string;
}
type Pair = Pick<MergeCustomers, 'companyId' | 'customerId' | 'into'>;

/** First: the record that is to stand for both, in its stream. From then on it cannot be merged into another itself. */
export function addDuplicate(state: CustomerState, { companyId, customerId, into }: Pair): Decision<CustomerEvent> {
  if (state.erasure) return refused('customer_erased');
  if (!state.contact) return refused('resource_not_found');
  if (customerId === into) return refused('request_invalid');
  if (state.mergedInto !== undefined) return refused('customer_already_merged');
  if (state.duplicates.includes(customerId)) return accepted<CustomerEvent>();
  return accepted<CustomerEvent>({ type: 'DuplicateAdded', data: { companyId, customerId: into, duplicateId: customerId } });
}

/** Then: the duplicate, in its own stream. One that others were merged into is refused, so that merges never form a chain or circle. */
export function mergeCustomer(state: CustomerState, command: MergeCustomers): Decision<CustomerEvent> {
  const { companyId, customerId, into, by, reasonCode } = command;
  if (state.erasure) return refused('customer_erased');
  if (!state.contact) return refused('resource_not_found');
  if (customerId === into) return refused('request_invalid');
  if (state.mergedInto === into) return accepted<CustomerEvent>();
  if (state.mergedInto !== undefined) return refused('customer_already_merged');
  if (state.duplicates.length > 0) return refused('customer_has_duplicates');
  return accepted<CustomerEvent>({ type: 'CustomerMerged', data: { companyId, customerId, into, by, reasonCode } });
}

export type UnmergeCustomer = Omit<MergeCustomers, 'into'>;

/** Undoes a merge: both records are as before, each with what was added to it meanwhile. */
export function unmergeCustomer(state: CustomerState, command: UnmergeCustomer): Decision<CustomerEvent> {
  if (state.erasure) return refused('customer_erased');
  if (!state.contact) return refused('resource_not_found');
  if (state.mergedInto === undefined) return refused('customer_not_merged');
  const { companyId, customerId, by, reasonCode } = command;
  const from = state.mergedInto;
  return accepted<CustomerEvent>({ type: 'CustomerUnmerged', data: { companyId, customerId, from, by, reasonCode } });
}

/** The duplicate is no longer one, or never became one. */
export function removeDuplicate(state: CustomerState, { companyId, customerId, into }: Pair): Decision<CustomerEvent> {
  if (!state.duplicates.includes(customerId)) return accepted<CustomerEvent>();
  return accepted<CustomerEvent>({ type: 'DuplicateRemoved', data: { companyId, customerId: into, duplicateId: customerId } });
}
