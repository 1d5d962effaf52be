// The outline of a caller's request, once it is open in the ledger: understand, identify, find, decide, await, answer.
//
// Each step knows only what it is given. Three turns lead back to an earlier step, because a caller's words do:
// - find asks identify for a caller who has just booked, where a caller has no appointment on the day they named;
// - find has the new time understood once the appointment is known, since "at eleven" depends on its branch's hours;
// - answer needs other times after a no, and these are the free times that decide asks the calendar for.
import { feeStated } from '../domain/call/call.ts';
import { codes } from '../domain/codes.ts';
import { answerChange, offerAfter, type RequestedChange } from './answer/answer-change.ts';
import { awaitOutcome } from './await-outcome.ts';
import type { Change } from './change.ts';
import { decideChange } from './decide/decide.ts';
import { alternativesFor } from './decide/free-slots.ts';
import type { CallsDependencies, StageCame } from './dependencies.ts';
import { findForChange, findNamedAppointment, ownChangesVisible } from './find/find.ts';
import { identify } from './identify/identify.ts';
import { type ChangeMade, type ChangeMeant, madeBefore } from './ledger/resume.ts';
import type { CallRequest } from './request.ts';
import { type RequestScope, type Result, resultOf } from './result.ts';
import type { Unclear } from './understand/moments.ts';
import { withWhatWasUnclear } from './understand/not-understood.ts';

/**
 * Why: whichever function was called, who is calling, which appointment and what is true are decided in one place, in one order. A
 * refusal is a result like any other; what is thrown is a fault, and `answer-once.ts` decides what may be said then.
 *
 * ```ts
 * const result = await answerCaller(request, scope, deps);
 * result.code; // 'cancelled', 'choose_appointment', 'too_late_to_cancel', …
 * ```
 */
export async function answerCaller(request: CallRequest, scope: RequestScope, deps: CallsDependencies): Promise<Result> {
  const result = await workedOn(request, scope, deps);
  return codes[result.code].status === 'unclear' ? withWhatWasUnclear(result, request.function.moments, scope) : result;
}

async function workedOn(request: CallRequest, scope: RequestScope, deps: CallsDependencies): Promise<Result> {
  // The result of an earlier, dead process for this same attempt is answered, whatever was disabled since.
  const made = await madeBefore(scope, deps);
  if (made) return changeAppointment(request, made, scope, deps);
  const off = switchedOff(request.function.name, scope);
  if (off) return off;

  const wish = request.function.understand(scope, request);
  if (wish.kind === 'unclear') return asking(wish, request, [], scope);

  const caller = await deps.stage('identify', () => identify(request, wish, scope, deps), cameTo);
  if (caller.kind === 'answered') return caller.result;

  switch (wish.kind) {
    case 'tell_caller':
      await ownChangesVisible(scope, deps);
      return wish.answer(caller, deps);
    case 'tell_about_appointment': {
      const found = await deps.stage('find', () => findNamedAppointment(caller, wish, scope, deps), cameTo);
      return found.kind === 'answered' ? found.result : wish.answer(found.appointment, caller, deps);
    }
    case 'change': {
      const found = await deps.stage('find', () => findForChange(caller, wish, scope, deps), cameTo);
      if (found.kind === 'answered') return found.result;
      const { way, events, appointment } = found;
      const meant = { operation: wish.operation, appointment, way, events };
      if (found.kind === 'made_before')
        return changeAppointment(request, { ...meant, newStartsAt: found.newStartsAt }, scope, deps);
      const time = wish.newTime({ branchId: appointment.branchId ?? undefined, startsAt: appointment.startsAt });
      if (time.kind === 'unclear') return asking(time, request, events, scope);
      const newStartsAt = time.kind === 'move' ? time.startsAt : undefined;
      return changeAppointment(request, { ...meant, newStartsAt }, scope, deps);
    }
  }
}

/** The hand-over, where the company is paused or does not let callers do this. */
function switchedOff(name: string, scope: RequestScope): Result | undefined {
  const { paused, functionsOff } = scope.settings;
  if (paused === true) return resultOf(scope, 'company_paused', {});
  return functionsOff?.includes(name) ? resultOf(scope, 'function_disabled', {}) : undefined;
}

/** What must be known before anything is done. */
function asking(unclear: Unclear, request: CallRequest, events: Result['events'], scope: RequestScope): Result {
  const { code, choices, alternatives, about } = unclear;
  const { customerName } = request.function;
  return resultOf(scope, code, { customerName, events, choices, about, ...(alternatives && { alternatives }) });
}

/** The change a caller means is decided, awaited and answered; `meant` may be one this very try has made before. */
async function changeAppointment(
  { function: asked, callId }: CallRequest,
  meant: ChangeMeant | ChangeMade,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Result> {
  const { operation, appointment, newStartsAt, way, events } = meant;
  const { customerName } = asked;
  scope.progress.identified = events;
  const change: Change = {
    commandId: scope.request.commandId,
    companyId: scope.context.companyId,
    appointmentId: appointment.id,
    operation,
    newStartsAt,
    seen: { startsAt: appointment.startsAt, bookingUid: appointment.bookingUid },
    callId,
    identifiedBy: way,
    reasonCode: undefined,
    reason: asked.reason,
    feeAccepted: asked.feeAccepted,
    override: undefined,
    waiver: undefined,
    feeStated: feeStated(scope.call, asked.name, appointment.id),
    context: scope.context,
    now: scope.now,
    progress: scope.progress,
  };
  if ('decided' in meant) scope.progress.decided = { change, ...meant.decided };
  return carryOut(change, { operation, appointment, newStartsAt, customerName, events }, scope, deps);
}

/** Decide, await, answer: for a caller as for a member of staff. */
export async function carryOut(
  change: Change,
  asked: RequestedChange,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Result> {
  const { appointment, newStartsAt } = asked;
  const decided = await deps.stage('decide', () => decideChange(change, deps), cameTo);
  const settled = await deps.stage('outcome', () => awaitOutcome(decided, change, scope, deps), cameTo);
  const offer = offerAfter(settled);
  const alternatives =
    offer && newStartsAt !== undefined ? await alternativesFor(appointment, newStartsAt, scope, deps, offer) : undefined;
  return answerChange(settled, asked, alternatives, scope);
}

/** For those who look on: no more of it than its kind and a code. */
const cameTo = ({ kind, code, result }: { kind: string; code?: string | undefined; result?: { code: string } }): StageCame => ({
  kind,
  code: code ?? result?.code,
});
