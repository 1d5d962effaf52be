// Writes the access record of each request, before its answer is sent.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accessOf } from './access.ts';
import { type AccessEntry, type Accessor, type AccessRecordDependencies, noteAccess } from './access-record.ts';

/** Writes the record of every answer below, and answers a fault where that fails: nothing is seen that is not on record. */
export function recordAccess(app: FastifyInstance, deps: AccessRecordDependencies): void {
  app.decorateRequest('accessed');
  app.addHook('onRequest', async request => {
    request.accessed = [];
  });
  app.addHook('preSerialization', async (request, reply, answer) => {
    if (reply.statusCode >= 400) return answer;
    await noteAccess(deps, accessorOf(request), [...shown(request, answer), ...request.accessed]);
    return answer;
  });
}

function shown(request: FastifyRequest, answer: unknown): AccessEntry[] {
  const { shows } = request.routeOptions.config;
  if (!shows || !accessOf(request).personal) return [];
  return shows(answer as never, request).map(concerned => ({ kind: 'read', ...concerned }));
}

export function accessorOf(request: FastifyRequest): Accessor {
  const { name, role } = accessOf(request);
  return { name, role, operation: request.routeOptions.schema?.operationId ?? '' };
}
