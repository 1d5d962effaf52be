// Reception's doors: a function of a call, and a change by staff. retell/ and api/ only translate.
import { LRUCache } from 'lru-cache';
import { call, hasChanged } from '../domain/call.ts';
import { claim } from '../domain/claim.ts';
import type { Code } from '../domain/codes.ts';
import { company } from '../domain/company.ts';
import { Fault } from '../domain/fault.ts';
import { callStream, companyStream, lineStream, requestKeyOf, requestStream } from '../domain/ids.ts';
import { parsePhoneNumber } from '../language/numbers.ts';
import type { Answer } from './answer/answer.ts';
import { type CallSource, customerNumberOf, startedEvent } from './call-source.ts';
import { type Deadline, deadlineIn, marginMs } from './deadline.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import { readAhead } from './identify/prefetch.ts';
import type { Asked } from './ledger/ledger.ts';
import { createServing, type Serving } from './ledger/serve-once.ts';
import { sanitised } from './ledger/stored-arguments.ts';
import type { CallRequest, StaffRequest } from './request.ts';
import { serveCaller } from './serve-caller.ts';
import { serveStaff } from './staff-request.ts';
import { withinDeadline } from './within-deadline.ts';

type CompanyFound = { kind: 'company'; companyId: string } | { kind: 'unknown'; code: Code };

export interface Reception {
  /** The time of a request that came `spentMs` milliseconds ago: the reply budget and a margin for the steps around it, `mostMs` at most. */
  begin(spentMs?: number, mostMs?: number): Deadline;
  /** The company a call belongs to, from its line alone. */
  companyOf(source: CallSource, deadline?: Deadline): Promise<CompanyFound>;
  handleCall(companyId: string, request: CallRequest, deadline?: Deadline): Promise<Answer>;
  /** Throws `conflict` where its id was another request's. */
  changeForStaff(request: StaffRequest): Promise<Answer>;
  /** An answer to a function that cannot be worked on, in the call's stream as any other, and a loud line in the log. */
  decline(
    companyId: string,
    source: CallSource,
    asked: { name: string; arguments: Record<string, unknown> },
    code: Code,
    deadline?: Deadline,
  ): Promise<Answer>;
  /** The same where there is no company or no call to record it with. */
  refuse(companyId: string | undefined, code: Code, reason: string): Promise<Answer>;
  /** What this process knows of a request; see `Serving`. */
  knows: Serving['knows'];
  /** Records what was said and could not be recorded yet; resolves within seconds. */
  stop(): Promise<void>;
}

/** A language model may send anything as a name. */
const longestFunctionName = 100;

export function createReception(deps: ReceptionDependencies): Reception {
  const { serve, refuse, knows, stop } = createServing(deps);
  const begin = (spentMs = 0, mostMs = Number.POSITIVE_INFINITY): Deadline =>
    deadlineIn(Math.min(deps.replyBudgetMs + marginMs, mostMs) - spentMs, deps.clock);

  /** Companies of the calls that were here before, told by their lines. */
  const companiesOfCalls = new LRUCache<string, string>({ max: 10_000 });

  /** Who has claimed the line, as long as it is assigned to him. */
  async function ownerOf(line: string): Promise<string | undefined> {
    const { owner } = (await deps.executor.load(claim, lineStream(line))).state;
    if (owner === undefined) return undefined;
    const { state } = await deps.executor.load(company, companyStream(owner));
    return state.lines.has(line) ? owner : undefined;
  }

  async function byLine({ companyNumber, agentId }: CallSource): Promise<CompanyFound> {
    const [byNumber, byAgent] = await Promise.all([
      companyNumber === undefined ? undefined : ownerOf(parsePhoneNumber(companyNumber) ?? companyNumber),
      agentId === undefined ? undefined : ownerOf(agentId),
    ]);
    if (byNumber !== undefined && byAgent !== undefined && byNumber !== byAgent)
      return { kind: 'unknown', code: 'line_conflict' };
    // A call with a number belongs to whom the number belongs; an agent's id alone decides only where there is none.
    const companyId = companyNumber === undefined ? byAgent : (byNumber ?? byAgent);
    return companyId === undefined ? { kind: 'unknown', code: 'unknown_line' } : { kind: 'company', companyId };
  }

  return {
    begin,
    knows,
    refuse: async (companyId, code, reason) => refuse(companyId, code, reason),
    stop,

    async companyOf(source, deadline) {
      try {
        return await (deadline ? deadline.within(() => byLine(source)) : byLine(source));
      } catch (error) {
        // The call has been here before: its company was told by its line then.
        const companyId = companiesOfCalls.get(source.callId);
        if (companyId === undefined) throw error;
        return { kind: 'company', companyId };
      }
    },

    handleCall(companyId, request, deadline = begin()) {
      companiesOfCalls.set(request.callId, companyId);
      const { name } = request.function;
      const queries = readAhead(withinDeadline(deps, deadline), companyId, request.callId, customerNumberOf(request));
      // What this call itself has changed may be missing in what was read ahead.
      return serve(askedInCall(companyId, request, name, request.arguments), name, deadline, (work, bounded) =>
        serveCaller(request, work, hasChanged(work.call) ? bounded : { ...bounded, queries }),
      );
    },

    decline(companyId, source, asked, code, deadline = begin()) {
      deps.log.error({ callId: source.callId, companyId, code }, 'a function could not be worked on');
      // What a language model calls a function may be anything, a customer's name too: it is kept as such, and nowhere else.
      const sent = asked.name.slice(0, longestFunctionName);
      const label = code === 'unknown_function' ? 'unknown' : sent;
      const entry = {
        ...askedInCall(companyId, source, sent, asked.arguments),
        function: label,
        ...(label !== sent && { functionAsSent: sent }),
      };
      return serve(entry, label, deadline, async ({ settings, now }) => ({
        code,
        parameters: { zone: settings.timeZone, answeredAt: now.toISOString(), handover: settings.handover },
        events: [],
      }));
    },

    async changeForStaff(request) {
      const { companyId, requestId, operation, appointmentId, newStartsAt, feeAccepted, override, waiver, reasonCode, reason } =
        request;
      const name = operation === 'cancel' ? 'cancel_appointment' : 'reschedule_appointment';
      const args = { appointmentId, newStartsAt, feeAccepted, override, waiver, reasonCode, reason };
      const ledger: Asked = {
        stream: requestStream(companyId, requestId),
        requestKey: requestKeyOf(`${companyId}.${requestId}`, name, args),
        function: name,
        arguments: sanitised(args),
        context: { correlationId: requestId, companyId, actor: { kind: 'staff', id: request.actor }, channel: 'operator' },
        started: undefined,
      };
      const deadline = begin();
      const { state } = await deadline.within(() => deps.executor.load(call, ledger.stream));
      if (state.requests.size > 0 && !state.requests.has(ledger.requestKey))
        throw new Fault('conflict', 'the same Idempotency-Key came with another request');
      return serve(ledger, name, deadline, (work, bounded) => serveStaff(request, work, bounded));
    },
  };
}

/** How a function of a call stands in its ledger. */
function askedInCall(companyId: string, source: CallSource, name: string, args: Record<string, unknown>): Asked {
  const { callId } = source;
  return {
    stream: callStream(callId),
    requestKey: requestKeyOf(callId, name, args),
    function: name,
    delivery: source.delivery,
    arguments: sanitised(args),
    context: { correlationId: callId, companyId, actor: { kind: 'caller', id: callId }, channel: 'phone' },
    started: startedEvent(companyId, source),
  };
}
