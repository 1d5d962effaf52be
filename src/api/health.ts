// Is it alive, is it ready, and what does it count.
import type { FastifyInstance } from 'fastify';
import type { ApiDependencies } from './dependencies.ts';

/** `/health/live`, `/health/ready` and `/metrics`: open to those who run it, without anything of a person. */
export function healthRoutes(app: FastifyInstance, deps: Pick<ApiDependencies, 'health' | 'metrics' | 'load'>): void {
  app.get('/health/live', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/health/ready', { schema: { hide: true } }, async (_, reply) => {
    const parts = await deps.health();
    const ready = Object.values(parts).every(({ state }) => state !== 'down');
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', parts });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) => {
    // With a store away the rest is still told; this one says so.
    const load = await deps.load().catch(() => undefined);
    deps.metrics.load(load);
    return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
}
