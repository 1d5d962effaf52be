// Staff record that a customer did not come, or take that back.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { recordNoShow } from '../../../../commands/appointment/record-no-show.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { appointmentStream } from '../../../domain/ids.ts';
import { idSchema } from '../../../domain/values.ts';
import { notFound } from '../../server/errors.ts';
import { requireCompany } from '../access/access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { staffContext, writeVisibly } from '../write.ts';

const body = z
  .strictObject({
    company_id: idSchema,
    no_show: z.boolean().default(true).describe('False takes it back.'),
    reason_code: z.string().min(1).max(50).optional(),
  })
  .meta({ examples: [{ company_id: 'salon', no_show: true, reason_code: 'not_reached' }] });
const response = z.object({
  company_id: z.string(),
  appointment_id: z.string(),
  no_show: z.boolean(),
  recorded: z.boolean().describe('False where it stood so already.'),
});

export function noShowRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).post(
    '/v1/appointments/:id/no-show',
    operation(
      {
        id: 'recordNoShow',
        roles: ['operator'],
        tag: 'appointments',
        summary: 'Record that the customer did not come, or take that back',
        description:
          'What staff record stands, whatever the calendar shows. `appointment_not_over`: it has not begun yet. `conflict`: it was cancelled, or a change of it is pending.',
        errors: [...ofWrites, 'appointment_not_over', 'conflict'],
        response,
        example: { company_id: 'salon', appointment_id: '640', no_show: true, recorded: true },
      },
      { params: z.object({ id: idSchema }), body },
    ),
    async request => {
      const { company_id: companyId, no_show: noShow, reason_code: reasonCode } = request.body;
      const { id: appointmentId } = request.params;
      const { name: by } = requireCompany(request, companyId);
      const stream = appointmentStream(companyId, appointmentId);
      const { details } = (await deps.executor.load(appointment, stream)).state;
      if (!details) throw notFound('appointment', appointmentId, companyId);
      const source = { kind: 'staff', by, reasonCode } as const;
      const { created } = await writeVisibly(
        deps,
        request,
        { ...staffContext(request, companyId), subject: details.customerId },
        {
          aggregate: appointment,
          stream,
          decide: state => recordNoShow(state, { noShow, now: deps.clock.now(), source }),
        },
      );
      return { company_id: companyId, appointment_id: appointmentId, no_show: noShow, recorded: created };
    },
  );
}
