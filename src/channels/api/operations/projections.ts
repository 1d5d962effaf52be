// How far the read models are, and what could not be brought into them.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';

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
const retriedSchema = z.object({
  outcome: z.enum(['retried', 'parked_again', 'not_parked']),
  events: z.number(),
  revision: z.string().nullable().describe('Of the event that cannot be applied now.'),
  error_code: z.string().nullable(),
});

const parkedExample = {
  projection: 'appointments',
  stream: 'appointment-salon.640',
  revision: '3',
  event_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  error_code: '22P02',
  parked_at: '2026-11-23T11:30:00.000Z',
};
const resultExample = { outcome: 'retried' as const, events: 2, revision: null, error_code: null };

/** For admins: a read model is made of all companies' events. */
export function projectionRoutes(app: FastifyInstance, { projections }: ApiDependencies): void {
  const routes = typed(app);
  routes.get(
    '/v1/projections',
    operation(
      {
        id: 'listProjections',
        roles: [],
        tag: 'read models',
        summary: 'How far each read model is',
        description:
          'Its position in the event store, and what it has not applied yet: events, and the age of the oldest in seconds.',
        response: z.object({ projections: z.array(lagSchema) }),
        example: {
          projections: [
            { projection: 'appointments', version: 7, position: '4711', lag_events: 0, lag_seconds: 0, parked_streams: 0 },
          ],
        },
      },
      {},
    ),
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
    operation(
      {
        id: 'listParked',
        roles: [],
        tag: 'read models',
        summary: 'Streams a read model could not follow',
        description:
          'The event named could not be applied; it and what follows it in its stream are held back for that read model alone.',
        response: z.object({ parked: z.array(parkedSchema) }),
        example: { parked: [parkedExample] },
      },
      {},
    ),
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
    ['retry', 'retryParked', 'Apply what is held back of a stream, as after the read model was put right'],
    ['drop', 'dropParked', 'Leave out the event that could not be applied, and apply what follows it; a rebuild tries it again'],
  ] as const;
  for (const [way, id, summary] of ways) {
    const described = operation(
      {
        id,
        roles: [],
        tag: 'read models',
        summary,
        description:
          'The rows become what they would have been. `parked_again`: `revision` and `error_code` name the event that cannot be applied now. `not_parked`: nothing was held back.',
        errors: [
          ...ofWrites,
          'read_models_busy',
          'read_models_outdated',
          'rebuild_running',
          'rebuild_cancelled',
          'read_model_has_dependents',
        ],
        response: retriedSchema,
        example: resultExample,
      },
      { body: body.meta({ examples: [{ projection: 'appointments', stream: 'appointment-salon.640' }] }) },
    );
    routes.post(`/v1/parked/${way}`, described, async request => {
      const { projection, stream } = request.body;
      const result = await projections.retryParked(projection, stream, { drop: way === 'drop' });
      const again = result.kind === 'parked_again' ? result : undefined;
      return {
        outcome: result.kind,
        events: result.kind === 'not_parked' ? 0 : result.events,
        revision: again?.revision.toString() ?? null,
        error_code: again?.errorCode ?? null,
      };
    });
  }
}
