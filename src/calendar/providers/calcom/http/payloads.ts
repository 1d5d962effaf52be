// What Cal.com answers, read leniently: real payloads hold null where the document says string or number.
import { z } from 'zod';
import { attendeeNumbers, numbersOf } from './attendee-numbers.ts';
import { instantSchema as instant, optionalInstantSchema as optionalInstant } from './instant.ts';

const text = z
  .string()
  .nullish()
  .transform(value => value ?? null);
const optionalNumber = z
  .number()
  .nullish()
  .catch(null)
  .transform(value => value ?? null);
const metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(null)
  .transform(value => value ?? {});

/** A pointer to another booking; the API has been seen to write the word "undefined". */
const pointer = z
  .string()
  .nullish()
  .transform(value => (value && value !== 'undefined' && value !== 'null' ? value : null));

const attendee = z.object({
  name: text,
  email: text,
  timeZone: text,
  language: z.string().nullish().catch(null),
  phoneNumber: text,
  seatUid: text,
  absent: z.boolean().nullish().catch(null),
  bookingFieldsResponses: z.unknown().optional(),
});

const host = z.object({ id: optionalNumber, name: text, email: text, timeZone: text });

const bookingSchema = z
  .object({
    id: optionalNumber,
    uid: z.string().min(1).max(200),
    status: z.string().transform(value => value.toLowerCase()),
    start: instant,
    end: instant,
    duration: optionalNumber,
    title: text,
    eventTypeId: optionalNumber,
    eventType: z.object({ id: optionalNumber, slug: text }).nullish().catch(null),
    hosts: z
      .array(host)
      .nullish()
      .catch(null)
      .transform(value => value ?? []),
    attendees: z
      .array(attendee)
      .nullish()
      .catch(null)
      .transform(value => value ?? []),
    cancellationReason: text,
    reschedulingReason: text,
    rescheduledFromUid: pointer,
    rescheduledToUid: pointer,
    recurringBookingUid: pointer,
    seatUid: text,
    metadata,
    bookingFieldsResponses: z.unknown().optional(),
    location: z.unknown().optional(),
    createdAt: optionalInstant,
    updatedAt: optionalInstant,
  })
  .transform(({ eventType, bookingFieldsResponses, location, attendees, ...booking }) => ({
    ...booking,
    eventTypeId: booking.eventTypeId ?? eventType?.id ?? null,
    // A seat has a form of its own; the booking's is the first attendee's.
    attendees: attendees.map(({ bookingFieldsResponses: ownForm, ...person }, index) => ({
      ...person,
      ...numbersOf(person, [
        ...attendeeNumbers({ answers: [ownForm], location: undefined }),
        ...(index === 0 ? attendeeNumbers({ answers: [bookingFieldsResponses], location }) : []),
      ]),
    })),
  }));

/** A booking as Cal.com has it. `status` is lower case: accepted, pending, cancelled, rejected, awaiting_host. */
export type CalcomBooking = z.infer<typeof bookingSchema>;

const success = z.literal('success');

/** Answer of reschedule: the new booking. */
export const oneBookingSchema = z.object({ status: success, data: bookingSchema }).transform(answer => answer.data);

/** Answer of get, cancel and create: an array where the uid named a recurring series. */
export const bookingOrSeriesSchema = z
  .object({ status: success, data: z.union([z.array(bookingSchema), bookingSchema]) })
  .transform(({ data }) =>
    Array.isArray(data) ? { kind: 'series' as const, bookings: data } : { kind: 'single' as const, booking: data },
  );

export type CalcomBookingOrSeries = z.infer<typeof bookingOrSeriesSchema>;

/** An answer about the booking of this uid, or about the series of this uid; any other booking is not what was asked for. */
export const bookingOf = (uid: string) =>
  bookingOrSeriesSchema.refine(answer => {
    const bookings = answer.kind === 'single' ? [answer.booking] : answer.bookings;
    return bookings.length > 0 && bookings.every(booking => booking.uid === uid || booking.recurringBookingUid === uid);
  }, 'speaks of another booking');

/** The booking that took the place of this uid's; one that was moved from another is not the answer to this move. */
export const successorOf = (uid: string) =>
  oneBookingSchema.refine(
    ({ rescheduledFromUid }) => rescheduledFromUid === null || rescheduledFromUid === uid,
    'was moved from another booking',
  );

/** A booking that cannot be read hides none of the others: it is counted. */
const readableBooking = z.union([bookingSchema, z.unknown().transform(() => undefined)]);

export const bookingPageSchema = z
  .object({
    status: success,
    data: z.array(readableBooking),
    pagination: z
      .object({ totalItems: optionalNumber, hasNextPage: z.boolean().nullish().catch(null) })
      .nullish()
      .catch(null),
  })
  .transform(({ data, pagination }) => ({
    bookings: eachOnce(data.filter(booking => booking !== undefined)),
    /** How many could not be read: the list is not all there is. */
    unreadable: data.filter(booking => booking === undefined).length,
    totalItems: pagination?.totalItems ?? null,
    hasNextPage: pagination?.hasNextPage ?? false,
  }));

/** A booking listed twice is one booking, as it was changed last. */
function eachOnce(listed: readonly CalcomBooking[]): CalcomBooking[] {
  const byUid = new Map<string, CalcomBooking>();
  for (const booking of listed) {
    const known = byUid.get(booking.uid);
    if (!known || Date.parse(booking.updatedAt ?? '') > Date.parse(known.updatedAt ?? '')) byUid.set(booking.uid, booking);
  }
  return [...byUid.values()];
}

export type CalcomBookingPage = z.infer<typeof bookingPageSchema>;

/** The document says strings, its example and the source give objects: both are read. */
const slot = z.union([instant.transform(start => ({ start, end: null })), z.object({ start: instant, end: optionalInstant })]);

/** Free slots by day, the day and the offset in the zone that was asked for. */
export const slotsSchema = z.object({ status: success, data: z.record(z.string(), z.array(slot)) }).transform(({ data }) => data);

export type SlotsByDay = z.infer<typeof slotsSchema>;
