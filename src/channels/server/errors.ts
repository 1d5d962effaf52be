// Faults of the API: a code of the catalogue and its message, never what a driver or a parser said.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type Code, codes, isCode } from '../../domain/codes.ts';
import { isDatabaseUnavailable } from '../../platform/postgres/is-database-unavailable.ts';
import { createLineLimit } from '../ingress/line-limit.ts';
import { faultMessage } from './fault-messages.ts';
import { type Problem, problemsIn } from './problems.ts';

export class ApiFault extends Error {
  readonly code: Code;
  readonly problems: Problem[];
  /** What the client reads, where it is more than the code's own sentence. */
  readonly said: string | undefined;
  constructor(code: Code, problems: Problem[] = [], said?: string) {
    super(code);
    this.name = 'ApiFault';
    this.code = code;
    this.problems = problems;
    this.said = said;
  }
}

/** `resource_not_found`, which says what is not there: `notFound('appointment', '641', 'salon')`. */
export const notFound = (what: string, id: string, companyId?: string): ApiFault =>
  new ApiFault('resource_not_found', [], `There is no ${what} ${id}${companyId === undefined ? '' : ` of ${companyId}`} here.`);

/** `resource_not_found`: nothing is at this address. */
export const noSuchAddress = ({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): ApiFault =>
  new ApiFault('resource_not_found', [], `There is no such address: ${method} ${url.split('?')[0]}. All are listed at /docs.`);

/** What Fastify and its plugins refuse, where the status alone does not say it. */
const byFastify: Record<string, Code> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_UNDER_PRESSURE: 'overloaded',
  FST_ERR_REOPENED_CLOSE_SERVER: 'overloaded',
  FST_ERR_BAD_URL: 'request_invalid',
  FST_ERR_INVALID_URL: 'request_invalid',
  FST_ERR_VALIDATION: 'request_invalid',
  FST_ERR_MAX_PARAM_LENGTH: 'request_invalid',
  FST_ERR_ASYNC_CONSTRAINT: 'resource_not_found',
};

/** What any other refusal of theirs, or of a stream that broke off, comes to by its status. */
const byStatus: Record<number, Code> = {
  400: 'body_invalid',
  404: 'resource_not_found',
  408: 'body_invalid',
  413: 'body_too_large',
  414: 'request_invalid',
  415: 'body_invalid',
  429: 'rate_limited',
  431: 'request_invalid',
  503: 'overloaded',
};

/** Codes a caller hears as an answer; a program gets that the request failed. */
const statusAsFault: Partial<Record<Code, number>> = { overloaded: 503 };
/** Seconds after which it is worth trying again, where the fault does not say. */
const retryAfter: Record<number, number> = { 429: 60, 503: 5 };

/** The status a program gets with a fault of this code. */
export function httpStatusOf(code: Code): number {
  const { httpStatus } = codes[code];
  return httpStatus === 200 ? (statusAsFault[code] ?? 500) : httpStatus;
}

/** Sets the status of a fault's answer and its headers, and gives its body. */
export type FaultAnswer = (error: Error, request: FastifyRequest, reply: FastifyReply) => ReturnType<typeof errorBody>;

/** Answers faults with `{ error: { code, message, problems } }`, and keeps the log short however many there are. */
export function faultAnswers(observe: (code: Code) => void = () => undefined): FaultAnswer {
  const mayLog = createLineLimit();
  return (error, request, reply) => {
    const code = codeOf(error);
    const problems = error instanceof ApiFault ? error.problems : problemsIn(error, request);
    const status = httpStatusOf(code);
    const route = request.routeOptions.url ?? 'unknown';
    observe(code);
    const more = mayLog(code);
    if (more && status !== 500) request.log.warn({ code, route, status, ...more }, 'a request was refused');
    else if (more)
      request.log.error(
        { code, route, ...more, err: { name: error.name, stack: error.stack?.split('\n').slice(1).join('\n') } },
        'a request failed',
      );
    const usual = reply.hasHeader('retry-after') ? undefined : retryAfter[status];
    const wait = ('retryAfter' in error ? error.retryAfter : undefined) ?? usual;
    if (wait !== undefined) void reply.header('retry-after', String(wait));
    void reply.code(status);
    return errorBody(code, problems, saidOf(error));
  };
}

/** What was wrong with a body, where Fastify knows; undefined: the code's own sentence. Never what a parser said of the content. */
function saidOf(error: Error): string | undefined {
  if (error instanceof ApiFault) return error.said;
  if (error instanceof SyntaxError) return bodyFaults.FST_ERR_CTP_INVALID_JSON_BODY;
  return 'code' in error ? bodyFaults[String(error.code)] : undefined;
}

const bodyFaults: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body is taken as JSON alone, with the header Content-Type: application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty. Send JSON, or leave out the header Content-Type.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not JSON.',
};

export const errorBody = (code: Code, problems: readonly Problem[] = [], said = faultMessage(code)) => ({
  error: { code, message: said, ...(problems.length > 0 && { problems }) },
});

/** The code of the catalogue for whatever was thrown while a request was worked on. */
export function codeOf(error: Error): Code {
  if (error instanceof ApiFault) return error.code;
  if (hasZodFastifySchemaValidationErrors(error)) return 'request_invalid';
  if (error instanceof SyntaxError) return 'body_invalid';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (isCode(code)) return code;
  const known = byFastify[code];
  if (known) return known;
  if (isDatabaseUnavailable(error)) return 'database_unavailable';
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return byStatus[status] ?? 'internal_fault';
}
