// How far a request has come, and what its caller may hear if it breaks there.
import type { Modification } from '../../domain/appointment/appointment-state.ts';
import { isDecision, modificationKinds, newPeriodOf } from '../../domain/appointment/modification-kinds.ts';
import type { AppointmentEvent, NewEvent } from '../../domain/event-catalogue.ts';
import { modificationIdOf } from '../../domain/ids.ts';
import type { Change, Decided, Progress } from '../change.ts';
import { type RequestScope, type Result, resultOf } from '../result.ts';

export const nothingDecided = (): Progress => ({ decided: undefined, identified: [] });

/** What an append of these events would decide. */
export function decidedBy(change: Change, events: readonly NewEvent<AppointmentEvent>[]): Decided | undefined {
  const decision = events.find(isDecision);
  if (!decision) return undefined;
  const { from, terms } = decision.data;
  const to = newPeriodOf(decision);
  return {
    change,
    modificationId: modificationIdOf(change.commandId),
    oldStartsAt: from.startsAt,
    ...(to && { newStartsAt: to.startsAt }),
    ...(terms && { fee: terms.fee }),
  };
}

/** A decision that holds already. */
export const decidedAs = (change: Change, { modificationId, from, to, fee }: Modification): Decided => ({
  change,
  modificationId,
  oldStartsAt: from.startsAt,
  ...(to && { newStartsAt: to.startsAt }),
  ...(fee && { fee }),
});

/** The change is recorded, or will be, and its outcome is not known: this is true whatever broke. */
export function pendingResult(
  scope: Pick<RequestScope, 'settings' | 'now'> & { progress: Pick<Progress, 'identified'> },
  decided: Omit<Decided, 'change'> & { change: Pick<Change, 'operation' | 'appointmentId'> },
): Result {
  const { change, modificationId, oldStartsAt, newStartsAt, fee } = decided;
  const { pending } = modificationKinds[change.operation].codes;
  const result = resultOf(scope, pending, { appointmentId: change.appointmentId, events: scope.progress.identified });
  return {
    ...result,
    parameters: {
      ...result.parameters,
      oldStartsAt,
      ...(newStartsAt !== undefined && { newStartsAt }),
      ...(fee && fee.amountCents > 0 && { fee }),
    },
    modificationId,
  };
}
