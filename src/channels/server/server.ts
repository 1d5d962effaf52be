// The HTTP server all routes are registered on: limits, headers, and log lines without personal data.
import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import type { Code } from '../../domain/codes.ts';
import { boundedJson, deepestJson } from '../ingress/bounded-json.ts';
import type { Door } from '../ingress/door.ts';
import { overloadGate, overloadRetryAfterMs, sampleMs } from '../ingress/overload.ts';
import { isMostlyUnread, leaveUnread } from '../ingress/read-body.ts';
import { Refused } from '../ingress/refused.ts';
import { answerBrokenRequests } from './broken-requests.ts';
import { limitConnections } from './connections.ts';
import { describeApi } from './document.ts';
import { errorBody, faultAnswers, noSuchAddress } from './errors.ts';
import { traceRequests } from './request-spans.ts';

/** One mebibyte: no request of ours is near it; Retell's have a limit of their own. */
const bodyLimit = 1024 * 1024;
const eventLoopDelayMs = 2_000;

export interface ServerLimits {
  /** A whole request is here by then, or it is ended with 408. */
  requestMs: number;
  /** Counts from a connection's first moment, so that one which stays silent ends as well. */
  headersMs: number;
  /** Nothing moves for so long, and we are not the ones who are waited for. */
  idleMs: number;
  /** How often these are looked at. */
  lookEveryMs: number;
  mostConnections: number;
}

const usual: ServerLimits = { requestMs: 20_000, headersMs: 10_000, idleMs: 90_000, lookEveryMs: 1_000, mostConnections: 2_000 };
/** Longer than the proxies in front keep theirs. */
const keepAliveTimeout = 72_000;

const nothingToRun = { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] };

export interface ServerOptions {
  log: Logger;
  door: Door;
  /** Called with each request that is refused. */
  refused?: (code: Code) => void;
  /** Left out: the usual ones. */
  limits?: Partial<ServerLimits>;
}

/** A server that logs routes by their pattern, since an address may hold an id or a number. */
export async function createServer({ log, door, refused, limits }: ServerOptions): Promise<FastifyInstance> {
  const { requestMs, headersMs, idleMs, lookEveryMs, mostConnections } = { ...usual, ...limits };
  const answerFor = faultAnswers(refused);
  const app: FastifyInstance = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    ...{ requestTimeout: requestMs, connectionTimeout: idleMs, keepAliveTimeout },
    http: { headersTimeout: headersMs, connectionsCheckingInterval: lookEveryMs },
    // A language model may name a field anything; what could poison an object is left out, the rest is worked on.
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    // A sender outside this network cannot choose the address their requests are counted under.
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    return503OnClosing: true,
    clientErrorHandler: answerBrokenRequests(door),
    // Longer than any stream's name, however it is written in an address: what is too long is refused by the route, as all else.
    routerOptions: { maxParamLength: 2_000 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void reply.send(answerFor(error, request, reply)),
  });
  limitConnections(app, { most: mostConnections });
  traceRequests(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler<Error>((error, request, reply) => reply.send(answerFor(error, request, reply)));
  await describeApi(app);
  const parse = app.getDefaultJsonParser('remove', 'remove');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    void parse(request, boundedJson(bytes, { deepest: deepestJson }).toString('utf8'), done);
  });
  // Data alone: nothing of it is loaded, run or framed. The page of the documentation says for itself what it needs.
  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: nothingToRun } });
  const refuse = (request: FastifyRequest, reply: FastifyReply) =>
    answerFor(new Refused('overloaded', overloadRetryAfterMs), request, reply);
  await app.register(underPressure, {
    maxEventLoopDelay: eventLoopDelayMs,
    sampleInterval: sampleMs,
    // It sends what it is given; its types do not say so.
    pressureHandler: overloadGate(refuse) as (request: FastifyRequest, reply: FastifyReply) => void,
  });
  // Before a body is looked at: nobody needs to know us to send one to an address that is none.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    await door.patience(request.raw.socket);
    const { code, problems, said } = noSuchAddress(request);
    return reply.code(404).send(errorBody(code, problems, said));
  });
  app.addHook('onSend', async (request, reply) => {
    if (!isMostlyUnread(request.raw)) return;
    leaveUnread(request.raw);
    void reply.header('connection', 'close');
  });
  app.setNotFoundHandler(request => {
    throw noSuchAddress(request);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    request.log.debug(
      { method: request.method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
      'request',
    );
  });
  return app;
}
