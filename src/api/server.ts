// The HTTP server all routes are registered on: limits, headers, and log lines without personal data.
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import rawBody from 'fastify-raw-body';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { codes } from '../domain/codes.ts';
import { endConnectionsOnClose } from './end-connections.ts';
import { answerFaults, errorBody } from './errors.ts';

/** One mebibyte: no request of ours is near it. */
const bodyLimit = 1024 * 1024;
const eventLoopDelayMs = 2_000;

/** A server that logs routes by their pattern, since an address may hold an id or a number. */
export async function createServer(log: Logger): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // A language model may name a field anything; what could poison an object is left out, the rest is worked on.
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    // Whoever is not on this network cannot choose the address his requests are counted under.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    return503OnClosing: true,
    // Longer than any stream's name, however it is written in an address: what is too long is refused by the route, as all else.
    routerOptions: { maxParamLength: 2_000 },
    // An address that leads to no route is refused in the same shape.
    frameworkErrors: (error, request, reply: FastifyReply) => {
      request.log.warn({ code: 'request_invalid', reason: error.code }, 'an address that cannot be read');
      return reply.code(codes.request_invalid.httpStatus).send(errorBody('request_invalid'));
    },
  });
  endConnectionsOnClose(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerFaults(app);
  await app.register(helmet, { contentSecurityPolicy: false });
  await app.register(underPressure, { maxEventLoopDelay: eventLoopDelayMs });
  await app.register(rawBody, { global: false, runFirst: true, encoding: false });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    request.log.debug(
      { method: request.method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
      'request',
    );
  });
  return app;
}
