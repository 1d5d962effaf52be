// An operator's decision carried out: looked at Cal.com first, under the appointment's lease, and recorded with what it leads to.
import { isResolved, type ResolveModification } from '../../commands/resolve-modification.ts';
import type { CalcomAccounts } from '../calcom/accounts.ts';
import { type AppointmentState, appointment, type Modification, pendingOf } from '../domain/appointment.ts';
import type { Clock } from '../domain/clock.ts';
import { appointmentStream } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Executor } from '../eventstore/execute.ts';
import { sameInstant } from './judgements.ts';
import type { Lease, Leases, Rest, Work } from './lease.ts';
import { lookAt } from './look.ts';
import type { Recorder, Resolved } from './record.ts';
import { resolutionOf } from './resolution.ts';
import { restAfter, restAfterFault } from './rest.ts';
import type { Look, Situation } from './situation.ts';
import { leaseMs, underLease } from './under-lease.ts';

export interface ResolveRequest {
  companyId: string;
  appointmentId: string;
  modificationId: string;
  decision: ResolveModification['decision'];
  by: string;
  reasonCode: string;
  /** Where only the operator knows which booking it is now. */
  bookingUid?: string | undefined;
  context: RequestContext;
}

export interface ResolveDependencies {
  executor: Executor;
  accounts: Pick<CalcomAccounts, 'clientFor'>;
  leases: Leases;
  recorder: Recorder;
  clock: Clock;
}

const asking = { priority: 'background' as const, budgetEndsAt: new Date(0), changes: false };
/** A worker that is at it is waited for this long. */
const patienceMs = 8_000;
const againMs = 200;

export async function resolveByOperator(request: ResolveRequest, deps: ResolveDependencies): Promise<Resolved> {
  const { executor, clock } = deps;
  const { companyId, appointmentId, modificationId } = request;
  const stream = appointmentStream(companyId, appointmentId);
  const { state: before } = await executor.load(appointment, stream, { fresh: true });
  if (isResolved(before, request)) return { kind: 'resolved', state: before, position: undefined };
  if (before.last?.modificationId !== modificationId) return { kind: 'refused', code: 'conflict' };
  const work: Work = { companyId, appointmentId, modificationId };
  const lease = await take(work, deps);
  if (!lease) return { kind: 'refused', code: 'calendar_unseen' };
  let rest: Rest | undefined;
  try {
    const { state } = await executor.load(appointment, stream, { fresh: true });
    const result = await decideUnder(lease, work, state, request, deps);
    const { state: after } = await executor.load(appointment, stream, { fresh: true });
    const recorded = pendingOf(state)?.modificationId === modificationId;
    rest = restAfter(work, after, lease, { now: clock.now(), recorded });
    return result;
  } finally {
    await lease.release(rest ?? restAfterFault(lease, clock.now()));
  }
}

async function take(work: Work, { leases, clock }: ResolveDependencies): Promise<Lease | undefined> {
  const deadline = clock.now().getTime() + patienceMs;
  for (;;) {
    const lease = await leases.take(work, { ms: leaseMs(asking, clock.now()), urgent: true });
    if (lease || clock.now().getTime() >= deadline) return lease;
    await clock.sleep(againMs);
  }
}

async function decideUnder(
  lease: Lease,
  work: Work,
  state: AppointmentState,
  request: ResolveRequest,
  deps: ResolveDependencies,
): Promise<Resolved> {
  const { recorder, accounts, clock } = deps;
  const { decision, by, reasonCode, context } = request;
  const last = state.last;
  const look = (bookingUid: string, wantedStart: string | undefined): Promise<Look> =>
    underLease(lease, clock, asking, call =>
      lookAt(accounts.clientFor(work.companyId), { bookingUid, startsAt: state.period.startsAt, wantedStart }, call),
    );
  if (last?.bookingUidUnknown && request.bookingUid !== undefined) {
    const seen = await look(request.bookingUid, undefined);
    if (seen.kind === 'unseen') return { kind: 'refused', code: 'calendar_unseen' };
    const fits = seen.kind === 'live' && sameInstant(seen.booking.start, state.period.startsAt);
    if (!fits) return { kind: 'refused', code: 'conflict' };
    const { modificationId } = work;
    const outcome = { kind: 'linked' as const, bookingUid: request.bookingUid };
    await recorder.claimBooking(work, request.bookingUid);
    return recorder.resolve(work, { modificationId, decision, by, reasonCode, outcome }, context);
  }
  const pending = pendingOf(state);
  if (pending?.modificationId !== work.modificationId) return { kind: 'refused', code: 'conflict' };
  const uid = request.bookingUid ?? state.booking?.uid;
  const seen = uid === undefined ? undefined : await look(uid, pending.to?.startsAt);
  const situation = situationOf(state, pending, lease, clock.now());
  const resolution = resolutionOf(decision, seen, uid === undefined ? situation : { ...situation, bookingUid: uid });
  if (resolution.kind === 'unseen') return { kind: 'refused', code: 'calendar_unseen' };
  const { outcome } = resolution;
  if (outcome.kind === 'rescheduled') await recorder.claimBooking(work, outcome.bookingUid);
  if (outcome.kind === 'moved_elsewhere') await recorder.claimBooking(work, outcome.move.bookingUid);
  if (resolution.kind === 'settle') {
    await recorder.outcome(work, state, outcome);
    return { kind: 'refused', code: 'conflict' };
  }
  return recorder.resolve(work, { modificationId: work.modificationId, decision, by, reasonCode, outcome }, context);
}

const situationOf = (state: AppointmentState, pending: Modification, lease: Lease, now: Date): Situation => ({
  operation: pending.kind,
  bookingUid: state.booking?.uid ?? '',
  form: state.booking?.form,
  to: pending.to,
  startsAt: pending.from.startsAt,
  requestedAt: pending.requestedAt,
  deferred: pending.state === 'deferred',
  attempts: pending.attempts,
  now,
  budgetEndsAt: now,
  unsentUntil: now,
  mayHaveSent: lease.firstSentAt !== null,
  inherited: lease.inherited,
  lookOnly: true,
  cause: undefined,
  conflicts: 0,
  looks: [],
  saidYes: false,
});
