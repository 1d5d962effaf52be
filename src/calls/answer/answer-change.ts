// Answers a caller or a member of staff who wanted a change: the answer says how far the change has come.
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { timesRefused } from '../../domain/call/call.ts';
import { codes, type SpokenCode } from '../../domain/codes.ts';
import { hoursOf } from '../../domain/company/company.ts';
import { isAlwaysClosedOn } from '../../domain/company/opening-hours.ts';
import type { RefusalDetail } from '../../domain/decision.ts';
import type { CallEvent, DataOf, NewEvent } from '../../domain/event-catalogue.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { SpeechParameters } from '../../language/render/parameters.ts';
import type { SettledChange } from '../await-outcome.ts';
import { type RequestScope, type Result, resultOf } from '../result.ts';

/** What was asked for, and of which appointment. */
export interface RequestedChange {
  operation: ModificationKind;
  appointment: { id: string; startsAt: string };
  newStartsAt: string | undefined;
  customerName: string | undefined;
  /** Who was identified for it, for the call's stream. */
  events: NewEvent<CallEvent>[];
}

type Refused = Extract<SettledChange, { kind: 'refused' }>;
type Standing = Extract<SettledChange, { kind: 'stands' }>;

/** Where other times may be offered after a refusal: which ones. Undefined after anything else. */
export const offerAfter = (settled: SettledChange): { otherDays: boolean } | undefined =>
  settled.kind === 'refused' && codes[settled.code].status === 'slot_unavailable'
    ? { otherDays: settled.code === 'day_full' }
    : undefined;

/** `alternatives`: other times, where such were looked for. */
export const answerChange = (
  settled: SettledChange,
  asked: RequestedChange,
  alternatives: string[] | undefined,
  scope: RequestScope,
): Result => (settled.kind === 'refused' ? refusal(settled, asked, alternatives, scope) : standing(settled, asked, scope));

function standing({ code, modification, revision }: Standing, asked: RequestedChange, scope: RequestScope): Result {
  const { from, to, fee, modificationId } = modification;
  const parameters: SpeechParameters = {
    oldStartsAt: from.startsAt,
    ...(to !== undefined && { newStartsAt: to.startsAt }),
    ...(fee !== undefined && fee.amountCents > 0 && { fee }),
  };
  return { ...about(code, asked, asked.events, parameters, scope), modificationId, appointmentRevision: revision };
}

function refusal(refused: Refused, asked: RequestedChange, alternatives: string[] | undefined, scope: RequestScope): Result {
  const { code, state, detail, revision } = refused;
  const { requestKey, n } = scope.request;
  const { facts, terms, rule } = detail;
  const data: DataOf<'ModificationRefused'> = {
    requestKey,
    n,
    operation: asked.operation,
    code,
    appointmentId: asked.appointment.id,
    ...(revision >= 0n && { appointmentRevision: revision.toString() }),
    ...detailsOf(state),
    ...(rule !== undefined && { rule }),
    ...(facts !== undefined && { facts }),
    ...(terms !== undefined && { terms }),
  };
  // Asking whether the fee is accepted refuses nothing yet.
  const isQuestion = codes[code].status === 'confirmation_required';
  const events: NewEvent<CallEvent>[] = isQuestion ? asked.events : [...asked.events, { type: 'ModificationRefused', data }];
  const before = timesRefused(scope.call, asked.appointment.id).length;
  const parameters: SpeechParameters = {
    oldStartsAt: detail.startsAt ?? asked.appointment.startsAt,
    ...(asked.newStartsAt !== undefined && { newStartsAt: asked.newStartsAt }),
    ...saidOf(detail),
    ...(isClosedDay(code, asked, state, scope) && { closed: true }),
    ...(alternatives !== undefined && { alternatives }),
    ...(alternatives !== undefined && before > 0 && { refusedBefore: before }),
    ...(isQuestion && { operation: asked.operation, company: scope.settings.name }),
  };
  return {
    ...about(code, asked, events, parameters, scope),
    ...(isQuestion && facts && terms && { feeBasis: { facts, terms }, appointmentRevision: revision }),
  };
}

/** The new time is on a weekday without opening hours: then there is no other time on that day either. */
function isClosedDay(
  code: SpokenCode,
  { newStartsAt }: RequestedChange,
  { details }: AppointmentState,
  scope: RequestScope,
): boolean {
  if (newStartsAt === undefined || (code !== 'outside_opening_hours' && code !== 'slot_unavailable')) return false;
  return isAlwaysClosedOn(newStartsAt, hoursOf(scope.company.state, details?.branchId), scope.settings.timeZone);
}

function about(
  code: SpokenCode,
  { appointment, customerName }: RequestedChange,
  events: NewEvent<CallEvent>[],
  parameters: SpeechParameters,
  scope: RequestScope,
): Result {
  const result = resultOf(scope, code, { customerName, events, appointmentId: appointment.id });
  return { ...result, parameters: { ...result.parameters, ...parameters } };
}

/** What the sentence of a refusal needs of it. */
export const saidOf = ({ until, startsAt, endsAt, fee, quota, hoursBefore }: RefusalDetail): SpeechParameters => ({
  ...(until !== undefined && { until }),
  ...(startsAt !== undefined && { startsAt }),
  ...(endsAt !== undefined && { endsAt }),
  ...(fee !== undefined && { fee }),
  ...(quota !== undefined && { quota }),
  ...(hoursBefore !== undefined && { hoursBefore }),
});

function detailsOf({ details }: AppointmentState) {
  if (!details) return {};
  const { customerId, branchId, serviceId, staffId } = details;
  return {
    customerId,
    ...(branchId !== undefined && { branchId }),
    ...(serviceId !== undefined && { serviceId }),
    ...(staffId !== undefined && { staffId }),
  };
}
