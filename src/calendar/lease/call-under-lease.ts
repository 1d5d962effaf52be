// A request to the calendar that begins and ends within its lease, so that no two workers ever ask for the same booking at once.

import { type Clock, waitOver } from '../../domain/clock.ts';
import type { CallOptions } from '../provider.ts';
import type { Lease } from './lease.ts';

/** Five seconds while a caller waits, thirty in the background. */
const timeouts = { caller: 5_000, background: 30_000 };
/** How long the rate limit may hold back what nobody waits for. */
const backgroundWaitMs = 20_000;
/** For clocks that disagree and answers that are written late. */
const marginMs = 5_000;
/** The request is given up this long before the lease ends. */
const abortMarginMs = 1_000;

export interface LeasedCallOptions {
  priority: 'caller' | 'background';
  /** Until then a caller waits. */
  budgetEndsAt: Date;
  /** A change, not a look: the lease is marked before the first byte leaves. */
  changes: boolean;
}

/** How long a lease must be for a request to be sent under it. */
export function leaseMs({ priority, budgetEndsAt }: Pick<LeasedCallOptions, 'priority' | 'budgetEndsAt'>, now: Date): number {
  return waitMs({ priority, budgetEndsAt }, now) + timeouts[priority] + marginMs;
}

const waitMs = ({ priority, budgetEndsAt }: Pick<LeasedCallOptions, 'priority' | 'budgetEndsAt'>, now: Date): number =>
  priority === 'caller' ? Math.max(0, budgetEndsAt.getTime() - now.getTime()) : backgroundWaitMs;

/** Throws `lease_lost` where the lease has become another's; nothing is sent then. */
export async function callUnderLease<T>(
  lease: Lease,
  clock: Clock,
  asking: LeasedCallOptions,
  call: (options: CallOptions) => Promise<T>,
): Promise<T> {
  const now = clock.now();
  const needed = leaseMs(asking, now);
  if (lease.until.getTime() - now.getTime() < needed) await lease.extend(needed);
  const timeoutMs = timeouts[asking.priority];
  const giveUp = new AbortController();
  const over = new AbortController();
  clock.sleep(lease.until.getTime() - now.getTime() - abortMarginMs, over.signal).then(
    () => giveUp.abort(),
    () => undefined,
  );
  try {
    return await call({
      priority: asking.priority,
      timeoutMs,
      maxWaitMs: waitMs(asking, now),
      signal: giveUp.signal,
      ...(asking.changes && { onSend: () => lease.markSent(timeoutMs + marginMs) }),
    });
  } finally {
    over.abort(waitOver);
  }
}
