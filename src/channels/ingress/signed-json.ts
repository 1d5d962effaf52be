// Parses the body of a sender who is known, after their signature was checked over its raw bytes.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { boundedJson, deepestJson } from './bounded-json.ts';

/** Gives the JSON of a body in pieces, `unread` fields as null; undefined where it is no JSON. */
export function signedJson(
  app: FastifyInstance,
): (request: FastifyRequest, pieces: readonly Buffer[], unread: ReadonlySet<string>) => unknown {
  const parse = app.getDefaultJsonParser('remove', 'remove');
  return (request, pieces, unread) => {
    const bytes = boundedJson(Buffer.concat(pieces), { deepest: deepestJson, unread });
    let json: unknown;
    void parse(request, bytes.toString('utf8'), (error, body) => {
      json = error === null ? body : undefined;
    });
    return json;
  };
}
