// Small judgements the saga's reactions share.
import type { Booking } from '../calcom/payloads.ts';
import type { CalcomRefusalCode } from '../calcom/results.ts';
import type { ModificationKind } from '../domain/values.ts';
import { triesEndAt } from './schedule.ts';
import type { Cause, Failed, Situation, Tried } from './situation.ts';

/** Whether the booking stands: anything that is neither cancelled nor rejected. */
export const isLive = (booking: Booking): boolean => booking.status !== 'cancelled' && booking.status !== 'rejected';

/** Instants are compared, not their spelling: Cal.com writes Z, .000Z and offsets. */
export const sameInstant = (a: string, b: string | undefined): boolean => b !== undefined && Date.parse(a) === Date.parse(b);

/** Nothing more may be sent; an operator decides. */
export const triesHaveEnded = ({ now, requestedAt, startsAt }: Situation): boolean =>
  now.getTime() >= triesEndAt(requestedAt, startsAt);

/** Why a change is taken back, in words that can be told; what only we can put right is told as `calendar_refused`. */
export function revertCodeOf(code: CalcomRefusalCode, operation: ModificationKind): string {
  switch (code) {
    case 'slot_unavailable':
    case 'in_the_past':
    case 'outside_booking_window':
    case 'minimum_notice':
    case 'already_ended':
    case 'cancellation_disabled':
    case 'rescheduling_disabled':
    case 'not_supported':
      return code;
    case 'conflict':
      return operation === 'reschedule' ? 'slot_unavailable' : 'calendar_refused';
    case 'not_found':
      return 'booking_not_found';
    default:
      return 'calendar_refused';
  }
}

/** The record of a failed try that another follows at `retryAt` (milliseconds since the epoch). */
export function failure(cause: Cause, situation: Situation, retryAt: number): Failed {
  return {
    kind: 'failed',
    attempt: situation.attempts + 1,
    failure: cause.kind,
    code: cause.code,
    ...(cause.httpStatus !== undefined && { httpStatus: cause.httpStatus }),
    retryAt: new Date(retryAt).toISOString(),
  };
}

/** Why the try failed, for the record; the words of Cal.com are not among it. */
export function causeOf(tried: Exclude<Tried, { kind: 'ok' }>): Cause {
  const notBefore = tried.kind === 'circuit_open' ? tried.until : tried.kind === 'rate_limited' ? tried.retryAt : undefined;
  return {
    kind: tried.kind,
    code: tried.kind === 'refused' ? tried.code : tried.kind,
    ...('httpStatus' in tried && { httpStatus: tried.httpStatus }),
    ...(notBefore !== undefined && { notBefore }),
  };
}
