// Vapi's one route: the functions its agent calls, and what became of a call.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { codes } from '../../domain/codes.ts';
import { leaveBodiesUnread } from '../ingress/leave-bodies-unread.ts';
import type { WhileOverloaded } from '../ingress/overload.ts';
import { Refused } from '../ingress/refused.ts';
import { errorBody } from '../server/errors.ts';
import type { RecordCall } from '../voice/call-record.ts';
import { companyOfSigned, spoken } from '../voice/function-call.ts';
import { toldBy } from './call-events.ts';
import { describedMessages } from './described.ts';
import { messageBodySchema, type VapiMessage } from './payloads.ts';
import { vapiCredentialIn } from './signature.ts';
import { type SignedMessage, takeMessages, vapiBodyLimit } from './signed-messages.ts';
import { type ToolCallDependencies, toolCallRoute } from './tool-calls.ts';

export interface VapiDependencies extends ToolCallDependencies {
  recordCall: RecordCall;
  /** Every secret some company has: all that can be checked before a body is read. */
  secrets(): readonly string[];
}

/** Registers `POST /vapi/messages`. */
export function registerVapi(server: FastifyInstance, deps: VapiDependencies): void {
  server.register(async app => {
    leaveBodiesUnread(app);
    const take = takeMessages(app, deps);
    const answer = toolCallRoute(deps);
    const config = { whileOverloaded, ...describedMessages };
    app.post('/vapi/messages', { bodyLimit: vapiBodyLimit, config }, async (request, reply) => {
      const signed = await take(request);
      const body = messageBodySchema.safeParse(signed.json);
      if (!body.success) throw new Refused('body_invalid');
      const { message } = body.data;
      if (message.type === 'tool-calls') return answer(request, message, signed, reply.elapsedTime);
      await record(request, reply, message, signed);
      return {};
    });

    /** Vapi expects no answer to what it tells, and does not send it again. */
    async function record(request: FastifyRequest, reply: FastifyReply, message: VapiMessage, { signers }: SignedMessage) {
      const told = toldBy(message);
      if (!told) return;
      const deadline = deps.calls.begin(reply.elapsedTime);
      try {
        const found = await companyOfSigned(deps, request, told.source, signers, deadline);
        if (found.kind === 'company') await deps.recordCall(found, told, deadline);
        else request.log.warn({ code: found.code, event: told.event }, 'a message about a call of no company');
      } finally {
        deadline.end();
      }
    }
  });
}

/** While the service is overloaded: a request that looks signed gets a sentence, without any work. The calls in it are not read. */
const whileOverloaded: WhileOverloaded = (request, reply) => {
  if (vapiCredentialIn(request.headers)) return { error: spoken('overloaded').message };
  void reply.code(codes.signature_invalid.httpStatus);
  return errorBody('signature_invalid');
};
