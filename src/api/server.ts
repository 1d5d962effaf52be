// The HTTP server all routes are registered on: limits, headers, and log lines without personal data.
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import rawBody from 'fastify-raw-body';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { endConnectionsOnClose } from './end-connections.ts';
import { answerFaults } from './errors.ts';

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
