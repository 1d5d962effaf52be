// The history: one row for each cancellation and move, with its terms, its origin and its outcome.

import { type DecisionEvent, isDecision, kindOf, newPeriodOf } from '../src/domain/appointment/modification-kinds.ts';
import type { Recorded } from '../src/domain/event-catalogue.ts';
import type { ModificationKind } from '../src/domain/values.ts';
import type { Projection, Row, RowRef, Table } from '../src/platform/projector/projection.ts';
import { appointmentKey, clearedIn, isAppointmentEvent } from './keys.ts';

const table: Table = {
  name: 'appointment_modifications',
  columns: {
    modification_id: 'uuid not null',
    company_id: 'text not null',
    appointment_id: 'text not null',
    branch_id: 'text',
    service_id: 'text',
    staff_id: 'text',
    customer_id: 'text',
    modification_type: 'text not null',
    state: 'text not null',
    code: 'text',
    within_policy: 'boolean',
    fee_charged: 'integer',
    currency: 'text',
    fee_accepted: 'boolean',
    fee_waived: 'integer',
    waiver: 'jsonb',
    hours_notice: 'numeric',
    reason: 'text',
    reason_code: 'text',
    channel: 'text not null',
    actor: 'text not null',
    identified_by: 'text',
    call_id: 'text',
    previous_starts_at: 'timestamptz not null',
    new_starts_at: 'timestamptz',
    previous_booking_uid: 'text',
    new_booking_uid: 'text',
    policy_scope: 'text',
    policy_revision: 'bigint',
    override: 'jsonb',
    supersedes: 'uuid',
    requested_at: 'timestamptz not null',
    settled_at: 'timestamptz',
    attempts: 'integer not null',
    metadata: 'jsonb not null',
  },
  key: ['modification_id'],
  indexes: [
    // The order of the history's pages, of one company and of all.
    '(company_id, requested_at, modification_id)',
    '(requested_at, modification_id)',
    '(company_id, customer_id, requested_at)',
    '(company_id, appointment_id)',
    '(call_id)',
  ],
};

/** What the history takes from the appointment itself. */
const modifiedAppointments: Table = {
  name: 'modified_appointments',
  columns: {
    company_id: 'text not null',
    appointment_id: 'text not null',
    branch_id: 'text',
    service_id: 'text',
    staff_id: 'text',
    customer_id: 'text not null',
    booking_uid: 'text',
  },
  key: ['company_id', 'appointment_id'],
};

const appointmentRef = (event: Recorded): RowRef => ({ table: modifiedAppointments.name, key: appointmentKey(event) });
const modificationRef = (id: string): RowRef => ({ table: table.name, key: { modification_id: id } });

export const appointmentModifications: Projection = {
  ofOneStream: true,
  name: table.name,
  version: 9,
  tables: [table, modifiedAppointments],
  refs(event) {
    if (event.type === 'CustomerErased') return clearedIn(event, 'modifications').map(modificationRef);
    const id = isAppointmentEvent(event) ? modificationIdOf(event) : undefined;
    return isAppointmentEvent(event) ? [appointmentRef(event), ...(id === undefined ? [] : [modificationRef(id)])] : [];
  },
  apply(event, rowOf) {
    if (event.type === 'CustomerErased')
      return clearedIn(event, 'modifications')
        .map(modificationRef)
        .map(ref => {
          const row = rowOf(ref);
          return { ...ref, row: row && { ...row, reason: null } };
        });
    if (!isAppointmentEvent(event)) return [];
    const appointment = appointmentRef(event);
    if (event.type === 'AppointmentScheduled') {
      const { branchId, serviceId, staffId, customerId, booking } = event.data;
      const row = {
        branch_id: branchId ?? null,
        service_id: serviceId ?? null,
        staff_id: staffId ?? null,
        customer_id: customerId,
        booking_uid: booking?.uid ?? null,
      };
      return [{ ...appointment, row: { ...row, ...appointment.key } }];
    }
    if (event.type === 'CalendarBookingChanged') {
      const known = rowOf(appointment);
      const { staff, calendarService, customer } = event.data;
      const next = {
        ...known,
        ...(staff && { staff_id: staff.to }),
        ...(calendarService && { service_id: calendarService.serviceId }),
        ...(customer && { customer_id: customer.to }),
      };
      return known ? [{ ...appointment, row: next }] : [];
    }
    if (event.type === 'CalendarBookingLinked') {
      const known = rowOf(appointment);
      return known ? [{ ...appointment, row: { ...known, booking_uid: event.data.bookingUid } }] : [];
    }
    const id = modificationIdOf(event);
    if (id === undefined) return [];
    const ref = modificationRef(id);
    if (event.type === 'AppointmentCancelled' || event.type === 'AppointmentRescheduled') {
      return [{ ...ref, row: { ...decided(event, rowOf(appointment) ?? {}), ...ref.key } }];
    }
    const row = rowOf(ref);
    if (!row) return [];
    const change = { ...ref, row: settled(row, event) };
    const known = rowOf(appointment);
    if (event.type !== 'CalendarBookingRescheduled' || !known) return [change];
    return [change, { ...appointment, row: { ...known, booking_uid: event.data.bookingUid } }];
  },
};

/** Its id is the id of its decision. */
function modificationIdOf(event: Recorded): string | undefined {
  if (isDecision(event)) return event.id;
  return 'modificationId' in event.data ? event.data.modificationId : undefined;
}

/** The name analysts find the channel of a change under. */
const viaOf: Record<ModificationKind, string> = { cancel: 'cancelled_via', reschedule: 'rescheduled_via' };

function decided(event: DecisionEvent, appointment: Row): Row {
  const { data, metadata } = event;
  const { terms } = data;
  const kind = kindOf(event);
  return {
    ...appointmentKey(event),
    branch_id: appointment.branch_id ?? null,
    service_id: appointment.service_id ?? null,
    staff_id: appointment.staff_id ?? null,
    customer_id: appointment.customer_id ?? null,
    modification_type: kind,
    state: 'pending',
    code: null,
    within_policy: terms?.withinPolicy ?? null,
    fee_charged: terms?.fee.amountCents ?? null,
    currency: terms?.fee.currency ?? null,
    fee_accepted: terms?.feeAccepted ?? null,
    fee_waived: terms?.feeWaived?.amountCents ?? null,
    waiver: data.waiver ?? null,
    hours_notice: terms?.hoursNotice ?? null,
    reason: data.personal?.reason ?? null,
    reason_code: data.reasonCode ?? null,
    channel: metadata.channel,
    actor: `${metadata.actor.kind}:${metadata.actor.id}`,
    identified_by: data.identifiedBy ?? null,
    call_id: data.callId ?? null,
    previous_starts_at: data.from.startsAt,
    new_starts_at: newPeriodOf(event)?.startsAt ?? null,
    previous_booking_uid: appointment.booking_uid ?? null,
    new_booking_uid: null,
    policy_scope: terms?.policyScope ?? null,
    policy_revision: terms?.policyRevision ?? null,
    override: data.override ?? null,
    supersedes: data.supersedes ?? null,
    requested_at: metadata.occurredAt,
    settled_at: null,
    attempts: 0,
    metadata: {
      [viaOf[kind]]: metadata.channel,
      ...(data.callId !== undefined && { call_id: data.callId }),
      ...(terms && { hours_notice: terms.hoursNotice }),
    },
  };
}

function settled(row: Row, event: Recorded): Row {
  const settled_at = event.metadata.occurredAt;
  switch (event.type) {
    case 'CalendarBookingCancelled':
    case 'CalendarNotConcerned':
      return { ...row, state: 'confirmed', settled_at, code: null };
    case 'CalendarBookingRescheduled':
      return { ...row, state: 'confirmed', settled_at, code: null, new_booking_uid: event.data.bookingUid };
    case 'CalendarSyncDeferred':
      return { ...row, state: 'deferred', attempts: event.data.attempt };
    case 'CalendarSyncFailed':
      return { ...row, attempts: event.data.attempt, code: event.data.code };
    case 'AppointmentRescheduleReverted':
    case 'AppointmentCancellationReverted':
      return { ...row, ...withoutFee(row), state: 'reverted', settled_at, code: event.data.code };
    default:
      return row;
  }
}

/** Nothing is owed for a modification that was reverted; the fee that had been accepted is kept beside it. */
function withoutFee({ fee_charged, metadata }: Row): Row {
  if (typeof fee_charged !== 'number' || fee_charged === 0) return {};
  const known = typeof metadata === 'object' && metadata !== null ? metadata : {};
  return { fee_charged: 0, metadata: { ...known, fee_not_due: fee_charged } };
}
