// The types of a change that is to be decided, and of its progress.
import type { CallEvent, NewEvent } from '../domain/event-catalogue.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Seen } from '../domain/policy/terms.ts';
import type { ModificationKind, Money } from '../domain/values.ts';

/** A change to be decided; the caller's words have become ids and instants. */
export interface Change {
  commandId: string;
  companyId: string;
  appointmentId: string;
  operation: ModificationKind;
  newStartsAt: string | undefined;
  seen: Seen | null;
  callId: string | undefined;
  identifiedBy: string | undefined;
  reasonCode: string | undefined;
  reason: string | undefined;
  feeAccepted: boolean;
  override: { by: string; reasonCode: string } | undefined;
  waiver: { by: string; reasonCode: string } | undefined;
  /** The fee the caller last heard for it; null: none. Undefined for staff, who know the fees. */
  feeStated: Money | null | undefined;
  context: RequestContext;
  /** The time of the decision: fixed once. */
  now: Date;
  /** Where it is noted what may have been decided; left out where nothing is appended. */
  progress?: Progress;
}

/**
 * Four states: nothing is decided; the decision may hold, since its append has begun and has not ended in a conflict; it holds;
 * it is settled. From the second on nobody may hear that it did not work.
 */
export interface Progress {
  /** From the second state on. */
  decided: Decided | undefined;
  /** Who was identified for it, for the call's stream. */
  identified: NewEvent<CallEvent>[];
}

export interface Decided {
  change: Change;
  modificationId: string;
  oldStartsAt: string;
  newStartsAt?: string;
  fee?: Money;
}
