// Resumes a request after its process died: its earlier decision is found before anything is searched for.

import { appointment } from '../../domain/appointment/appointment.ts';
import { isDecision, kindOf, newPeriodOf } from '../../domain/appointment/modification-kinds.ts';
import { waySchema } from '../../domain/call/identification.ts';
import type { CallEvent, NewEvent } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { appointmentStream, modificationIdOf } from '../../domain/ids.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { Decided } from '../change.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { FoundAppointment } from '../lookups.ts';
import type { RequestScope } from '../result.ts';
import type { OpenRequest, RecordedAnswer } from './ledger.ts';

/** The change that is meant: of which appointment, where to, and who was identified for it. */
export interface ChangeMeant {
  operation: ModificationKind;
  appointment: Pick<FoundAppointment, 'id' | 'startsAt' | 'bookingUid'>;
  newStartsAt: string | undefined;
  way: string | undefined;
  events: NewEvent<CallEvent>[];
}

/** One that stands already. */
export interface ChangeMade extends ChangeMeant {
  decided: Omit<Decided, 'change'>;
}

const catchUpMs = 3_000;

/**
 * The change that this same attempt has made, so that it is answered and not searched for again: its appointment is no longer
 * where it was, and a search would now find another one. Throws `read_models_behind`.
 */
export async function madeBefore(scope: RequestScope, deps: CallsDependencies): Promise<ChangeMade | undefined> {
  if (!scope.request.resumed) return undefined;
  return changeMade(scope.request, scope.context.companyId, deps);
}

/** The change this try of a request has made, by whatever process. Throws `read_models_behind`. */
export async function changeMade(
  { commandId, requestKey, n }: Pick<OpenRequest, 'commandId' | 'requestKey' | 'n'>,
  companyId: string,
  deps: Pick<CallsDependencies, 'caughtUp' | 'history'> & {
    queries: Pick<CallsDependencies['queries'], 'appointmentOfModification'>;
  },
): Promise<ChangeMade | undefined> {
  if (!(await deps.caughtUp(catchUpMs))) throw new Fault('read_models_behind', 'the read models have not caught up');
  const appointmentId = await deps.queries.appointmentOfModification(companyId, [modificationIdOf(commandId)]);
  if (appointmentId === undefined) return undefined;
  const history = await deps.history(appointmentStream(companyId, appointmentId));
  const decision = history.find(event => isDecision(event) && event.metadata.commandId === commandId);
  if (!decision || !isDecision(decision)) return undefined;
  const newStartsAt = newPeriodOf(decision)?.startsAt;
  const { from, identifiedBy, facts } = decision.data;
  const way = waySchema.safeParse(identifiedBy);
  const customerId = decision.metadata.subject;
  const identified: NewEvent<CallEvent>[] =
    way.success && customerId !== undefined
      ? [{ type: 'CallerIdentified', data: { requestKey, n, customerId, way: way.data } }]
      : [];
  return {
    operation: kindOf(decision),
    appointment: { id: appointmentId, startsAt: from.startsAt, bookingUid: facts?.seen?.bookingUid ?? null },
    newStartsAt,
    way: identifiedBy,
    events: identified,
    decided: {
      modificationId: decision.id,
      oldStartsAt: from.startsAt,
      ...(newStartsAt !== undefined && { newStartsAt }),
      ...(decision.data.terms && { fee: decision.data.terms.fee }),
    },
  };
}

/** The change an answer tells of is still the last of its appointment, and stands. */
export async function isStillLast(companyId: string, answer: RecordedAnswer, { executor }: CallsDependencies): Promise<boolean> {
  const { appointmentId, modificationId } = answer;
  if (appointmentId === undefined || modificationId === undefined) return false;
  const { state } = await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
  return state.last?.modificationId === modificationId && state.last.state !== 'reverted';
}
