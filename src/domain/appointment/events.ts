// The events of an appointment's stream.
import { z } from 'zod';
import { factsSchema, termsSchema } from '../policy/terms.ts';
import { idSchema, instantSchema, moneySchema, periodSchema, timeZoneSchema } from '../values.ts';

/** An id of another system's; no store keeps control characters. */
const foreignId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);

export const bookingReferenceSchema = z.object({
  /** The calendar's uid of the booking; part of a stream's name. What breaks `isBookingUid` is read, and no calendar is concerned. */
  uid: foreignId.optional(),
  numericId: z.int().optional(),
  externalId: foreignId.optional(),
  calendarServiceId: z.int().optional(),
  /** Seated and recurring bookings are changed differently at the calendar. */
  form: z.enum(['single', 'seated', 'recurring']).optional(),
  /** The calendar's id of the host in charge, where the calendar named it. */
  calendarHostId: z.int().optional(),
});
export type BookingReference = z.infer<typeof bookingReferenceSchema>;

const modificationId = z.uuid();

/** Why the calendar refused, where only staff can repair it: our code, and those of the calendar's own words that name no person. */
export const calendarRefusalSchema = z.object({
  code: z.string(),
  httpStatus: z.int().optional(),
  reason: z.string().optional(),
});
const reverted = z.object({ modificationId, code: z.string(), refusal: calendarRefusalSchema.optional() });
const decision = {
  from: periodSchema,
  timeZone: timeZoneSchema,
  /** Null where staff changed the booking at the calendar: no policy was asked. */
  terms: termsSchema.nullable(),
  facts: factsSchema.nullable(),
  identifiedBy: z.string().optional(),
  callId: z.string().optional(),
  reasonCode: z.string().optional(),
  personal: z.object({ reason: z.string().optional() }).optional(),
  override: z.object({ by: z.string(), reasonCode: z.string() }).optional(),
  /** The actor who waived the fee, and why. */
  waiver: z.object({ by: z.string(), reasonCode: z.string() }).optional(),
  supersedes: modificationId.optional(),
};

export const appointmentEvents = {
  AppointmentScheduled: z.object({
    companyId: idSchema,
    appointmentId: idSchema,
    branchId: idSchema.optional(),
    serviceId: idSchema.optional(),
    staffId: idSchema.optional(),
    customerId: idSchema,
    startsAt: instantSchema,
    endsAt: instantSchema,
    timeZone: timeZoneSchema,
    status: z.enum(['pending', 'scheduled', 'confirmed', 'booked']).optional(),
    price: moneySchema.optional(),
    booking: bookingReferenceSchema.optional(),
    /** What the booking's own metadata named. */
    bookingMetadata: z.object({ callId: z.string().optional(), customerId: z.string().optional() }).optional(),
    origin: z.enum(['calendar', 'import', 'api']),
    callId: z.string().optional(),
    /** When it was booked, where that is known to differ from now (an import). */
    bookedAt: instantSchema.optional(),
  }),
  AppointmentRescheduled: z.object({ ...decision, to: periodSchema }),
  AppointmentCancelled: z.object(decision),
  CalendarBookingRescheduled: z.object({
    modificationId,
    externalCause: z.string().optional(),
    previousBookingUid: z.string(),
    bookingUid: z.string(),
    startsAt: instantSchema,
    endsAt: instantSchema,
    /** The host has yet to confirm the new booking; the old one is gone. */
    awaitingConfirmation: z.boolean().optional(),
    /** The new uid could not be read; the old one is kept and an operator is notified. */
    bookingUidUnknown: z.boolean().optional(),
  }),
  CalendarBookingCancelled: z.object({ modificationId, externalCause: z.string().optional(), bookingUid: z.string() }),
  /**
   * The host has taken the booking back and asked the attendee for another time: no booking is left, and a new one will replace
   * it.
   */
  CalendarNewTimeRequested: z.object({
    bookingUid: z.string(),
    externalCause: z.string().optional(),
    /** Where it was. */
    startsAt: instantSchema,
    endsAt: instantSchema,
  }),
  /** Other changes of it at the same time: who holds it, until when it lasts, its service. Each only where it has changed. */
  CalendarBookingChanged: z.object({
    bookingUid: z.string(),
    externalCause: z.string().optional(),
    startsAt: instantSchema,
    end: z.object({ from: instantSchema, to: instantSchema }).optional(),
    /** Null for a host that no staff member is known by. */
    staff: z
      .object({
        from: idSchema.nullable(),
        to: idSchema.nullable(),
        previousCalendarHostId: z.int().nullable(),
        calendarHostId: z.int(),
      })
      .optional(),
    /** The calendar's ids; `serviceId` is null where none of ours is known there by that id. */
    calendarService: z.object({ from: z.int(), to: z.int(), serviceId: idSchema.nullable() }).optional(),
    /** The attendee is a different person now: their records. */
    customer: z.object({ from: idSchema, to: idSchema }).optional(),
  }),
  /** The customer did not come; `noShow: false` takes that back. `by`: staff have said so; `bookingUid`: a look at the calendar has shown it. */
  AppointmentNoShowRecorded: z.object({
    noShow: z.boolean(),
    bookingUid: z.string().optional(),
    externalCause: z.string().optional(),
    by: z.string().optional(),
    reasonCode: z.string().optional(),
  }),
  CalendarNotConcerned: z.object({
    modificationId,
    /** `kept_by_operator`: it stands with us, whatever the calendar has. */
    reason: z.enum(['no_booking', 'invalid_booking_id', 'kept_by_operator']),
  }),
  CalendarBookingLinked: z.object({
    bookingUid: z.string(),
    /** The move whose new booking had no known uid, or no confirmation, until now. */
    modificationId: modificationId.optional(),
    /** False: the host has confirmed the booking that awaited it (`modificationId`: the move that led to it). */
    awaitingConfirmation: z.boolean().optional(),
  }),
  CalendarSyncFailed: z.object({
    modificationId,
    attempt: z.int().positive(),
    kind: z.string(),
    httpStatus: z.int().optional(),
    code: z.string(),
    retryAt: instantSchema,
  }),
  CalendarSyncDeferred: z.object({ modificationId, attempt: z.int().nonnegative(), retryAt: instantSchema }),
  AppointmentRescheduleReverted: reverted,
  AppointmentCancellationReverted: reverted,
  ModificationResolved: z.object({
    modificationId,
    resolution: z.enum(['keep', 'revert', 'take_calendar', 'send_again']),
    by: z.string(),
    reasonCode: z.string(),
  }),
};
