// What a call to Cal.com can come to. Every outcome is a value, because the saga decides differently on each of them.

/** Our codes for what Cal.com refuses; Cal.com itself only gives texts. */
export type CalcomRefusalCode =
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

export type CalcomRefusal = {
  kind: 'refused';
  httpStatus: number;
  code: CalcomRefusalCode;
  /** Cal.com's words; may hold what a person wrote, so it is not for logs. */
  message: string;
  /** Those of Cal.com's words that are known to say nothing of a person: codes, and names of form fields. For staff and logs. */
  reason?: string;
  /** The booking that took this one's place, where Cal.com names it. */
  successorUid?: string;
};

/**
 * The outcome of one call. Only `circuit_open`, `unreachable`, what has `nothingSent: true`, and a `rate_limited` that was
 * `stoppedAtTheDoor` certainly had no effect. Everything else may have taken effect, whatever it says: a refusal can hide one.
 */
export type CalcomResult<T> =
  | { kind: 'ok'; data: T; httpStatus: number }
  | CalcomRefusal
  /**
   * Cal.com's 429, or our own limiter holding the call back (`nothingSent`, `onSend` not called). `stoppedAtTheDoor`: Cal.com's
   * throttler says so in its own words, and it stands before everything else.
   */
  | { kind: 'rate_limited'; retryAt: Date; nothingSent: boolean; stoppedAtTheDoor?: boolean }
  /**
   * A 5xx, or an error that Cal.com itself has not written: a page of something in between. `mayBeBusyHost`: Cal.com's bare
   * 500, which is also how it answers where a host of a team is busy.
   */
  | { kind: 'server_error'; httpStatus: number; mayBeBusyHost?: boolean }
  /** Out of time, or given up through the caller's signal. */
  | { kind: 'timeout'; nothingSent: boolean }
  /** No connection came about, so nothing can have been processed. */
  | { kind: 'unreachable'; code: string }
  /** The connection broke after the request had left. */
  | { kind: 'connection_lost' }
  | { kind: 'circuit_open'; until: Date }
  /** A 2xx whose body is not what the document promises, or speaks of another booking. */
  | { kind: 'unreadable'; httpStatus: number };

export type CalcomOperation = 'reschedule' | 'cancel' | 'get' | 'list' | 'slots' | 'create';

/** Whether Cal.com has turned the key away, or may have: the caller can do nothing about it, and the company must learn of it. */
export const refusesKey = (code: string | undefined): boolean => code === 'unauthorized' || code === 'forbidden';

/** What places a booking: rules of the booking core are asked, and a busy host of a team ends it with a bare 500. */
export const placesBooking = (operation: CalcomOperation): boolean => operation === 'reschedule' || operation === 'create';

/** What is followed by a look at the booking wherever its answer does not tell what it did. */
export const changesBooking = (operation: CalcomOperation): boolean => operation === 'reschedule' || operation === 'cancel';
