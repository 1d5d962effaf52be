// What every voice agent's function call goes through, whichever vendor runs the agent: the company of its line, its key, its arguments.
import type { FastifyRequest } from 'fastify';
import { type Answer, answerFrom } from '../../calls/answer/answer.ts';
import type { CallSource } from '../../calls/call-source.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Deadline } from '../../calls/deadline.ts';
import { callFunctionNamed } from '../../calls/functions/index.ts';
import type { CompanyFound, CompanyOfCall } from '../../calls/line.ts';
import { codes, type SpokenCode } from '../../domain/codes.ts';
import { defaultLanguage } from '../../domain/values.ts';
import type { Door } from '../ingress/door.ts';

export interface VoiceDependencies {
  calls: Calls;
  door: Door;
  /** The valid keys of one company, or of the default where the line is unknown. */
  keysOf(companyId: string | undefined): readonly string[];
}

/**
 * The company of a signed call, by its line. Signed by the company's own key: another company's key gives access to nothing here, and
 * learns nothing. Throws `Refused`. A sender with the common key gets a spoken answer, too, while lines cannot be looked up.
 */
export async function companyOfSigned(
  { calls, door, keysOf }: VoiceDependencies,
  request: FastifyRequest,
  source: CallSource,
  signers: readonly string[],
  deadline: Deadline,
): Promise<CompanyFound> {
  const company = await calls.companyOf(source, deadline).catch((error): CompanyFound => {
    const name = error instanceof Error ? error.name : typeof error;
    request.log.error({ code: 'line_lookup_failed', err: { name } }, 'the line of a call could not be looked up');
    return { kind: 'unknown', code: 'internal_fault' };
  });
  const companyId = company.kind === 'company' ? company.companyId : undefined;
  return keysOf(companyId).some(key => signers.includes(key)) ? company : door.turnAway(request);
}

/** Calls a function with whatever an agent sent as its arguments; always an answer that can be spoken. */
export async function answerFunction(
  calls: Calls,
  { companyId, country, branchId }: CompanyOfCall,
  source: CallSource,
  { name, args }: { name: string; args: unknown },
  deadline: Deadline,
): Promise<Answer> {
  const placed = { ...source, country, branchId };
  const readable = argumentsOf(args);
  const known = callFunctionNamed(name);
  const asked = readable && known?.read(readable);
  if (asked) return calls.handleCall(companyId, { ...placed, function: asked, arguments: readable }, deadline);
  const code = known ? 'arguments_invalid' : 'unknown_function';
  return calls.decline(companyId, placed, { name, arguments: readable ?? { sent: args } }, code, deadline);
}

/** Undefined where they are a list, a text or a number. */
function argumentsOf(args: unknown): Record<string, unknown> | undefined {
  if (args === undefined || args === null) return {};
  return typeof args === 'object' && !Array.isArray(args) ? { ...args } : undefined;
}

/** The function's name without a version suffix a model was configured with: `cancel_appointment_v17`. */
export const functionNameOf = (name: string): string => name.replace(/_v\d+$/, '');

/** The answer to a call that broke: nothing of the fault is said. */
export function faulty(request: FastifyRequest, error: unknown): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal_fault';
  request.log.error({ code, err: { name: error instanceof Error ? error.name : typeof error } }, 'a call could not be processed');
  return spoken('internal_fault');
}

/** An answer where no company is known yet whose language it could be in. */
export const spoken = (code: SpokenCode): Answer =>
  answerFrom({ status: codes[code].status, code, parameters: {}, language: defaultLanguage }, undefined);
