// Every code an answer, a refusal or a fault can carry: its status, its HTTP status, and whether trying again helps.

interface CodeEntry {
  status: SpokenStatus | 'error';
  httpStatus: number;
  retry: boolean;
}

/** What an agent does next depends on the status alone. */
export type SpokenStatus =
  | 'cancelled'
  | 'rescheduled'
  | 'listed'
  | 'slots'
  | 'pending'
  | 'confirmation_required'
  | 'choose_appointment'
  | 'not_found'
  | 'not_identified'
  | 'refused'
  | 'slot_unavailable'
  | 'locked_out'
  | 'calendar_unavailable'
  | 'unclear'
  | 'unavailable';

/** Spoken answers are HTTP 200: what an agent makes of another status is not documented. */
const answer = (status: SpokenStatus, retry = false) => ({ status, httpStatus: 200, retry });
const error = (httpStatus: number, retry = false) => ({ status: 'error' as const, httpStatus, retry });

export const codes = {
  cancelled: answer('cancelled'),
  already_cancelled_by_this_call: answer('cancelled'),
  rescheduled: answer('rescheduled'),
  already_at_that_time: answer('rescheduled'),
  listed: answer('listed'),
  nothing_listed: answer('listed'),
  slots: answer('slots'),
  no_slots: answer('slots', true),
  slots_not_available_now: answer('slots', true),
  cancellation_pending: answer('pending'),
  reschedule_pending: answer('pending'),
  reschedule_deferred: answer('pending'),
  reschedule_requested: answer('pending'),
  cancellation_needs_operator: answer('pending'),
  reschedule_needs_operator: answer('pending'),
  fee_confirmation_required: answer('confirmation_required', true),
  choose_appointment: answer('choose_appointment', true),
  other_day_offered: answer('choose_appointment', true),
  customer_not_found: answer('not_found', true),
  appointment_not_found: answer('not_found', true),
  caller_not_identified: answer('not_identified', true),
  name_differs: answer('not_identified', true),
  name_needed: answer('not_identified', true),
  number_needed: answer('not_identified'),
  time_needed: answer('unclear', true),
  too_late_to_cancel: answer('refused'),
  too_late_to_reschedule: answer('refused'),
  cancel_not_allowed: answer('refused'),
  reschedule_not_allowed: answer('refused'),
  cancel_quota_used: answer('refused'),
  reschedule_quota_used: answer('refused'),
  appointment_reschedule_limit: answer('refused'),
  appointment_past: answer('refused'),
  already_cancelled: answer('refused'),
  change_in_progress: answer('refused', true),
  cancellation_unconfirmed: answer('refused'),
  reschedule_unconfirmed: answer('refused'),
  new_time_requested: answer('refused'),
  appointment_changed: answer('refused', true),
  moved_elsewhere: answer('refused', true),
  not_supported: answer('refused'),
  calendar_refused: answer('refused'),
  same_time: answer('refused', true),
  slot_unavailable: answer('slot_unavailable', true),
  new_time_past: answer('slot_unavailable', true),
  outside_opening_hours: answer('slot_unavailable', true),
  day_full: answer('slot_unavailable', true),
  locked_out: answer('locked_out'),
  too_many_attempts_in_flight: answer('unavailable', true),
  calendar_unavailable: answer('calendar_unavailable', true),
  date_unclear: answer('unclear', true),
  date_ambiguous: answer('unclear', true),
  time_unclear: answer('unclear', true),
  time_ambiguous: answer('unclear', true),
  date_past: answer('unclear', true),
  date_too_far: answer('unclear', true),
  time_does_not_exist: answer('unclear', true),
  time_exists_twice: answer('unclear', true),
  new_date_missing: answer('unclear', true),
  new_time_missing: answer('unclear', true),
  arguments_invalid: answer('unclear', true),
  internal_fault: answer('unavailable', true),
  change_not_visible: answer('unavailable', true),
  overloaded: answer('unavailable', true),
  unknown_line: answer('unavailable'),
  unknown_function: answer('unavailable'),
  function_mismatch: answer('unavailable'),
  call_missing: answer('unavailable'),
  line_conflict: answer('unavailable'),
  company_paused: answer('unavailable'),
  function_disabled: answer('unavailable'),
  signature_invalid: error(401),
  key_invalid: error(401),
  forbidden: error(403),
  resource_not_found: error(404),
  conflict: error(409),
  idempotency_key_reused: error(409),
  request_in_progress: error(409, true),
  calendar_unreachable: error(503, true),
  customer_already_merged: error(409),
  customer_has_duplicates: error(409),
  customer_not_merged: error(409),
  appointment_not_over: error(409),
  booking_claimed: error(409),
  booking_uid_needed: error(409),
  body_invalid: error(400),
  request_invalid: error(400),
  body_too_large: error(413),
  append_too_large: error(413),
  rate_limited: error(429, true),
  event_store_unavailable: error(503, true),
  database_unavailable: error(503, true),
  read_models_behind: error(503, true),
  read_models_busy: error(503, true),
  read_models_outdated: error(503, true),
  rebuild_cancelled: error(503, true),
  rebuild_running: error(409, true),
  read_model_has_dependents: error(409),
  reconciliation_running: error(409, true),
} satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;
/** The codes of faults, which only programs get. */
export type FaultCode = { [C in Code]: (typeof codes)[C]['status'] extends 'error' ? C : never }[Code];
/** The codes of answers, which callers hear. */
export type SpokenCode = Exclude<Code, FaultCode>;

export const isCode = (code: string): code is Code => Object.hasOwn(codes, code);

export const isSpokenCode = (code: string): code is SpokenCode => isCode(code) && codes[code].status !== 'error';

/** Codes of a failed try after which no machine goes on: only an operator can decide. */
export const operatorCodes = ['operator_needed', 'booking_not_found'] as const;

export const needsOperator = (code: string): boolean => operatorCodes.some(known => known === code);
