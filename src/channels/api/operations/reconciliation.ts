// Compares the calendar with our streams at once, and tells what was found.
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { companyIds } from '../../../calendar/sync/company-ids.ts';
import { reconciliationFindingKinds } from '../../../calendar/sync/compare-appointment.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { companiesOf } from '../access/access.ts';
import { type ApiDependencies, readYourWritesMs, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { givenInstant } from '../schemas/values.ts';

const findingSchema = z.object({
  company_id: z.string(),
  appointment_id: z.string().nullable(),
  booking_uid: z.string(),
  kind: z.enum(reconciliationFindingKinds),
  action: z.enum(['repaired', 'looked_at', 'reported']),
});

export function reconciliationRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).post(
    '/v1/reconciliations',
    operation(
      {
        id: 'reconcile',
        roles: ['operator'],
        tag: 'calendar',
        summary: 'Compare the bookings at the calendar with ours, and repair what no webhook has reported',
        description:
          'All bookings to come, or with `updated_after` those that changed since. A second run changes nothing. It ends with its client: what was repaired until then stands. `reconciliation_running`: it is running already.',
        errors: [...ofWrites, 'reconciliation_running'],
        response: z.object({
          companies: z.array(z.object({ company_id: z.string(), bookings: z.number(), complete: z.boolean() })),
          findings: z.array(findingSchema),
          running: z.array(z.string()).describe('Companies that are being reconciled already, and were left out.'),
        }),
        example: {
          companies: [{ company_id: 'salon', bookings: 120, complete: true }],
          findings: [
            {
              company_id: 'salon',
              appointment_id: '640',
              booking_uid: 'bT1LntHUU8qdQNMMFpWFPm',
              kind: 'missed_cancellation',
              action: 'repaired',
            },
          ],
          running: [],
        },
      },
      {
        body: z
          .strictObject({ company: idSchema.optional(), updated_after: givenInstant.optional() })
          .meta({ examples: [{ company: 'salon' }] }),
      },
    ),
    async (request, reply) => {
      const { company, updated_after: updatedAfter } = request.body;
      const companies = companiesOf(request, company) ?? (await companyIds(deps.db));
      const over = endOf(reply.raw);
      const since = updatedAfter === undefined ? undefined : new Date(updatedAfter);
      const { runs, running } = await deps.reconcile(companies, since, over);
      if (runs.length === 0 && running.length > 0) throw new ApiFault('reconciliation_running');
      await deps.caughtUp(await deps.store.head(), readYourWritesMs);
      return {
        running,
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

/** Aborted where the client hangs up before it has its answer. */
function endOf(response: ServerResponse): AbortSignal {
  const over = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) over.abort();
  });
  return over.signal;
}
