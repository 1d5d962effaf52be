// What the calendar has not answered for yet, and the operator's decision where no machine can tell.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { pendingChanges, pendingStates } from '../../../calendar/operator/pending-changes.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { type AppointmentState, pendingOf } from '../../../domain/appointment/appointment-state.ts';
import { bookingUidSchema } from '../../../domain/appointment/booking-reference.ts';
import type { Code } from '../../../domain/codes.ts';
import { appointmentStream } from '../../../domain/ids.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { accessOf, companiesOf, requireCompany } from '../access/access.ts';
import { recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, readYourWritesMs, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { pageOf, pageQuery, pageSize } from '../paging.ts';
import { next } from '../schemas/values.ts';
import { staffContext } from '../write.ts';

/** The key is compared as the text it is shown as: to the millisecond, in UTC. */
const rowKey = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()]);

const pendingSchema = z.object({
  company_id: z.string(),
  appointment_id: z.string(),
  modification_id: z.string(),
  kind: z.string(),
  state: z.enum(pendingStates),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  notification_id: z.string().nullable(),
  attempts: z.number(),
  requested_at: z.string(),
  due_at: z.string().nullable(),
  age_seconds: z.number(),
  starts_at: z.string().nullable(),
  new_starts_at: z.string().nullable(),
  calendar_starts_at: z.string().nullable(),
  booking_uid: z.string().nullable(),
  call_id: z.string().nullable(),
});

const body = z.strictObject({
  company_id: idSchema,
  modification_id: z.uuid(),
  resolution: z.enum(['keep', 'revert', 'take_calendar', 'send_again']),
  reason_code: z.string().min(1).max(50),
  booking_uid: bookingUidSchema
    .optional()
    .describe('The booking it is at the calendar now, where only the operator knows: it becomes the appointment’s.'),
});
const pendingExample = {
  company_id: 'salon',
  appointment_id: '640',
  modification_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  kind: 'reschedule',
  state: 'deferred',
  code: 'timeout',
  reason: null,
  notification_id: null,
  attempts: 3,
  requested_at: '2026-11-23T11:30:00.000Z',
  due_at: '2026-11-23T11:45:00.000Z',
  age_seconds: 600,
  starts_at: '2026-12-02T14:00:00.000Z',
  new_starts_at: '2026-12-02T14:00:00.000Z',
  calendar_starts_at: '2026-12-01T10:00:00.000Z',
  booking_uid: 'bT1LntHUU8qdQNMMFpWFPm',
  call_id: 'call_1',
} as const;
const resolveExample = {
  company_id: 'salon',
  modification_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  resolution: 'keep',
  reason_code: 'by_phone',
};

export function pendingRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.get(
    '/v1/pending',
    operation(
      {
        id: 'listPending',
        roles: ['operator', 'analyst'],
        tag: 'calendar',
        summary: 'Changes that the calendar has not answered for, the oldest first',
        description:
          'A page. `waiting` and `deferred` go on by themselves; `operator_needed` and `booking_uid_unknown` wait for a decision. `calendar_refused` was taken back: `reason` says what is to be put right at the calendar, and POST /v1/notifications/:id/done ends the entry.',
        response: z.object({ pending: z.array(pendingSchema), next: next }),
        example: { pending: [pendingExample], next: null },
      },
      { querystring: pageQuery.extend({ company: idSchema.optional(), state: z.enum(pendingStates).optional() }).strict() },
    ),
    async request => {
      const { company, state } = request.query;
      const { limit, cursor } = pageSize(request.query, rowKey);
      const asked = { companies: companiesOf(request, company), state, after: cursor, limit: limit + 1 };
      const rows = await pendingChanges(deps.db, asked, deps.clock.now());
      const page = pageOf(rows, limit, row => [row.requested_at, row.modification_id]);
      return { pending: page.items, next: page.next };
    },
  );

  routes.post(
    '/v1/appointments/:id/resolve',
    operation(
      {
        id: 'resolveModification',
        roles: ['operator'],
        tag: 'calendar',
        summary: 'Decide what a change is to come to that no machine can settle',
        description:
          '`keep`: it stands with us, whatever the calendar has. `revert`: it is taken back. `take_calendar`: what the calendar has now counts. `send_again`: it is tried once more, for a day again, after a look. The calendar is looked at first: what has taken effect there is recorded as it is. `booking_uid_needed`: the calendar cannot be asked without the uid. `booking_claimed`: that booking is another appointment’s. Of a `booking_uid_unknown` the move stands and only its booking is to be named: `take_calendar` names it, `keep` leaves it without a name, `revert` and `send_again` are a `conflict`.',
        errors: [...ofWrites, 'conflict', 'booking_claimed', 'booking_uid_needed', 'calendar_unreachable'],
        response: z.object({
          modification_id: z.string(),
          resolution: z.string(),
          status: z.string(),
          starts_at: z.string(),
          booking_uid: z.string().nullable(),
        }),
        example: {
          modification_id: resolveExample.modification_id,
          resolution: 'keep',
          status: 'scheduled',
          starts_at: '2026-12-02T14:00:00.000Z',
          booking_uid: 'bT1LntHUU8qdQNMMFpWFPm',
        },
      },
      { params: z.object({ id: idSchema }), body: body.meta({ examples: [resolveExample] }) },
    ),
    async request => {
      const {
        company_id: companyId,
        modification_id: modificationId,
        resolution,
        reason_code: reasonCode,
        booking_uid: bookingUid,
      } = request.body;
      requireCompany(request, companyId);
      const stream = appointmentStream(companyId, request.params.id);
      const { state } = await deps.executor.load(appointment, stream, { fresh: true });
      if (!state.details) throw notFound('appointment', request.params.id, companyId);
      const resolved = await deps.resolve({
        companyId,
        appointmentId: request.params.id,
        modificationId,
        resolution,
        by: accessOf(request).name,
        reasonCode,
        bookingUid,
        context: { ...staffContext(request, companyId), subject: state.details.customerId },
      });
      if (resolved.kind === 'refused') throw new ApiFault(resolved.code, [], whyRefused(resolved.code, state, request));
      if (resolved.position !== undefined) await deps.caughtUp(resolved.position, readYourWritesMs);
      const concerned = { companyId, customerIds: [state.details.customerId], subjects: [request.params.id] };
      recordAccessed(request, { kind: 'resolution', ...concerned });
      const { status, period, booking } = resolved.state;
      return {
        modification_id: modificationId,
        resolution,
        status,
        starts_at: period.startsAt,
        booking_uid: booking?.uid ?? null,
      };
    },
  );
}

/** What an operator can do about a `conflict`; nothing beyond the code's own sentence for any other refusal. */
function whyRefused(
  code: Code,
  state: AppointmentState,
  { params, body }: { params: { id: string }; body: { modification_id: string } },
) {
  if (code !== 'conflict') return undefined;
  const open = [pendingOf(state)?.modificationId, state.lostUid?.modificationId].includes(body.modification_id);
  return open
    ? 'What the calendar has contradicts that. GET /v1/pending shows how the change stands now.'
    : `No change ${body.modification_id} of appointment ${params.id} is open. GET /v1/pending lists those that are.`;
}
