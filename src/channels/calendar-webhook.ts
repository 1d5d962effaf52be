// Where the calendar posts its webhooks: signed over the raw bytes, one address for each company, acknowledged in milliseconds.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { WebhookFormat } from '../calendar/provider.ts';
import type { WebhookInbox } from '../calendar/sync/webhook-inbox.ts';
import { idSchema } from '../domain/values.ts';
import type { Door } from './ingress/door.ts';
import { leaveBodies } from './ingress/leave-bodies.ts';
import { Refused } from './ingress/refused.ts';

export interface WebhookRouteDependencies {
  inbox: Pick<WebhookInbox, 'receive'>;
  webhooks: Pick<WebhookFormat, 'signatureHeader' | 'isSignature' | 'isSignedWith'>;
  isCompany(companyId: string): Promise<boolean>;
  /** Any of them signs; empty where the company has none: then nothing is accepted. */
  secretsOf(companyId: string): readonly string[];
  door: Door;
}

/** One mebibyte: a booking with all its fields is a few kilobytes. */
const bodyLimit = 1024 * 1024;
/** Where a company has no secret, another is checked: the answer takes as long. */
const nobodysSecret = randomBytes(32).toString('hex');

/** Registers `POST /calcom/webhook/:companyId`. An unknown company and a bad signature are answered alike. */
export function registerCalendarWebhook(server: FastifyInstance, deps: WebhookRouteDependencies): void {
  const { webhooks } = deps;
  server.register(async app => {
    leaveBodies(app);
    app.post<{ Params: { companyId: string } }>('/calcom/webhook/:companyId', { bodyLimit }, async (request, reply) => {
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
    });
  });
}
