// Staff lets a caller who was locked out try again.
import { z } from 'zod';
import type { CallState } from '../src/domain/call.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { CallEvent } from '../src/domain/events/catalogue.ts';

export const releaseLockoutSchema = z.object({
  /** Of a withheld number. */
  callId: z.string().optional(),
  /** Full E.164. */
  number: z.string().optional(),
  reasonCode: z.string().min(1).max(50),
});
export type ReleaseLockout = z.infer<typeof releaseLockoutSchema>;

/** Once a request; `conflict` where the same request asked for something else before. */
export function releaseLockout(state: CallState, { callId, number, reasonCode }: ReleaseLockout): Decision<CallEvent> {
  if (state.requests.size > 0) return refused('conflict');
  if (state.released) return accepted<CallEvent>();
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
