// A change counts against the customer's monthly quota: claimed before the decision, released if nothing came of it.
import { z } from 'zod';
import { allowanceUsed, type CustomerState } from '../src/domain/customer.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { CustomerEvent } from '../src/domain/events/catalogue.ts';
import { derivedId } from '../src/domain/ids.ts';
import { idSchema, modificationKindSchema } from '../src/domain/values.ts';

export const claimAllowanceSchema = z.object({
  modificationId: z.uuid(),
  appointmentId: idSchema,
  kind: modificationKindSchema,
  month: z.string(),
  /** The quota in force; an override claims beyond it. */
  limit: z.int().nonnegative(),
  override: z.boolean(),
});
export type ClaimAllowance = z.infer<typeof claimAllowanceSchema>;

/** Claims once per modification, while the quota lasts. */
export function claimAllowance(state: CustomerState, command: ClaimAllowance): Decision<CustomerEvent> {
  const { modificationId, appointmentId, kind, month, limit, override } = command;
  if (state.claims.some(claim => claim.modificationId === modificationId)) return accepted<CustomerEvent>();
  if (!override && allowanceUsed(state, kind, month, modificationId) >= limit) {
    return refused(kind === 'cancel' ? 'cancel_quota_used' : 'reschedule_quota_used', { quota: limit });
  }
  return accepted<CustomerEvent>({ type: 'AllowanceClaimed', data: { modificationId, appointmentId, kind, month } });
}

export const releaseAllowanceSchema = z.object({ modificationId: z.uuid(), code: z.string() });
export type ReleaseAllowance = z.infer<typeof releaseAllowanceSchema>;

/** Gives an allowance back; without a claim there is nothing to give. */
export function releaseAllowance(state: CustomerState, command: ReleaseAllowance): Decision<CustomerEvent> {
  if (!state.claims.some(claim => claim.modificationId === command.modificationId)) return accepted<CustomerEvent>();
  const id = derivedId('allowance-released', command.modificationId);
  return accepted<CustomerEvent>({ id, type: 'AllowanceReleased', data: command });
}
