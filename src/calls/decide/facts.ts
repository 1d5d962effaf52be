// What a decision rests on beside the two streams: gathered before it is made, and recorded with it.
import type { AppointmentState } from '../../domain/appointment.ts';
import type { CompanyState } from '../../domain/company.ts';
import type { Decision } from '../../domain/decision.ts';
import type { AppointmentEvent } from '../../domain/events/catalogue.ts';
import { effectivePolicy } from '../../domain/policy.ts';
import type { Facts } from '../../domain/terms.ts';
import type { Loaded } from '../../eventstore/execute.ts';
import { calendarSlotOf } from '../../reception/calendar-slot.ts';
import { slotOf } from '../../reception/own-slot.ts';
import type { Change } from '../change.ts';
import type { ChangeDependencies } from '../dependencies.ts';
import { usedThisMonth } from './allowance.ts';

/** Judges a change on facts that are given later. */
export type Judge = (facts: Facts) => (state: AppointmentState) => Decision<AppointmentEvent>;

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
    slot: await slotOf(change, state, folded.state, deps),
    seen: change.seen,
    ...(change.feeTold !== undefined && { feeTold: change.feeTold }),
  };
}

/** The calendar is asked for the time only of a move that nothing else speaks against. */
export async function withCalendarSlot(
  change: Change,
  state: AppointmentState,
  gathered: Facts,
  folded: Loaded<CompanyState>,
  judge: Judge,
  deps: ChangeDependencies,
): Promise<Facts> {
  if (gathered.slot !== null || judge(gathered)(state).kind !== 'accepted') return gathered;
  return { ...gathered, slot: await calendarSlotOf(change, state, folded.state, deps) };
}
