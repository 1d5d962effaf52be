// One request from ledger to answer: who, which, facts, execute, await. retell/ and api/ only translate.
import { appointment } from '../domain/appointment.ts';
import { call, hasChanged } from '../domain/call.ts';
import { claim } from '../domain/claim.ts';
import { type Code, codes } from '../domain/codes.ts';
import { type CompanyState, company } from '../domain/company.ts';
import type { CallEvent, DataOf, NewEvent } from '../domain/events/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import { appointmentStream, callStream, companyStream, lineStream, requestKeyOf, requestStream } from '../domain/ids.ts';
import type { Language } from '../domain/values.ts';
import { parsePhoneNumber } from '../language/numbers.ts';
import { type Answer, answerFrom } from './answer.ts';
import { type CallSource, customerNumberOf, startedEvent } from './call-context.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import type { Finding, Work } from './finding.ts';
import { type Asked, type OpenRequest, openRequest, type RecordedAnswer, recordAnswer } from './ledger.ts';
import { readAhead } from './read-ahead.ts';
import type { CallRequest, StaffRequest } from './request.ts';
import { sanitised } from './sanitise.ts';
import { serveCaller } from './serve-caller.ts';
import { serveStaff } from './serve-staff.ts';

export interface Reception {
  /** The company a call belongs to, from its line alone. */
  companyOf(source: CallSource): Promise<{ kind: 'company'; companyId: string } | { kind: 'unknown'; code: Code }>;
  handleCall(companyId: string, request: CallRequest): Promise<Answer>;
  /** Throws `conflict` where its id was another request's. */
  changeForStaff(request: StaffRequest): Promise<Answer>;
  /** An answer to a function that cannot be worked on, in the call's stream as any other, and a loud line in the log. */
  decline(
    companyId: string,
    source: CallSource,
    asked: { name: string; arguments: Record<string, unknown> },
    code: Code,
  ): Promise<Answer>;
  /** The same where there is no company or no call to record it with. */
  refuse(companyId: string | undefined, code: Code, reason: string): Promise<Answer>;
}

/** A language model may send anything as a name. */
const longestFunctionName = 100;

export function createReception(deps: ReceptionDependencies): Reception {
  /** Requests under way in this process: an overlapping repeat joins the running one. */
  const running = new Map<string, Promise<Answer>>();

  async function settingsOf(companyId: string | undefined): Promise<CompanyState['settings']> {
    if (companyId === undefined) return undefined;
    return (await deps.executor.load(company, companyStream(companyId))).state.settings;
  }

  /** Who has claimed the line, as long as it is assigned to him. */
  async function ownerOf(line: string): Promise<string | undefined> {
    const { owner } = (await deps.executor.load(claim, lineStream(line))).state;
    if (owner === undefined) return undefined;
    const { state } = await deps.executor.load(company, companyStream(owner));
    return state.lines.has(line) ? owner : undefined;
  }

  async function refuse(companyId: string | undefined, code: Code, reason: string): Promise<Answer> {
    deps.log.error({ code, companyId }, reason);
    const settings = await settingsOf(companyId);
    return answerFrom(
      {
        status: codes[code].status,
        code,
        parameters: settings ? { handover: settings.handover } : {},
        language: settings?.language ?? 'de',
      },
      undefined,
    );
  }

  /** From ledger to answer; `work` is what the request is about, `name` what it is called in logs and metrics. */
  async function serve(asked: Asked, name: string, work: (work: Work) => Promise<Finding>): Promise<Answer> {
    const began = performance.now();
    const key = `${asked.stream} ${asked.requestKey}`;
    const underWay = running.get(key);
    if (underWay) return underWay;
    const promise = answering(asked, work).catch(error => whenFaulty(asked, error));
    running.set(key, promise);
    deps.underWay.began();
    try {
      const answer = await promise;
      deps.observe?.answered(name, answer.status, answer.code, performance.now() - began);
      deps.log.info(
        {
          callId: asked.context.correlationId,
          companyId: asked.context.companyId,
          function: name,
          status: answer.status,
          code: answer.code,
        },
        'answered',
      );
      return answer;
    } finally {
      running.delete(key);
      deps.underWay.ended();
    }
  }

  async function answering(asked: Asked, work: (work: Work) => Promise<Finding>): Promise<Answer> {
    const now = deps.clock.now();
    const { companyId } = asked.context;
    const folded = await deps.executor.load(company, companyStream(companyId));
    const { settings } = folded.state;
    if (!settings) return refuse(undefined, 'unknown_line', 'the line belongs to a company without settings');
    const opened = await openRequest(deps.executor, asked, now, answer => isStillLast(companyId, answer));
    if (opened.kind === 'foreign') return refuse(companyId, 'line_conflict', 'the call belongs to another company');
    if (opened.kind === 'answered') return answerFrom(opened.answer, opened.answer.personal?.customerName);
    const { state } = await deps.executor.load(call, asked.stream);
    const finding = await work({ request: opened, call: state, company: folded, settings, now, context: asked.context });
    const recorded = await record(asked, opened, finding, settings.language);
    return answerFrom(recorded, recorded.personal?.customerName);
  }

  async function record(asked: Asked, request: OpenRequest, finding: Finding, language: Language): Promise<RecordedAnswer> {
    const data: DataOf<'FunctionAnswered'> = {
      requestKey: request.requestKey,
      n: request.n,
      function: asked.function,
      status: codes[finding.code].status,
      code: finding.code,
      parameters: finding.parameters,
      language,
      ...(finding.appointmentId !== undefined && { appointmentId: finding.appointmentId }),
      ...(finding.modificationId !== undefined && { modificationId: finding.modificationId }),
      ...(finding.appointmentRevision !== undefined && { appointmentRevision: finding.appointmentRevision.toString() }),
      ...finding.told,
      ...(finding.customerName !== undefined && { personal: { customerName: finding.customerName } }),
    };
    const events: NewEvent<CallEvent>[] = finding.events;
    const recorded = await recordAnswer(deps.executor, asked.stream, asked.context, request, events, data);
    if (!recorded) throw new Fault('answer_not_recorded', 'the answer could not be written to its stream');
    return recorded;
  }

  /** The request stays open in the ledger, so a repeat resumes it instead of hearing the fault again. */
  async function whenFaulty(asked: Asked, error: unknown): Promise<Answer> {
    const { correlationId, companyId } = asked.context;
    const code = error instanceof Fault ? error.code : 'internal_fault';
    deps.log.error({ callId: correlationId, companyId, code, err: describe(error) }, 'a request failed');
    const settings = await settingsOf(companyId).catch(() => undefined);
    const parameters = settings ? { handover: settings.handover } : {};
    return answerFrom(
      { status: 'unavailable', code: 'internal_fault', parameters, language: settings?.language ?? 'de' },
      undefined,
    );
  }

  async function isStillLast(companyId: string, answer: RecordedAnswer): Promise<boolean> {
    const { appointmentId, modificationId } = answer;
    if (appointmentId === undefined || modificationId === undefined) return false;
    const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
    return state.last?.modificationId === modificationId && state.last.state !== 'reverted';
  }

  return {
    refuse,

    async companyOf(source) {
      const { companyNumber, agentId } = source;
      const [byNumber, byAgent] = await Promise.all([
        companyNumber === undefined ? undefined : ownerOf(parsePhoneNumber(companyNumber) ?? companyNumber),
        agentId === undefined ? undefined : ownerOf(agentId),
      ]);
      if (byNumber !== undefined && byAgent !== undefined && byNumber !== byAgent)
        return { kind: 'unknown', code: 'line_conflict' };
      // A call with a number belongs to whom the number belongs; an agent's id alone decides only where there is none.
      const companyId = companyNumber === undefined ? byAgent : (byNumber ?? byAgent);
      return companyId === undefined ? { kind: 'unknown', code: 'unknown_line' } : { kind: 'company', companyId };
    },

    handleCall(companyId, request) {
      const { name } = request.function;
      const queries = readAhead(deps, companyId, request.callId, customerNumberOf(request));
      // What this call itself has changed may be missing in what was read ahead.
      const work = (one: Work) => serveCaller(request, one, hasChanged(one.call) ? deps : { ...deps, queries });
      return serve(askedInCall(companyId, request, name, request.arguments), name, work);
    },

    decline(companyId, source, asked, code) {
      const name = asked.name.slice(0, longestFunctionName);
      deps.log.error({ callId: source.callId, companyId, code }, 'a function could not be worked on');
      // What a language model calls a function may be anything, a customer's name too: it stays out of logs and metrics.
      const label = code === 'unknown_function' ? 'unknown' : name;
      return serve(askedInCall(companyId, source, name, asked.arguments), label, async ({ settings, now }) => ({
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
      const { state } = await deps.executor.load(call, ledger.stream);
      if (state.requests.size > 0 && !state.requests.has(ledger.requestKey))
        throw new Fault('conflict', 'the same Idempotency-Key came with another request');
      return serve(ledger, name, work => serveStaff(request, work, deps));
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
    arguments: sanitised(args),
    context: { correlationId: callId, companyId, actor: { kind: 'caller', id: callId }, channel: 'phone' },
    started: startedEvent(companyId, source),
  };
}

/** Name, message and stack of our own making; a driver's error may quote a row, so only its name and code are kept. */
function describe(error: unknown): object {
  if (error instanceof Fault) return { name: error.name, message: error.message, stack: error.stack };
  if (error instanceof Error) return { name: error.name, stack: error.stack?.split('\n').slice(1).join('\n') };
  return { name: typeof error };
}
