// How far the read models are, and what could not be brought into them.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type ApiDependencies, typed } from '../dependencies.ts';

const lagSchema = z.object({
  projection: z.string(),
  version: z.number(),
  position: z.string(),
  lag_events: z.number(),
  lag_seconds: z.number(),
  parked_streams: z.number(),
});
const parkedSchema = z.object({
  projection: z.string(),
  stream: z.string(),
  revision: z.string(),
  event_id: z.string(),
  error_code: z.string(),
  parked_at: z.string(),
});
const body = z.strictObject({ projection: z.string().max(100), stream: z.string().max(300) });
const mendedSchema = z.object({
  outcome: z.enum(['mended', 'parked_again', 'not_parked']),
  events: z.number(),
  /** Of the event that cannot be applied now. */
  revision: z.string().nullable(),
  error_code: z.string().nullable(),
});

/** For admins: a read model is made of all companies' events. */
export function projectionRoutes(app: FastifyInstance, { projections }: ApiDependencies): void {
  const routes = typed(app);
  const tags = ['read models'];
  routes.get(
    '/v1/projections',
    { schema: { summary: 'How far each read model is', tags, response: { 200: z.object({ projections: z.array(lagSchema) }) } } },
    async () => ({
      projections: (await projections.lag()).map(one => ({
        projection: one.projection,
        version: one.version,
        position: one.position.toString(),
        lag_events: one.events,
        lag_seconds: one.seconds,
        parked_streams: one.parked,
      })),
    }),
  );
  routes.get(
    '/v1/parked',
    {
      schema: {
        summary: 'Streams a read model could not follow',
        description:
          'The event named could not be applied; it and what follows it in its stream are held back for that read model alone.',
        tags,
        response: { 200: z.object({ parked: z.array(parkedSchema) }) },
      },
    },
    async () => ({
      parked: (await projections.parked()).map(one => ({
        projection: one.projection,
        stream: one.stream,
        revision: one.revision.toString(),
        event_id: one.eventId,
        error_code: one.errorCode,
        parked_at: one.parkedAt.toISOString(),
      })),
    }),
  );
  const ways = [
    ['retry', 'Apply what is held back of a stream, as after the read model was put right'],
    ['drop', 'Leave out the event that could not be applied, and apply what follows it; a rebuild tries it again'],
  ] as const;
  for (const [way, summary] of ways) {
    routes.post(`/v1/parked/${way}`, { schema: { summary, tags, body, response: { 200: mendedSchema } } }, async request => {
      const { projection, stream } = request.body;
      const mended = await projections.mend(projection, stream, { drop: way === 'drop' });
      const again = mended.kind === 'parked_again' ? mended : undefined;
      return {
        outcome: mended.kind,
        events: mended.kind === 'not_parked' ? 0 : mended.events,
        revision: again?.revision.toString() ?? null,
        error_code: again?.errorCode ?? null,
      };
    });
  }
}
