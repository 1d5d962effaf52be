// Every code an answer, a refusal or a fault can carry: its status, its HTTP status, what the agent does next, and whether trying again helps.

interface CodeEntry {
  status: SpokenStatus | 'error';
  /** Of a code that is spoken. */
  next?: Follows;
  httpStatus: number;
  retry: boolean;
}

/** What has become of a request. */
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

/**
 * `none`: the request is settled, the caller may want something else. `ask`: the sentence asks something, and the function is called
 * again with what the caller says. `confirm_fee`: it asks whether a fee is accepted. `choose`: it offers appointments or times, one of
 * which the caller chooses. `transfer`: the call is transferred to `handover_number`. `end`: the agent can do nothing more about it.
 */
export const nextActions = ['none', 'ask', 'confirm_fee', 'choose', 'transfer', 'end'] as const;
export type NextAction = (typeof nextActions)[number];

/** How a caller is handed over: put through, called back, or only told to get in touch. */
export const handOverKinds = ['transfer', 'callback', 'none'] as const;
export type HandOverKind = (typeof handOverKinds)[number];

/** What an agent does after a sentence that hands the caller over. */
export const afterHandOver = { transfer: 'transfer', callback: 'end', none: 'end' } satisfies Record<HandOverKind, NextAction>;

/** `hand_over`: every sentence of the code ends with the hand-over; `choose` is `ask` where a sentence offers nothing. */
type Follows = Exclude<NextAction, 'transfer'> | 'hand_over';

/** Spoken answers are HTTP 200: what an agent makes of another status is not documented. */
const answer = (status: SpokenStatus, next: Follows, retry = false) => ({ status, next, httpStatus: 200, retry });
const error = (httpStatus: number, retry = false) => ({ status: 'error' as const, httpStatus, retry });

export const codes = {
  cancelled: answer('cancelled', 'none'),
  already_cancelled_by_this_call: answer('cancelled', 'none'),
  rescheduled: answer('rescheduled', 'none'),
  already_at_that_time: answer('rescheduled', 'none'),
  listed: answer('listed', 'none'),
  nothing_listed: answer('listed', 'none'),
  slots: answer('slots', 'choose'),
  no_slots: answer('slots', 'choose', true),
  slots_not_available_now: answer('slots', 'ask', true),
  cancellation_pending: answer('pending', 'none'),
  reschedule_pending: answer('pending', 'none'),
  reschedule_deferred: answer('pending', 'none'),
  reschedule_requested: answer('pending', 'none'),
  cancellation_needs_operator: answer('pending', 'none'),
  reschedule_needs_operator: answer('pending', 'none'),
  fee_confirmation_required: answer('confirmation_required', 'confirm_fee', true),
  choose_appointment: answer('choose_appointment', 'choose', true),
  other_day_offered: answer('choose_appointment', 'choose', true),
  customer_not_found: answer('not_found', 'ask', true),
  appointment_not_found: answer('not_found', 'ask', true),
  caller_not_identified: answer('not_identified', 'ask', true),
  name_differs: answer('not_identified', 'ask', true),
  name_needed: answer('not_identified', 'ask', true),
  number_needed: answer('not_identified', 'hand_over'),
  time_needed: answer('unclear', 'ask', true),
  too_late_to_cancel: answer('refused', 'none'),
  too_late_to_reschedule: answer('refused', 'none'),
  cancel_not_allowed: answer('refused', 'hand_over'),
  reschedule_not_allowed: answer('refused', 'hand_over'),
  cancel_quota_used: answer('refused', 'none'),
  reschedule_quota_used: answer('refused', 'none'),
  appointment_reschedule_limit: answer('refused', 'none'),
  appointment_past: answer('refused', 'none'),
  already_cancelled: answer('refused', 'none'),
  change_in_progress: answer('refused', 'ask', true),
  cancellation_unconfirmed: answer('refused', 'none'),
  reschedule_unconfirmed: answer('refused', 'none'),
  new_time_requested: answer('refused', 'hand_over'),
  appointment_changed: answer('refused', 'ask', true),
  moved_elsewhere: answer('refused', 'ask', true),
  not_supported: answer('refused', 'hand_over'),
  calendar_refused: answer('refused', 'hand_over'),
  same_time: answer('refused', 'ask', true),
  slot_unavailable: answer('slot_unavailable', 'choose', true),
  new_time_past: answer('slot_unavailable', 'choose', true),
  outside_opening_hours: answer('slot_unavailable', 'choose', true),
  day_full: answer('slot_unavailable', 'choose', true),
  locked_out: answer('locked_out', 'hand_over'),
  too_many_attempts_in_flight: answer('unavailable', 'ask', true),
  calendar_unavailable: answer('calendar_unavailable', 'end', true),
  date_unclear: answer('unclear', 'ask', true),
  date_ambiguous: answer('unclear', 'choose', true),
  time_unclear: answer('unclear', 'ask', true),
  time_ambiguous: answer('unclear', 'choose', true),
  date_past: answer('unclear', 'ask', true),
  date_too_far: answer('unclear', 'ask', true),
  time_does_not_exist: answer('unclear', 'ask', true),
  time_exists_twice: answer('unclear', 'ask', true),
  new_date_missing: answer('unclear', 'ask', true),
  new_time_missing: answer('unclear', 'ask', true),
  arguments_invalid: answer('unclear', 'ask', true),
  internal_fault: answer('unavailable', 'hand_over', true),
  change_not_visible: answer('unavailable', 'hand_over', true),
  overloaded: answer('unavailable', 'hand_over', true),
  unknown_line: answer('unavailable', 'hand_over'),
  unknown_function: answer('unavailable', 'hand_over'),
  function_mismatch: answer('unavailable', 'hand_over'),
  call_missing: answer('unavailable', 'hand_over'),
  line_conflict: answer('unavailable', 'hand_over'),
  company_paused: answer('unavailable', 'hand_over'),
  function_disabled: answer('unavailable', 'hand_over'),
  signature_invalid: error(401),
  key_invalid: error(401),
  forbidden: error(403),
  https_needed: error(403),
  resource_not_found: error(404),
  conflict: error(409),
  idempotency_key_reused: error(409),
  request_in_progress: error(409, true),
  calendar_unreachable: error(503, true),
  customer_already_merged: error(409),
  customer_erased: error(409),
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
