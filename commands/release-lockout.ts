// Staff lets a caller who was locked out try again.
import { z } from 'zod';
import { accepted, type Decision } from '../src/domain/decision.ts';
import type { CallEvent } from '../src/domain/events/catalogue.ts';

export const releaseLockoutSchema = z.object({
  /** Of a withheld number. */
  callId: z.string().optional(),
  /** Full E.164. */
  number: z.string().optional(),
  reasonCode: z.string().min(1).max(50),
});
export type ReleaseLockout = z.infer<typeof releaseLockoutSchema>;

/** Always on record: what is asked for twice was released twice. */
export function releaseLockout({ callId, number, reasonCode }: ReleaseLockout): Decision<CallEvent> {
  return accepted<CallEvent>({
    type: 'LockoutReleased',
    data: {
      scope: number === undefined ? 'call' : 'number',
      reasonCode,
      ...(callId !== undefined && { callId }),
      ...(number !== undefined && { personal: { number } }),
    },
  });
}
