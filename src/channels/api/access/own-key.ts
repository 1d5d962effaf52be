// A program, or the console, asks what its key may do.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { typed } from '../dependencies.ts';
import { operation } from '../operation.ts';
import { accessOf } from './access.ts';
import { roles } from './keys.ts';

const everyone = roles.filter(role => role !== 'admin');

/** Registers `GET /v1/key`. */
export function ownKeyRoute(app: FastifyInstance): void {
  typed(app).get(
    '/v1/key',
    operation(
      {
        id: 'getOwnKey',
        roles: everyone,
        tag: 'companies',
        summary: 'What the key of this request may do',
        description: 'Its name, role and companies. Never the key itself.',
        response: z.object({
          name: z.string(),
          role: z.enum(roles),
          companies: z.array(z.string()).nullable().describe('Null: all of them.'),
          personal: z.boolean().describe('It is shown names, numbers, addresses and free text.'),
        }),
        example: { name: 'reception', role: 'operator', companies: ['salon'], personal: true },
      },
      {},
    ),
    async request => {
      const { name, role, companies, personal } = accessOf(request);
      return { name, role, companies: companies === '*' ? null : companies, personal };
    },
  );
}
