// Appointments: entered, looked up, and changed by staff under the same rules as by callers.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { answerSchema } from '../../../calls/answer/answer.ts';
import { recordsOfPerson } from '../../../customers/customer-records.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { bookingUidSchema } from '../../../domain/appointment/booking-reference.ts';
import { appointmentStream } from '../../../domain/ids.ts';
import { idSchema, type ModificationKind } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { accessOf, companiesOf, type Role, requireCompany } from '../access/access.ts';
import { concernedIn, recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { instantKey, pageOf, pageQuery, pageSize, textKey } from '../paging.ts';
import * as shapes from '../schemas/appointment.ts';
import { created, createdExample, flag, givenInstant, inUtc, next, spokenExample } from '../schemas/values.ts';
import { timeBounds, withinBounds } from '../time-bounds.ts';
import { enterAppointment } from './enter-appointment.ts';

const params = z.object({ id: idSchema });
const listQuery = pageQuery.extend({
  company: idSchema.optional(),
  customer: idSchema.optional(),
  branch: idSchema.optional(),
  service: idSchema.optional(),
  staff: idSchema.optional(),
  status: z.string().max(20).optional(),
  no_show: flag.optional(),
  booking: bookingUidSchema.optional().describe('The calendar’s uid of its booking.'),
  ...timeBounds,
});
const withReason = z.strictObject({ reason_code: z.string().min(1).max(50) });
// Strict: a misspelt `fee_accepted` or `override` is not to be taken for none.
const changeBody = z.strictObject({
  company_id: idSchema,
  fee_accepted: z.boolean().default(false),
  reason: z.string().max(500).optional(),
  reason_code: z.string().max(50).optional(),
  override: withReason.optional().describe('Carries it out although the rules refuse it; who did so and why stays on record.'),
  waive_fee: withReason.optional().describe('The fee is not charged; who waived it and why stays on record.'),
});
const moveBody = changeBody.extend({ new_starts_at: givenInstant });
const readers: Role[] = ['operator', 'analyst'];
const changeExample = {
  company_id: 'salon',
  fee_accepted: true,
  reason_code: 'by_phone',
  override: { reason_code: 'illness' },
  waive_fee: { reason_code: 'goodwill' },
};
const moveExample = { ...changeExample, new_starts_at: '2026-12-02T14:00:00.000Z' };
const changeDescription =
  'Answered as a caller would be: a refusal is an answer with its `code`, not an error. With a fee above zero the first answer is `confirmation_required`, unless `fee_accepted` is set.';

const row = shapes.appointmentRow.select('a');

export function appointmentRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/appointments',
    operation(
      {
        id: 'enterAppointment',
        roles: ['operator'],
        tag: 'appointments',
        summary: 'Put an appointment in, or repeat it unchanged',
        description: 'Its booking becomes its own. `conflict`: the id is another appointment’s, or the booking is.',
        errors: [...ofWrites, 'conflict', 'append_too_large'],
        response: created,
        example: createdExample,
      },
      { body: shapes.newAppointment.meta({ examples: [shapes.newAppointmentExample] }) },
    ),
    async request => enterAppointment(deps, request, shapes.appointmentFromApi(request.body)),
  );

  routes.get(
    '/v1/appointments',
    operation(
      {
        id: 'listAppointments',
        roles: readers,
        tag: 'appointments',
        summary: 'Appointments, a page at a time',
        description: 'By start. `from` and `to` are about the start. Of a customer: those of every record that is theirs.',
        response: z.object({ appointments: z.array(shapes.appointment), next }),
        example: { appointments: [shapes.appointmentExample], next: null },
        shows: ({ appointments }) => concernedIn(appointments),
      },
      { querystring: listQuery },
    ),
    async request => {
      const { company, customer, branch, service, staff, status, booking, no_show: noShow } = request.query;
      const companies = companiesOf(request, company);
      const { limit, cursor } = pageSize(request.query, z.tuple([instantKey, textKey, textKey]));
      const own = customer === undefined ? [] : [{ customerId: customer }];
      const records = customer && [...own, ...(await recordsOfPerson(deps.db, companies, customer))];
      const conditions = [
        ...(companies ? [sql`company_id = any(${companies})`] : []),
        ...(records ? [sql`customer_id = any(${records.map(({ customerId }) => customerId)}::text[])`] : []),
        ...(status !== undefined ? [sql`status = ${status}`] : []),
        ...(noShow !== undefined ? [sql`no_show = ${noShow}`] : []),
        ...(booking !== undefined ? [sql`calcom_v2_booking_id = ${booking}`] : []),
        ...(branch !== undefined ? [sql`branch_id = ${branch}`] : []),
        ...(service !== undefined ? [sql`service_id = ${service}`] : []),
        ...(staff !== undefined ? [sql`staff_id = ${staff}`] : []),
        ...withinBounds(request.query, 'a', 'starts_at'),
        ...(cursor.length > 0
          ? [sql`(starts_at, company_id, appointment_id) > (${cursor[0]}::timestamptz, ${cursor[1]}, ${cursor[2]})`]
          : []),
      ];
      const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
      const { rows } = await sql<{ row: Record<string, unknown> }>`
      select ${row} as row from appointments a ${where} order by starts_at, company_id, appointment_id limit ${limit + 1}`.execute(
        deps.db,
      );
      const found = rows.map(one => shapes.appointmentRow.read(one.row));
      const page = pageOf(found, limit, one => [one.starts_at, one.company_id, one.appointment_id]);
      const { personal } = accessOf(request);
      return { appointments: page.items.map(one => shown(one, personal)), next: page.next };
    },
  );

  routes.get(
    '/v1/appointments/:id',
    operation(
      {
        id: 'getAppointment',
        roles: readers,
        tag: 'appointments',
        summary: 'One appointment',
        description: 'As the read model has it: name the `rebook-position` of a write to read it.',
        response: shapes.appointment,
        example: shapes.appointmentExample,
        shows: found => concernedIn([found]),
      },
      { params, querystring: z.object({ company: idSchema }) },
    ),
    async request => {
      const { personal } = requireCompany(request, request.query.company);
      const { rows } = await sql<{ row: Record<string, unknown> }>`
      select ${row} as row from appointments a where company_id = ${request.query.company} and appointment_id = ${request.params.id}`.execute(
        deps.db,
      );
      const [found] = rows;
      if (!found) throw notFound('appointment', request.params.id, request.query.company);
      return shown(shapes.appointmentRow.read(found.row), personal);
    },
  );

  routes.post(
    '/v1/appointments/:id/cancel',
    operation(
      {
        id: 'cancelAppointment',
        roles: ['operator'],
        tag: 'appointments',
        summary: 'Cancel it by the company’s rules, or override them with a reason',
        description: changeDescription,
        errors: ofWrites,
        response: answerSchema,
        example: spokenExample,
      },
      { params, body: changeBody.meta({ examples: [changeExample] }) },
    ),
    request => change(request, request.params.id, 'cancel', request.body, undefined),
  );
  routes.post(
    '/v1/appointments/:id/reschedule',
    operation(
      {
        id: 'rescheduleAppointment',
        roles: ['operator'],
        tag: 'appointments',
        summary: 'Move it by the company’s rules, or override them with a reason',
        description: changeDescription,
        errors: ofWrites,
        response: answerSchema,
        example: spokenExample,
      },
      { params, body: moveBody.meta({ examples: [moveExample] }) },
    ),
    request => change(request, request.params.id, 'reschedule', request.body, inUtc(request.body.new_starts_at)),
  );

  async function change(
    request: FastifyRequest,
    appointmentId: string,
    operation: ModificationKind,
    body: z.infer<typeof changeBody>,
    newStartsAt: string | undefined,
  ) {
    const { company_id: companyId } = body;
    const access = requireCompany(request, companyId);
    const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId));
    if (!state.details) throw notFound('appointment', appointmentId, companyId);
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
    // A fault of ours is answered as one, so that the request can be sent again with its key.
    if (answer.code === 'internal_fault') throw new ApiFault('internal_fault');
    const concerned = { companyId, customerIds: [state.details.customerId], subjects: [appointmentId] };
    // Decided, whether the calendar has taken it already or not.
    const isMade = answer.success || answer.status === 'pending';
    if (isMade && body.override) recordAccessed(request, { kind: 'override', ...concerned });
    if (isMade && body.waive_fee) recordAccessed(request, { kind: 'waiver', ...concerned });
    return answer;
  }
}

type Appointment = z.infer<typeof shapes.appointment>;
/** The reason may hold a caller's own words. */
const shown = (one: Appointment, personal: boolean): Appointment =>
  personal ? one : { ...one, cancellation_reason: null, staff_name: null, customer_name: null };
