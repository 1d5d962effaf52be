// What a change would come to, for staff to see before making it.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { termsSchema } from '../../../domain/policy/terms.ts';
import { idSchema, instantSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { requireCompany } from '../access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';

const query = z
  .strictObject({ company: idSchema, change: z.enum(['cancel', 'reschedule']), new_starts_at: instantSchema.optional() })
  .refine(({ change, new_starts_at }) => (change === 'reschedule') === (new_starts_at !== undefined), {
    error: 'for a move, and only for it',
    path: ['new_starts_at'],
  });

export function previewRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).get(
    '/v1/appointments/:id/preview',
    {
      config: { roles: ['operator', 'analyst'] },
      schema: {
        summary: 'What a change would come to now, and what the customer would be sent; nothing is changed',
        tags: ['appointments'],
        params: z.object({ id: idSchema }),
        querystring: query,
        response: {
          200: z.object({
            allowed: z.boolean(),
            refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
            terms: termsSchema.nullable(),
            text: z.object({ subject: z.string(), mail: z.string(), sms: z.string() }).nullable(),
          }),
        },
      },
    },
    async request => {
      const { company: companyId, change: operation, new_starts_at: newStartsAt } = request.query;
      requireCompany(request, companyId);
      const preview = await deps.preview({ companyId, appointmentId: request.params.id, operation, newStartsAt });
      if (!preview) throw new ApiFault('resource_not_found');
      return preview;
    },
  );
}
