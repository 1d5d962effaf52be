// Faults of the API: a code of the catalogue and its sentence, never what a driver or a parser said.
import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type Code, codes, isCode } from '../domain/codes.ts';
import { renderAnswer } from '../language/speech/render.ts';

export class ApiFault extends Error {
  readonly code: Code;
  readonly places: string[];
  constructor(code: Code, places: string[] = []) {
    super(code);
    this.name = 'ApiFault';
    this.code = code;
    this.places = places;
  }
}

const byFastify: Record<string, Code> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'body_invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_invalid',
};

/** Answers every fault with `{ error: { code, message } }`. */
export function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | ApiFault | Error, request, reply) => {
    const code = codeOf(error);
    const places = error instanceof ApiFault ? error.places : placesOf(error);
    const { httpStatus } = codes[code];
    const status = httpStatus === 200 ? 500 : httpStatus;
    const route = request.routeOptions.url ?? 'unknown';
    if (status < 500) request.log.warn({ code, route, status }, 'a request was refused');
    else
      request.log.error(
        { code, route, err: { name: error.name, stack: error.stack?.split('\n').slice(1).join('\n') } },
        'a request failed',
      );
    return reply.code(status).send(errorBody(code, places));
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).send(errorBody('resource_not_found')));
}

/** What a program is told; the catalogue's sentence for a fault is made for callers. */
const faulty = 'The request failed on our side. It may be sent again.';

export const errorBody = (code: Code, places: string[] = []) => ({
  error: {
    code,
    message: code === 'internal_fault' ? faulty : renderAnswer(code, {}, 'en'),
    ...(places.length > 0 && { places }),
  },
});

/** Control characters in addresses are nobody's words, and no database takes them. */
export function refuseControlCharacters(app: FastifyInstance): void {
  app.addHook('preValidation', async request => {
    for (const part of [request.params, request.query]) {
      const texts = typeof part === 'object' && part !== null ? Object.entries(part) : [];
      const [wrong] = texts.find(([, text]) => typeof text === 'string' && controlCharacter.test(text)) ?? [];
      if (wrong !== undefined) throw new ApiFault('request_invalid', [`/${wrong}`]);
    }
  });
}

const controlCharacter = /\p{Cc}/u;

function codeOf(error: Error): Code {
  if (error instanceof ApiFault) return error.code;
  if (hasZodFastifySchemaValidationErrors(error)) return 'request_invalid';
  if (error instanceof SyntaxError) return 'body_invalid';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = byFastify[code];
  if (known) return known;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 400) return 'body_invalid';
  return isCode(code) ? code : 'internal_fault';
}

/** Paths of what is wrong; values stay out. */
function placesOf(error: Error): string[] {
  if (!hasZodFastifySchemaValidationErrors(error)) return [];
  return error.validation.map(issue => issue.instancePath || '/');
}
