// How far a request has come, and what its caller may be told when it breaks there.
import type { Modification } from '../../domain/appointment.ts';
import type { AppointmentEvent, NewEvent } from '../../domain/events/catalogue.ts';
import { modificationIdOf } from '../../domain/ids.ts';
import type { Change, Decided, Progress } from '../request.ts';
import { type Finding, findingOf, type Work } from '../result.ts';

export const nothingDecided = (): Progress => ({ decided: undefined, identified: [] });

/** What an append of these events would decide. */
export function decidedBy(change: Change, events: readonly NewEvent<AppointmentEvent>[]): Decided | undefined {
  for (const { type, data } of events) {
    if (type !== 'AppointmentCancelled' && type !== 'AppointmentRescheduled') continue;
    return {
      change,
      modificationId: modificationIdOf(change.commandId),
      oldStartsAt: data.from.startsAt,
      ...(type === 'AppointmentRescheduled' && { newStartsAt: data.to.startsAt }),
      ...(data.terms && { fee: data.terms.fee }),
    };
  }
  return undefined;
}

/** What stands already. */
export const decidedAs = (change: Change, { modificationId, from, to, fee }: Modification): Decided => ({
  change,
  modificationId,
  oldStartsAt: from.startsAt,
  ...(to && { newStartsAt: to.startsAt }),
  ...(fee && { fee }),
});

/** The change is recorded, or will be, and its outcome is not known: this is true of it whatever broke. */
export function pendingFinding(
  work: Pick<Work, 'settings' | 'now'> & { progress: Pick<Progress, 'identified'> },
  decided: Omit<Decided, 'change'> & { change: Pick<Change, 'operation' | 'appointmentId'> },
): Finding {
  const { change, modificationId, oldStartsAt, newStartsAt, fee } = decided;
  const code = change.operation === 'cancel' ? 'cancellation_pending' : 'reschedule_pending';
  const finding = findingOf(work, code, { appointmentId: change.appointmentId, events: work.progress.identified });
  return {
    ...finding,
    parameters: {
      ...finding.parameters,
      oldStartsAt,
      ...(newStartsAt !== undefined && { newStartsAt }),
      ...(fee && fee.amountCents > 0 && { fee }),
    },
    modificationId,
  };
}
