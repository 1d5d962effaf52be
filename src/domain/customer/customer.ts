// The state of a customer's record, folded from its stream: contact, used allowance, merges.
import type { Aggregate } from '../decision.ts';
import type { CustomerEvent } from '../event-catalogue.ts';
import type { ModificationKind } from '../values.ts';

export interface AllowanceClaim {
  /** The event's: a modification may claim once more after its claim was given back. */
  id: string;
  modificationId: string;
  kind: ModificationKind;
  month: string;
  /** The record it was claimed for, where that was merged into this one. */
  forCustomerId?: string | undefined;
}

export interface CustomerState {
  companyId: string | undefined;
  contact: { name: string; phone?: string | undefined; email?: string | undefined } | undefined;
  claims: AllowanceClaim[];
  /** Notifications staff have spoken with the customer about, and those that were posted to be sent. */
  notified: string[];
  sent: string[];
  /** The record that stands for this one. A record that others were merged into is never merged itself. */
  mergedInto: string | undefined;
  /** Records merged into this one, or about to be: each one's own stream shows whether it is. */
  duplicates: string[];
  /** Every record this one was ever merged with, either way. */
  everMergedWith: string[];
  /** The person is to be forgotten, or is. */
  erasure: { by: string; reasonCode: string; state: 'requested' | 'done' } | undefined;
  /** Ids of what was cleared. */
  cleared: ReadonlySet<string>;
  /** Whose keys were destroyed with it. */
  erasedSubjects: ReadonlySet<string>;
}

export const customer: Aggregate<CustomerState, CustomerEvent> = {
  name: 'customer',
  initial: {
    companyId: undefined,
    contact: undefined,
    claims: [],
    notified: [],
    sent: [],
    mergedInto: undefined,
    duplicates: [],
    everMergedWith: [],
    erasure: undefined,
    cleared: new Set(),
    erasedSubjects: new Set(),
  },
  evolve(state, event) {
    switch (event.type) {
      case 'CustomerRegistered':
      case 'CustomerContactChanged':
        return { ...state, companyId: event.data.companyId, contact: event.data.personal };
      case 'CustomerErasureRequested': {
        const { by, reasonCode } = event.data;
        return { ...state, companyId: event.data.companyId, erasure: { by, reasonCode, state: 'requested' } };
      }
      case 'CustomerErased': {
        const { by, reasonCode, cleared, subjects } = event.data;
        const ids = Object.values(cleared).flat();
        return {
          ...state,
          contact: undefined,
          erasure: { by, reasonCode, state: 'done' },
          cleared: new Set([...state.cleared, ...ids]),
          erasedSubjects: new Set([...state.erasedSubjects, ...subjects]),
        };
      }
      case 'AllowanceClaimed': {
        const { modificationId, kind, month, forCustomerId } = event.data;
        return { ...state, claims: [...state.claims, { id: event.id, modificationId, kind, month, forCustomerId }] };
      }
      case 'AllowanceReleased':
        return { ...state, claims: state.claims.filter(claim => claim.modificationId !== event.data.modificationId) };
      case 'CustomerNotified':
        return event.data.sent
          ? { ...state, sent: [...state.sent, event.data.notificationId] }
          : { ...state, notified: [...state.notified, event.data.notificationId] };
      case 'CustomerMerged':
        return { ...met(state, event.data.into), mergedInto: event.data.into };
      case 'CustomerUnmerged':
        return { ...state, mergedInto: undefined };
      case 'DuplicateAdded':
        return { ...met(state, event.data.duplicateId), duplicates: [...state.duplicates, event.data.duplicateId] };
      case 'DuplicateRemoved':
        return { ...state, duplicates: state.duplicates.filter(id => id !== event.data.duplicateId) };
    }
  },
};

const met = (state: CustomerState, id: string): CustomerState =>
  state.everMergedWith.includes(id) ? state : { ...state, everMergedWith: [...state.everMergedWith, id] };

/** One person as far as staff know: the record that stands for them, and every stream that holds their allowances. */
export interface MergedCustomer {
  customerId: string;
  /** Of this person: the record itself and those merged into it. */
  recordIds: readonly string[];
  /** By record; among them records that were once merged with the person's, which may hold claims from that time. */
  states: ReadonlyMap<string, CustomerState>;
}

/** Allowances of a kind the person has used in a month, by other modifications than this one. */
export function allowanceUsed(
  { recordIds, states }: MergedCustomer,
  kind: ModificationKind,
  month: string,
  exceptModificationId: string,
): number {
  const counted = [...states].flatMap(([id, { claims }]) =>
    claims
      .filter(claim => claim.kind === kind && claim.month === month && recordIds.includes(claim.forCustomerId ?? id))
      .map(({ modificationId }) => modificationId),
  );
  return new Set(counted.filter(id => id !== exceptModificationId)).size;
}
