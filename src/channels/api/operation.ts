// What the document says of a route, in one form: none can be left out.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Code } from '../../domain/codes.ts';
import { httpStatusOf } from '../server/errors.ts';
import { problemSchema } from '../server/problems.ts';
import type { Role } from './access/access.ts';
import type { Concerned } from './access/access-record.ts';

export const tags = {
  companies: 'Companies, their parts and what is claimed for them.',
  customers: 'Customers and the records of one person.',
  appointments: 'Appointments, and changes of them by staff.',
  policies: 'Policies explained and tried out.',
  history: 'What was changed, refused and answered, and what customers must still hear.',
  calendar: 'What the calendar has not answered for, and comparisons with it.',
  callers: 'Callers who were locked out.',
  'read models': 'How far the read models are, and what is held back of them.',
  streams: 'The record, for auditors.',
  retell: 'What a Retell agent and Retell itself call.',
  vapi: 'What a Vapi agent calls, and what Vapi tells of its calls.',
  mcp: 'The same functions for programs that speak the Model Context Protocol.',
  webhooks: 'What the calendar posts.',
};

interface Said<Response extends z.ZodType> {
  /** The operation's name in the document; for programs made from it. */
  id: string;
  /** Admins may use every route. */
  roles: Role[];
  tag: keyof typeof tags;
  summary: string;
  description: string;
  /** What it answers besides what every route may answer. */
  errors?: readonly Code[];
  /** A POST that only reads. Its answer may hold personal data: it is not kept with an `Idempotency-Key`. */
  reads?: true;
  response: Response;
  example: z.output<Response>;
  /** Whose personal data the answer holds for keys with `personal`: it goes into the access record. */
  shows?(answer: z.output<Response>, request: FastifyRequest): Concerned[];
}

/** Any route may answer these. */
const everywhere = [
  'request_invalid',
  'key_invalid',
  'forbidden',
  'resource_not_found',
  'rate_limited',
  'internal_fault',
  'overloaded',
  'database_unavailable',
  'event_store_unavailable',
  'read_models_behind',
] as const satisfies readonly Code[];
/** And any write these, for the sake of its `Idempotency-Key` and its body. */
export const ofWrites = [
  'body_invalid',
  'body_too_large',
  'idempotency_key_reused',
  'request_in_progress',
] as const satisfies readonly Code[];

/**
 * The schema of a route that asks nothing but what its address says; further parts (`params`, `querystring`, `body`) are added to it.
 *
 *     routes.get('/v1/companies/:id', operation({ id: 'getCompany', roles: ['operator'], tag: 'companies', … }, { params }), …)
 */
export function operation<Response extends z.ZodType, const Parts extends RouteParts>(
  { id, roles, tag, summary, description, errors = [], reads, response, example, shows }: Said<Response>,
  parts: Parts,
) {
  const answers: { 200: Response } = {
    ...errorAnswers([...everywhere, ...errors]),
    200: response.meta({ examples: [example] }),
  };
  return {
    config: { roles, shows, ...(reads && { reads }) },
    schema: {
      operationId: id,
      summary,
      description,
      tags: [tag],
      ...strictly(parts),
      response: answers,
    },
  };
}

/** What a route is asked with. */
interface RouteParts {
  params?: z.ZodType;
  querystring?: z.ZodType;
  body?: z.ZodType;
}

/** What is misspelt is refused: left out without a word, a filter would give more than was asked for, and an option would count as none. */
function strictly<Parts extends RouteParts>(parts: Parts): Parts {
  const { querystring = z.object({}), body } = parts;
  return { ...parts, querystring: strict(querystring), ...(body && { body: strict(body) }) };
}

function strict(schema: z.ZodType): z.ZodType {
  if (!(schema instanceof z.ZodObject)) return schema;
  const meta = schema.meta();
  return meta ? schema.strict().meta(meta) : schema.strict();
}

/** The answers with an error, by status: each lists the codes it may carry. */
function errorAnswers(of: readonly Code[]) {
  const statuses = [...new Set(of.map(httpStatusOf))].sort();
  return Object.fromEntries(statuses.map(status => [status, errorAnswer(of.filter(code => httpStatusOf(code) === status))]));
}

/** Most routes share theirs: a schema takes long to make. */
const errorSchemas = new Map<string, ReturnType<typeof errorSchema>>();

function errorAnswer(of: readonly Code[]) {
  const listed = [...new Set(of)].sort();
  const key = listed.join();
  const schema = errorSchemas.get(key) ?? errorSchema(listed);
  errorSchemas.set(key, schema);
  return schema;
}

const errorSchema = (listed: readonly Code[]) =>
  z
    .object({
      error: z.object({
        // A code that is missing in the list must not turn a refusal into a fault: the list is for readers, and tests check it.
        code: z.string().meta({ enum: listed }),
        message: z.string().describe('For readers of the log; never a person’s data.'),
        problems: z.array(problemSchema).optional().describe('Which fields are wrong, and what is wanted there.'),
      }),
    })
    .meta({ description: `${listed.map(code => `\`${code}\``).join(', ')}.` });
