// The OpenAPI document: what is said of the API as a whole. What is said of a route stands with the route.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { tags } from '../api/operation.ts';

const description = `Companies, appointments, and the history of what was changed, by whom and on what terms.

All names are snake_case, all instants ISO 8601. Lists come in pages: \`next\` is the \`cursor\` of the next one.
A write may carry an \`Idempotency-Key\`: sent again with it, it is answered again and does nothing more. Its answer
carries \`Rebook-Position\`; a \`GET\` that sends it back sees what was written.`;

/** Comes before every route: what is registered later is in the document. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rebook',
        version: '1',
        description,
        license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
      },
      servers: [{ url: '/', description: 'This service.' }],
      tags: Object.entries(tags).map(([name, said]) => ({ name, description: said })),
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key of `API_KEYS`.' },
          retell: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Retell-Signature',
            description:
              '`v=<milliseconds>,d=<hex>`: HMAC-SHA256 of the raw body and the time, with a Retell API key of the company.',
          },
          vapi: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Vapi-Signature',
            description: 'HMAC-SHA256 of the raw body in hex, with a Vapi secret of the company.',
          },
          vapiSecret: {
            type: 'http',
            scheme: 'bearer',
            description: 'A Vapi secret of the company; it may be sent as `X-Vapi-Secret` instead.',
          },
          calendar: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Cal-Signature-256',
            description: 'HMAC-SHA256 of the raw body in hex, with the webhook secret of the company.',
          },
        },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
}
