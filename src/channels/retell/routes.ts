// Retell's three routes: functions, call events, and the question who is calling.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deadline } from '../../calls/deadline.ts';
import { cleaned } from '../../domain/storable-text.ts';
import { leaveBodiesUnread } from '../ingress/leave-bodies-unread.ts';
import { Refused } from '../ingress/refused.ts';
import { type CallLifecycle, nothingKnown } from './call-lifecycle.ts';
import { describedEvents, describedFunction, describedFunctions } from './described.ts';
import { type FunctionDependencies, type FunctionRequest, functionRoute, whileOverloaded } from './function-route.ts';
import { anyWebhookSchema, webhookBodySchema } from './payloads.ts';
import { retellBodyLimit, takeSigned } from './signed-bodies.ts';

export interface RetellDependencies extends FunctionDependencies {
  lifecycle: CallLifecycle;
  /** Every key that signs for some company: all that can be checked before a body is read. */
  retellKeys(): readonly string[];
}

/** Registers `POST /retell/functions`, `/retell/functions/:name` and `/retell/webhook`. */
export function registerRetell(server: FastifyInstance, deps: RetellDependencies): void {
  server.register(async app => {
    leaveBodiesUnread(app);
    const take = takeSigned(app, { ...deps, keys: deps.retellKeys });
    const answer = functionRoute(deps);
    const onFunction = async (request: FunctionRequest, reply: FastifyReply) =>
      answer(request, await take(request), reply.elapsedTime);
    const bySpeech = { whileOverloaded: whileOverloaded(deps.clock) };
    const bodyLimit = retellBodyLimit;
    app.post('/retell/functions', { bodyLimit, config: { ...bySpeech, ...describedFunctions } }, onFunction);
    app.post('/retell/functions/:name', { bodyLimit, config: { ...bySpeech, ...describedFunction } }, onFunction);
    app.post('/retell/webhook', { bodyLimit, config: describedEvents }, onWebhook);

    async function onWebhook(request: FastifyRequest, reply: FastifyReply) {
      const { json, signers } = await take(request);
      const deadline = deps.calls.begin(reply.elapsedTime, retellWaitsMs);
      try {
        return await onEvent(request, reply, json, signers, deadline);
      } finally {
        deadline.end();
      }
    }

    async function onEvent(
      request: FastifyRequest,
      reply: FastifyReply,
      json: unknown,
      signers: readonly string[],
      deadline: Deadline,
    ) {
      const body = webhookBodySchema.safeParse(cleaned(json));
      if (!body.success) {
        const known = anyWebhookSchema.safeParse(json);
        if (known.success && !isOurEvent(known.data.event)) return reply.code(204).send();
        throw new Refused('body_invalid');
      }
      const { data } = body;
      const company = await deps.calls.companyOf(deps.lifecycle.originOf(data), deadline).catch(error => {
        // Every other event is sent again by Retell.
        if (data.event !== 'call_inbound') throw error;
        request.log.error({ code: 'line_lookup_failed' }, 'the line of an inbound call could not be looked up');
        return undefined;
      });
      if (!company) return nothingKnown;
      const found = company.kind === 'company' ? company : undefined;
      if (!deps.retellKeysOf(found?.companyId).some(key => signers.includes(key))) return deps.door.turnAway(request);
      if (data.event === 'call_inbound') return deps.lifecycle.inbound(found, data.call_inbound, deadline);
      if (found) await deps.lifecycle.record(found, data.event, data.call, deadline);
      else request.log.warn({ code: 'unknown_line', event: data.event }, 'call event for no company');
      return reply.code(204).send();
    }
  });
}

/** Retell waits ten seconds for the answer to an event, and asks again a few times where there is none, or none with 2xx. */
const retellWaitsMs = 9_000;

const isOurEvent = (event: string): boolean => ['call_inbound', 'call_started', 'call_ended', 'call_analyzed'].includes(event);
