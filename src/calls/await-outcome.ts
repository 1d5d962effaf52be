// Waits for the calendar's outcome of a recorded decision, as long as the caller waits for an answer.
import { appointment } from '../domain/appointment/appointment.ts';
import { modificationKinds } from '../domain/appointment/modification-kinds.ts';
import type { SpokenCode } from '../domain/codes.ts';
import { appointmentStream } from '../domain/ids.ts';
import { codeOfOutcome, codeOfRevert } from './answer/outcome-codes.ts';
import type { Change } from './change.ts';
import { marginMs } from './deadline.ts';
import type { DecidedChange } from './decide/decide.ts';
import type { CallsDependencies, SeenOutcome } from './dependencies.ts';
import type { RequestScope } from './result.ts';

type Standing = Extract<DecidedChange, { kind: 'stands' }>;

/** A change as far as its outcome is known. `revision`: how much of the appointment's stream that rests on. */
export type SettledChange =
  | Extract<DecidedChange, { kind: 'refused' }>
  | (Pick<Standing, 'kind' | 'modification' | 'revision'> & { code: SpokenCode });

/** Part of the reply budget, kept for giving the answer; recording it has the margin beyond the budget. */
const answerMarginMs = 250;

/** Without an outcome in time the change is pending, never a guess. */
export async function awaitOutcome(
  decided: DecidedChange,
  { operation, companyId, appointmentId }: Pick<Change, 'operation' | 'companyId' | 'appointmentId'>,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<SettledChange> {
  if (decided.kind === 'refused') return decided;
  const [outcome, standing] = await Promise.all([outcomeOf(decided, scope, deps), decided.confirmed()]);
  if (outcome?.kind === 'reverted') {
    // It is known to be reverted: whatever breaks from here on, nothing was changed.
    scope.progress.decided = undefined;
    const { state, revision } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId), {
      fresh: true,
    });
    // How the appointment stands now, which may be neither what was asked for nor what was before.
    return { kind: 'refused', code: codeOfRevert(outcome.code), detail: { startsAt: state.period.startsAt }, state, revision };
  }
  const code = codeOfOutcome(operation, outcome);
  const { done, alreadyDone } = modificationKinds[operation].codes;
  return {
    kind: 'stands',
    // The earlier time is reported only once the calendar is known to have it, too.
    code: code === done && decided.code === alreadyDone ? alreadyDone : code,
    modification: standing.modification,
    revision: outcome?.revision ?? standing.revision,
  };
}

async function outcomeOf(decided: Standing, scope: RequestScope, deps: CallsDependencies): Promise<SeenOutcome | undefined> {
  const { modificationId, state, revertCode, operatorNeeded } = decided.modification;
  const awaitingConfirmation = decided.state.awaiting?.modificationId === modificationId;
  if (state !== 'pending') return { kind: state, code: revertCode, awaitingConfirmation, revision: decided.revision };
  if (operatorNeeded) return { kind: 'operator_needed', revision: decided.revision };
  return deps.outcomeOf(modificationId, Math.max(0, scope.deadline.remainingMs() - answerMarginMs - marginMs));
}
