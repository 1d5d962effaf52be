// Appointments: entered, looked up, and changed by staff under the same rules as by callers.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { answerSchema } from '../../../calls/answer/answer.ts';
import { recordsOfPerson } from '../../../customers/customer-records.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { appointmentEvents } from '../../../domain/appointment/events.ts';
import { codes, isCode } from '../../../domain/codes.ts';
import { appointmentStream } from '../../../domain/ids.ts';
import { idSchema, instantSchema, type ModificationKind } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { accessOf, companiesOf, requireCompany } from '../access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { instantKey, pageOf, pageQuery, pageSize, textKey } from '../paging.ts';
import { enterAppointment } from './enter-appointment.ts';

const bodySchema = appointmentEvents.AppointmentScheduled.omit({ origin: true, callId: true, bookingMetadata: true }).extend({
  origin: z.enum(['import', 'api']).default('api'),
});
const appointmentSchema = z.record(z.string(), z.unknown());
const params = z.object({ id: idSchema });
const since1970 = instantSchema.refine(instant => instant >= '1970', 'before 1970');
const listQuery = pageQuery.extend({
  company: idSchema.optional(),
  customer: idSchema.optional(),
  status: z.string().max(20).optional(),
  from: since1970.optional(),
  to: since1970.optional(),
});
// Strict: a misspelt `fee_accepted` or `override` is not to be taken for none.
const changeBody = z.strictObject({
  companyId: idSchema,
  fee_accepted: z.boolean().default(false),
  reason: z.string().max(500).optional(),
  reason_code: z.string().max(50).optional(),
  override: z.object({ reason_code: z.string().min(1).max(50) }).optional(),
  waive_fee: z.object({ reason_code: z.string().min(1).max(50) }).optional(),
});
const moveBody = changeBody.extend({ new_starts_at: instantSchema });
const reader = { config: { roles: ['operator' as const, 'analyst' as const] } };
const operator = { config: { roles: ['operator' as const] } };

export function appointmentRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/appointments',
    {
      ...operator,
      schema: {
        summary: 'Put an appointment in, or repeat it unchanged',
        tags: ['appointments'],
        body: bodySchema,
        response: { 200: z.object({ created: z.boolean() }) },
      },
    },
    async request => enterAppointment(deps, request, request.body),
  );

  routes.get(
    '/v1/appointments',
    {
      ...reader,
      schema: {
        summary: 'Appointments, a page at a time',
        tags: ['appointments'],
        querystring: listQuery,
        response: { 200: z.object({ appointments: z.array(appointmentSchema), next: z.string().nullable() }) },
      },
    },
    async request => {
      const { company, customer, status, from, to } = request.query;
      const companies = companiesOf(request, company);
      const { limit, cursor } = pageSize(request.query, z.tuple([instantKey, textKey, textKey]));
      const own = customer === undefined ? [] : [{ customerId: customer }];
      const records = customer && [...own, ...(await recordsOfPerson(deps.db, companies, customer))];
      const conditions = [
        ...(companies ? [sql`company_id = any(${companies})`] : []),
        ...(records ? [sql`customer_id = any(${records.map(({ customerId }) => customerId)}::text[])`] : []),
        ...(status !== undefined ? [sql`status = ${status}`] : []),
        ...(from !== undefined ? [sql`starts_at >= ${from}::timestamptz`] : []),
        ...(to !== undefined ? [sql`starts_at < ${to}::timestamptz`] : []),
        ...(cursor.length > 0
          ? [sql`(starts_at, company_id, appointment_id) > (${cursor[0]}::timestamptz, ${cursor[1]}, ${cursor[2]})`]
          : []),
      ];
      const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
      const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(a) as row from appointments a ${where} order by starts_at, company_id, appointment_id limit ${limit + 1}`.execute(
        deps.db,
      );
      const { items, next } = pageOf(rows, limit, ({ row }) => [
        String(row.starts_at),
        String(row.company_id),
        String(row.appointment_id),
      ]);
      const { personal } = accessOf(request);
      return { appointments: items.map(({ row }) => shown(row, personal)), next };
    },
  );

  routes.get(
    '/v1/appointments/:id',
    {
      ...reader,
      schema: {
        summary: 'One appointment',
        tags: ['appointments'],
        params,
        querystring: z.object({ company: idSchema }),
        response: { 200: appointmentSchema },
      },
    },
    async request => {
      const { personal } = requireCompany(request, request.query.company);
      const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(a) as row from appointments a where company_id = ${request.query.company} and appointment_id = ${request.params.id}`.execute(
        deps.db,
      );
      const [found] = rows;
      if (!found) throw new ApiFault('resource_not_found');
      return shown(found.row, personal);
    },
  );

  routes.post(
    '/v1/appointments/:id/cancel',
    {
      ...operator,
      schema: {
        summary: 'Cancel it by the company’s rules, or override them with a reason',
        tags: ['appointments'],
        params,
        body: changeBody,
        response: { 200: answerSchema },
      },
    },
    request => change(request, request.params.id, 'cancel', request.body, undefined),
  );
  routes.post(
    '/v1/appointments/:id/reschedule',
    {
      ...operator,
      schema: {
        summary: 'Move it by the company’s rules, or override them with a reason',
        tags: ['appointments'],
        params,
        body: moveBody,
        response: { 200: answerSchema },
      },
    },
    request => change(request, request.params.id, 'reschedule', request.body, request.body.new_starts_at),
  );

  async function change(
    request: FastifyRequest,
    appointmentId: string,
    operation: ModificationKind,
    body: z.infer<typeof changeBody>,
    newStartsAt: string | undefined,
  ) {
    const { companyId } = body;
    const access = requireCompany(request, companyId);
    const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId));
    if (!state.details) throw new ApiFault('resource_not_found');
    const answer = await deps.changeForStaff({
      companyId,
      requestId: request.run.requestId,
      actor: access.name,
      operation,
      appointmentId,
      newStartsAt,
      feeAccepted: body.fee_accepted,
      override: body.override && { reasonCode: body.override.reason_code },
      waiver: body.waive_fee && { reasonCode: body.waive_fee.reason_code },
      reasonCode: body.reason_code,
      reason: body.reason,
    });
    // A fault of ours is told as one, so that the request can be sent again with its key.
    const { status } = isCode(answer.code) ? codes[answer.code] : { status: undefined };
    if (isCode(answer.code) && (status === 'error' || answer.code === 'internal_fault')) throw new ApiFault(answer.code);
    return answer;
  }
}

/** The reason may hold a caller's own words. */
function shown(row: Record<string, unknown>, personal: boolean): Record<string, unknown> {
  return personal ? row : { ...row, cancellation_reason: null };
}
