// Retell's three doors: functions, call events, and the question who is calling.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {} from 'fastify-raw-body';
import { cleaned } from '../domain/clean-text.ts';
import type { Clock } from '../domain/clock.ts';
import type { ClockWatch } from '../domain/clock-watch.ts';
import { type Code, codes } from '../domain/codes.ts';
import type { Deadline } from '../reception/deadline.ts';
import type { Reception } from '../reception/reception.ts';
import { callFunctionOf } from './call-functions.ts';
import type { CallLifecycle } from './call-lifecycle.ts';
import { type CallOrigin, functionNameOf, originOf } from './call-request.ts';
import { isFunctionName } from './function-arguments.ts';
import { anyWebhookSchema, functionBodySchema, webhookBodySchema } from './payloads.ts';
import { signedAt, verifyRetell } from './signature.ts';

export interface RetellDependencies {
  reception: Reception;
  lifecycle: CallLifecycle;
  /** The valid keys of one company, or of the default where the line is unknown. */
  retellKeysOf(companyId: string | undefined): readonly string[];
  clock: Clock;
  watch: ClockWatch;
  /** Counts a bad signature of a network address; false when there were too many. */
  mayFail(address: string): Promise<boolean>;
}

/** Registers `POST /retell/functions`, `/retell/functions/:name` and `/retell/webhook`; needs the raw body. */
export function registerRetell(app: FastifyInstance, deps: RetellDependencies): void {
  app.post<{ Params: { name?: string } }>('/retell/functions', { config: { rawBody: true } }, onFunction);
  app.post<{ Params: { name?: string } }>('/retell/functions/:name', { config: { rawBody: true } }, onFunction);
  app.post('/retell/webhook', { config: { rawBody: true } }, onWebhook);

  async function onFunction(request: FastifyRequest<{ Params: { name?: string } }>, reply: FastifyReply) {
    const deadline = deps.reception.begin(reply.elapsedTime);
    try {
      return await answerFunction(request, reply, deadline);
    } finally {
      deadline.end();
    }
  }

  async function answerFunction(request: FastifyRequest<{ Params: { name?: string } }>, reply: FastifyReply, deadline: Deadline) {
    const body = functionBodySchema.safeParse(request.body);
    const origin = body.success && body.data.call ? originOf(cleaned(body.data.call)) : undefined;
    const company = origin ? await companyOf(origin, request, deadline) : undefined;
    const companyId = company?.kind === 'company' ? company.companyId : undefined;
    if (!isSigned(request, companyId)) return refuse(request, reply);
    if (!body.success) return unreadable(request, reply);
    const name = functionNameOf(request.params.name ?? body.data.name ?? '');
    if (!origin) return deps.reception.refuse(undefined, 'caller_untrusted', 'the body has no call object');
    if (company?.kind !== 'company')
      return deps.reception.refuse(undefined, company?.code ?? 'unknown_line', 'no company for this line');
    const args = body.data.args ?? {};
    const asked = isFunctionName(name) ? callFunctionOf(name, args) : undefined;
    if (!asked) {
      const code = isFunctionName(name) ? 'arguments_invalid' : 'unknown_function';
      return deps.reception.decline(company.companyId, origin, { name, arguments: args }, code, deadline);
    }
    return deps.reception.handleCall(company.companyId, { ...origin, function: asked, arguments: args }, deadline);
  }

  /** Whoever signed with the common key hears a spoken answer, too, while lines cannot be looked up. */
  async function companyOf(origin: CallOrigin, request: FastifyRequest, deadline: Deadline): ReturnType<Reception['companyOf']> {
    try {
      return await deps.reception.companyOf(origin, deadline);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      request.log.error({ code: 'line_lookup_failed', err: { name } }, 'the line of a call could not be looked up');
      return { kind: 'unknown', code: 'internal_fault' };
    }
  }

  async function onWebhook(request: FastifyRequest, reply: FastifyReply) {
    const body = webhookBodySchema.safeParse(cleaned(request.body));
    const origin = body.success ? deps.lifecycle.originOf(body.data) : undefined;
    const company = origin ? await deps.reception.companyOf(origin) : undefined;
    const companyId = company?.kind === 'company' ? company.companyId : undefined;
    if (!isSigned(request, companyId)) return refuse(request, reply);
    if (!body.success) {
      const known = anyWebhookSchema.safeParse(request.body);
      return known.success && !isOurEvent(known.data.event) ? reply.code(204).send() : unreadable(request, reply);
    }
    if (body.data.event === 'call_inbound') return deps.lifecycle.inbound(companyId, body.data.call_inbound);
    if (companyId !== undefined) await deps.lifecycle.record(companyId, body.data.event, body.data.call);
    else request.log.warn({ code: 'unknown_line', event: body.data.event }, 'call event for no company');
    return reply.code(204).send();
  }

  /** Signed by the company's own key; a key of another company opens nothing here. */
  function isSigned(request: FastifyRequest, companyId: string | undefined): boolean {
    const raw = request.rawBody;
    if (raw === undefined) return false;
    const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
    const keys = deps.retellKeysOf(companyId);
    const header = request.headers['x-retell-signature'];
    if (keys.some(key => verifyRetell(bytes, header, key, deps.clock.now()))) return true;
    const at = keys.map(key => signedAt(bytes, header, key)).find(one => one !== undefined);
    if (at) toldTime(request, at);
    return false;
  }

  /**
   * Signed with the right key, and not now. What was signed in the future is no old request sent again: then the clocks differ. What was
   * signed long ago may be one, unless other clocks say that ours is wrong.
   */
  function toldTime(request: FastifyRequest, at: Date): void {
    if (at > deps.clock.now()) deps.watch.compare('retell', at);
    const aheadMs = deps.clock.now().getTime() - at.getTime();
    if (deps.watch.isWrong())
      request.log.error({ code: 'clock_wrong', aheadMs }, 'a good signature is refused, since our clock is wrong');
    else request.log.warn({ code: 'signature_old', aheadMs }, 'a good signature of another time');
  }

  function unreadable(request: FastifyRequest, reply: FastifyReply) {
    request.log.warn({ code: 'body_invalid', route: request.routeOptions.url }, 'a signed body that is none of Retell’s');
    return fault(reply, 'body_invalid');
  }

  async function refuse(request: FastifyRequest, reply: FastifyReply) {
    request.log.warn({ code: 'signature_invalid' }, 'request with a bad signature');
    return fault(reply, (await deps.mayFail(request.ip)) ? 'signature_invalid' : 'rate_limited');
  }
}

const isOurEvent = (event: string): boolean => ['call_inbound', 'call_started', 'call_ended', 'call_analyzed'].includes(event);

const fault = (reply: FastifyReply, code: Code) =>
  reply.code(codes[code].httpStatus).send({ error: { code, message: 'The request was not accepted.' } });
