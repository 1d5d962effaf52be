// What Cal.com posts to us. Unknown triggers pass as such: new ones appear without notice and must be acknowledged.
import { z } from 'zod';
import { bookingUidSchema, isBookingUid } from '../../../domain/appointment/booking-reference.ts';
import { cleaned, cleanText } from '../../../domain/storable-text.ts';
import type { BookingForm } from '../../booking.ts';
import { attendeeNumbers, numbersOf } from './http/attendee-numbers.ts';
import { instantSchema as instant, optionalInstantSchema as optionalInstant } from './http/instant.ts';

const bookingTriggers = [
  'BOOKING_CREATED',
  'BOOKING_REQUESTED',
  'BOOKING_RESCHEDULED',
  'BOOKING_CANCELLED',
  'BOOKING_REJECTED',
] as const;
export type BookingTrigger = (typeof bookingTriggers)[number];

const text = z
  .string()
  .nullish()
  .catch(null)
  .transform(value => (typeof value === 'string' ? cleanText(value) : null));
const number = z
  .number()
  .nullish()
  .catch(null)
  .transform(value => value ?? null);

const otherUid = text.transform(uid => (uid !== null && isBookingUid(uid) ? uid : null));

const attendee = z
  .object({ name: text, firstName: text, lastName: text, email: text, timeZone: text, phoneNumber: text })
  .transform(({ firstName, lastName, ...person }) => ({
    ...person,
    name: person.name?.trim() || [firstName, lastName].filter(part => part !== null).join(' ') || null,
  }));

const bookingPayload = z
  .object({
    uid: bookingUidSchema,
    bookingId: number,
    eventTypeId: number,
    title: text,
    startTime: instant,
    endTime: instant,
    length: number,
    status: text,
    organizer: z.object({ id: number, email: text, timeZone: text }).nullish().catch(null),
    attendees: z.array(attendee).nullish().catch(null),
    responses: z.unknown().optional(),
    userFieldsResponses: z.unknown().optional(),
    customInputs: z.unknown().optional(),
    location: z.unknown().optional(),
    metadata: z.record(z.string(), z.unknown()).nullish().catch(null).transform(cleaned),
    rescheduleId: number,
    rescheduleUid: otherUid,
    /** The same under the names other versions and the API give it. */
    fromReschedule: otherUid,
    rescheduledFromUid: otherUid,
    rescheduleStartTime: optionalInstant,
    rescheduleEndTime: optionalInstant,
    cancellationReason: text,
    rejectionReason: text,
    requestReschedule: z.boolean().nullish().catch(null),
    attendeeSeatId: text,
    seatsPerTimeSlot: z.unknown().optional(),
    recurringEvent: z.unknown().optional(),
  })
  .transform(
    ({
      responses,
      userFieldsResponses,
      customInputs,
      location,
      attendees,
      metadata,
      attendeeSeatId,
      seatsPerTimeSlot,
      recurringEvent,
      fromReschedule,
      rescheduledFromUid,
      ...payload
    }) => ({
      ...payload,
      rescheduleUid: payload.rescheduleUid ?? fromReschedule ?? rescheduledFromUid,
      organizer: payload.organizer ?? null,
      requestReschedule: payload.requestReschedule ?? false,
      metadata: metadata ?? {},
      form: statedForm({ attendeeSeatId, seatsPerTimeSlot, recurringEvent }),
      attendees: (attendees ?? []).map((person, index) => ({
        ...person,
        ...numbersOf(
          person,
          index === 0 ? attendeeNumbers({ answers: [responses, userFieldsResponses, customInputs], location }) : [],
        ),
      })),
    }),
  );

/** Null where the payload does not say: a custom template may leave anything out. */
function statedForm(payload: {
  attendeeSeatId: string | null;
  seatsPerTimeSlot: unknown;
  recurringEvent: unknown;
}): BookingForm | null {
  if (payload.attendeeSeatId || Number(payload.seatsPerTimeSlot) > 0) return 'seated';
  if (payload.recurringEvent) return 'recurring';
  return payload.seatsPerTimeSlot === null ? 'single' : null;
}

/** A booking as a webhook tells it: times with Z, .000Z or +00:00; `status` in upper case; on a move `uid` is the new one and `rescheduleUid` the old. */
export type WebhookBooking = z.infer<typeof bookingPayload>;

const bookingEnvelope = z.object({ triggerEvent: z.enum(bookingTriggers), createdAt: instant, payload: bookingPayload });
const anyEnvelope = z.object({ triggerEvent: z.string().min(1).max(100), createdAt: text });

/** These say no more than that something of the booking is another now, and their payload is documented least. */
const namingTriggers: readonly string[] = [...bookingTriggers, 'BOOKING_REASSIGNED', 'BOOKING_NO_SHOW_UPDATED'];
const namingEnvelope = z.object({
  triggerEvent: z.string().refine(trigger => namingTriggers.includes(trigger)),
  payload: z.union([
    z.object({ uid: bookingUidSchema }),
    // So a no-show names it.
    z.object({ bookingUid: bookingUidSchema }).transform(({ bookingUid: uid }) => ({ uid })),
  ]),
});

export type CalcomWebhook =
  | { kind: 'booking'; trigger: BookingTrigger; createdAt: string; booking: WebhookBooking }
  /** The booking is named; whatever else it tells cannot be used, so Cal.com is to be asked. */
  | { kind: 'named'; trigger: string; uid: string }
  | { kind: 'other'; trigger: string; createdAt: string | null }
  /** A known trigger whose payload cannot be used, or no envelope at all. */
  | { kind: 'unreadable'; trigger: string | null };

/** Reads the parsed JSON of a webhook; never throws. */
export function readCalcomWebhook(body: unknown): CalcomWebhook {
  const booking = bookingEnvelope.safeParse(body);
  if (booking.success) {
    const { triggerEvent, createdAt, payload } = booking.data;
    return { kind: 'booking', trigger: triggerEvent, createdAt, booking: payload };
  }
  const named = namingEnvelope.safeParse(body);
  if (named.success) return { kind: 'named', trigger: named.data.triggerEvent, uid: named.data.payload.uid };
  const envelope = anyEnvelope.safeParse(body);
  if (!envelope.success) return { kind: 'unreadable', trigger: null };
  const { triggerEvent, createdAt } = envelope.data;
  if (namingTriggers.includes(triggerEvent)) return { kind: 'unreadable', trigger: triggerEvent };
  return { kind: 'other', trigger: triggerEvent, createdAt };
}
