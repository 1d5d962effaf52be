// Begins a trace with each request. Written here, since the usual instrumentation of Fastify puts the whole address into its spans, and
// ours hold numbers and names.
import type { FastifyInstance } from 'fastify';
import { openSpan } from '../../platform/tracing/trace.ts';

/** Asked every few seconds by machines that only look whether we are there. */
const looks = /^\/(health|metrics)(\/|$)/;

/**
 * Added before any other hook. A `traceparent` that comes with a request is not taken over: it comes before anybody knows whose it is.
 */
export function traceRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const span = looks.test(route)
      ? undefined
      : openSpan(`${request.method} ${route}`, { 'http.request.method': request.method, 'http.route': route });
    if (!span) return done();
    reply.raw.once('close', () => {
      const { statusCode } = reply;
      span.end({ 'http.response.status_code': statusCode }, statusCode >= 500 || !reply.raw.writableFinished);
    });
    span.run(done);
  });
}
