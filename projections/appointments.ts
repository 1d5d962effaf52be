// Appointments as searches and staff see them. Times, status and uid change when a change is settled or deferred, not before.

import { modificationKinds } from '../src/domain/appointment/modification-kinds.ts';
import type { DataOf, Recorded } from '../src/domain/event-catalogue.ts';
import { modificationKindSchema } from '../src/domain/values.ts';
import { type Row, tableProjection } from '../src/platform/projector/projection.ts';
import { appointmentKey, clearedIn, isAppointmentEvent } from './keys.ts';

export const appointments = tableProjection({
  ofOneStream: true,
  version: 10,
  table: {
    name: 'appointments',
    columns: {
      company_id: 'text not null',
      appointment_id: 'text not null',
      branch_id: 'text',
      service_id: 'text',
      staff_id: 'text',
      customer_id: 'text not null',
      starts_at: 'timestamptz not null',
      ends_at: 'timestamptz not null',
      booking_timezone: "text not null default 'Europe/Berlin'",
      status: 'text not null',
      /** The host has yet to confirm it at the calendar. */
      awaiting_confirmation: 'boolean not null default false',
      calcom_v2_booking_id: 'text',
      calcom_booking_id: 'bigint',
      external_id: 'text',
      calendar_service_id: 'bigint',
      booking_call_id: 'text',
      booking_customer_id: 'text',
      call_id: 'text',
      origin: 'text not null',
      booked_at: 'timestamptz not null',
      pending_change: 'text',
      pending_modification_id: 'uuid',
      pending_call_id: 'text',
      pending_to: 'jsonb',
      calendar_starts_at: 'timestamptz',
      calendar_ends_at: 'timestamptz',
      cancelled_at: 'timestamptz',
      cancellation_reason: 'text',
      /** What the reason is without the caller's words. */
      cancellation_code: 'text',
      /** The customer did not come. */
      no_show: 'boolean not null default false',
      no_show_recorded_at: 'timestamptz',
      metadata: 'jsonb not null',
      version: 'bigint not null',
    },
    key: ['company_id', 'appointment_id'],
    indexes: [
      '(customer_id, starts_at, status)',
      '(status, starts_at)',
      '(company_id, starts_at)',
      'unique (company_id, calcom_v2_booking_id)',
      '(company_id, customer_id, starts_at)',
      '(company_id, staff_id, starts_at)',
      '(company_id, booking_customer_id, starts_at) where booking_customer_id is not null',
      '(company_id, staff_id) where pending_to is not null',
    ],
  },
  erase: {
    keysOf: event =>
      clearedIn(event, 'appointments').map(appointment_id => ({ company_id: event.metadata.companyId, appointment_id })),
    columns: row => ({ cancellation_reason: row.cancellation_code ?? null }),
  },
  keyOf: event => (isAppointmentEvent(event) ? appointmentKey(event) : undefined),
  fold(row, event) {
    if (event.type === 'AppointmentScheduled') return scheduled(event);
    return row && { ...changed(row, event), version: event.revision.toString() };
  },
});

function scheduled(event: Extract<Recorded, { type: 'AppointmentScheduled' }>): Row {
  const { data } = event;
  const { booking, bookingMetadata } = data;
  return {
    branch_id: data.branchId ?? null,
    service_id: data.serviceId ?? null,
    staff_id: data.staffId ?? null,
    customer_id: data.customerId,
    starts_at: data.startsAt,
    ends_at: data.endsAt,
    booking_timezone: data.timeZone,
    // A booking at the calendar is live for the customer even before the host has confirmed it.
    status: data.origin === 'calendar' && data.status === 'pending' ? 'scheduled' : (data.status ?? 'scheduled'),
    awaiting_confirmation: data.status === 'pending',
    calcom_v2_booking_id: booking?.uid ?? null,
    calcom_booking_id: booking?.numericId ?? null,
    external_id: booking?.externalId ?? null,
    calendar_service_id: booking?.calendarServiceId ?? null,
    booking_call_id: bookingMetadata?.callId ?? null,
    booking_customer_id: bookingMetadata?.customerId ?? null,
    call_id: data.callId ?? null,
    origin: data.origin,
    booked_at: data.bookedAt ?? event.metadata.occurredAt,
    pending_change: null,
    pending_modification_id: null,
    pending_call_id: null,
    pending_to: null,
    calendar_starts_at: null,
    calendar_ends_at: null,
    cancelled_at: null,
    ...noReason,
    ...came,
    metadata: { previous_booking_ids: [] },
    version: event.revision.toString(),
  };
}

/** Whether the pending change moves the appointment to another time. */
function isMove({ pending_change }: Row): boolean {
  const { data: kind } = modificationKindSchema.safeParse(pending_change);
  return kind !== undefined && modificationKinds[kind].moves;
}

const noReason = { cancellation_reason: null, cancellation_code: null };
const came = { no_show: false, no_show_recorded_at: null };
const nothingPending = { pending_change: null, pending_modification_id: null, pending_call_id: null, pending_to: null };

function changed(row: Row, event: Recorded): Row {
  switch (event.type) {
    case 'AppointmentRescheduled':
      return { ...row, ...pending('reschedule', event), pending_to: event.data.to };
    case 'AppointmentCancelled':
      return {
        ...row,
        ...pending('cancel', event),
        cancellation_reason: event.data.personal?.reason ?? event.data.reasonCode ?? null,
        cancellation_code: event.data.reasonCode ?? null,
      };
    case 'CalendarBookingRescheduled': {
      const { startsAt, endsAt, bookingUid, previousBookingUid, awaitingConfirmation = false } = event.data;
      const moved = bookingUid !== previousBookingUid;
      const metadata = metadataOf(row);
      return {
        ...row,
        ...nothingPending,
        ...confirmation(row, awaitingConfirmation),
        ...came,
        cancelled_at: null,
        ...noReason,
        starts_at: startsAt,
        ends_at: endsAt,
        calendar_starts_at: null,
        calendar_ends_at: null,
        calcom_v2_booking_id: bookingUid,
        calcom_booking_id: moved ? null : row.calcom_booking_id,
        metadata: {
          ...metadata,
          previous_booking_ids: moved ? [...metadata.previous_booking_ids, previousBookingUid] : metadata.previous_booking_ids,
          ...(moved && { previous_booking_id: previousBookingUid }),
          rescheduled_at: event.metadata.occurredAt,
          call_id: row.pending_call_id,
        },
      };
    }
    case 'CalendarBookingCancelled':
      return cancelled(row, event);
    case 'CalendarBookingChanged': {
      const { end, staff, calendarService, customer } = event.data;
      return {
        ...row,
        ...(end && { ends_at: end.to }),
        ...(staff && { staff_id: staff.to }),
        ...(calendarService && { calendar_service_id: calendarService.to, service_id: calendarService.serviceId }),
        ...(customer && { customer_id: customer.to }),
      };
    }
    case 'AppointmentNoShowRecorded':
      return { ...row, ...(event.data.noShow ? { no_show: true, no_show_recorded_at: event.metadata.occurredAt } : came) };
    case 'CalendarNewTimeRequested':
      return { ...cancelled(row, event), status: 'new_time_requested', cancelled_at: null };
    case 'CalendarNotConcerned':
      return isMove(row) ? movedWithUs(row, event) : cancelled(row, event);
    case 'CalendarBookingLinked':
      return {
        ...row,
        ...(event.data.awaitingConfirmation !== undefined && confirmation(row, event.data.awaitingConfirmation)),
        calcom_v2_booking_id: event.data.bookingUid,
      };
    case 'CalendarSyncDeferred':
      return {
        ...row,
        ...timesOf(row.pending_to),
        calendar_starts_at: row.calendar_starts_at ?? row.starts_at,
        calendar_ends_at: row.calendar_ends_at ?? row.ends_at,
      };
    case 'AppointmentRescheduleReverted':
    case 'AppointmentCancellationReverted':
      return {
        ...row,
        ...nothingPending,
        starts_at: row.calendar_starts_at ?? row.starts_at,
        ends_at: row.calendar_ends_at ?? row.ends_at,
        calendar_starts_at: null,
        calendar_ends_at: null,
        ...noReason,
      };
    default:
      return row;
  }
}

/** Scheduled while the host has yet to confirm it, and confirmed once they have. */
function confirmation({ status, awaiting_confirmation }: Row, awaits: boolean): Row {
  if (awaits) return { status: 'scheduled', awaiting_confirmation: true };
  // A new booking that replaces one that had ended is live.
  const ended = status === 'cancelled' || status === 'new_time_requested';
  return { status: awaiting_confirmation === true || ended ? 'confirmed' : status, awaiting_confirmation: false };
}

function pending(kind: string, event: { id: string; data: DataOf<'AppointmentCancelled'> }): Row {
  return { pending_change: kind, pending_modification_id: event.id, pending_call_id: event.data.callId ?? null };
}

/** The original uid is kept after a cancellation. */
const cancelled = (row: Row, event: Recorded): Row => ({
  ...row,
  ...nothingPending,
  status: 'cancelled',
  awaiting_confirmation: false,
  calendar_starts_at: null,
  calendar_ends_at: null,
  cancelled_at: event.metadata.occurredAt,
});

const movedWithUs = (row: Row, event: Recorded): Row => ({
  ...row,
  ...timesOf(row.pending_to),
  ...nothingPending,
  calendar_starts_at: null,
  calendar_ends_at: null,
  metadata: { ...metadataOf(row), rescheduled_at: event.metadata.occurredAt, call_id: row.pending_call_id },
});

function timesOf(to: unknown): Row {
  if (typeof to !== 'object' || to === null || !('startsAt' in to) || !('endsAt' in to)) return {};
  return { starts_at: to.startsAt, ends_at: to.endsAt };
}

function metadataOf(row: Row): { previous_booking_ids: unknown[] } & Row {
  const { metadata } = row;
  const known = typeof metadata === 'object' && metadata !== null ? metadata : {};
  const previous = 'previous_booking_ids' in known && Array.isArray(known.previous_booking_ids) ? known.previous_booking_ids : [];
  return { ...known, previous_booking_ids: previous };
}
