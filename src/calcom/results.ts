// What a call to Cal.com can come to. Every outcome is a value, because the saga decides differently on each of them.

/** Our codes for what Cal.com refuses; Cal.com itself only gives texts. */
export type CalcomRefusalCode =
  | 'slot_unavailable'
  | 'in_the_past'
  | 'outside_booking_window'
  | 'minimum_notice'
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
  | 'unknown_endpoint'
  | 'invalid_uid'
  | 'bad_request';

export type CalcomRefusal = {
  kind: 'refused';
  httpStatus: number;
  code: CalcomRefusalCode;
  /** Cal.com's words; may hold what a person wrote, so it is not for logs. */
  message: string;
  /** The booking that took this one's place, where Cal.com names it. */
  successorUid?: string;
};

/**
 * The outcome of one call. What may have taken effect although it reads like a failure:
 * `timeout` with `nothingSent: false`, `server_error`, `connection_lost`, `unreadable`, and a refusal `conflict`.
 * What certainly has not: `circuit_open`, `unreachable`, `rate_limited`, `timeout` with `nothingSent: true`.
 */
export type CalcomResult<T> =
  | { kind: 'ok'; data: T; httpStatus: number }
  | CalcomRefusal
  /** Cal.com's 429, or our own limiter holding the call back (`nothingSent`, `onSend` not called). */
  | { kind: 'rate_limited'; retryAt: Date; nothingSent: boolean }
  | { kind: 'server_error'; httpStatus: number }
  /** Out of time, or given up through the caller's signal. */
  | { kind: 'timeout'; nothingSent: boolean }
  /** No connection came about, so nothing can have been processed. */
  | { kind: 'unreachable'; code: string }
  /** The connection broke after the request had left. */
  | { kind: 'connection_lost' }
  | { kind: 'circuit_open'; until: Date }
  /** A 2xx whose body is not what the document promises. */
  | { kind: 'unreadable'; httpStatus: number };

export type CalcomOperation = 'reschedule' | 'cancel' | 'get' | 'list' | 'slots' | 'create';
