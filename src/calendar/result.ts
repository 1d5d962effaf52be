// What a call to a calendar can come to. Every outcome is a value, because the saga decides differently on each of them.

/** Our codes for what a calendar refuses. */
export type RefusalCode =
  | 'slot_unavailable'
  | 'in_the_past'
  | 'outside_booking_window'
  | 'minimum_notice'
  | 'limit_reached'
  | 'already_cancelled'
  | 'already_rescheduled'
  | 'already_ended'
  | 'cancellation_disabled'
  | 'rescheduling_disabled'
  | 'not_found'
  | 'not_supported'
  | 'reason_required'
  | 'required_field'
  | 'conflict'
  | 'unauthorized'
  | 'forbidden'
  | 'forbidden_by_rule'
  | 'unknown_endpoint'
  | 'invalid_uid'
  | 'bad_request';

export type CalendarRefusal = {
  kind: 'refused';
  httpStatus: number;
  code: RefusalCode;
  /** The calendar's words; may hold what a person wrote, so it is not for logs. */
  message: string;
  /** Those of its words that are known to say nothing of a person: codes, and names of form fields. For staff and logs. */
  reason?: string;
  /** The booking that took this one's place, where the calendar names it. */
  successorUid?: string;
};

/**
 * The outcome of one call. Only `circuit_open`, `unreachable`, what has `nothingSent: true`, and a `rate_limited` that was
 * `stoppedAtTheDoor` certainly had no effect. Everything else may have taken effect, whatever it says: a refusal can hide one.
 */
export type CalendarResult<T> =
  | { kind: 'ok'; data: T; httpStatus: number }
  | CalendarRefusal
  /**
   * The calendar's 429, or our own limiter holding the call back (`nothingSent`, `onSend` not called). `stoppedAtTheDoor`: its
   * throttler says so in its own words, and it stands before everything else.
   */
  | { kind: 'rate_limited'; retryAt: Date; nothingSent: boolean; stoppedAtTheDoor?: boolean }
  /**
   * A 5xx, or an error that the calendar itself has not written: a page of something in between. `mayBeBusyHost`: a bare 500, which is
   * also how it answers where a host of a team is busy.
   */
  | { kind: 'server_error'; httpStatus: number; mayBeBusyHost?: boolean }
  /** Out of time, or given up through the caller's signal. */
  | { kind: 'timeout'; nothingSent: boolean }
  /** No connection came about, so nothing can have been processed. */
  | { kind: 'unreachable'; code: string }
  /** The connection broke after the request had left. */
  | { kind: 'connection_lost' }
  | { kind: 'circuit_open'; until: Date }
  /** A 2xx whose body is not what its document promises, or speaks of another booking. */
  | { kind: 'unreadable'; httpStatus: number };

export type CalendarFailure = Exclude<CalendarResult<unknown>, { kind: 'ok' }>;

/** Why a try or a look did not settle the matter. */
export interface Cause {
  kind: string;
  code: string;
  httpStatus?: number;
  /** What of the calendar's words may be shown to staff. */
  reason?: string;
  /** Not before then. */
  notBefore?: Date;
  /** The calendar says that it was moved, and names no booking it was moved to: so it does where the host has asked for another time. */
  movedNowhere?: true;
}

/** Why the try failed, for the record; the words of the calendar are not among it. */
export function causeOf(tried: CalendarFailure): Cause {
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

function codeOf(tried: CalendarFailure): string {
  if (tried.kind === 'refused') return tried.code;
  return tried.kind === 'server_error' && tried.mayBeBusyHost ? maybeBusyHost : tried.kind;
}

/** Whether the calendar has turned the key away, or may have: the caller can do nothing about it, and the company must learn of it. */
export const refusesKey = (code: string | undefined): boolean => code === 'unauthorized' || code === 'forbidden';
