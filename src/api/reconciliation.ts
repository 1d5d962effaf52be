// Compares Cal.com with our streams at once, and tells what was found.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findingKinds } from '../calendar/reconcile.ts';
import { idSchema, instantSchema } from '../domain/values.ts';
import { companyIds } from '../readmodels/queries/company-ids.ts';
import { companiesOf } from './access.ts';
import { type ApiDependencies, ownWriteMs, typed } from './dependencies.ts';

const findingSchema = z.object({
  company_id: z.string(),
  appointment_id: z.string().nullable(),
  booking_uid: z.string(),
  kind: z.enum(findingKinds),
  action: z.enum(['repaired', 'looked_at', 'reported']),
});

export function reconciliationRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).post(
    '/v1/reconciliations',
    {
      config: { roles: ['operator'] },
      schema: {
        summary: 'Compare the bookings at Cal.com with ours, and repair what no webhook has told',
        description: 'All bookings to come, or with `updated_after` those that changed since. A second run changes nothing.',
        tags: ['calendar'],
        body: z.strictObject({ company: idSchema.optional(), updated_after: instantSchema.optional() }),
        response: {
          200: z.object({
            companies: z.array(z.object({ company_id: z.string(), bookings: z.number(), complete: z.boolean() })),
            findings: z.array(findingSchema),
          }),
        },
      },
    },
    async request => {
      const { company, updated_after: updatedAfter } = request.body;
      const companies = companiesOf(request, company) ?? (await companyIds(deps.db));
      const runs = await deps.reconcile(companies, updatedAfter === undefined ? undefined : new Date(updatedAfter));
      await deps.caughtUp(await deps.store.head(), ownWriteMs);
      return {
        companies: runs.map(({ companyId, bookings, complete }) => ({ company_id: companyId, bookings, complete })),
        findings: runs
          .flatMap(({ findings }) => findings)
          .map(({ companyId, appointmentId, bookingUid, kind, action }) => ({
            company_id: companyId,
            appointment_id: appointmentId,
            booking_uid: bookingUid,
            kind,
            action,
          })),
      };
    },
  );
}
