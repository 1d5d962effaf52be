// A request as it comes in, from a call or from staff.
import type { ModificationKind } from '../domain/values.ts';
import type { PlacedCall } from './call-source.ts';
import type { FunctionCall } from './functions/call-function.ts';

/** A function an agent called, from a call whose signature was checked. */
export interface CallRequest extends PlacedCall {
  function: FunctionCall;
  /** As sent: a repeat is recognised by them. */
  arguments: Record<string, unknown>;
}

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
