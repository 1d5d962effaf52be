// Small judgements the saga's reactions share.
import type { Booking } from '../calcom/payloads.ts';
import { type CalcomResult, refusesKey } from '../calcom/results.ts';
import type { ModificationKind } from '../domain/values.ts';
import { triesEndAt } from './schedule.ts';
import type { Cause, Failed, Situation, Tried } from './situation.ts';

/** Whether the booking stands: anything that is neither cancelled nor rejected. */
export const isLive = (booking: Booking): boolean => booking.status !== 'cancelled' && booking.status !== 'rejected';

/** Instants are compared, not their spelling: Cal.com writes Z, .000Z and offsets. */
export const sameInstant = (a: string, b: string | undefined): boolean => b !== undefined && Date.parse(a) === Date.parse(b);

/** Nothing more may be sent; an operator decides. */
export const triesHaveEnded = ({ now, triesSince, startsAt }: Situation): boolean =>
  now.getTime() >= triesEndAt(triesSince, startsAt);

/**
 * Whether what stands at Cal.com is the work of a request of ours: it carries our sentence. Where it carries none, it is ours if a
 * request of ours may have had an effect. Another's sentence is another's, and nobody pays for what others did.
 */
export function isOurs(sentence: string | null, ours: string, { unclear, cause }: Situation): boolean {
  if (sentence) return sentence === ours;
  return unclear || (cause?.kind === 'refused' && !saysDoneAlready(cause.code));
}

/** Cal.com refuses because the booking has ended or moved before. */
const saysDoneAlready = (code: string): boolean => ['already_cancelled', 'already_rescheduled', 'not_found'].includes(code);

/** Cal.com has turned the key away, so it has done nothing. */
export const isKeyRefusal = (cause: Cause | undefined): boolean => cause?.kind === 'refused' && refusesKey(cause.code);

/** Why a change is taken back, in words that can be told; what only we can put right is told as `calendar_refused`. */
export function revertCodeOf(code: string, operation: ModificationKind): string {
  switch (code) {
    case 'unauthorized':
    case 'forbidden':
      return 'calendar_key_refused';
    case 'minimum_notice':
    // The one rule of the booking core that gives no text.
    case 'forbidden_by_rule':
      return operation === 'reschedule' ? 'minimum_notice' : 'calendar_refused';
    case 'limit_reached':
    case 'slot_unavailable':
    case 'in_the_past':
    case 'outside_booking_window':
    case 'already_ended':
    case 'cancellation_disabled':
    case 'rescheduling_disabled':
    case 'not_supported':
      return code;
    case 'conflict':
      return operation === 'reschedule' ? 'slot_unavailable' : 'calendar_refused';
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
export function causeOf(tried: Exclude<CalcomResult<unknown>, { kind: 'ok' }>): Cause {
  const notBefore = tried.kind === 'circuit_open' ? tried.until : tried.kind === 'rate_limited' ? tried.retryAt : undefined;
  return {
    kind: tried.kind,
    code: codeOf(tried),
    ...('httpStatus' in tried && { httpStatus: tried.httpStatus }),
    ...(tried.kind === 'refused' && tried.reason !== undefined && { reason: tried.reason }),
    ...(notBefore !== undefined && { notBefore }),
    ...(tried.kind === 'refused' &&
      tried.code === 'already_rescheduled' &&
      !tried.successorUid && { movedNowhere: true as const }),
  };
}

/** The code of what may be a busy host in disguise. */
export const maybeBusyHost = 'internal_error';

function codeOf(tried: Exclude<CalcomResult<unknown>, { kind: 'ok' }>): string {
  if (tried.kind === 'refused') return tried.code;
  return tried.kind === 'server_error' && tried.mayBeBusyHost ? maybeBusyHost : tried.kind;
}

/** Whether the end of this try leaves open what it did, or may still do. */
export function leavesOpen(tried: Tried): boolean {
  switch (tried.kind) {
    case 'circuit_open':
    case 'unreachable':
      return false;
    case 'timeout':
      return !tried.nothingSent;
    case 'rate_limited':
      return !tried.nothingSent && !tried.stoppedAtTheDoor;
    case 'refused':
      return tried.code === 'conflict';
    case 'ok':
    case 'unreadable':
    case 'server_error':
    case 'connection_lost':
      return true;
  }
}
