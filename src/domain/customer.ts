// A customer as his stream tells it: how to reach him, and what he has used of the month's allowance.
import type { Aggregate } from './decision.ts';
import type { CustomerEvent } from './events/catalogue.ts';
import type { ModificationKind } from './values.ts';

export interface AllowanceClaim {
  modificationId: string;
  kind: ModificationKind;
  month: string;
}

export interface CustomerState {
  companyId: string | undefined;
  contact: { name: string; phone?: string | undefined; email?: string | undefined } | undefined;
  claims: AllowanceClaim[];
  /** Notifications the customer has been told, and those that were posted to be told. */
  notified: string[];
  sent: string[];
}

export const customer: Aggregate<CustomerState, CustomerEvent> = {
  name: 'customer',
  initial: { companyId: undefined, contact: undefined, claims: [], notified: [], sent: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'CustomerRegistered':
      case 'CustomerContactChanged':
        return { ...state, companyId: event.data.companyId, contact: event.data.personal };
      case 'AllowanceClaimed': {
        const { modificationId, kind, month } = event.data;
        return { ...state, claims: [...state.claims, { modificationId, kind, month }] };
      }
      case 'AllowanceReleased':
        return { ...state, claims: state.claims.filter(claim => claim.modificationId !== event.data.modificationId) };
      case 'CustomerNotified':
        return event.data.sent
          ? { ...state, sent: [...state.sent, event.data.notificationId] }
          : { ...state, notified: [...state.notified, event.data.notificationId] };
    }
  },
};

/** Allowances of a kind used in a month, by other modifications than this one. */
export function allowanceUsed(state: CustomerState, kind: ModificationKind, month: string, exceptModificationId: string): number {
  return state.claims.filter(
    claim => claim.kind === kind && claim.month === month && claim.modificationId !== exceptModificationId,
  ).length;
}
