// What is answered while there is too much to do: nothing is worked on then, so that what is under way comes to its end.
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route answers while there is too much to do; `undefined`: it is served all the same. Left out: 503. */
    whileOverloaded?: WhileOverloaded;
  }
}

export type WhileOverloaded = (request: FastifyRequest, reply: FastifyReply) => object | undefined;

export const overloadRetryAfterMs = 5_000;

/** Whoever watches the service learns most while it has too much to do, and would only make it worse by ending it. */
export const evenOverloaded: WhileOverloaded = () => undefined;

/** How long the delay is measured before the next value. */
export const sampleMs = 1_000;

/**
 * Decides for `@fastify/under-pressure`, which calls it for each request while the last measured delay is too long. One long delay is a
 * process that was stopped, or a heavy start; too much to do it is when the next measurement says the same.
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
