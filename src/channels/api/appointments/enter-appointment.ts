// An appointment is entered: judged, its booking claimed, then scheduled.

import type { FastifyRequest } from 'fastify';
import { type ScheduleAppointment, scheduleAppointment } from '../../../../commands/appointment/schedule-appointment.ts';
import { claimOwnership, releaseOwnership } from '../../../../commands/claim.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { type ClaimState, claim } from '../../../domain/claim.ts';
import { company } from '../../../domain/company/company.ts';
import { customer } from '../../../domain/customer/customer.ts';
import type { ClaimEvent, DataOf } from '../../../domain/event-catalogue.ts';
import { appointmentStream, bookingStream, companyStream, customerStream } from '../../../domain/ids.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { problemWith } from '../../server/problems.ts';
import { requireCompany } from '../access/access.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { staffContext, type Write, write, writeVisibly } from '../write.ts';

/**
 * Nothing is claimed for what is not valid. Throws `request_invalid` with what is wrong, `conflict` where the id is another appointment's or
 * the booking is claimed for another, `resource_not_found`.
 */
export async function enterAppointment(
  deps: ApiDependencies,
  request: FastifyRequest,
  body: ScheduleAppointment,
): Promise<{ created: boolean }> {
  const { companyId, appointmentId, booking, customerId } = body;
  requireCompany(request, companyId);
  await requireParts(deps, body);
  const context = { ...staffContext(request, companyId), subject: customerId };
  const stream = appointmentStream(companyId, appointmentId);
  const { state: known } = await deps.executor.load(appointment, stream, { fresh: true });
  const judged = scheduleAppointment(known, body);
  if (judged.kind !== 'accepted')
    throw new ApiFault(
      judged.code,
      judged.code === 'request_invalid' ? [problemWith('ends_at', body.endsAt, 'an instant after `starts_at`')] : [],
    );

  const uid = booking?.uid;
  const claiming = uid !== undefined && judged.events.length > 0 ? { companyId, uid, appointmentId } : undefined;
  const claimed = claiming && (await write(deps, request, context, claimOf(claiming)));
  try {
    const { created } = await writeVisibly(deps, request, context, {
      aggregate: appointment,
      stream,
      decide: state => scheduleAppointment(state, body),
    });
    return { created };
  } catch (error) {
    // Another appointment of this id came first.
    if (claiming && claimed?.created && error instanceof ApiFault)
      await write(deps, request, context, releaseOf({ ...claiming, reasonCode: error.code }));
    throw error;
  }
}

/** What an appointment names must be there, or no caller would ever find it. */
async function requireParts(
  deps: ApiDependencies,
  { companyId, customerId, branchId, serviceId, staffId }: ScheduleAppointment,
): Promise<void> {
  const { state } = await deps.executor.load(company, companyStream(companyId));
  if (!state.settings) throw notFound('company', companyId);
  const known = await deps.executor.load(customer, customerStream(companyId, customerId));
  const unknown = [
    ...(known.state.contact ? [] : [problemWith('customer_id', customerId, `a customer of ${companyId}`)]),
    ...(branchId === undefined || state.branches.has(branchId)
      ? []
      : [problemWith('branch_id', branchId, `a branch of ${companyId}`)]),
    ...(serviceId === undefined || state.services.has(serviceId)
      ? []
      : [problemWith('service_id', serviceId, `a service of ${companyId}`)]),
    ...(staffId === undefined || state.staff.has(staffId)
      ? []
      : [problemWith('staff_id', staffId, `a member of staff of ${companyId}`)]),
  ];
  if (unknown.length > 0) throw new ApiFault('request_invalid', unknown);
}

const claimOf = (data: DataOf<'BookingClaimed'>): Write<ClaimState, ClaimEvent> => ({
  aggregate: claim,
  stream: bookingStream(data.companyId, data.uid),
  decide: state => claimOwnership(state, { type: 'BookingClaimed', data }),
});

const releaseOf = (data: DataOf<'BookingClaimReleased'>): Write<ClaimState, ClaimEvent> => ({
  aggregate: claim,
  stream: bookingStream(data.companyId, data.uid),
  decide: state => releaseOwnership(state, { type: 'BookingClaimReleased', data }),
  step: 'release',
});
