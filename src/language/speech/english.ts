// Every code as an English caller hears it: first what was done, then the fee, then what follows.
import type { Code } from '../../domain/codes.ts';
import type { Sayer } from './say.ts';

const times = (s: Sayer): string => ({ one: 'once', two: 'twice' })[s.quota] ?? `${s.quota} times`;
const alternatives = (s: Sayer): string =>
  s.alternatives === undefined ? 'Which other time would suit you?' : `Free times are ${s.alternatives}.`;

export const english: Record<Code, (s: Sayer) => string> = {
  cancelled: s => `Your appointment on ${s.old} is cancelled.${s.fee ? ` The fee is ${s.fee}.` : ''}`,
  already_cancelled_by_this_call: s => `Your appointment on ${s.old} is already cancelled.`,
  rescheduled: s => `Your appointment is moved to ${s.new}.${s.fee ? ` The fee is ${s.fee}.` : ''}`,
  already_at_that_time: s => `Your appointment is already moved to ${s.new}.`,
  listed: s =>
    s.choiceCount === 1 ? `You have an appointment on ${s.choices('and')}.` : `You have appointments on ${s.choices('and')}.`,
  nothing_listed: () => 'I find no upcoming appointment of yours.',
  slots: s => `Free times are ${s.alternatives ?? s.day}.`,
  no_slots: s => `Nothing is free any more on ${s.day}. Which other day would suit you?`,
  cancellation_pending: s => `Your cancellation for ${s.old} is recorded. It will be confirmed to you.`,
  reschedule_pending: s => `Your wish to move the appointment to ${s.new} is recorded. It will be confirmed to you.`,
  reschedule_noted: s => `Your appointment is noted for ${s.new}. It will be confirmed to you.`,
  fee_confirmation_required: s => `Changing your appointment on ${s.old} costs ${s.fee ?? 'a fee'}. Do you agree?`,
  choose_appointment: s =>
    s.choiceCount === 1
      ? `I find one appointment on that day: ${s.choices('or')}. Is it this one?`
      : `I find several appointments: ${s.choices('or')}. Which one do you mean?`,
  other_day_offered: s => `I find no appointment of yours on that day, but on ${s.choices('and')}. Do you mean one of these?`,
  customer_not_found: () =>
    'I cannot find you under these details. Please tell me your full name and the day of your appointment.',
  appointment_not_found: () => 'I find no appointment of yours on that day. On which day is it?',
  caller_not_identified: () =>
    'As your number is withheld, I need your full name exactly as you booked. I could not find you with it yet.',
  name_differs: () => 'The name does not go with this number. Under which name is the appointment booked?',
  name_needed: () => 'We know several people under this number. Please tell me your full name.',
  time_needed: () => 'Please also tell me the time of your appointment.',
  too_late_to_cancel: s => `Cancelling was possible until ${s.until}. So I can no longer cancel the appointment on ${s.old}.`,
  too_late_to_reschedule: s => `Moving was possible until ${s.until}. So I can no longer move the appointment on ${s.old}.`,
  cancel_not_allowed: s => `I cannot cancel this appointment. ${s.handover}`,
  reschedule_not_allowed: s => `I cannot move this appointment. ${s.handover}`,
  cancel_quota_used: s => `Cancelling is possible ${times(s)} a month, and that is used up.`,
  reschedule_quota_used: s => `Moving is possible ${times(s)} a month, and that is used up.`,
  appointment_reschedule_limit: s => `An appointment can be moved ${times(s)}, and that has been done.`,
  appointment_past: s => `The appointment on ${s.at} has begun or is over. It can no longer be changed.`,
  already_cancelled: () => 'This appointment is already cancelled.',
  change_in_progress: () => 'Something is being changed on this appointment right now. Please try again in a moment.',
  appointment_changed: s => `The appointment has been changed meanwhile, it is now on ${s.at}. What would you like to do?`,
  moved_elsewhere: s => `The appointment has been moved meanwhile, it is now on ${s.at}. What would you like to do?`,
  not_supported: s => `I cannot change this appointment on the phone. ${s.handover}`,
  calendar_refused: s => `The calendar does not allow this change, your appointment stays on ${s.at}. ${s.handover}`,
  same_time: s => `Your appointment is on ${s.at} already. To which time would you like to move it?`,
  slot_unavailable: s => `That time is not free, your appointment stays as it is. ${alternatives(s)}`,
  new_time_past: s => `That time has passed, your appointment stays as it is. ${alternatives(s)}`,
  outside_opening_hours: s => `We are closed at that time, your appointment stays as it is. ${alternatives(s)}`,
  locked_out: s => `I could not recognise you several times and may not go on trying for now. ${s.handover}`,
  calendar_unavailable: () => 'Our calendar cannot be reached right now, nothing was changed. Please call again a little later.',
  date_unclear: () => 'I did not understand the day. Please tell me the day and the month.',
  date_ambiguous: s =>
    s.choiceCount === 0 ? 'Which day do you mean? Please tell me the day and the month.' : `Do you mean ${s.choices('or')}?`,
  time_unclear: () => 'I did not understand the time. At what time exactly?',
  time_ambiguous: () => 'Do you mean in the morning or in the afternoon?',
  date_past: () => 'That day has passed. Which day do you mean?',
  date_too_far: () => 'That day is more than a year ahead. Which day do you mean?',
  time_does_not_exist: () => 'That time does not exist on that day because the clocks change. Please tell me another one.',
  time_exists_twice: () => 'That time comes twice on that day because the clocks change. Please tell me another one.',
  new_date_missing: () => 'To which day would you like to move the appointment?',
  new_time_missing: () => 'To which time would you like to move the appointment?',
  arguments_invalid: () => 'I did not understand that. Please say it again.',
  internal_fault: s => `That did not work just now. ${s.handover}`,
  unknown_line: s => `I cannot do that on this number. ${s.handover}`,
  unknown_function: s => `I cannot do that. ${s.handover}`,
  caller_untrusted: s => `I cannot do that this way. ${s.handover}`,
  line_conflict: s => `I cannot do that on this number. ${s.handover}`,
  company_paused: s => `I cannot change appointments right now. ${s.handover}`,
  signature_invalid: () => 'The request is not validly signed.',
  key_invalid: () => 'The key is missing or not valid.',
  forbidden: () => 'This key may not do that.',
  resource_not_found: () => 'There is no such thing here.',
  conflict: () => 'That contradicts what is so already.',
  body_invalid: () => 'The body of the request cannot be read.',
  request_invalid: () => 'The request is incomplete or wrong.',
  body_too_large: () => 'The request is too large.',
  rate_limited: () => 'There were too many requests. Please wait.',
};
