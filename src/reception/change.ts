// One change of one appointment, from facts to outcome: judged, claimed, appended, handed to the calendar, awaited.
import { cancelAppointment } from '../../commands/cancel-appointment.ts';
import { rescheduleAppointment } from '../../commands/reschedule-appointment.ts';
import type { CalendarProvider } from '../calendar/provider.ts';
import { type AppointmentState, appointment, type Modification } from '../domain/appointment.ts';
import type { Code } from '../domain/codes.ts';
import { type CompanyState, company } from '../domain/company.ts';
import { type Decision, type RefusalDetail, refused } from '../domain/decision.ts';
import type { AppointmentEvent } from '../domain/events/catalogue.ts';
import { appointmentStream, companyStream } from '../domain/ids.ts';
import { effectivePolicy } from '../domain/policy.ts';
import type { Facts } from '../domain/terms.ts';
import type { Executed, Loaded } from '../eventstore/execute.ts';
import { claimFor, releaseClaim, usedThisMonth } from './allowance.ts';
import type { ChangeDependencies } from './dependencies.ts';
import { decidedAs, decidedBy } from './progress.ts';
import type { Change } from './request.ts';

export type ChangeResult =
  | { kind: 'refused'; code: Code; detail: RefusalDetail; state: AppointmentState; revision: bigint }
  | { kind: 'done'; code: Code | undefined; modification: Modification; state: AppointmentState; revision: bigint };

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
  const gathered = await gatherFacts(change, before.state, folded, deps);
  const calendar = deps.calendarOf(before.state.booking);
  const { slot, held } = await calendar.reserve(...timeWanted(change, before.state, gathered, folded, true));
  const facts = { ...gathered, slot };
  const decide = deciding(change, facts, folded.state);

  const claim = facts.allowanceUsed === null ? undefined : await claimFor(change, before.state, decide, folded.state, deps);
  // Another change has used it up meanwhile: judged again, with that among the facts.
  if (claim?.kind === 'refused') {
    if (held) await calendar.release(change.companyId, change.appointmentId);
    return decideAndAppend(change, folded, deps);
  }
  // What was refused when the allowance would have been claimed may be permitted by now: then it is claimed first.
  let unclaimed = false;
  const decideClaimed = (state: AppointmentState): Decision<AppointmentEvent> => {
    const decision = decide(state);
    unclaimed = facts.allowanceUsed !== null && !claim && decision.kind === 'accepted' && decision.events.length > 0;
    return unclaimed ? refused('change_in_progress') : decision;
  };
  const executed = await executor.execute({
    aggregate: appointment,
    stream,
    commandId: change.commandId,
    context: { ...change.context, ...subjectOf(before.state) },
    decide: decideClaimed,
    isRepeat: state => state.commandIds.includes(change.commandId),
    appending(events) {
      if (change.progress) change.progress.decided = events && decidedBy(change, events);
    },
  });
  if (unclaimed) {
    if (held) await calendar.release(change.companyId, change.appointmentId);
    return decideAndAppend(change, folded, deps);
  }
  const result = withFacts(resultOf(executed, change.commandId), facts);
  if (result.kind === 'refused' && claim) await releaseClaim(change, before.state, result.code, deps);
  if (result.kind === 'refused' && held) await calendar.release(change.companyId, change.appointmentId);
  if (result.kind === 'done' && change.progress) change.progress.decided = decidedAs(change, result.modification);
  if (result.kind === 'done' && result.modification.state === 'pending') {
    deps.handOver({
      companyId: change.companyId,
      appointmentId: change.appointmentId,
      modificationId: result.modification.modificationId,
    });
  }
  return result;
}

/** What its calendar is asked: for the time, and to hold it, only of a move that nothing else speaks against. */
function timeWanted(
  change: Change,
  state: AppointmentState,
  gathered: Facts,
  { state: company }: Loaded<CompanyState>,
  hold: boolean,
): Parameters<CalendarProvider['reserve']> {
  const { companyId, appointmentId, newStartsAt, override, now } = change;
  const wanted = { companyId, appointmentId, state, company, newStartsAt, overridden: override !== undefined, hold, now };
  return [wanted, slot => deciding(change, { ...gathered, slot }, company)(state).kind === 'accepted'];
}

/** What would be decided now: nothing is claimed, held or appended. */
export async function wouldDecide(change: Change, deps: ChangeDependencies): Promise<Decision<AppointmentEvent>> {
  const folded = await deps.executor.load(company, companyStream(change.companyId), { fresh: true });
  const stream = appointmentStream(change.companyId, change.appointmentId);
  const { state } = await deps.executor.load(appointment, stream, { fresh: true });
  const gathered = await gatherFacts(change, state, folded, deps);
  const { slot } = await deps.calendarOf(state.booking).reserve(...timeWanted(change, state, gathered, folded, false));
  const facts = { ...gathered, slot };
  return deciding(change, facts, folded.state)(state);
}

const deciding =
  (change: Change, facts: Facts, folded: CompanyState) =>
  (state: AppointmentState): Decision<AppointmentEvent> =>
    change.operation === 'cancel'
      ? cancelAppointment(state, change, { facts, company: folded })
      : rescheduleAppointment(state, { ...change, newStartsAt: change.newStartsAt ?? '' }, { facts, company: folded });

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
    slot: null,
    seen: change.seen,
    ...(change.feeTold !== undefined && { feeTold: change.feeTold }),
  };
}
