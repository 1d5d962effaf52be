// The tools of the Model Context Protocol: the call's functions by the same definitions, for a call that is named.
import type { FastifyRequest } from 'fastify';
import type { Answer } from '../../calls/answer/answer.ts';
import type { Calls } from '../../calls/calls.ts';
import { callFunctionNamed, callFunctions } from '../../calls/functions/index.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { Access } from '../api/access/access.ts';
import { answerFunction, faulty, spoken } from '../voice/function-call.ts';
import { functionSchema } from '../voice/function-schema.ts';
import { knownCall } from './known-call.ts';

export interface ToolDependencies {
  calls: Calls;
  executor: Executor;
  clock: Clock;
}

const callIdSchema = {
  type: 'string',
  description:
    'Kennung des laufenden Anrufs, wie Retell oder Vapi sie vergibt; nie erfinden. Ohne sie wird nichts gesagt und nichts geändert. / Id of the call that is under way, as Retell or Vapi gives it; never make one up. Without it nothing is told and nothing is changed.',
};

/** What `tools/list` gives. */
export const tools = callFunctions.map(one => {
  const { type, properties, required } = functionSchema(one);
  const inputSchema = { type, properties: { call_id: callIdSchema, ...properties }, required: ['call_id', ...required] };
  return { name: one.name, description: one.description, inputSchema };
});

export const isTool = (name: string): boolean => callFunctionNamed(name) !== undefined;

/**
 * Every one of the functions tells of a person's appointments or changes them, so each needs a call whose caller is known. Without one
 * the answer is `call_missing`, in words.
 */
export async function callTool(
  { calls, executor, clock }: ToolDependencies,
  request: FastifyRequest,
  access: Access,
  { name, args: { call_id, ...args }, spentMs }: { name: string; args: Record<string, unknown>; spentMs: number },
): Promise<Answer> {
  const deadline = calls.begin(spentMs);
  try {
    const known = await deadline.within(() => knownCall(call_id, access, { executor, clock }));
    request.log.info({ key: access.name, function: name, callId: known?.source.callId }, 'a tool was called');
    if (!known) return spoken('call_missing');
    return await answerFunction(calls, known.company, known.source, { name, args }, deadline);
  } catch (error) {
    return faulty(request, error);
  } finally {
    deadline.end();
  }
}
