// Recomputes a past answer from the streams alone: without read models, the clock or today's policy.

import { type Answer, answerFrom } from '../calls/answer/answer.ts';
import { codeOfRevert, codeOfSettlement } from '../calls/answer/outcome-codes.ts';
import {
  type DecisionEvent,
  isDecision,
  isRevert,
  kindAskedWith,
  kindOf,
  modificationKinds,
} from '../domain/appointment/modification-kinds.ts';
import type { DataOf, Recorded } from '../domain/event-catalogue.ts';
import { appointmentStream, canonicalJson, companyStream } from '../domain/ids.ts';
import type { EventStore } from '../platform/eventstore/store.ts';
import { companyAt, decideAgain, refuseAgain, writtenWith } from './decide-again.ts';

export interface ReplayedAnswer {
  requestKey: string;
  n: number;
  function: string;
  /** As it was given, rendered from its record. */
  answer: Answer;
  /** The code that deciding again gives; null where the answer rests on no decision. */
  recomputedCode: string | null;
  /** True if deciding again gives the same events, terms and code. None of them rests on what is personal. */
  equal: boolean;
  /** Words of a person who was erased stood in the request or in the answer: what is rendered lacks them, and that is no difference. */
  erased: boolean;
}

/**
 * Every answer of a call's or request's stream, decided again from the recorded facts. Without `personal` it is rendered without the
 * names of the caller and of staff.
 */
export async function replayAnswers(
  store: EventStore,
  stream: string,
  { personal = true }: { personal?: boolean } = {},
): Promise<ReplayedAnswer[]> {
  const events = await store.read(stream);
  const answers = events.filter(event => event.type === 'FunctionAnswered');
  return Promise.all(answers.map(answered => replayAnswer(store, events, answered, personal)));
}

type Answered = Extract<Recorded, { type: 'FunctionAnswered' }>;

async function replayAnswer(
  store: EventStore,
  events: Recorded[],
  answered: Answered,
  personal: boolean,
): Promise<ReplayedAnswer> {
  const { data } = answered;
  const recomputed = await answeredAgain(store, events, answered);
  return {
    requestKey: data.requestKey,
    n: data.n,
    function: data.function,
    answer: answerFrom(data, personal ? data.personal : undefined),
    recomputedCode: recomputed?.code ?? null,
    equal: recomputed === undefined || (recomputed.same && recomputed.code === data.code),
    erased: answered.erased === true || events.some(event => event.erased === true && isCallOf(event, data)),
  };
}

const isCallOf = (event: Recorded, { requestKey, n }: Answered['data']): boolean =>
  event.type === 'FunctionCalled' && event.data.requestKey === requestKey && event.data.n === n;

async function answeredAgain(
  store: EventStore,
  events: Recorded[],
  answered: Answered,
): Promise<{ code: string; same: boolean } | undefined> {
  const { requestKey, n, modificationId, appointmentId } = answered.data;
  const { companyId } = answered.metadata;
  if (appointmentId === undefined || wasNotKept(events, answered)) return undefined;
  const [history, companyEvents] = await Promise.all([
    store.read(appointmentStream(companyId, appointmentId)),
    store.read(companyStream(companyId)),
  ]);
  if (modificationId !== undefined) return changeAgain(history, companyEvents, answered, modificationId);
  const refusal = events.find(
    event => event.type === 'ModificationRefused' && event.data.requestKey === requestKey && event.data.n === n,
  );
  if (refusal?.type === 'ModificationRefused') return refusalAgain(history, companyEvents, answered, refusal.data);
  const { facts } = answered.data;
  const operation = kindAskedWith(answered.data.function);
  return facts && operation && refusalAgain(history, companyEvents, answered, { ...answered.data, operation, facts });
}

/** The change it reported as recorded was not made: the answer rests on no decision that holds. */
const wasNotKept = (events: Recorded[], { data }: Answered): boolean =>
  events.some(
    event =>
      event.type === 'RequestClosed' &&
      event.data.code === 'promise_not_kept' &&
      event.data.requestKey === data.requestKey &&
      event.data.n === data.n,
  );

/** A change that was made: its decision from the state before it, its answer from what the calendar had said by then. */
function changeAgain(
  history: Recorded[],
  companyEvents: Recorded[],
  answered: Answered,
  modificationId: string,
): { code: string; same: boolean } {
  const decision = history.find(event => event.id === modificationId);
  if (!decision || !isDecision(decision)) return { code: 'missing', same: false };
  const known = BigInt(answered.data.appointmentRevision ?? '0');
  const about = history.filter(
    event => event.revision <= known && event.revision > decision.revision && concerns(event, modificationId),
  );
  // Without an outcome the last failed try shows whether a machine was still working on it.
  const outcome = about.findLast(event => !isInBetween(event)) ?? about.findLast(({ type }) => type === 'CalendarSyncFailed');
  const code = codeAsAnswered(answered, decision, outcome);
  const { facts } = decision.data;
  if (!facts) return { code, same: true };
  const again = decideAgain(history, decision, facts, companyAt(companyEvents, facts));
  const written = writtenWith(history, decision);
  const same = again.kind === 'accepted' && canonicalJson(again.events.map(bare)) === canonicalJson(written.map(bare));
  return { code, same };
}

/** A refusal: decided again on the state and facts it rested on. What the calendar refused is read from the stream. */
function refusalAgain(
  history: Recorded[],
  companyEvents: Recorded[],
  answered: Answered,
  refusal: Pick<DataOf<'ModificationRefused'>, 'operation' | 'facts' | 'terms' | 'appointmentRevision'>,
): { code: string; same: boolean } | undefined {
  const { facts, appointmentRevision } = refusal;
  if (!facts) {
    const reverted = revertOf(answered.metadata.commandId, history, BigInt(appointmentRevision ?? '0'));
    return reverted && { code: codeOfRevert(reverted.data.code), same: true };
  }
  const { newStartsAt } = answered.data.parameters;
  const past = { refusal, metadata: answered.metadata, newStartsAt: typeof newStartsAt === 'string' ? newStartsAt : undefined };
  const again = refuseAgain(history, past, facts, companyAt(companyEvents, facts));
  if (again.kind !== 'refused') return { code: again.kind, same: false };
  return { code: again.code, same: canonicalJson(again.detail.terms ?? null) === canonicalJson(refusal.terms ?? null) };
}

/** How the change that this very command decided was reverted, as far as the answer knew. */
function revertOf(commandId: string, history: Recorded[], until: bigint) {
  const made = history.filter(event => event.metadata.commandId === commandId).map(({ id }) => id);
  for (const event of history) {
    if (isRevert(event) && event.revision <= until && made.includes(event.data.modificationId)) return event;
  }
  return undefined;
}

const bare = (event: { type: string; data: unknown }) => ({ type: event.type, data: event.data });

/** What happens to a change before and beside its outcome. */
const isInBetween = (event: Recorded): boolean =>
  event.type === 'CalendarSyncFailed' ||
  (event.type === 'CalendarBookingLinked' && event.data.awaitingConfirmation === undefined);
const concerns = (event: Recorded, modificationId: string): boolean =>
  'modificationId' in event.data && event.data.modificationId === modificationId;
/**
 * Under the first rules an answer did not say that the host had yet to confirm a move, or that no machine was working on a change
 * any more.
 */
const underFirstRules: Record<string, string> = {
  reschedule_requested: 'rescheduled',
  cancellation_needs_operator: 'cancellation_pending',
  reschedule_needs_operator: 'reschedule_pending',
};

function codeAsAnswered({ data, metadata }: Answered, decision: DecisionEvent, outcome: Recorded | undefined): string {
  const { codes } = modificationKinds[kindOf(decision)];
  const settlement = codeOfSettlement(kindOf(decision), outcome);
  const code = (metadata.rulesVersion < 2 ? underFirstRules[settlement] : undefined) ?? settlement;
  // A repeat within the call is answered as done; the settlement shows that it is.
  return data.code === codes.alreadyDone && code === codes.done ? data.code : code;
}
