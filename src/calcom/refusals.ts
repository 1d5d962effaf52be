// Cal.com's error texts, and what each of them means to us. Texts are all there is: its codes only repeat the HTTP status.
import { z } from 'zod';
import type { CalcomRefusal, CalcomRefusalCode } from './results.ts';

const constraintErrors = z.array(z.object({ constraints: z.record(z.string(), z.string()).optional() }));

const envelope = z.object({
  error: z.object({
    message: z.string().optional(),
    details: z.object({ errors: constraintErrors.optional() }).optional().catch(undefined),
  }),
});
const bare = z.object({ message: z.union([z.string(), z.array(z.string())]) });

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
const knownTexts: readonly [RegExp, CalcomRefusalCode][] = [
  // First, because the key it names may read like one of the texts below.
  [/property \S+ should not exist/i, 'bad_request'],
  // Before the cancelled ones: a wrong seat is told as perhaps cancelled.
  [/seated booking|seatUid|user not a host of this event/i, 'not_supported'],
  [/has been cancelled and rescheduled already to booking/i, 'already_rescheduled'],
  [/has been cancelled already|because it has been cancelled\.|has already been cancell?ed\.?$/i, 'already_cancelled'],
  [/already has booking at this time or is not available|no_available_users_found/i, 'slot_unavailable'],
  [/(fixed_hosts|round_robin_host)_unavailable_for_booking/i, 'slot_unavailable'],
  [/book a meeting in the past/i, 'in_the_past'],
  [/event type can't be booked at the "start" time/i, 'outside_booking_window'],
  [/not allowed within the minimum notice/i, 'minimum_notice'],
  [/cancellation reason is required/i, 'reason_required'],
  [/cannot cancel a booking that has already ended/i, 'already_ended'],
  [/does not allow cancell?ations?/i, 'cancellation_disabled'],
  [/does not allow reschedul/i, 'rescheduling_disabled'],
  [/error_required_field/i, 'required_field'],
  [/^cannot (get|post|put|patch|delete) \//i, 'unknown_endpoint'],
  [/booking with uid=\S+ (was )?not found|could not find original booking/i, 'not_found'],
];

const byStatus: Readonly<Record<number, CalcomRefusalCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  // A 404 that does not speak of a booking says nothing about the booking: a wrong address or version header.
  404: 'unknown_endpoint',
  409: 'conflict',
};

/** What a 4xx means; for a 5xx only those known to be said before anything was done, else `undefined`. */
export function readRefusal(httpStatus: number, body: unknown): CalcomRefusal | undefined {
  const message = errorText(body);
  if (httpStatus >= 500) {
    // Busy hosts of a team are plain errors that Cal.com's mapper misses: a refusal dressed as a fault.
    const busy = /(fixed_hosts|round_robin_host)_unavailable_for_booking/i.test(message);
    return busy ? { kind: 'refused', httpStatus, code: 'slot_unavailable', message } : undefined;
  }
  const code = knownTexts.find(([pattern]) => pattern.test(message))?.[1] ?? byStatus[httpStatus] ?? 'bad_request';
  const successor = /rescheduled already to booking with uid=([\w-]+)/i.exec(message)?.[1];
  const named = code === 'already_rescheduled' && successor !== undefined && successor !== 'undefined';
  return { kind: 'refused', httpStatus, code, message, ...(named ? { successorUid: successor } : {}) };
}
