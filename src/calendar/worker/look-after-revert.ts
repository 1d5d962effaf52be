// The looks 2 and 15 minutes after a revert: a request that took effect late is recorded as a change made at the calendar, so
// that the stream and the calendar agree; a customer who heard otherwise gets a notification.

import { appointment } from '../../domain/appointment/appointment.ts';
import { pendingOf } from '../../domain/appointment/appointment-state.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { callUnderLease } from '../lease/call-under-lease.ts';
import type { CalendarJob, Lease, LeaseRelease, LookAfterRevert } from '../lease/lease.ts';
import { factsOf } from '../record/booking-facts.ts';
import { driftOf } from '../record/drift.ts';
import type { RunDependencies } from '../saga/carry-out.ts';
import { looksAfterRevertMs } from '../saga/retry-schedule.ts';
import { lookTwice } from '../sync/look-twice.ts';

/** The second look cannot see: it is repeated after this, for a day at most. */
const againMs = 5 * 60_000;
const longestMs = 24 * 3_600_000;

/** Looks once and records what it finds; gives when to look again. */
export async function lookAfterRevert(
  job: CalendarJob,
  which: LookAfterRevert,
  lease: Lease,
  { executor, calendar, clock, recorder, log }: RunDependencies,
): Promise<LeaseRelease> {
  const stream = appointmentStream(job.companyId, job.appointmentId);
  const { state } = await executor.load(appointment, stream, { fresh: true });
  const bookingUid = state.booking?.uid;
  // A later change looks before it acts, since the lease still says that something was sent.
  if (pendingOf(state)) return { kind: 'free', notBefore: clock.now() };
  if (bookingUid === undefined || state.status !== 'scheduled') return { kind: 'done' };
  const asking = { priority: 'background' as const, budgetEndsAt: clock.now(), changes: false };
  const wanted = { bookingUid, startsAt: state.period.startsAt, wantedStart: state.last?.to?.startsAt };
  const seen = await lookTwice(
    () => callUnderLease(lease, clock, asking, call => calendar.look(job.companyId, wanted, call)),
    clock,
  );
  const difference = driftOf(state, bookingUid, seen, 'look');
  if (difference.kind === 'change') await recorder.change(job, state, difference.change, job.modificationId);
  if (difference.kind === 'none' && seen.kind === 'live') await recorder.details(job, factsOf(seen.booking), 'look');
  if (difference.kind === 'link') await recorder.link(job, state, difference.bookingUid, difference.awaitingConfirmation);
  if (difference.kind === 'change' && state.last?.state === 'reverted')
    log.warn({ ...job, outcome: difference.change.kind }, 'a reverted change took effect late');
  const now = clock.now().getTime();
  // A change decided meanwhile still has to know that something was sent.
  const { state: after } = await executor.load(appointment, stream, { fresh: true });
  if (pendingOf(after)) return { kind: 'free', notBefore: new Date(now) };
  const secondAt = now + looksAfterRevertMs.second - looksAfterRevertMs.first;
  if (which === 'first_look') return { kind: 'second_look', notBefore: new Date(secondAt) };
  const repeated = seen.kind === 'unseen' && now < (lease.firstSentAt?.getTime() ?? 0) + longestMs;
  return repeated ? { kind: 'second_look', notBefore: new Date(now + againMs) } : { kind: 'done' };
}
