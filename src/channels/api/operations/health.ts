// Is it alive, is it ready, and what does it count.
import type { FastifyInstance } from 'fastify';
import { evenOverloaded } from '../../ingress/overload.ts';
import type { ApiDependencies } from '../dependencies.ts';

const watched = { whileOverloaded: evenOverloaded };

/**
 * `/health/live`, `/health/ready` and `/metrics`: open to those who run it, without anything of a person. However many ask at once, the
 * stores are asked once.
 */
export function healthRoutes(app: FastifyInstance, deps: Pick<ApiDependencies, 'health' | 'metrics' | 'load'>): void {
  const health = shared(deps.health);
  const metrics = shared(async () => {
    // With a store away the rest is still shown; this one says so.
    deps.metrics.load(await deps.load().catch(() => undefined));
    return deps.metrics.registry.metrics();
  });
  app.get('/health/live', { schema: { hide: true }, config: watched }, async () => ({ status: 'ok' }));
  app.get('/health/ready', { schema: { hide: true } }, async (_, reply) => {
    const parts = await health();
    const ready = Object.values(parts).every(({ state }) => state !== 'down');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', parts });
  });
  app.get('/metrics', { schema: { hide: true }, config: watched }, async (_, reply) =>
    reply.type(deps.metrics.registry.contentType).send(await metrics()),
  );
}

/** Requests that come while it is being found out get the same answer. */
function shared<T>(find: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= find().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
