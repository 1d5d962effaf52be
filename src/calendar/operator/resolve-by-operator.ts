// An operator's resolution carried out: looked at the calendar first, under the appointment's lease, and recorded with what it leads to.

import { isResolved, type ResolveModification } from '../../../commands/appointment/resolve-modification.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import { type AppointmentState, type Modification, pendingOf } from '../../domain/appointment/appointment-state.ts';
import type { Clock } from '../../domain/clock.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { RequestContext } from '../../domain/metadata.ts';
import { type Booking, isLive, sameInstant } from '../booking.ts';
import { callUnderLease, leaseMs } from '../lease/call-under-lease.ts';
import type { CalendarJob, Lease, LeaseRelease, Leases } from '../lease/lease.ts';
import { releaseAfter, releaseAfterFault } from '../lease/release-lease.ts';
import type { Look } from '../provider.ts';
import type { ResolveOutcome, ResolveRefusal } from '../record/recorder.ts';
import { successorIn } from '../saga/claimed-by-another.ts';
import { wantedStartOf } from '../saga/lost-uid.ts';
import { sentUnder } from '../saga/phase.ts';
import type { Situation } from '../saga/situation.ts';
import { situationOf, startOf } from '../saga/situation.ts';
import { type AppointmentOfBookingDependencies, isOfAnother } from '../sync/appointment-of-booking.ts';
import { consequenceOf } from './consequence.ts';

export interface ResolveRequest {
  companyId: string;
  appointmentId: string;
  modificationId: string;
  resolution: ResolveModification['resolution'];
  by: string;
  reasonCode: string;
  /** Where only the operator knows which booking it is now: it becomes the appointment's. */
  bookingUid?: string | undefined;
  context: RequestContext;
}

export interface ResolveDependencies extends AppointmentOfBookingDependencies {
  leases: Leases;
  clock: Clock;
}

const asking = { priority: 'background' as const, budgetEndsAt: new Date(0), changes: false };
/** A worker that is at it is waited for this long. */
const patienceMs = 8_000;
const againMs = 200;

export async function resolveModificationByOperator(request: ResolveRequest, deps: ResolveDependencies): Promise<ResolveOutcome> {
  const { executor, clock } = deps;
  const { companyId, appointmentId, modificationId } = request;
  const stream = appointmentStream(companyId, appointmentId);
  const { state: before } = await executor.load(appointment, stream, { fresh: true });
  if (isResolved(before, request)) return { kind: 'resolved', state: before, position: undefined };
  // A move whose booking is unknown stays open, whatever was decided after it.
  const open = [before.last?.modificationId, before.lostUid?.modificationId].includes(modificationId);
  if (!open) return { kind: 'refused', code: 'conflict' };
  const job: CalendarJob = { companyId, appointmentId, modificationId };
  const lease = await take(job, deps);
  if (!lease) return { kind: 'refused', code: 'calendar_unreachable' };
  let release: LeaseRelease | undefined;
  try {
    const { state } = await executor.load(appointment, stream, { fresh: true });
    const result = await decideUnder(lease, job, state, request, deps);
    const { state: after } = await executor.load(appointment, stream, { fresh: true });
    const recorded = pendingOf(state)?.modificationId === modificationId;
    // Where the booking is the same as before, what was sent for it may still take effect.
    const anotherInFlight = after.booking?.uid === state.booking?.uid;
    release = releaseAfter(job, after, lease, { now: clock.now(), recorded, anotherInFlight });
    return result;
  } finally {
    await lease.release(release ?? releaseAfterFault(lease, clock.now()));
  }
}

async function take(job: CalendarJob, { leases, clock }: ResolveDependencies): Promise<Lease | undefined> {
  const deadline = clock.elapsed() + patienceMs;
  for (;;) {
    const lease = await leases.take(job, { ms: leaseMs(asking, clock.now()), urgent: true });
    if (lease || clock.elapsed() >= deadline) return lease;
    await clock.sleep(againMs);
  }
}

async function decideUnder(
  lease: Lease,
  job: CalendarJob,
  state: AppointmentState,
  request: ResolveRequest,
  deps: ResolveDependencies,
): Promise<ResolveOutcome> {
  const look = (bookingUid: string, wantedStart?: string): Promise<Look> =>
    callUnderLease(lease, deps.clock, asking, call =>
      deps.calendar.look(job.companyId, { bookingUid, startsAt: state.period.startsAt, wantedStart }, call),
    );
  if (state.lostUid?.modificationId === job.modificationId) return nameBooking(job, state, request, look, deps);
  const pending = pendingOf(state);
  if (pending?.modificationId !== job.modificationId) return refused('conflict');
  const { resolution } = request;
  if (resolution === 'send_again') {
    const again = { ...resolutionOf(request), outcome: { kind: 'sent_again' as const } };
    return deps.recorder.resolve(job, again, request.context);
  }
  const named = request.bookingUid === state.booking?.uid ? undefined : request.bookingUid;
  const uid = named ?? state.booking?.uid;
  const now = deps.clock.now();
  const phase = startOf(sentUnder(lease));
  const before = situationOf(state, pending, { now, budgetEndsAt: now, unsentUntil: now, occasion: 'look', phase });
  const seen = uid === undefined ? undefined : await look(uid, wantedStartOf(before));
  if (named !== undefined && seen) {
    if (seen.kind === 'unseen') return refused('calendar_unreachable');
    if (!mayBeMeant(seen, request.resolution, pending)) return refused('conflict');
    const others = await isOfAnother(job, lastOf(seen), deps);
    if (others) return refused(others === 'unseen' ? 'calendar_unreachable' : 'booking_claimed');
  }
  const uidOf = named === undefined ? before.uidOf : 'booking';
  const situation: Situation = { ...before, now: deps.clock.now(), bookingUid: uid ?? '', uidOf };
  const consequence = consequenceOf(resolution, seen, situation);
  if (consequence.kind === 'unseen') return refused('calendar_unreachable');
  if (consequence.kind === 'uid_needed') return refused('booking_uid_needed');
  const { recorder } = deps;
  const { outcome } = consequence;
  const successor = successorIn(outcome);
  const becoming = new Set([named, successor].flatMap(one => (one === undefined || one === state.booking?.uid ? [] : [one])));
  if (!(await recorder.claimBookings(job, [...becoming]))) return refused('booking_claimed');
  if (consequence.kind === 'settle') {
    await recorder.outcome(job, state, outcome);
    return refused('conflict');
  }
  const link = successor === undefined && named !== undefined && { bookingUid: named };
  return recorder.resolve(job, { ...resolutionOf(request), outcome, ...link }, request.context);
}

/**
 * Of a move that is settled: only its booking is not known, so there is nothing to take back. The booking is taken as it is at
 * the calendar, by the uid it has there, or the move is kept without one.
 */
async function nameBooking(
  job: CalendarJob,
  { period, calendarPeriod = period }: AppointmentState,
  request: ResolveRequest,
  look: (bookingUid: string) => Promise<Look>,
  deps: ResolveDependencies,
): Promise<ResolveOutcome> {
  const { recorder } = deps;
  const { bookingUid, resolution } = request;
  if (resolution === 'keep' && bookingUid === undefined)
    return recorder.resolve(job, { ...resolutionOf(request), outcome: { kind: 'left_unnamed' } }, request.context);
  if (resolution !== 'take_calendar') return refused('conflict');
  if (bookingUid === undefined) return refused('booking_uid_needed');
  const seen = await look(bookingUid);
  if (seen.kind === 'unseen') return refused('calendar_unreachable');
  if (seen.kind !== 'live' || !sameInstant(seen.booking.startsAt, calendarPeriod.startsAt)) return refused('conflict');
  const others = await isOfAnother(job, seen.booking, deps);
  if (others === 'unseen') return refused('calendar_unreachable');
  if (others || !(await recorder.claimBookings(job, [bookingUid]))) return refused('booking_claimed');
  return recorder.resolve(job, { ...resolutionOf(request), outcome: { kind: 'linked', bookingUid } }, request.context);
}

const resolutionOf = ({ modificationId, resolution, by, reasonCode }: ResolveRequest) => ({
  modificationId,
  resolution,
  by,
  reasonCode,
});

const refused = (code: ResolveRefusal): ResolveOutcome => ({ kind: 'refused', code });

type Found = Exclude<Look, { kind: 'unseen' | 'not_found' }>;

/** What the named booking has come to. */
const lastOf = (seen: Found): Booking => (seen.kind === 'moved' ? (seen.successors.at(-1) ?? seen.successors[0]) : seen.booking);

/**
 * Whether the booking an operator names is at a time the appointment has or is to have. Where the calendar's time is to count that may
 * be any other, as long as the booking stands.
 */
function mayBeMeant(
  seen: Exclude<Look, { kind: 'unseen' }>,
  resolution: ResolveRequest['resolution'],
  { from, to }: Modification,
): seen is Found {
  if (seen.kind === 'not_found') return false;
  const booking = lastOf(seen);
  if (resolution === 'take_calendar' && isLive(booking)) return true;
  return sameInstant(booking.startsAt, from.startsAt) || sameInstant(booking.startsAt, to?.startsAt);
}
