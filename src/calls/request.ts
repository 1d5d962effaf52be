// A request as reception takes it, from a call or from staff; what retell/ and api/ translate into.
import type { CallEvent, NewEvent } from '../domain/events/catalogue.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Seen } from '../domain/terms.ts';
import type { ModificationKind, Money } from '../domain/values.ts';

/** A function an agent called, from a call whose signature was checked. */
export interface CallRequest {
  callId: string;
  callType: string;
  direction: 'inbound' | 'outbound' | undefined;
  agentId: string | undefined;
  /** The company's side: the called number inbound, `from_number` outbound. */
  companyNumber: string | undefined;
  /** The customer's side, as sent. */
  customerNumber: string | undefined;
  startedAt: string | undefined;
  /** The name and customer id from the call's own data. */
  callData: { name: string | undefined; customerId: string | undefined };
  /** What stands for the signature it came under: the same signed bytes are answered alike, however often and late they come. */
  delivery?: string | undefined;
  function: CallFunction;
  /** As sent: a repeat is recognised by them. */
  arguments: Record<string, unknown>;
}

/** What a caller can ask for, in the caller's words: days and times are still text. */
export type CallFunction =
  | {
      name: 'cancel_appointment';
      date?: string | undefined;
      time?: string | undefined;
      customerName?: string | undefined;
      reason?: string | undefined;
      feeAccepted: boolean;
    }
  | {
      name: 'reschedule_appointment';
      date?: string | undefined;
      time?: string | undefined;
      newDate?: string | undefined;
      newTime?: string | undefined;
      customerName?: string | undefined;
      reason?: string | undefined;
      feeAccepted: boolean;
    }
  | { name: 'list_appointments'; customerName?: string | undefined }
  | {
      name: 'find_slots';
      date?: string | undefined;
      time?: string | undefined;
      wantedDate?: string | undefined;
      customerName?: string | undefined;
    };

/** What is asked with one of the functions. */
export type Asked<N extends CallFunction['name']> = Extract<CallFunction, { name: N }>;

/** A change a member of staff asks for over the API. */
export interface StaffRequest {
  companyId: string;
  /** The `Idempotency-Key`, or a fresh id. */
  requestId: string;
  /** The key's name. */
  actor: string;
  operation: ModificationKind;
  appointmentId: string;
  /** UTC instant; for a move. */
  newStartsAt?: string | undefined;
  feeAccepted: boolean;
  override?: { reasonCode: string } | undefined;
  waiver?: { reasonCode: string } | undefined;
  reasonCode?: string | undefined;
  reason?: string | undefined;
}

/** A change as reception hands it on; the caller's words have become ids and instants. */
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
  /** The fee the caller was last told for it; null: none. Undefined for staff, who knows. */
  feeTold: Money | null | undefined;
  context: RequestContext;
  /** The time of the decision: fixed once. */
  now: Date;
  /** Where it is noted what may have been decided; left out where nothing is appended. */
  progress?: Progress;
}

/**
 * Four states: nothing is decided; the decision may stand, since its append has begun and has not ended in a conflict; it stands; it
 * is settled. From the second on nobody may be told that it did not work.
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
