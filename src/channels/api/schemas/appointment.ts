// Appointments as the API spells them: entered, listed, changed.
import { z } from 'zod';
import type { ScheduleAppointment } from '../../../../commands/appointment/schedule-appointment.ts';
import { bookingUidSchema } from '../../../domain/appointment/booking-reference.ts';
import { appointmentEvents, bookingReferenceSchema } from '../../../domain/appointment/events.ts';
import { idSchema } from '../../../domain/values.ts';
import { apiRow } from '../api-row.ts';
import { fromApi } from '../field-names.ts';
import { givenInstant, instant, inUtc, money, whomExample } from './values.ts';

const known = appointmentEvents.AppointmentScheduled.shape;
const reference = bookingReferenceSchema.shape;
const booking = z.object({
  uid: bookingUidSchema.optional().describe('The calendar’s uid of the booking; what cannot be one is an `external_id`.'),
  numeric_id: reference.numericId,
  external_id: reference.externalId.describe('Of a booking that is not at the calendar.'),
  calendar_service_id: reference.calendarServiceId,
  form: reference.form,
  calendar_host_id: reference.calendarHostId.describe('The calendar’s id of the host in charge.'),
});

export const newAppointment = z.object({
  company_id: idSchema,
  appointment_id: idSchema,
  branch_id: known.branchId,
  service_id: known.serviceId,
  staff_id: known.staffId,
  customer_id: known.customerId,
  starts_at: givenInstant,
  ends_at: givenInstant,
  time_zone: known.timeZone,
  status: known.status,
  price: money.optional(),
  booking: booking.optional(),
  booked_at: givenInstant.optional().describe('When it was booked, where that is known to differ from now (an import).'),
  origin: z.enum(['import', 'api']).default('api'),
});
export const newAppointmentExample = {
  company_id: 'salon',
  appointment_id: '640',
  customer_id: '340',
  service_id: 'colour',
  starts_at: '2026-12-01T10:00:00.000Z',
  ends_at: '2026-12-01T11:30:00.000Z',
  time_zone: 'Europe/Berlin',
  booking: { uid: 'bT1LntHUU8qdQNMMFpWFPm', calendar_service_id: 2_563_193, form: 'single' },
};

export const appointmentFromApi = ({ price, booking, ...rest }: z.infer<typeof newAppointment>): ScheduleAppointment => ({
  ...fromApi(rest),
  startsAt: inUtc(rest.starts_at),
  endsAt: inUtc(rest.ends_at),
  ...(rest.booked_at !== undefined && { bookedAt: inUtc(rest.booked_at) }),
  ...(price && { price: fromApi(price) }),
  ...(booking && { booking: fromApi(booking) }),
});

export const appointment = z.object({
  company_id: z.string(),
  appointment_id: z.string(),
  branch_id: z.string().nullable(),
  branch_name: z.string().nullable(),
  service_id: z.string().nullable(),
  service_name: z.string().nullable(),
  staff_id: z.string().nullable(),
  staff_name: z.string().nullable().describe('Null for keys without `personal`.'),
  customer_id: z.string(),
  customer_name: z.string().nullable().describe('Null for keys without `personal`.'),
  starts_at: instant,
  ends_at: instant,
  time_zone: z.string(),
  status: z.string(),
  awaiting_confirmation: z.boolean().describe('The host has yet to confirm it at the calendar.'),
  booking_uid: z.string().nullable().describe('The calendar’s uid of the booking.'),
  booking_numeric_id: z.number().nullable(),
  external_id: z.string().nullable(),
  calendar_service_id: z.number().nullable(),
  booking_call_id: z.string().nullable().describe('The call that the booking’s own metadata names.'),
  booking_customer_id: z.string().nullable().describe('The customer that the booking’s own metadata names.'),
  call_id: z.string().nullable(),
  origin: z.string(),
  booked_at: instant,
  pending_change: z.string().nullable().describe('`cancel` or `reschedule`, until it is settled.'),
  pending_modification_id: z.string().nullable(),
  pending_call_id: z.string().nullable(),
  pending_to: z.object({ starts_at: instant, ends_at: instant }).nullable(),
  calendar_starts_at: instant.nullable().describe('What the calendar still has, of a move that stands with us already.'),
  calendar_ends_at: instant.nullable(),
  cancelled_at: instant.nullable(),
  cancellation_reason: z.string().nullable().describe('May hold a caller’s words; null for keys without `personal`.'),
  no_show: z.boolean().describe('The customer did not come.'),
  no_show_recorded_at: instant.nullable().describe('When that was recorded; null where it is not so.'),
  metadata: z
    .record(z.string(), z.unknown())
    .describe('What became of its bookings: earlier uids, and when and by which call it was moved.'),
  version: z.number(),
});
export const appointmentExample = {
  company_id: 'salon',
  appointment_id: '640',
  ...whomExample,
  starts_at: '2026-12-01T10:00:00+00:00',
  ends_at: '2026-12-01T11:30:00+00:00',
  time_zone: 'Europe/Berlin',
  status: 'scheduled',
  awaiting_confirmation: false,
  booking_uid: 'bT1LntHUU8qdQNMMFpWFPm',
  booking_numeric_id: null,
  external_id: null,
  calendar_service_id: 2_563_193,
  booking_call_id: null,
  booking_customer_id: null,
  call_id: null,
  origin: 'api',
  booked_at: '2026-11-23T09:00:00+00:00',
  pending_change: null,
  pending_modification_id: null,
  pending_call_id: null,
  pending_to: null,
  calendar_starts_at: null,
  calendar_ends_at: null,
  cancelled_at: null,
  cancellation_reason: null,
  no_show: false,
  no_show_recorded_at: null,
  metadata: { previous_booking_ids: [] },
  version: 0,
};

export const appointmentRow = apiRow(appointment, {
  columns: {
    time_zone: 'booking_timezone',
    booking_uid: 'calcom_v2_booking_id',
    booking_numeric_id: 'calcom_booking_id',
  },
  nested: ['pending_to'],
  names: ['branch', 'service', 'staff', 'customer'],
});
