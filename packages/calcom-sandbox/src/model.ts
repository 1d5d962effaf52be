// What the sandbox knows of a booking and an event type, and what it may be asked to do.
import { z } from 'zod';
import { millisecondsOf } from './instant.ts';

const iso = z.union([z.string(), z.date()]).transform((value, context) => {
  const at = typeof value === 'string' ? new Date(millisecondsOf(value)) : value;
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  context.addIssue('not a date');
  return z.NEVER;
});

/** What is taken of a person or an event type where nothing else is given. */
export const defaultTimeZone = 'Europe/Berlin';
export const defaultLanguage = 'de';

const attendeeSchema = z.object({
  name: z.string(),
  email: z.string().default('guest@example.com'),
  phoneNumber: z.string().nullable().default(null),
  timeZone: z.string().default(defaultTimeZone),
  language: z.string().default(defaultLanguage),
  /** Given for one seat of a seated booking. */
  seatUid: z.string().optional(),
  /** They did not come. */
  absent: z.boolean().optional(),
});

/** A booking to be put in as it is, without any check. Its event type is made with defaults where unknown. */
export const seedBookingSchema = z.object({
  apiKey: z.string().optional(),
  uid: z.string().optional(),
  id: z.number().int().optional(),
  eventTypeId: z.number().int().default(1),
  /** Default: the event type's first host. */
  hostId: z.number().int().optional(),
  start: iso,
  end: iso.optional(),
  /** Where no `end` is given; default the event type's length. */
  minutes: z.number().optional(),
  title: z.string().optional(),
  status: z.enum(['accepted', 'pending', 'cancelled', 'rejected']).default('accepted'),
  attendee: attendeeSchema.optional(),
  attendees: z.array(attendeeSchema).optional(),
  metadata: z.record(z.string(), z.unknown()).default({}),
  responses: z.record(z.string(), z.unknown()).default({}),
  recurringBookingUid: z.string().optional(),
  /** As if it had been moved from there; that booking stays as it is. */
  rescheduledFromUid: z.string().optional(),
});
export type SeedBooking = z.input<typeof seedBookingSchema>;

export const eventTypeSchema = z.object({
  apiKey: z.string().optional(),
  id: z.number().int(),
  slug: z.string().default('appointment'),
  title: z.string().default('Termin'),
  lengthInMinutes: z.number().positive().default(30),
  timeZone: z.string().default(defaultTimeZone),
  /** Host ids; a booking takes the first that is free. Hosts are shared by the event types of an account. */
  hosts: z.array(z.number().int()).nonempty().default([1]),
  /** ISO weekday (1 is Monday) to opening times in the event type's zone; a weekday left out is closed. `null`: always open. */
  openingHours: z
    .record(z.string(), z.array(z.tuple([z.string(), z.string()])))
    .nullable()
    .default(Object.fromEntries([1, 2, 3, 4, 5, 6].map(day => [String(day), [['09:00', '18:00'] satisfies [string, string]]]))),
  slotIntervalMinutes: z.number().positive().optional(),
  minimumNoticeMinutes: z.number().default(0),
  bookingWindowDays: z.number().optional(),
  minimumRescheduleNoticeMinutes: z.number().default(0),
  /** Moves land as `pending`, as they do for a key that is not the owner's. */
  requiresConfirmation: z.boolean().default(false),
  disableCancelling: z.boolean().default(false),
  /** Of a team: a busy host arrives as a bare 500. */
  team: z.boolean().default(false),
  /** Live bookings a day, in UTC; one more is refused. */
  bookingLimitPerDay: z.number().int().positive().optional(),
  requiredFields: z.array(z.string()).default([]),
  /** A move is given to this host, as round robin does; a move comes out this long. */
  movesToHost: z.number().int().optional(),
  movesLastMinutes: z.number().positive().optional(),
});
export type EventTypeInput = z.input<typeof eventTypeSchema>;
export type SandboxEventType = Omit<z.output<typeof eventTypeSchema>, 'apiKey'> & { account: string };

export type SandboxAttendee = z.output<typeof attendeeSchema>;

export type SandboxBooking = {
  id: number;
  uid: string;
  account: string;
  eventTypeId: number;
  hostId: number;
  title: string;
  status: 'accepted' | 'pending' | 'cancelled' | 'rejected';
  start: string;
  end: string;
  attendees: SandboxAttendee[];
  metadata: Record<string, unknown>;
  responses: Record<string, unknown>;
  cancellationReason: string;
  reschedulingReason: string | null;
  rescheduledFromUid: string | null;
  rescheduledToUid: string | null;
  /** Cancelled with the wish for another time: there is a link by which the attendee books it. */
  newTimeRequested?: boolean;
  recurringBookingUid: string | null;
  createdAt: string;
  updatedAt: string;
};

/** What staff change of a booking that stays where it is. */
export const amendmentSchema = z.object({
  hostId: z.number().int().optional(),
  minutes: z.number().positive().optional(),
  attendee: attendeeSchema.optional(),
});
export type Amendment = z.input<typeof amendmentSchema>;

/** Whether the booking occupies its host's time. */
export function isLive(booking: SandboxBooking): boolean {
  return booking.status === 'accepted' || booking.status === 'pending';
}

export function minutesOf(booking: { start: string; end: string }): number {
  return (Date.parse(booking.end) - Date.parse(booking.start)) / 60_000;
}
