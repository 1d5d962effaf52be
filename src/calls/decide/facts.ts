// Gathers what a decision rests on besides the two streams; the facts are recorded with it.
import type { AppointmentTimes } from '../../calendar/provider.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import type { CompanyState } from '../../domain/company/company.ts';
import type { SpokenDecision } from '../../domain/decision.ts';
import type { AppointmentEvent } from '../../domain/event-catalogue.ts';
import { effectivePolicy } from '../../domain/policy/policy.ts';
import type { Facts } from '../../domain/policy/terms.ts';
import type { Loaded } from '../../platform/eventstore/execute.ts';
import type { Change } from '../change.ts';
import type { ChangeDependencies } from '../dependencies.ts';
import { usedThisMonth } from './allowance.ts';

/** Judges a change on facts that are given later. */
export type Judge = (facts: Facts) => (state: AppointmentState) => SpokenDecision<AppointmentEvent>;

export async function gatherFacts(
  change: Change,
  state: AppointmentState,
  folded: Loaded<CompanyState>,
  deps: ChangeDependencies,
): Promise<Facts> {
  const policy = effectivePolicy(folded.state.policies, change.operation, state.details ?? {});
  return {
    now: change.now.toISOString(),
    companyRevision: (folded.revision < 0n ? 0n : folded.revision).toString(),
    openingHoursRevision: folded.state.hoursRevision?.toString() ?? null,
    allowanceUsed: policy.maxPerMonth === null ? null : await usedThisMonth(change, state, folded.state, deps),
    circuit: deps.circuitOf(change.companyId),
    // Its calendar is asked once it is known that nothing else speaks against the change.
    slot: null,
    seen: change.seen,
    ...(change.feeStated !== undefined && { feeStated: change.feeStated }),
  };
}

/** What its calendar is asked: for the time, and to hold it, only of a move that nothing else speaks against. */
export function timeWanted(
  change: Change,
  state: AppointmentState,
  gathered: Facts,
  { state: company }: Loaded<CompanyState>,
  judge: Judge,
  hold: boolean,
): Parameters<AppointmentTimes['reserve']> {
  const { companyId, appointmentId, newStartsAt, override, now } = change;
  const wanted = { companyId, appointmentId, state, company, newStartsAt, overridden: override !== undefined, hold, now };
  return [wanted, slot => judge({ ...gathered, slot })(state).kind === 'accepted'];
}
