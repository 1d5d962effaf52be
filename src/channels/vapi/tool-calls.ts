// Answers the functions a message of Vapi's calls: one after the other, each by its id.
import type { FastifyRequest } from 'fastify';
import type { Answer } from '../../calls/answer/answer.ts';
import type { CallSource } from '../../calls/call-source.ts';
import type { CompanyFound, CompanyOfCall } from '../../calls/line.ts';
import type { Clock } from '../../domain/clock.ts';
import { derivedId } from '../../domain/ids.ts';
import { Refused } from '../ingress/refused.ts';
import {
  answerFunction,
  companyOfSigned,
  faulty,
  functionNameOf,
  spoken,
  type VoiceDependencies,
} from '../voice/function-call.ts';
import { sourceOf, type ToolCall, toolCallsOf, type VapiMessage } from './payloads.ts';
import { resultLine } from './result-line.ts';
import type { SignedMessage } from './signed-messages.ts';

export interface ToolCallDependencies extends VoiceDependencies {
  clock: Clock;
}

export interface ToolResults {
  results: { toolCallId: string; result: string }[];
}

/** Vapi gives a tool up after twenty seconds, unless it is told another time. */
const vapiWaitsMs = 19_000;
/** A model calls one or two at once. Beyond these nothing is begun. */
const mostWorkedOn = 20;

/** Always a result for each call. Throws `Refused` where another company's secret was sent. */
export function toolCallRoute(deps: ToolCallDependencies) {
  const { calls, clock } = deps;

  /** `spentMs`: since the request came in. */
  return async (request: FastifyRequest, message: VapiMessage, signed: SignedMessage, spentMs: number): Promise<ToolResults> => {
    const overAt = clock.elapsed() + vapiWaitsMs - spentMs;
    const asked = toolCallsOf(message);
    const source = sourceOf(message);
    if (!source) return everyCall(asked, await calls.refuse(undefined, 'call_missing', 'the message has no call with an id'));
    const company = await companyOf(request, source, signed, spentMs);
    if (company.kind !== 'company')
      return everyCall(asked, await calls.refuse(undefined, company.code, 'no company for this line'));

    const results: ToolResults['results'] = [];
    for (const [at, one] of asked.entries()) {
      const leftMs = overAt - clock.elapsed();
      const mayBegin = at < mostWorkedOn && leftMs > 0;
      const answer = mayBegin
        ? await answerTo(request, one, company, { ...source, ...deliveryOf(signed, one) }, leftMs)
        : spoken('overloaded');
      results.push({ toolCallId: one.id, result: resultLine(answer) });
    }
    return { results };
  };

  async function answerTo(request: FastifyRequest, called: ToolCall, company: CompanyOfCall, source: CallSource, leftMs: number) {
    const deadline = calls.begin(0, leftMs);
    try {
      const asked = { name: functionNameOf(called.name), args: called.args };
      return await answerFunction(calls, company, source, asked, deadline);
    } catch (error) {
      return faulty(request, error);
    } finally {
      deadline.end();
    }
  }

  async function companyOf(request: FastifyRequest, source: CallSource, { signers }: SignedMessage, spentMs: number) {
    const deadline = calls.begin(spentMs);
    try {
      return await companyOfSigned(deps, request, source, signers, deadline);
    } catch (error) {
      if (error instanceof Refused) throw error;
      faulty(request, error);
      return { kind: 'unknown', code: 'internal_fault' } satisfies CompanyFound;
    } finally {
      deadline.end();
    }
  }
}

/** Signed bytes that come again are the same call of a function; a secret that is sent along says nothing of the bytes. */
const deliveryOf = ({ credential }: SignedMessage, { id }: ToolCall): Pick<CallSource, 'delivery'> =>
  credential.kind === 'signature' ? { delivery: derivedId('delivery', credential.digest, id) } : {};

const everyCall = (asked: readonly ToolCall[], answer: Answer): ToolResults => ({
  results: asked.map(({ id }) => ({ toolCallId: id, result: resultLine(answer) })),
});
