// What an agent does after each answer, by its code. `codes.ts` has the codes; the compiler asks for each of them here.
import type { SpokenCode } from './codes.ts';

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

export const follows = {
  cancelled: 'none',
  already_cancelled_by_this_call: 'none',
  rescheduled: 'none',
  already_at_that_time: 'none',
  listed: 'none',
  nothing_listed: 'none',
  slots: 'choose',
  no_slots: 'choose',
  slots_not_available_now: 'ask',
  cancellation_pending: 'none',
  reschedule_pending: 'none',
  reschedule_deferred: 'none',
  reschedule_requested: 'none',
  cancellation_needs_operator: 'none',
  reschedule_needs_operator: 'none',
  fee_confirmation_required: 'confirm_fee',
  choose_appointment: 'choose',
  other_day_offered: 'choose',
  customer_not_found: 'ask',
  appointment_not_found: 'ask',
  caller_not_identified: 'ask',
  name_differs: 'ask',
  name_needed: 'ask',
  number_needed: 'hand_over',
  time_needed: 'ask',
  too_late_to_cancel: 'none',
  too_late_to_reschedule: 'none',
  cancel_not_allowed: 'hand_over',
  reschedule_not_allowed: 'hand_over',
  cancel_quota_used: 'none',
  reschedule_quota_used: 'none',
  appointment_reschedule_limit: 'none',
  appointment_past: 'none',
  already_cancelled: 'none',
  change_in_progress: 'ask',
  cancellation_unconfirmed: 'none',
  reschedule_unconfirmed: 'none',
  new_time_requested: 'hand_over',
  appointment_changed: 'ask',
  moved_elsewhere: 'ask',
  not_supported: 'hand_over',
  calendar_refused: 'hand_over',
  same_time: 'ask',
  slot_unavailable: 'choose',
  new_time_past: 'choose',
  outside_opening_hours: 'choose',
  day_full: 'choose',
  locked_out: 'hand_over',
  too_many_attempts_in_flight: 'ask',
  calendar_unavailable: 'end',
  date_unclear: 'ask',
  date_ambiguous: 'choose',
  time_unclear: 'ask',
  time_ambiguous: 'choose',
  date_past: 'ask',
  date_too_far: 'ask',
  time_does_not_exist: 'ask',
  time_exists_twice: 'ask',
  new_date_missing: 'ask',
  new_time_missing: 'ask',
  arguments_invalid: 'ask',
  internal_fault: 'hand_over',
  change_not_visible: 'hand_over',
  overloaded: 'hand_over',
  unknown_line: 'hand_over',
  unknown_function: 'hand_over',
  function_mismatch: 'hand_over',
  call_missing: 'hand_over',
  line_conflict: 'hand_over',
  company_paused: 'hand_over',
  function_disabled: 'hand_over',
} satisfies Record<SpokenCode, Follows>;
