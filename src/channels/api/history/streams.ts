// A stream's events, for auditors: as they stand in the store, brought to today's versions.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { replayAnswers } from '../../../audit/replay.ts';
import { answerSchema } from '../../../calls/answer/answer.ts';
import type { Recorded } from '../../../domain/event-catalogue.ts';
import { customerStream } from '../../../domain/ids.ts';
import { notFound } from '../../server/errors.ts';
import { type Access, accessOf, maySee } from '../access/access.ts';
import { recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { toApi } from '../field-names.ts';
import { operation } from '../operation.ts';
import { spokenExample } from '../schemas/values.ts';

/** The record is shown as it is, under the names it was written with: an auditor compares it with the store. */
const asStored = 'As it is stored, under the names it was stored with.';
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  stream: z.string(),
  revision: z.string(),
  position: z.string(),
  recorded_at: z.string(),
  metadata: z.record(z.string(), z.unknown()).describe(asStored),
  data: z.record(z.string(), z.unknown()).describe(asStored),
  erased: z.literal(true).optional().describe('It held something personal of a person who was erased.'),
});
const replayedSchema = z.object({
  request_key: z.string(),
  n: z.number(),
  function: z.string(),
  answer: answerSchema.describe('As it was given, rendered from its record.'),
  recomputed_code: z
    .string()
    .nullable()
    .describe('The code that deciding again gives; null where the answer rests on no decision.'),
  equal: z.boolean().describe('True if deciding again gives the same events, terms and code.'),
  erased: z.boolean().describe('Words of a person who was erased are missing in it, which is no difference.'),
});
const eventExample = {
  id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  type: 'CalendarBookingCancelled',
  stream: 'appointment-salon.640',
  revision: '2',
  position: '4711',
  recorded_at: '2026-11-23T11:30:01.000Z',
  metadata: { companyId: 'salon', channel: 'phone' },
  data: { modificationId: '7c7b6a4e-96a7-5f6d-9f63-2f43cf5d8b03', bookingUid: 'bT1LntHUU8qdQNMMFpWFPm' },
};
const params = z.object({ stream: z.string().max(300) });

export function streamRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.get(
    '/v1/streams/:stream',
    operation(
      {
        id: 'getStream',
        roles: ['auditor'],
        tag: 'streams',
        summary: 'The events of a stream',
        description:
          'All of them, oldest first, brought to today’s versions. `data` and `metadata` are shown as they are stored, under the names they were stored with; `personal` only for keys with `personal`.',
        response: z.object({ events: z.array(eventSchema) }),
        example: { events: [eventExample] },
      },
      { params },
    ),
    async request => {
      const events = await deps.store.read(request.params.stream);
      const { personal } = ofStream(request, request.params.stream, events);
      return {
        events: events.map(({ revision, position, data, metadata, ...event }) => ({
          ...toApi(event),
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
    operation(
      {
        id: 'replayAnswers',
        roles: ['auditor'],
        tag: 'streams',
        summary: 'The answers of a call, decided again from the record',
        description: 'Every answer of a call or of a request of staff, as it was given and as deciding again gives it.',
        response: z.object({ answers: z.array(replayedSchema) }),
        example: {
          answers: [
            {
              request_key: '8f3b7a55-3c8d-5c52-8f2e-0d6a0f1b7c04',
              n: 1,
              function: 'cancel_appointment',
              answer: spokenExample,
              recomputed_code: 'cancelled',
              equal: true,
              erased: false,
            },
          ],
        },
      },
      { params },
    ),
    async request => {
      const { stream } = request.params;
      const { personal } = ofStream(request, stream, await deps.store.read(stream));
      const answers = await replayAnswers(deps.store, stream, { personal });
      return {
        answers: answers.map(({ answer, ...rest }) => ({ ...toApi(rest), answer })),
      };
    },
  );
}

/** Throws `resource_not_found`, for a stream of a company the key is not for as for none. */
function ofStream(request: FastifyRequest, stream: string, events: readonly Recorded[]): Access {
  const access = accessOf(request);
  const [first] = events;
  if (!first || !maySee(access, first.metadata.companyId)) throw notFound('stream', stream);
  const { companyId } = first.metadata;
  if (access.personal)
    recordAccessed(request, { kind: 'read', companyId, customerIds: customersOf(companyId, stream, events), subjects: [stream] });
  return access;
}

/** Whose stream it is, whom its commands were about, and who was identified in it. */
function customersOf(companyId: string, stream: string, events: readonly Recorded[]): string[] {
  const [, own] = stream.split(customerStream(companyId, ''));
  const named = events.flatMap(({ type, data, metadata }) => [
    ...(metadata.subject === undefined ? [] : [metadata.subject]),
    ...(type === 'CallerIdentified' ? [data.customerId] : []),
  ]);
  return [...new Set([...(own === undefined ? [] : [own]), ...named])];
}

function withoutPersonal(data: object): Record<string, unknown> {
  const { personal: _, ...rest }: { personal?: unknown } & Record<string, unknown> = { ...data };
  return rest;
}
