// How a lease is released when its holder has finished: one place, so that no way out of a run loses what may still happen.

import { type AppointmentState, isKept, pendingOf } from '../../domain/appointment/appointment-state.ts';
import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import { looksAfterRevertMs } from '../saga/retry-schedule.ts';
import type { CalendarJob, Lease, LeaseRelease } from './lease.ts';

/** After a fault of ours the next try is due after this time. */
const afterFaultMs = 10_000;

export interface RunResult {
  now: Date;
  /** When the holder's own change is to be tried again; no other waits for it. */
  retryAt?: Date | undefined;
  /** The holder has recorded what became of it; otherwise the lease is kept for what it was kept for before. */
  recorded: boolean;
  /** Besides what has settled it another request may still be in flight, and nothing holds that against it. */
  anotherInFlight?: boolean;
}

/**
 * From where the appointment stands. What was sent is remembered while anything is pending, and after a change that stands
 * reverted, or by an operator's word alone: the calendar has not answered for it, so it may take effect late and is looked for. Of
 * a move sent twice the one that came second is refused only as long as the first one's booking stands where it was moved to;
 * a move back to where it still stands was not sent at all, and what an operator takes from the calendar was not either.
 */
export function releaseAfter(
  job: CalendarJob,
  state: AppointmentState,
  lease: Pick<Lease, 'firstSentAt' | 'owedLook'>,
  { now, retryAt, recorded, anotherInFlight = false }: RunResult,
): LeaseRelease {
  const pending = pendingOf(state);
  if (pending) {
    const own = pending.modificationId === job.modificationId;
    return { kind: 'free', notBefore: (own ? retryAt : undefined) ?? now };
  }
  if (lease.firstSentAt === null) return { kind: 'done' };
  if (!recorded && lease.owedLook) return lease.owedLook;
  const move = anotherInFlight && state.last !== undefined && modificationKinds[state.last.kind].moves;
  const mayComeLate = state.last?.state === 'reverted' || isKept(state) || move;
  return mayComeLate ? { kind: 'first_look', notBefore: new Date(now.getTime() + looksAfterRevertMs.first) } : { kind: 'done' };
}

/** Nothing was sent under it: what it was kept for before it is kept for again. */
export function releaseUnused({ firstSentAt, owedLook }: Pick<Lease, 'firstSentAt' | 'owedLook'>, now: Date): LeaseRelease {
  if (owedLook) return owedLook;
  return firstSentAt === null ? { kind: 'done' } : { kind: 'free', notBefore: now };
}

/** The stream could not be read or written: a look that is owed stays owed, and anything else comes again by itself. */
export function releaseAfterFault({ owedLook }: Pick<Lease, 'owedLook'>, now: Date): LeaseRelease {
  const soon = now.getTime() + afterFaultMs;
  if (!owedLook) return { kind: 'free', notBefore: new Date(soon) };
  return { ...owedLook, notBefore: new Date(Math.max(soon, owedLook.notBefore.getTime())) };
}
