// The end of a run: its outcome is recorded, given to those who wait, and counted.

import { span } from '../../platform/tracing/trace.ts';
import { factsOf } from '../record/booking-facts.ts';
import type { At, Ended, Run, RunDependencies } from './carry-out.ts';
import { notTakenOver, successorIn } from './claimed-by-another.ts';
import { onlyLooks } from './failed-try.ts';
import type { Step } from './situation.ts';

type RecordStep = Extract<Step, { kind: 'record' }>;

/** Gives how the holder is through with the lease. */
export function recordOutcome(step: RecordStep, at: At, run: Run, deps: RunDependencies): Promise<Ended> {
  const attributes = { 'rebook.operation': at.pending.kind, 'rebook.outcome': step.outcome.kind };
  return span('outcome.record', attributes, () => record(step, at, run, deps));
}

async function record(step: RecordStep, at: At, run: Run, { recorder, log, metrics }: RunDependencies): Promise<Ended> {
  const { job } = run;
  const { state, pending } = at;
  const successor = successorIn(step.outcome);
  const ours = successor === undefined || (await recorder.claimBookings(job, [successor]));
  const outcome = ours || successor === state.booking?.uid ? step.outcome : notTakenOver(step.outcome, run.situationIn(at));
  // A look that leaves to an operator what is left to them already tells nothing new.
  if (onlyLooks(run) && pending.operatorNeeded && outcome.kind === 'failed') return { recorded: false };
  const settled = await recorder.outcome(job, state, outcome);
  const code = outcome !== step.outcome ? 'booking_claimed' : 'code' in outcome ? outcome.code : undefined;
  metrics?.recorded(pending.kind, outcome.kind, code);
  const { companyId, appointmentId, modificationId } = job;
  const fields = { companyId, appointmentId, modificationId, operation: pending.kind, outcome: outcome.kind, code };
  log.info(fields, 'calendar outcome');
  if (outcome.kind === 'reverted' && outcome.refusal)
    log.warn({ ...fields, refusal: outcome.refusal }, 'The calendar refuses a change for a reason that only staff can put right');
  if (outcome.kind === 'rescheduled' && ours) {
    await recorder.follow(job, outcome.bookingUid, step.since ?? []);
    if (step.stands) await recorder.details(job, factsOf(step.stands), 'answer');
  }
  // The lease is kept until the next try: the row's due time follows only when the projection has seen the event.
  const retryAt = 'retryAt' in outcome ? new Date(outcome.retryAt) : undefined;
  // An earlier run may have sent it as well: the stream has counted its tries.
  const sentTwice = run.sentTwice() || pending.attempts >= 2;
  const notSent = outcome.kind === 'rescheduled' && outcome.bookingUid === outcome.previousBookingUid;
  const anotherInFlight = sentTwice || notSent;
  // As the caller asked, by one request that is answered: whatever has come after it, nothing of this run is to be remembered.
  const isOver = (outcome.kind === 'cancelled' || outcome.kind === 'rescheduled') && !anotherInFlight;
  return { retryAt, recorded: true, anotherInFlight, settled: isOver ? settled : undefined };
}
