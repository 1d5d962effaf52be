// A change counts against the customer's monthly quota: claimed before the decision, released if nothing came of it.
import { modificationKinds } from '../../src/domain/appointment/modification-kinds.ts';
import { allowanceUsed, type CustomerState, type MergedCustomer } from '../../src/domain/customer/customer.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { CustomerEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import type { ModificationKind } from '../../src/domain/values.ts';

export interface ClaimAllowance {
  /** A new id for each claim: a claim that was given back and the next one for the same modification are two. */
  claimId: string;
  modificationId: string;
  appointmentId: string;
  kind: ModificationKind;
  month: string;
  /** The quota in force; an override claims beyond it. */
  limit: number;
  override: boolean;
  /** The record the appointment belongs to. */
  forCustomerId: string;
}

/** Claims once per modification, while the person's quota lasts; `conflict` where the record was merged into another meanwhile. */
export function claimAllowance(state: CustomerState, command: ClaimAllowance, person: MergedCustomer): Decision<CustomerEvent> {
  const { claimId, modificationId, appointmentId, kind, month, limit, override, forCustomerId } = command;
  if (state.claims.some(claim => claim.modificationId === modificationId)) return accepted<CustomerEvent>();
  if (state.mergedInto !== undefined) return refused('conflict');
  const now: MergedCustomer = { ...person, states: new Map(person.states).set(person.customerId, state) };
  if (!override && allowanceUsed(now, kind, month, modificationId) >= limit) {
    return refused(modificationKinds[kind].codes.quotaUsed, { quota: limit });
  }
  const ofDuplicate = forCustomerId === person.customerId ? {} : { forCustomerId };
  return accepted<CustomerEvent>({
    id: claimId,
    type: 'AllowanceClaimed',
    data: { modificationId, appointmentId, kind, month, ...ofDuplicate },
  });
}

export interface ReleaseAllowance {
  modificationId: string;
  /** Why nothing came of the change. */
  code: string;
}

/** Gives an allowance back; without a claim it adds nothing. */
export function releaseAllowance(state: CustomerState, command: ReleaseAllowance): Decision<CustomerEvent> {
  const claimed = state.claims.find(claim => claim.modificationId === command.modificationId);
  if (!claimed) return accepted<CustomerEvent>();
  const id = derivedId('allowance-released', claimed.id);
  return accepted<CustomerEvent>({ id, type: 'AllowanceReleased', data: command });
}
