// One change of one appointment, from facts to outcome: judged, claimed, appended, handed to the calendar, awaited.
import { DateTime } from 'luxon';
import { cancelAppointment } from '../../commands/cancel-appointment.ts';
import { claimAllowance, releaseAllowance } from '../../commands/claim-allowance.ts';
import { rescheduleAppointment } from '../../commands/reschedule-appointment.ts';
import { type AppointmentState, appointment, calendarConcern, type Modification, pendingOf } from '../domain/appointment.ts';
import type { Code } from '../domain/codes.ts';
import { type CompanyState, company, hoursOf } from '../domain/company.ts';
import { allowanceUsed, customer } from '../domain/customer.ts';
import type { Already, Refusal, RefusalDetail } from '../domain/decision.ts';
import { appointmentStream, companyStream, customerStream, derivedId, eventIdAt } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { DecisionContext } from '../domain/modification-rules.ts';
import { isWithinOpeningHours } from '../domain/opening-hours.ts';
import { effectivePolicy } from '../domain/policy.ts';
import type { CircuitState, Facts, Seen } from '../domain/terms.ts';
import type { ModificationKind, Money, Period } from '../domain/values.ts';
import type { Executed, Executor, Loaded } from '../eventstore/execute.ts';
import type { ReceptionQueries } from './queries.ts';

/** A change as reception hands it on; the caller's words have become ids and instants. */
export interface Change {
  commandId: string;
  companyId: string;
  appointmentId: string;
  operation: ModificationKind;
  newStartsAt: string | undefined;
  seen: Seen | null;
  callId: string | undefined;
  identifiedBy: string | undefined;
  reasonCode: string | undefined;
  reason: string | undefined;
  feeAccepted: boolean;
  override: { by: string; reasonCode: string } | undefined;
  waiver: { by: string; reasonCode: string } | undefined;
  /** The fee the caller was last told for it; null: none. Undefined for staff, who knows. */
  feeTold: Money | null | undefined;
  context: RequestContext;
  /** The time of the decision: fixed once. */
  now: Date;
}

export type ChangeResult =
  | { kind: 'refused'; code: Code; detail: RefusalDetail; state: AppointmentState; revision: bigint }
  | { kind: 'done'; code: Code | undefined; modification: Modification; state: AppointmentState; revision: bigint };

export interface ChangeDependencies {
  executor: Executor;
  queries: ReceptionQueries;
  circuitOf(companyId: string): CircuitState;
  /** Gives the modification to the calendar worker at once. */
  handOver(work: { companyId: string; appointmentId: string; modificationId: string }): void;
}

/** Decides and appends. `done` may still be pending at Cal.com; its outcome is awaited elsewhere. */
export async function makeChange(change: Change, deps: ChangeDependencies): Promise<ChangeResult> {
  const first = await deps.executor.load(company, companyStream(change.companyId));
  const result = await decideAndAppend(change, first, deps);
  if (result.kind !== 'refused') return result;
  // The refusal rests on the company's stream too: it holds only if that has not moved on.
  const latest = await deps.executor.load(company, companyStream(change.companyId), { fresh: true });
  return latest.revision === first.revision ? result : decideAndAppend(change, latest, deps);
}

async function decideAndAppend(change: Change, folded: Loaded<CompanyState>, deps: ChangeDependencies): Promise<ChangeResult> {
  const { executor } = deps;
  const stream = appointmentStream(change.companyId, change.appointmentId);
  const before = await executor.load(appointment, stream);
  const context: DecisionContext = { facts: await gatherFacts(change, before.state, folded, deps), company: folded.state };
  const decide = (state: AppointmentState) =>
    change.operation === 'cancel'
      ? cancelAppointment(state, change, context)
      : rescheduleAppointment(state, { ...change, newStartsAt: change.newStartsAt ?? '' }, context);

  const claim =
    context.facts.allowanceUsed === null ? undefined : await claimFor(change, before.state, decide, folded.state, deps);
  // Another change has used it up meanwhile: judged again, with that among the facts.
  if (claim?.kind === 'refused') return decideAndAppend(change, folded, deps);
  const executed = await executor.execute({
    aggregate: appointment,
    stream,
    commandId: change.commandId,
    context: { ...change.context, ...subjectOf(before.state) },
    decide,
    isRepeat: state => state.commandIds.includes(change.commandId),
  });
  const result = withFacts(resultOf(executed, change.commandId), context.facts);
  if (result.kind === 'refused' && claim) await release(change, before.state, result.code, deps);
  if (result.kind === 'done' && result.modification.state === 'pending') {
    deps.handOver({
      companyId: change.companyId,
      appointmentId: change.appointmentId,
      modificationId: result.modification.modificationId,
    });
  }
  return result;
}

/** Whatever a refusal says, it can be decided again only with what it rested on. */
const withFacts = (result: ChangeResult, facts: Facts): ChangeResult =>
  result.kind === 'refused' ? { ...result, detail: { ...result.detail, facts } } : result;

function resultOf(executed: Executed<AppointmentState>, commandId: string): ChangeResult {
  const { state, revision } = executed;
  if (executed.kind === 'refused') return { kind: 'refused', code: executed.code, detail: executed.detail, state, revision };
  const modification = state.last;
  if (!modification) return { kind: 'refused', code: 'appointment_not_found', detail: {}, state, revision };
  if (executed.kind === 'appended' && modification.commandId !== commandId) {
    // Resumed after something later was decided: the truth now is that later decision.
    return { kind: 'refused', code: 'appointment_changed', detail: { startsAt: state.period.startsAt }, state, revision };
  }
  return { kind: 'done', code: executed.kind === 'already' ? executed.code : undefined, modification, state, revision };
}

const subjectOf = (state: AppointmentState) => (state.details ? { subject: state.details.customerId } : {});

async function gatherFacts(
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

async function usedThisMonth(
  change: Change,
  state: AppointmentState,
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<number> {
  const { customerId } = state.details ?? {};
  if (customerId === undefined) return 0;
  const loaded = await deps.executor.load(customer, customerStream(change.companyId, customerId), { fresh: true });
  return allowanceUsed(loaded.state, change.operation, monthOf(change.now, folded), decisionIdOf(change, state));
}

/** The calendar month of the decision in the company's zone. */
const monthOf = (now: Date, folded: CompanyState): string =>
  DateTime.fromJSDate(now, { zone: folded.settings?.timeZone ?? 'Europe/Berlin' }).toFormat('yyyy-MM');

/** The decision event stands first, or second after the reversal of a deferred move. */
const decisionIdOf = (change: Change, state: AppointmentState): string =>
  eventIdAt(change.commandId, pendingOf(state)?.state === 'deferred' ? 1 : 0);

/** Cal.com knows what is free; of an appointment without a booking only we do, and its own time is no blocker. */
async function slotOf(
  change: Change,
  state: AppointmentState,
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<Facts['slot']> {
  if (change.newStartsAt === undefined || !state.details) return null;
  const concern = calendarConcern(state.booking);
  if (concern === 'booking' || concern === 'numeric_only') return null;
  const start = Date.parse(change.newStartsAt);
  const length = Date.parse(state.period.endsAt) - Date.parse(state.period.startsAt);
  const wanted: Period = { startsAt: new Date(start).toISOString(), endsAt: new Date(start + length).toISOString() };
  const { branchId, staffId, timeZone } = state.details;
  if (!isWithinOpeningHours(hoursOf(folded, branchId), wanted, timeZone)) return 'closed';
  if (staffId === undefined) return 'free';
  return (await deps.queries.staffIsBusy(change.companyId, staffId, change.appointmentId, wanted)) ? 'taken' : 'free';
}

/** Claims the allowance before the decision, but only for a decision that would otherwise be made. */
async function claimFor(
  change: Change,
  state: AppointmentState,
  decide: (state: AppointmentState) => { kind: string },
  folded: CompanyState,
  deps: ChangeDependencies,
): Promise<{ kind: 'claimed' } | Refusal | undefined> {
  const { customerId } = state.details ?? {};
  if (customerId === undefined || decide(state).kind !== 'accepted') return undefined;
  const limit = effectivePolicy(folded.policies, change.operation, state.details ?? {}).maxPerMonth ?? 0;
  const modificationId = decisionIdOf(change, state);
  const executed: { kind: 'appended' } | Already | Refusal = await deps.executor.execute({
    aggregate: customer,
    stream: customerStream(change.companyId, customerId),
    commandId: derivedId('claim-allowance', change.commandId),
    context: { ...change.context, subject: customerId },
    decide: current =>
      claimAllowance(current, {
        modificationId,
        appointmentId: change.appointmentId,
        kind: change.operation,
        month: monthOf(change.now, folded),
        limit,
        override: change.override !== undefined,
      }),
  });
  return executed.kind === 'refused' ? { kind: 'refused', code: executed.code, detail: executed.detail } : { kind: 'claimed' };
}

async function release(change: Change, state: AppointmentState, code: string, deps: ChangeDependencies): Promise<void> {
  const { customerId } = state.details ?? {};
  if (customerId === undefined) return;
  await deps.executor.execute({
    aggregate: customer,
    stream: customerStream(change.companyId, customerId),
    commandId: derivedId('release-allowance', change.commandId),
    context: { ...change.context, subject: customerId },
    decide: current => releaseAllowance(current, { modificationId: decisionIdOf(change, state), code }),
  });
}
