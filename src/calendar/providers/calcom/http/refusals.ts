// Cal.com's error texts, and what each of them means to us. Texts are all there is: its codes only repeat the HTTP status.
// A text gives a reason, never the truth about the booking: whether the change took effect is seen by a look.
import { z } from 'zod';
import type { CalendarRefusal, RefusalCode } from '../../../result.ts';
import { type CalcomOperation, placesBooking } from './operations.ts';
import { reasonIn } from './refusal-reason.ts';

const constraintErrors = z.array(z.object({ constraints: z.record(z.string(), z.string()).optional() }));

const envelope = z.object({
  error: z.object({
    message: z.string().optional(),
    details: z.object({ errors: constraintErrors.optional() }).optional().catch(undefined),
  }),
});
const bare = z.object({ message: z.union([z.string(), z.array(z.string())]) });
/** How an error that Cal.com's own mapper does not know arrives: no more than the status. */
const plainFault = z.object({ statusCode: z.literal(500), message: z.literal('Internal server error') });
/** A rule of the booking core that gives no text of its own. What guards the door answers in the other shape. */
const plainForbidden = z.object({
  statusCode: z.literal(403),
  message: z.string().regex(/^(forbidden(_error)?|http error 403 ?)?$/i),
});

/**
 * The text of an error answer in either of Cal.com's two shapes (`error.message`, else `message`); failed checks
 * of a body hide theirs in `error.details.errors[].constraints`. Empty where the body is neither.
 */
export function errorText(body: unknown): string {
  const wrapped = envelope.safeParse(body);
  if (wrapped.success) {
    const { message, details } = wrapped.data.error;
    const hidden = (details?.errors ?? []).flatMap(error => Object.values(error.constraints ?? {}));
    return [message ?? '', ...hidden].join(' ').trim();
  }
  const plain = bare.safeParse(body);
  return plain.success ? [plain.data.message].flat().join(' ') : '';
}

/** In this order: the first that matches counts. */
const knownTexts: readonly [RegExp, RefusalCode][] = [
  // First, because the key it names may read like one of the texts below.
  [/property \S+ should not exist/i, 'bad_request'],
  // Before the cancelled ones: a wrong seat is reported as perhaps cancelled.
  [/seated booking|seatUid|user not a host of this event/i, 'not_supported'],
  [/has been cancelled and rescheduled already to booking/i, 'already_rescheduled'],
  [
    /has been cancelled already|because it has been cancelled\.|has already been cancell?ed\.?$|cancelled_bookings_cannot_be_rescheduled/i,
    'already_cancelled',
  ],
  [/already has booking at this time or is not available|no_available_users_found/i, 'slot_unavailable'],
  [/(fixed_hosts|round_robin_host)_unavailable_for_booking/i, 'slot_unavailable'],
  [/book a meeting in the past/i, 'in_the_past'],
  [/event type can't be booked at the "start" time|booking_time_out_of_bounds/i, 'outside_booking_window'],
  [/(booking|duration)_limit_reached|booker_limit_exceeded/i, 'limit_reached'],
  [/not allowed within the minimum notice/i, 'minimum_notice'],
  [/cancellation reason is required/i, 'reason_required'],
  [/cannot cancel a booking that has already ended/i, 'already_ended'],
  [/does not allow cancell?ations?/i, 'cancellation_disabled'],
  [/does not allow reschedul/i, 'rescheduling_disabled'],
  [/error_required_field/i, 'required_field'],
  [/^cannot (get|post|put|patch|delete) \//i, 'unknown_endpoint'],
  [/booking with uid=\S+ (was )?not found|could not find original booking|^booking not found\.?$/i, 'not_found'],
];

const byStatus: Readonly<Record<number, RefusalCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  // A 404 that does not speak of a booking says nothing about the booking: a wrong address or version header.
  404: 'unknown_endpoint',
  409: 'conflict',
};

/** Whether this is Cal.com's bare 500, behind which a busy host of a team may stand. */
export const isPlainFault = (httpStatus: number, body: unknown): boolean =>
  httpStatus === 500 && plainFault.safeParse(body).success;

/** Whether a 429 comes from Cal.com's own throttler. */
export const isThrottler = (body: unknown): boolean => /too many requests|throttler/i.test(errorText(body));

/**
 * What a 4xx means; `undefined` where it is not Cal.com's own word (the page of an edge, an empty answer). Of the 5xx only the one
 * that names busy hosts is a refusal.
 */
export function readRefusal(httpStatus: number, body: unknown, operation: CalcomOperation): CalendarRefusal | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const message = errorText(body);
  if (httpStatus >= 500) {
    // Busy hosts of a team are plain errors that Cal.com's mapper misses: a refusal dressed as a fault.
    const busy = /(fixed_hosts|round_robin_host)_unavailable_for_booking/i.test(message);
    return busy ? { kind: 'refused', httpStatus, code: 'slot_unavailable', message } : undefined;
  }
  const byText = knownTexts.find(([pattern]) => pattern.test(message))?.[1];
  const byRule = placesBooking(operation) && plainForbidden.safeParse(body).success ? 'forbidden_by_rule' : undefined;
  const code = byText ?? byRule ?? byStatus[httpStatus] ?? 'bad_request';
  const reason = reasonIn(message);
  const successor = /rescheduled already to booking with uid=([\w-]+)/i.exec(message)?.[1];
  const named = code === 'already_rescheduled' && successor !== undefined && successor !== 'undefined';
  return {
    kind: 'refused',
    httpStatus,
    code,
    message,
    ...(named && { successorUid: successor }),
    ...(reason !== undefined && { reason }),
  };
}
