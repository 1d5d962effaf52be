// Where Cal.com posts its webhooks: signed over the raw bytes, one address for each company, acknowledged in milliseconds.
import type { FastifyInstance } from 'fastify';
import { verifyCalcomSignature } from '../calcom/signature.ts';
import { codes } from '../domain/codes.ts';
import { idSchema } from '../domain/values.ts';
import type { WebhookInbox } from './inbox.ts';

export interface WebhookRouteDependencies {
  inbox: Pick<WebhookInbox, 'receive'>;
  isCompany(companyId: string): Promise<boolean>;
  /** Any of them signs; empty where the company has none: then nothing is accepted. */
  secretsOf(companyId: string): readonly string[];
  /** Counts a bad signature of a network address; false when there were too many. */
  mayFail?(address: string): Promise<boolean>;
}

/** Registers `POST /calcom/webhook/:companyId`; needs the raw body (fastify-raw-body). */
export function registerCalcomWebhook(app: FastifyInstance, deps: WebhookRouteDependencies): void {
  app.post<{ Params: { companyId: string } }>(
    '/calcom/webhook/:companyId',
    { config: { rawBody: true } },
    async (request, reply) => {
      const { companyId } = request.params;
      if (!idSchema.safeParse(companyId).success || !(await deps.isCompany(companyId))) {
        return reply.code(codes.resource_not_found.httpStatus).send(fault('resource_not_found'));
      }
      const raw = request.rawBody;
      const bytes = typeof raw === 'string' ? Buffer.from(raw) : raw;
      const header = request.headers['x-cal-signature-256'];
      const signature = Array.isArray(header) ? undefined : header;
      if (!bytes || !deps.secretsOf(companyId).some(secret => verifyCalcomSignature(bytes, signature, secret))) {
        request.log.warn({ companyId, code: 'signature_invalid' }, 'webhook with a bad signature');
        const code = (await deps.mayFail?.(request.ip)) === false ? 'rate_limited' : 'signature_invalid';
        return reply.code(codes[code].httpStatus).send(fault(code));
      }
      const result = await deps.inbox.receive(companyId, bytes);
      return reply.code(200).send({ result });
    },
  );
}

const fault = (code: string) => ({ error: { code, message: 'The request was not accepted.' } });
