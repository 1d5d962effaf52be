// The entry points of calls: a function an agent calls, and a change by staff. Channels only translate into these.
import { call, hasChanged } from '../domain/call/call.ts';
import type { SpokenCode } from '../domain/codes.ts';
import { commonNames } from '../domain/customer/known-names.ts';
import { Fault } from '../domain/fault.ts';
import { callStream, requestKeyOf } from '../domain/ids.ts';
import type { Answer } from './answer/answer.ts';
import type { LineOwner } from './answer/unrecorded-answer.ts';
import { type Answering, createAnswering } from './answer-once.ts';
import { type CallSource, customerNumberOf, type PlacedCall, startedEvent } from './call-source.ts';
import { type Deadline, deadlineIn, marginMs } from './deadline.ts';
import type { CallsDependencies } from './dependencies.ts';
import { prefetch } from './identify/prefetch.ts';
import { type LedgerRequest, sanitised } from './ledger/ledger.ts';
import { type CompanyFound, createLines } from './line.ts';
import { answerCaller } from './pipeline.ts';
import type { CallRequest, StaffRequest } from './request.ts';
import { resultOf } from './result.ts';
import { answerStaff, ledgerRequestOf } from './staff-request.ts';
import { withWhatWasUnclear } from './understand/not-understood.ts';

export interface Calls {
  /** The time of a request that came `spentMs` milliseconds ago: the reply budget and a margin for the steps around it, `mostMs` at most. */
  begin(spentMs?: number, mostMs?: number): Deadline;
  /** The company a call belongs to, from its line alone. */
  companyOf(source: CallSource, deadline?: Deadline): Promise<CompanyFound>;
  handleCall(companyId: string, request: CallRequest, deadline?: Deadline): Promise<Answer>;
  /** Throws `conflict` where its id was another request's. */
  changeForStaff(request: StaffRequest): Promise<Answer>;
  /** An answer to a function that cannot be served: recorded in the call's stream like any other, and an error in the log. */
  decline(
    companyId: string,
    source: PlacedCall,
    asked: { name: string; arguments: Record<string, unknown> },
    code: SpokenCode,
    deadline?: Deadline,
  ): Promise<Answer>;
  /** The same where there is no company or no call to record it with. */
  refuse(called: LineOwner | undefined, code: SpokenCode, reason: string): Promise<Answer>;
  /** What this process knows of a request; see `Answering`. */
  knows: Answering['knows'];
  /** Records what was said and could not be recorded yet; resolves within seconds. */
  stop(): Promise<void>;
}

/** A language model may send anything as a name. */
const longestFunctionName = 100;

export function createCalls(deps: CallsDependencies): Calls {
  // Reading the lists of names takes longer than an answer may: it is done before the first call.
  commonNames();
  const { answerOnce, refuse, knows, stop } = createAnswering(deps);
  const lines = createLines(deps.executor);
  const begin = (spentMs = 0, mostMs = Number.POSITIVE_INFINITY): Deadline =>
    deadlineIn(Math.min(deps.replyBudgetMs + marginMs, mostMs) - spentMs, deps.clock);

  /** Most often a repeat of it is answered from the ledger alone. */
  const isKnown = ({ stream, requestKey }: LedgerRequest): boolean =>
    deps.executor.peek(call, stream)?.state.requests.has(requestKey) === true;

  return {
    begin,
    knows,
    refuse: async (called, code, reason) => refuse(called, code, reason),
    stop,
    companyOf: lines.companyOf,

    handleCall(companyId, request, deadline = begin()) {
      lines.remember(request.callId, { companyId, country: request.country, branchId: request.branchId });
      const { name } = request.function;
      const entry = calledWith(companyId, request, name, request.arguments);
      return answerOnce(entry, name, deadline, bounded => {
        const queries = isKnown(entry)
          ? bounded.queries
          : prefetch(bounded, companyId, request.callId, customerNumberOf(request));
        // Changes made in this call may be missing in what was read before.
        return scope => answerCaller(request, scope, hasChanged(scope.call) ? bounded : { ...bounded, queries });
      });
    },

    decline(companyId, source, asked, code, deadline = begin()) {
      deps.log.error({ callId: source.callId, companyId, code }, 'a function call could not be processed');
      // What a language model calls a function may be anything, a customer's name too: it is kept as such, and nowhere else.
      const sent = asked.name.slice(0, longestFunctionName);
      const label = code === 'unknown_function' ? 'unknown' : sent;
      const entry = {
        ...calledWith(companyId, source, sent, asked.arguments),
        function: label,
        ...(label !== sent && { functionAsSent: sent }),
      };
      return answerOnce(entry, label, deadline, () => async scope => withWhatWasUnclear(resultOf(scope, code, {}), {}, scope));
    },

    async changeForStaff(request) {
      const deadline = begin();
      const entry = ledgerRequestOf(request);
      const { state } = await deadline.within(() => deps.executor.load(call, entry.stream));
      if (state.requests.size > 0 && !state.requests.has(entry.requestKey))
        throw new Fault('conflict', 'the same Idempotency-Key came with another request');
      return answerOnce(entry, entry.function, deadline, bounded => scope => answerStaff(request, scope, bounded));
    },
  };
}

/** How a function of a call stands in its ledger. */
function calledWith(companyId: string, source: PlacedCall, name: string, args: Record<string, unknown>): LedgerRequest {
  const { callId, branchId } = source;
  return {
    branchId,
    stream: callStream(callId),
    requestKey: requestKeyOf(callId, name, args),
    function: name,
    delivery: source.delivery,
    arguments: sanitised(args),
    context: { correlationId: callId, companyId, actor: { kind: 'caller', id: callId }, channel: 'phone' },
    started: startedEvent(companyId, source),
  };
}
