// Decides a past decision again: on its state and its recorded facts, with the company as it was then or would be.
import { changeAppointment } from '../../commands/appointment/change-appointment.ts';
import { appointment } from '../domain/appointment/appointment.ts';
import type { AppointmentState } from '../domain/appointment/appointment-state.ts';
import { type DecisionEvent, kindOf, newPeriodOf } from '../domain/appointment/modification-kinds.ts';
import { type CompanyState, company } from '../domain/company/company.ts';
import type { Aggregate, SpokenDecision } from '../domain/decision.ts';
import type { AppointmentEvent, DataOf, DomainEvent, Recorded } from '../domain/event-catalogue.ts';
import type { Facts } from '../domain/policy/terms.ts';

/** The parts of a refusal's event, or of an answer that announced a fee. */
export interface PastRefusal {
  refusal: Pick<DataOf<'ModificationRefused'>, 'operation' | 'terms' | 'appointmentRevision'>;
  /** Of the answer the refusal led to. */
  metadata: Recorded['metadata'];
  newStartsAt: string | undefined;
}

/** Makes the decision of this event again, on the history before it. */
export function decideAgain(
  history: Recorded[],
  event: DecisionEvent,
  facts: Facts,
  folded: CompanyState,
): SpokenDecision<AppointmentEvent> {
  const state = stateBefore(history, event);
  const { identifiedBy, callId, reasonCode, personal, override, waiver, terms } = event.data;
  const command = {
    commandId: event.metadata.commandId,
    companyId: event.metadata.companyId,
    appointmentId: state.details?.appointmentId ?? '',
    seen: facts.seen,
    callId,
    identifiedBy,
    reasonCode,
    reason: personal?.reason,
    feeAccepted: terms?.feeAccepted ?? false,
    override,
    waiver,
  };
  return changeAppointment(
    kindOf(event),
    state,
    { ...command, newStartsAt: newPeriodOf(event)?.startsAt },
    { facts, company: folded },
  );
}

/** Decides again what was refused, on as much of the history as was known. */
export function refuseAgain(
  history: Recorded[],
  { refusal, metadata, newStartsAt }: PastRefusal,
  facts: Facts,
  folded: CompanyState,
): SpokenDecision<AppointmentEvent> {
  const until = BigInt(refusal.appointmentRevision ?? '0');
  const state = fold(
    appointment,
    history.filter(event => event.revision <= until),
  );
  const command = {
    commandId: metadata.commandId,
    companyId: metadata.companyId,
    appointmentId: state.details?.appointmentId ?? '',
    seen: facts.seen,
    callId: metadata.channel === 'phone' ? metadata.$correlationId : undefined,
    feeAccepted: refusal.terms?.feeAccepted ?? false,
  };
  return changeAppointment(refusal.operation, state, { ...command, newStartsAt }, { facts, company: folded });
}

/** The events one command wrote, without later outcomes of its decision. */
export const writtenWith = (history: Recorded[], decision: DecisionEvent): Recorded[] =>
  history.filter(
    event =>
      event.metadata.commandId === decision.metadata.commandId &&
      (event.revision <= decision.revision || event.type === 'CalendarNotConcerned'),
  );

function stateBefore(history: Recorded[], decision: DecisionEvent): AppointmentState {
  const [first] = writtenWith(history, decision);
  return fold(
    appointment,
    history.filter(event => event.revision < (first?.revision ?? 0n)),
  );
}

/** The company as these facts knew it. */
export const companyAt = (events: Recorded[], facts: Facts): CompanyState =>
  fold(
    company,
    events.filter(event => event.revision <= BigInt(facts.companyRevision)),
  );

/** The streams of an aggregate hold its events alone; the fold ignores nothing. */
function fold<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, events: Recorded[]): S {
  return events.reduce((state, event) => aggregate.evolve(state, event as Recorded<E>), aggregate.initial);
}
