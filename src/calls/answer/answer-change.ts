// From a decision to an answer: the outcome is awaited, and what is said of it is what is so.
import { type AppointmentState, appointment } from '../../domain/appointment.ts';
import { timesRefused } from '../../domain/call.ts';
import { type Code, codes, isCode } from '../../domain/codes.ts';
import type { RefusalDetail } from '../../domain/decision.ts';
import type { CallEvent, DataOf, NewEvent, Recorded } from '../../domain/events/catalogue.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { needsOperator } from '../../domain/operator-codes.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { SpeechParameters } from '../../language/speech/parameters.ts';
import { marginMs } from '../deadline.ts';
import type { ChangeResult } from '../decide/decide.ts';
import type { CalendarOutcomeSeen, ReceptionDependencies } from '../dependencies.ts';
import type { Finding, Work } from '../result.ts';
import { alternativesFor } from './alternatives.ts';

export interface Concluding {
  operation: ModificationKind;
  asked: { customerName?: string | undefined };
  found: { id: string; startsAt: string };
  newStartsAt: string | undefined;
  events: NewEvent<CallEvent>[];
}

/** Of the reply budget, for giving the answer itself; its record has the margin beyond the budget. */
const answerMarginMs = 250;

type Done = Extract<ChangeResult, { kind: 'done' }>;
type Refused = Extract<ChangeResult, { kind: 'refused' }>;

/** Waits within the reply budget for Cal.com; without an outcome the answer is `pending`, never a guess. */
export async function concludeChange(
  result: ChangeResult,
  about: Concluding,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  if (result.kind === 'refused') return refusal(result.code, result, about, work, deps);
  const { modification } = result;
  const outcome = await outcomeOf(result, work, deps);
  if (outcome?.kind === 'reverted') {
    // It is known not to stand: whatever breaks from here on, nothing was changed.
    work.progress.decided = undefined;
    const { state, revision } = await deps.executor.load(appointment, appointmentStream(work.context.companyId, about.found.id), {
      fresh: true,
    });
    return refusal(
      codeOfRevert(outcome.code),
      // What stands now, which may be neither what was asked for nor what was before.
      { kind: 'refused', code: 'calendar_refused', detail: { startsAt: state.period.startsAt }, state, revision },
      about,
      work,
      deps,
    );
  }
  const { fee } = modification;
  return {
    code: codeOf(result, about.operation, outcome),
    parameters: {
      ...base(work),
      oldStartsAt: modification.from.startsAt,
      ...(modification.to !== undefined && { newStartsAt: modification.to.startsAt }),
      ...(fee !== undefined && fee.amountCents > 0 && { fee }),
    },
    events: about.events,
    appointmentId: about.found.id,
    modificationId: modification.modificationId,
    appointmentRevision: outcome?.revision ?? result.revision,
    ...nameOf(about),
  };
}

async function outcomeOf(result: Done, work: Work, deps: ReceptionDependencies): Promise<CalendarOutcomeSeen | undefined> {
  const { modification } = result;
  const { state, revertCode, operatorNeeded } = modification;
  const awaitingConfirmation = result.state.awaiting?.modificationId === modification.modificationId;
  if (state !== 'pending') return { kind: state, code: revertCode, awaitingConfirmation, revision: result.revision };
  if (operatorNeeded) return { kind: 'operator_needed', revision: result.revision };
  return deps.outcomeOf(modification.modificationId, Math.max(0, work.deadline.remainingMs() - answerMarginMs - marginMs));
}

function codeOf(result: Done, operation: ModificationKind, outcome: CalendarOutcomeSeen | undefined): Code {
  if (outcome?.kind === 'deferred') return 'reschedule_noted';
  if (outcome?.kind === 'operator_needed') return codeForOperators(operation);
  if (outcome?.kind !== 'confirmed') return operation === 'cancel' ? 'cancellation_pending' : 'reschedule_pending';
  if (outcome.awaitingConfirmation) return 'reschedule_requested';
  if (result.code === 'already_cancelled_by_this_call' || result.code === 'already_at_that_time') return result.code;
  return operation === 'cancel' ? 'cancelled' : 'rescheduled';
}

const codeForOperators = (operation: ModificationKind): Code =>
  operation === 'cancel' ? 'cancellation_needs_operator' : 'reschedule_needs_operator';

/** The code an answer had to have, by the event that had told last what became of the change when it was given. */
export function codeOfSettlement(operation: ModificationKind, outcome: Recorded | undefined): Code {
  switch (outcome?.type) {
    case 'CalendarSyncFailed':
      if (needsOperator(outcome.data.code)) return codeForOperators(operation);
      return operation === 'cancel' ? 'cancellation_pending' : 'reschedule_pending';
    case 'CalendarSyncDeferred':
      return 'reschedule_noted';
    case 'CalendarBookingRescheduled':
    case 'CalendarBookingLinked':
      return outcome.data.awaitingConfirmation === true ? 'reschedule_requested' : 'rescheduled';
    case 'CalendarBookingCancelled':
    case 'CalendarNotConcerned':
      return operation === 'cancel' ? 'cancelled' : 'rescheduled';
    default:
      return operation === 'cancel' ? 'cancellation_pending' : 'reschedule_pending';
  }
}

/** Why Cal.com's no came about, in the words of our catalogue. */
export function codeOfRevert(code: string | undefined): Code {
  switch (code) {
    case undefined:
      return 'calendar_refused';
    case 'in_the_past':
      return 'new_time_past';
    case 'outside_booking_window':
      return 'slot_unavailable';
    // No other time would be taken either.
    case 'minimum_notice':
      return 'too_late_to_reschedule';
    case 'limit_reached':
      return 'day_full';
    case 'calendar_key_refused':
      return 'calendar_unavailable';
    case 'already_ended':
      return 'appointment_past';
    case 'cancellation_disabled':
      return 'cancel_not_allowed';
    case 'rescheduling_disabled':
      return 'reschedule_not_allowed';
    default:
      return isCode(code) ? code : 'calendar_refused';
  }
}

async function refusal(
  code: Code,
  refused: Refused,
  about: Concluding,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  const { state, detail, revision } = refused;
  const { requestKey, n } = work.request;
  const status = codes[code].status;
  const before = timesRefused(work.call, about.found.id).length;
  const alternatives =
    status === 'slot_unavailable' && about.newStartsAt !== undefined
      ? await alternativesFor(about.found, about.newStartsAt, work, deps, { otherDays: code === 'day_full' })
      : undefined;
  const data: DataOf<'ModificationRefused'> = {
    requestKey,
    n,
    operation: about.operation,
    code,
    appointmentId: about.found.id,
    ...(revision >= 0n && { appointmentRevision: revision.toString() }),
    ...subjectOf(state),
    ...(detail.rule !== undefined && { rule: detail.rule }),
    ...(detail.facts !== undefined && { facts: detail.facts }),
    ...(detail.terms !== undefined && { terms: detail.terms }),
  };
  // Asking whether the fee is accepted refuses nothing yet.
  const isQuestion = status === 'confirmation_required';
  const events: NewEvent<CallEvent>[] = isQuestion ? about.events : [...about.events, { type: 'ModificationRefused', data }];
  const { facts, terms } = detail;
  return {
    code,
    parameters: {
      ...base(work),
      oldStartsAt: detail.startsAt ?? about.found.startsAt,
      ...(about.newStartsAt !== undefined && { newStartsAt: about.newStartsAt }),
      ...saidOf(detail),
      ...(alternatives !== undefined && { alternatives }),
      ...(alternatives !== undefined && before > 0 && { refusedBefore: before }),
      ...(isQuestion && { company: work.settings.name }),
    },
    events,
    appointmentId: about.found.id,
    ...(isQuestion && facts && terms && { told: { facts, terms }, appointmentRevision: revision }),
    ...nameOf(about),
  };
}

/** What the sentence of a refusal needs of it. */
export const saidOf = ({ until, startsAt, fee, quota, hoursBefore }: RefusalDetail): SpeechParameters => ({
  ...(until !== undefined && { until }),
  ...(startsAt !== undefined && { startsAt }),
  ...(fee !== undefined && { fee }),
  ...(quota !== undefined && { quota }),
  ...(hoursBefore !== undefined && { hoursBefore }),
});

function subjectOf(state: AppointmentState) {
  const details = state.details;
  if (!details) return {};
  const { customerId, branchId, serviceId, staffId } = details;
  return {
    customerId,
    ...(branchId !== undefined && { branchId }),
    ...(serviceId !== undefined && { serviceId }),
    ...(staffId !== undefined && { staffId }),
  };
}

const nameOf = (about: Concluding) => (about.asked.customerName !== undefined ? { customerName: about.asked.customerName } : {});

const base = (work: Work) => ({
  zone: work.settings.timeZone,
  answeredAt: work.now.toISOString(),
  handover: work.settings.handover,
});
