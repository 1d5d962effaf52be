// A stream's events, for auditors: as they stand in the store, brought to today's versions.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { replayAnswers } from '../../../audit/replay.ts';
import { ApiFault } from '../../server/errors.ts';
import { requireCompany } from '../access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  stream: z.string(),
  revision: z.string(),
  position: z.string(),
  recordedAt: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.unknown()),
});
const params = z.object({ stream: z.string().max(300) });
const auditor = { config: { roles: ['auditor' as const] } };

export function streamRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.get(
    '/v1/streams/:stream',
    {
      ...auditor,
      schema: {
        summary: 'The events of a stream',
        tags: ['streams'],
        params,
        response: { 200: z.object({ events: z.array(eventSchema) }) },
      },
    },
    async request => {
      const events = await deps.store.read(request.params.stream);
      const [first] = events;
      if (!first) throw new ApiFault('resource_not_found');
      const { personal } = requireCompany(request, first.metadata.companyId);
      return {
        events: events.map(({ revision, position, data, metadata, ...event }) => ({
          ...event,
          revision: revision.toString(),
          position: position.toString(),
          metadata: { ...metadata },
          data: personal ? { ...data } : withoutPersonal(data),
        })),
      };
    },
  );
  routes.get(
    '/v1/streams/:stream/answers',
    {
      ...auditor,
      schema: {
        summary: 'The answers of a call, decided again from the record',
        tags: ['streams'],
        params,
        description: 'Every answer of a call, decided again from the record.',
        response: { 200: z.object({ answers: z.array(z.record(z.string(), z.unknown())) }) },
      },
    },
    async request => {
      const [first] = await deps.store.read(request.params.stream);
      if (!first) throw new ApiFault('resource_not_found');
      const { personal } = requireCompany(request, first.metadata.companyId);
      const answers = await replayAnswers(deps.store, request.params.stream);
      return {
        answers: answers.map(({ answer, ...rest }) => ({
          ...rest,
          answer: personal ? answer : { ...answer, customer_name: null },
        })),
      };
    },
  );
}

function withoutPersonal(data: object): Record<string, unknown> {
  const { personal: _, ...rest }: { personal?: unknown } & Record<string, unknown> = { ...data };
  return rest;
}
