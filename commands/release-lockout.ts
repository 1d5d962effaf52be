// Staff lets a caller who was locked out try again.
import { accepted, type Decision } from '../src/domain/decision.ts';
import type { CallEvent } from '../src/domain/event-catalogue.ts';

export interface ReleaseLockout {
  /** Of a withheld number. */
  callId?: string | undefined;
  /** Full E.164. */
  number?: string | undefined;
  reasonCode: string;
}

/** Always recorded: two releases are two events. */
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
