// What answers are made of; and watches what a service answers under /v1: it fits what the document says, field by field and code by code.
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Answer } from '../../src/calls/answer/answer.ts';

/** What every answer to a function tells, null where there is nothing to tell. */
export const answerFields = [
  'success',
  'status',
  'code',
  'message',
  'appointment_id',
  'customer_name',
  'old_date',
  'old_time',
  'new_date',
  'new_time',
  'fee',
  'choices',
  'alternatives',
  'unclear_field',
  'next_action',
  'handover_number',
] as const satisfies readonly (keyof Answer)[];

const described = z.looseObject({ response: z.record(z.string(), z.instanceof(z.ZodType)) });

export function watchAnswers(app: FastifyInstance) {
  const wrong = new Set<string>();
  app.addHook('onSend', async (request, reply, payload) => {
    const { method, url, schema } = request.routeOptions;
    if (!url?.startsWith('/v1') || typeof payload !== 'string') return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/json')) return payload;
    const misfit = misfitOf(schema, reply.statusCode, JSON.parse(payload));
    if (misfit !== undefined) wrong.add(`${method} ${url} ${reply.statusCode}: ${misfit}`);
    return payload;
  });
  return {
    /** Throws where an answer did not fit. */
    verify(): void {
      if (wrong.size > 0) throw new Error(`answers that do not fit the document:\n${[...wrong].join('\n')}`);
    },
  };
}

/** What is wrong with an answer; undefined where it fits. Never what it says. */
export function misfitOf(schema: unknown, status: number, answer: unknown): string | undefined {
  const answers = described.safeParse(schema);
  const expected = answers.success ? answers.data.response[status] : undefined;
  if (!expected) return 'the document knows no such status';
  const parsed = expected.safeParse(answer);
  if (!parsed.success) return parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ');
  if (!isDeepStrictEqual(parsed.data, answer)) return 'a field the document does not know';
  const { error } = z.looseObject({ error: z.looseObject({ code: z.string() }).optional() }).parse(answer);
  return error && !errorCodesOf(expected).includes(error.code) ? `the document knows no ${error.code} here` : undefined;
}

/** The codes an error of this schema may carry, as the document lists them. */
function errorCodesOf(schema: z.ZodType): string[] {
  const shape = z.object({
    properties: z.object({ error: z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }) }),
  });
  return shape.parse(z.toJSONSchema(schema)).properties.error.properties.code.enum;
}
