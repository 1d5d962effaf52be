// What a change would come to, for staff to see before making it.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { modificationKinds } from '../../../domain/appointment/modification-kinds.ts';
import { idSchema, modificationKindSchema } from '../../../domain/values.ts';
import { notFound } from '../../server/errors.ts';
import { requireCompany } from '../access/access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { operation } from '../operation.ts';
import { terms, termsToApi } from '../schemas/policy.ts';
import { givenInstant, inUtc } from '../schemas/values.ts';

const query = z
  .strictObject({ company: idSchema, change: modificationKindSchema, new_starts_at: givenInstant.optional() })
  .refine(({ change, new_starts_at }) => modificationKinds[change].moves === (new_starts_at !== undefined), {
    error: 'for a move, and only for it',
    path: ['new_starts_at'],
  });

const previewExample = {
  allowed: true,
  refusal: null,
  terms: {
    within_policy: true,
    hours_notice: 190.5,
    fee: { amount_cents: 500, currency: 'EUR' },
    fee_accepted: true,
    policy_scope: 'company',
    policy_revision: '4',
  },
  text: {
    subject: 'Ihr Termin ist abgesagt',
    mail: 'Ihr Termin am Dienstag, dem 1. Dezember, um 11 Uhr ist abgesagt.',
    sms: 'Ihr Termin am 1. Dezember um 11 Uhr ist abgesagt.',
  },
};

export function previewRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).get(
    '/v1/appointments/:id/preview',
    operation(
      {
        id: 'previewChange',
        roles: ['operator', 'analyst'],
        tag: 'appointments',
        summary: 'What a change would come to now, and what the customer would be sent; nothing is changed',
        description: 'Decided by the rules of now, the fee taken for accepted. The calendar is not asked.',
        response: z.object({
          allowed: z.boolean(),
          refusal: z
            .object({ code: z.string(), message: z.string() })
            .nullable()
            .describe('Its code, and what a caller would hear.'),
          terms: terms.nullable(),
          text: z
            .object({ subject: z.string(), mail: z.string(), sms: z.string() })
            .nullable()
            .describe('What the customer would be sent; null where it would be refused.'),
        }),
        example: previewExample,
      },
      { params: z.object({ id: idSchema }), querystring: query },
    ),
    async request => {
      const { company: companyId, change: operation, new_starts_at: newStartsAt } = request.query;
      requireCompany(request, companyId);
      const preview = await deps.preview({
        companyId,
        appointmentId: request.params.id,
        operation,
        newStartsAt: newStartsAt && inUtc(newStartsAt),
      });
      if (!preview) throw notFound('appointment', request.params.id, companyId);
      return { ...preview, terms: preview.terms && termsToApi(preview.terms) };
    },
  );
}
