// The route of the functions: a signed request that names a call always gets a spoken answer, whatever else is wrong with it.
import type { FastifyRequest } from 'fastify';
import type { Answer } from '../../calls/answer/answer.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Deadline } from '../../calls/deadline.ts';
import type { Clock, ClockWatch } from '../../domain/clock.ts';
import { codes } from '../../domain/codes.ts';
import { derivedId } from '../../domain/ids.ts';
import { cleaned } from '../../domain/storable-text.ts';
import type { Door } from '../ingress/door.ts';
import type { WhileOverloaded } from '../ingress/overload.ts';
import { Refused } from '../ingress/refused.ts';
import { errorBody } from '../server/errors.ts';
import { answerFunction, companyOfSigned, faulty, functionNameOf, spoken } from '../voice/function-call.ts';

import { functionBodySchema, originOf, retellCallSchema } from './payloads.ts';
import { isInTime, retellSignatureIn } from './signature.ts';
import type { SignedBody } from './signed-bodies.ts';

export interface FunctionDependencies {
  calls: Calls;
  door: Door;
  /** The valid keys of one company, or of the default where the line is unknown. */
  retellKeysOf(companyId: string | undefined): readonly string[];
  clock: Clock;
  watch: ClockWatch;
}

export type FunctionRequest = FastifyRequest<{ Params: { name?: string } }>;

/** Answers a function call that one of the configured keys has signed. Throws `Refused`. */
export function functionRoute({ calls, door, retellKeysOf }: FunctionDependencies) {
  /** `spentMs`: since the request came in. */
  return async (request: FunctionRequest, signed: SignedBody, spentMs: number): Promise<Answer> => {
    const body = functionBodySchema.safeParse(signed.json);
    if (!body.success) return calls.refuse(undefined, 'arguments_invalid', 'a signed body is no JSON object');
    const deadline = calls.begin(spentMs);
    try {
      return await answerTo(request, signed, body.data, deadline);
    } catch (error) {
      if (error instanceof Refused) throw error;
      return faulty(request, error);
    } finally {
      deadline.end();
    }
  };

  async function answerTo(
    request: FunctionRequest,
    signed: SignedBody,
    { name, event, call, args }: FunctionBody,
    deadline: Deadline,
  ): Promise<Answer> {
    const taken = retellCallSchema.safeParse(call);
    if (!taken.success) return calls.refuse(undefined, 'call_missing', 'the body has no call, or one without an id');
    const origin = { ...originOf(cleaned(taken.data)), delivery: derivedId('delivery', signed.signature.digest) };
    const company = await companyOfSigned({ calls, door, keysOf: retellKeysOf }, request, origin, signed.signers, deadline);
    if (company.kind !== 'company') return calls.refuse(undefined, company.code, 'no company for this line');
    const called = calledFunction(request.params.name, name, event);
    if (called === undefined)
      return calls.refuse(company, 'function_mismatch', 'the body is another function’s than the address is for');
    return answerFunction(calls, company, origin, { name: called, args }, deadline);
  }
}

type FunctionBody = ReturnType<typeof functionBodySchema.parse>;

/**
 * The function in the signed body; the address is not signed, so a function named in the body wins. Undefined where the address
 * names another function, or where the body is an event.
 */
function calledFunction(routed: string | undefined, named: string | undefined, event: unknown): string | undefined {
  const byAddress = routed === undefined ? undefined : functionNameOf(routed);
  if (named === undefined) return event === undefined ? (byAddress ?? '') : undefined;
  const byBody = functionNameOf(named);
  return byAddress === undefined || byAddress === byBody ? byBody : undefined;
}

const overloaded = spoken('overloaded');

/** While the service is overloaded: a request that looks signed gets this answer, without any work. It says and changes nothing. */
export const whileOverloaded =
  (clock: Clock): WhileOverloaded =>
  (request, reply) => {
    const signature = retellSignatureIn(request.headers['x-retell-signature']);
    if (signature && isInTime(signature, clock.now())) return overloaded;
    const { httpStatus } = codes.signature_invalid;
    void reply.code(httpStatus);
    return errorBody('signature_invalid');
  };
