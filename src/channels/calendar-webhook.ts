// Where the calendar posts its webhooks: signed over the raw bytes, one address for each company, acknowledged in milliseconds.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { WebhookFormat } from '../calendar/provider.ts';
import type { WebhookInbox } from '../calendar/sync/webhooks/webhook-inbox.ts';
import { idSchema } from '../domain/values.ts';
import { documented } from './ingress/documented.ts';
import type { Door } from './ingress/door.ts';
import { leaveBodiesUnread } from './ingress/leave-bodies-unread.ts';
import { Refused } from './ingress/refused.ts';

export interface WebhookRouteDependencies {
  inbox: Pick<WebhookInbox, 'receive'>;
  webhooks: Pick<WebhookFormat, 'name' | 'signatureHeader' | 'isSignature' | 'isSignedWith'>;
  isCompany(companyId: string): Promise<boolean>;
  /** Any of them signs; empty where the company has none: then nothing is accepted. */
  secretsOf(companyId: string): readonly string[];
  door: Door;
}

/** One mebibyte: a booking with all its fields is a few kilobytes. */
const bodyLimit = 1024 * 1024;
/** Where a company has no secret, another is checked: the answer takes as long. */
const nobodysSecret = randomBytes(32).toString('hex');

const refused = (code: string) =>
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }).describe(`\`${code}\`.`);
const described = documented({
  operationId: 'receiveBookingEvent',
  summary: 'A booking was made, moved, cancelled, confirmed or refused',
  description:
    'Acknowledged as soon as it is stored, and worked off after that. What only repeats a change of ours is `known`, and is stored where that change comes to something else. A trigger that is not known is acknowledged and ignored; one that comes again is a duplicate.',
  tags: ['webhooks'],
  security: [{ calendar: [] }],
  params: z.object({ companyId: idSchema.describe('The company’s id: each has an address of its own.') }),
  body: z
    .looseObject({ triggerEvent: z.string(), createdAt: z.string(), payload: z.record(z.string(), z.unknown()) })
    .describe('As the calendar writes it, under its names.')
    .meta({
      examples: [
        { triggerEvent: 'BOOKING_CANCELLED', createdAt: '2026-11-23T11:30:00.000Z', payload: { uid: 'bT1LntHUU8qdQNMMFpWFPm' } },
      ],
    }),
  response: {
    200: z.object({ result: z.enum(['stored', 'known', 'duplicate', 'ignored']) }).meta({ examples: [{ result: 'stored' }] }),
    401: refused('signature_invalid'),
    404: refused('resource_not_found'),
    413: refused('body_too_large'),
    429: refused('rate_limited'),
    503: refused('overloaded'),
  },
});

/** Registers `POST /<calendar>/webhook/:companyId`, with the provider's name. An unknown company and a bad signature are answered alike. */
export function registerCalendarWebhook(server: FastifyInstance, deps: WebhookRouteDependencies): void {
  const { webhooks } = deps;
  server.register(async app => {
    leaveBodiesUnread(app);
    app.post<{ Params: { companyId: string } }>(
      `/${webhooks.name}/webhook/:companyId`,
      { bodyLimit, config: described },
      async (request, reply) => {
        const { companyId } = request.params;
        const signature = request.headers[webhooks.signatureHeader];
        if (!webhooks.isSignature(signature)) return deps.door.turnAway(request);
        // What can be nobody's id tells nothing of who exists.
        if (!idSchema.safeParse(companyId).success) throw new Refused('resource_not_found');
        const bytes = Buffer.concat(await deps.door.read(request, bodyLimit));
        const secrets = deps.secretsOf(companyId);
        const tried = secrets.length > 0 ? secrets : [nobodysSecret];
        const signed = tried.filter(secret => webhooks.isSignedWith(secret, bytes, signature)).length > 0;
        if (!signed || !(await deps.isCompany(companyId))) return deps.door.turnAway(request);
        deps.door.welcome(request);
        return reply.code(200).send({ result: await deps.inbox.receive(companyId, bytes) });
      },
    );
  });
}
