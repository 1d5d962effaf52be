// Cal.com's check of a body: unknown keys are refused by name, known ones by type.
import { z } from 'zod';
import { type Failure, failures } from '../failures.ts';
import { millisecondsOf } from '../instant.ts';

const iso = z.string().refine(value => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(millisecondsOf(value)));
const text = z.string();

export const rescheduleBody = z.object({
  start: iso,
  rescheduledBy: text.optional(),
  reschedulingReason: text.optional(),
  emailVerificationCode: text.optional(),
  seatUid: text.optional(),
});
export const cancelBody = z.object({
  cancellationReason: text.optional(),
  cancelSubsequentBookings: z.boolean().optional(),
  seatUid: text.optional(),
});
export const createBody = z.object({
  start: iso,
  eventTypeId: z.number(),
  attendee: z.object({
    name: text,
    timeZone: text,
    email: text.optional(),
    phoneNumber: text.optional(),
    language: text.optional(),
  }),
  bookingFieldsResponses: z.record(text, z.unknown()).optional(),
  guests: z.array(text).optional(),
  location: z.unknown().optional(),
  lengthInMinutes: z.number().optional(),
  metadata: z.record(text.max(40), text.max(500)).optional(),
  emailVerificationCode: text.optional(),
});

const demands: Record<string, string> = {
  start: 'must be a valid ISO 8601 date string',
  cancelSubsequentBookings: 'must be a boolean value',
  eventTypeId: 'must be a number',
  attendee: 'must be a valid attendee object',
};

/** The body as the schema has it, or Cal.com's complaint. A seated move takes no reason (`seatUid` picks that form). */
export function readBody<T>(schema: z.ZodType<T> & { shape: object }, body: unknown): { body: T } | { failure: Failure } {
  const given = typeof body === 'object' && body !== null ? body : {};
  const unknown = Object.keys(given).filter(key => !(key in schema.shape));
  if ('seatUid' in given && 'reschedulingReason' in given) unknown.push('reschedulingReason');
  if (unknown.length > 0) return { failure: failures.unknownProperties(unknown) };
  const read = schema.safeParse(given);
  if (read.success) return { body: read.data };
  const key = String(read.error.issues[0]?.path[0] ?? 'body');
  return { failure: failures.wrongProperty(key, demands[key] ?? 'must be a string') };
}
