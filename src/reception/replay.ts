// What was answered on the day, recomputed from the streams alone: no read model, no clock, no policy of today.
import { cancelAppointment } from '../../commands/cancel-appointment.ts';
import { rescheduleAppointment } from '../../commands/reschedule-appointment.ts';
import { type AppointmentState, appointment } from '../domain/appointment.ts';
import { type CompanyState, company } from '../domain/company.ts';
import type { Aggregate, Decision } from '../domain/decision.ts';
import type { AppointmentEvent, DataOf, DomainEvent, Recorded } from '../domain/events/catalogue.ts';
import { appointmentStream, canonicalJson, companyStream } from '../domain/ids.ts';
import type { Facts } from '../domain/terms.ts';
import type { ModificationKind } from '../domain/values.ts';
import type { EventStore } from '../eventstore/store.ts';
import { type Answer, answerFrom } from './answer.ts';
import { codeOfRevert, codeOfSettlement } from './conclude.ts';

export interface ReplayedAnswer {
  requestKey: string;
  n: number;
  function: string;
  /** As it was given, rendered from its record. */
  answer: Answer;
  /** The code that deciding again gives; null where the answer rests on no decision. */
  recomputedCode: string | null;
  /** True if deciding again gives the same events, terms and code. */
  equal: boolean;
}

/** Every answer of a call's or request's stream, decided again from the recorded facts. */
export async function replayAnswers(store: EventStore, stream: string): Promise<ReplayedAnswer[]> {
  const events = await store.read(stream);
  const answers = events.filter(event => event.type === 'FunctionAnswered');
  return Promise.all(answers.map(answered => replayAnswer(store, events, answered)));
}

type Answered = Extract<Recorded, { type: 'FunctionAnswered' }>;

async function replayAnswer(store: EventStore, events: Recorded[], answered: Answered): Promise<ReplayedAnswer> {
  const { data } = answered;
  const recomputed = await decideAgain(store, events, answered);
  return {
    requestKey: data.requestKey,
    n: data.n,
    function: data.function,
    answer: answerFrom(data, data.personal?.customerName),
    recomputedCode: recomputed?.code ?? null,
    equal: recomputed === undefined || (recomputed.same && recomputed.code === data.code),
  };
}

async function decideAgain(
  store: EventStore,
  events: Recorded[],
  answered: Answered,
): Promise<{ code: string; same: boolean } | undefined> {
  const { requestKey, n, modificationId, appointmentId } = answered.data;
  const { companyId } = answered.metadata;
  if (appointmentId === undefined) return undefined;
  const history = await store.read(appointmentStream(companyId, appointmentId));
  if (modificationId !== undefined) return decideModification(store, companyId, history, answered, modificationId);
  const refusal = events.find(
    event => event.type === 'ModificationRefused' && event.data.requestKey === requestKey && event.data.n === n,
  );
  if (refusal?.type === 'ModificationRefused') return decideRefusal(store, companyId, history, answered, refusal.data);
  const { facts } = answered.data;
  return (
    facts && decideRefusal(store, companyId, history, answered, { ...answered.data, operation: operationOf(answered), facts })
  );
}

/** A change that was made: its decision from the state before it, its answer from what Cal.com had said by then. */
async function decideModification(
  store: EventStore,
  companyId: string,
  history: Recorded[],
  answered: Answered,
  modificationId: string,
): Promise<{ code: string; same: boolean }> {
  const decision = history.find(event => event.id === modificationId);
  if (decision?.type !== 'AppointmentCancelled' && decision?.type !== 'AppointmentRescheduled')
    return { code: 'missing', same: false };
  const { commandId } = decision.metadata;
  const written = history.filter(event => event.metadata.commandId === commandId && !isOutcomeOfLater(event, decision));
  const [first] = written;
  const before = fold(
    appointment,
    history.filter(event => event.revision < (first?.revision ?? 0n)),
  );
  const known = BigInt(answered.data.appointmentRevision ?? '0');
  const outcome = history.findLast(
    event => event.revision <= known && event.revision > decision.revision && isOutcomeFor(event, modificationId),
  );
  const code = codeAsAnswered(answered.data.code, decision, outcome);
  const { facts } = decision.data;
  if (!facts) return { code, same: true };
  const folded = await companyAt(store, companyId, facts);
  const again = decide(before, answered.metadata.companyId, decision, facts, folded);
  const same = again.kind === 'accepted' && canonicalJson(again.events.map(bare)) === canonicalJson(written.map(bare));
  return { code, same };
}

type DecisionEvent = Extract<Recorded<AppointmentEvent>, { type: 'AppointmentCancelled' | 'AppointmentRescheduled' }>;

function decide(
  state: AppointmentState,
  companyId: string,
  event: DecisionEvent,
  facts: Facts,
  folded: CompanyState,
): Decision<AppointmentEvent> {
  const { identifiedBy, callId, reasonCode, personal, override, waiver, terms } = event.data;
  const command = {
    commandId: event.metadata.commandId,
    companyId,
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
  const context = { facts, company: folded };
  return event.type === 'AppointmentCancelled'
    ? cancelAppointment(state, command, context)
    : rescheduleAppointment(state, { ...command, newStartsAt: event.data.to.startsAt }, context);
}

/** A refusal: decided again on the state and facts it rested on. What Cal.com refused is read from the stream. */
async function decideRefusal(
  store: EventStore,
  companyId: string,
  history: Recorded[],
  answered: Answered,
  refusal: Pick<DataOf<'ModificationRefused'>, 'operation' | 'facts' | 'terms' | 'appointmentRevision'>,
): Promise<{ code: string; same: boolean } | undefined> {
  const { facts, appointmentRevision } = refusal;
  const until = BigInt(appointmentRevision ?? '0');
  if (!facts) {
    const reverted = revertOf(answered.metadata.commandId, history, until);
    return reverted && { code: codeOfRevert(reverted.data.code), same: true };
  }
  const state = fold(
    appointment,
    history.filter(event => event.revision <= until),
  );
  const folded = await companyAt(store, companyId, facts);
  const { newStartsAt } = answered.data.parameters;
  const command = {
    commandId: answered.metadata.commandId,
    companyId,
    appointmentId: state.details?.appointmentId ?? '',
    seen: facts.seen,
    callId: answered.metadata.channel === 'phone' ? answered.metadata.$correlationId : undefined,
    feeAccepted: refusal.terms?.feeAccepted ?? false,
  };
  const context = { facts, company: folded };
  const again =
    refusal.operation === 'cancel'
      ? cancelAppointment(state, command, context)
      : rescheduleAppointment(state, { ...command, newStartsAt: typeof newStartsAt === 'string' ? newStartsAt : '' }, context);
  if (again.kind !== 'refused') return { code: again.kind, same: false };
  return { code: again.code, same: canonicalJson(again.detail.terms ?? null) === canonicalJson(refusal.terms ?? null) };
}

/** How the change that this very command decided was reverted, as far as the answer knew. */
function revertOf(commandId: string, history: Recorded[], until: bigint) {
  const made = history.filter(event => event.metadata.commandId === commandId).map(({ id }) => id);
  for (const event of history) {
    if (event.type !== 'AppointmentRescheduleReverted' && event.type !== 'AppointmentCancellationReverted') continue;
    if (event.revision <= until && made.includes(event.data.modificationId)) return event;
  }
  return undefined;
}

const companyAt = async (store: EventStore, companyId: string, facts: Facts): Promise<CompanyState> => {
  const events = await store.read(companyStream(companyId));
  return fold(
    company,
    events.filter(event => event.revision <= BigInt(facts.companyRevision)),
  );
};

/** The streams of an aggregate hold its events alone; the fold ignores nothing. */
function fold<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, events: Recorded[]): S {
  return events.reduce((state, event) => aggregate.evolve(state, event as Recorded<E>), aggregate.initial);
}

const bare = (event: { type: string; data: unknown }) => ({ type: event.type, data: event.data });

const operationOf = ({ data }: Answered): ModificationKind => (data.function === 'cancel_appointment' ? 'cancel' : 'reschedule');

const isOutcomeFor = (event: Recorded, modificationId: string): boolean =>
  'modificationId' in event.data && event.data.modificationId === modificationId && event.type !== 'CalendarSyncFailed';

const isOutcomeOfLater = (event: Recorded, decision: Recorded): boolean =>
  event.revision > decision.revision && event.type !== 'CalendarNotConcerned';

function codeAsAnswered(given: string, decision: DecisionEvent, outcome: Recorded | undefined): string {
  const kind = decision.type === 'AppointmentCancelled' ? 'cancel' : 'reschedule';
  const code = codeOfSettlement(kind, outcome?.type);
  // A repeat within the call is answered as done; that it is so is what the settlement shows.
  const repeats: Record<string, string> = { already_cancelled_by_this_call: 'cancelled', already_at_that_time: 'rescheduled' };
  return repeats[given] === code ? given : code;
}
