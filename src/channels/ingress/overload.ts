// Answers at once while there is too much to do: no new work begins, so that requests in flight can end.
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route answers while there is too much to do; `undefined`: it is served all the same. Left out: 503. */
    whileOverloaded?: WhileOverloaded;
  }
}

export type WhileOverloaded = (request: FastifyRequest, reply: FastifyReply) => object | undefined;

export const overloadRetryAfterMs = 5_000;

/** Monitoring learns most from a service that is overloaded, and would make it worse by restarting it. */
export const evenOverloaded: WhileOverloaded = () => undefined;

/** How long the delay is measured before the next value. */
export const sampleMs = 1_000;

/**
 * Decides for `@fastify/under-pressure`, which calls it for each request while the last measured delay is too long. One long
 * delay is a paused process or a heavy start; overload is when the next measurement shows it again.
 */
export function overloadGate(
  refuse: (request: FastifyRequest, reply: FastifyReply) => object,
  now = () => performance.now(),
): (request: FastifyRequest, reply: FastifyReply, type: string, value: number | undefined) => object | undefined {
  let measured: number | undefined;
  let measurements = 0;
  let askedAt = 0;
  return (request, reply, _type, value) => {
    if (now() - askedAt > 2 * sampleMs) measurements = 0;
    askedAt = now();
    if (measurements === 0 || value !== measured) measurements += 1;
    measured = value;
    if (measurements < 2) return undefined;
    const { whileOverloaded } = request.routeOptions.config;
    return whileOverloaded ? whileOverloaded(request, reply) : refuse(request, reply);
  };
}
