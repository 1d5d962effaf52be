// Every code as an English caller hears it: first what was done, then the fee, then what follows.
import type { SpokenCode } from '../../domain/codes.ts';
import type { Sayer } from '../pack.ts';

const fee = (s: Sayer): string => (s.fee === undefined ? '' : ` The fee is ${s.fee}.`);
const free = (s: Sayer): string =>
  s.alternatives === undefined
    ? 'Which other time would suit you?'
    : s.alternativesCount === 1
      ? `A free time is ${s.alternatives}.`
      : `Free times are ${s.alternatives}.`;
/** The second time other days are offered, after that the caller is handed over: nobody hears the same sentence again and again. */
const refusedTime = (s: Sayer, first: string, again: string): string => {
  if (s.refusedBefore === 0) return `${first}, your appointment stays as it is. ${free(s)}`;
  if (s.refusedBefore > 1) return `${again}, your appointment stays as it is. ${s.handover}`;
  if (s.alternatives === undefined) return `${again}. Which other day would suit you?`;
  return `${again}, so here are other days. ${free(s)}`;
};
const often = (s: Sayer): string => (s.quotaIsOne ? 'once' : s.quota === 'two' ? 'twice' : `${s.quota} times`);
const quota = (s: Sayer, what: string): string =>
  s.quota === undefined
    ? `${what} is no longer possible this month.`
    : `${what} is possible ${often(s)} a month, and that is used up for this month.`;
const tooLate = (s: Sayer, what: string, verb: string): string => {
  const rest = `So I can no longer ${verb} the appointment${s.old(' on')}.`;
  const until = s.until(' was possible until');
  if (until !== '') return `${what}${until}. ${rest}`;
  if (s.hours === undefined) return `It is too late for that. ${rest}`;
  return `${what} is possible until ${s.hoursIsOne ? 'one hour' : `${s.hours} hours`} before. ${rest}`;
};
const nothing = 'I find no upcoming appointment of yours.';
const notThatDay = 'I find no appointment of yours on that day. On which day is it?';

export const englishSentences: Record<SpokenCode, (s: Sayer) => string> = {
  cancelled: s => `Your appointment${s.old(' on')} is cancelled.${fee(s)}`,
  already_cancelled_by_this_call: s => `Your appointment${s.old(' on')} is already cancelled.`,
  rescheduled: s => `Your appointment is moved${s.new(' to')}.${fee(s)}`,
  already_at_that_time: s => `Your appointment is already moved${s.new(' to')}.`,
  listed: s =>
    s.choiceCount === 0 ? nothing : `You have ${s.choiceCount === 1 ? 'an appointment' : 'appointments'} on ${s.choices('and')}.`,
  nothing_listed: () => nothing,
  slots: s => (s.alternatives === undefined ? 'Please tell me the time that suits you.' : free(s)),
  no_slots: s =>
    `Nothing is free any more${s.day(' on') || ' on that day'}. ${s.alternatives === undefined ? 'Which other day would suit you?' : free(s)}`,
  slots_not_available_now: () => 'I cannot look up free times right now. Please tell me the day and the time that suit you.',
  cancellation_pending: s => `Your cancellation${s.old(' for')} is recorded. It will be confirmed to you.`,
  reschedule_pending: s => `Your wish to move the appointment${s.new(' to')} is recorded. It will be confirmed to you.`,
  reschedule_deferred: s => `Your appointment is noted${s.new(' for')}. It will be confirmed to you.`,
  reschedule_requested: s => `Your appointment is requested${s.new(' for')}. We still have to confirm it and will let you know.`,
  cancellation_needs_operator: s =>
    `Your cancellation${s.old(' for')} is recorded, but it is not in the calendar yet. Someone from our team will see to it and let you know.`,
  reschedule_needs_operator: s =>
    `Your wish to move the appointment${s.new(' to')} is recorded, but it is not in the calendar yet. Someone from our team will see to it and let you know.`,
  fee_confirmation_required: s =>
    `${s.isMove ? 'Moving' : 'Cancelling'} your appointment${s.old(' on')} costs ${s.fee ?? 'a fee'}. Do you agree?`,
  choose_appointment: s => {
    if (s.choiceCount === 0) return 'I find several appointments. At what time is yours?';
    return s.choiceCount === 1
      ? `I find one appointment on that day: ${s.choices('or')}. Is it this one?`
      : `I find several appointments: ${s.choices('or')}. Which one do you mean?`;
  },
  other_day_offered: s => {
    if (s.choiceCount === 0) return notThatDay;
    const other = s.choiceCount === 1 ? 'this one' : 'one of these';
    return `I find no appointment of yours on that day, but on ${s.choices('and')}. Do you mean ${other}?`;
  },
  customer_not_found: () =>
    'I cannot find you under these details. Please tell me your full name, and the day and time of your appointment.',
  appointment_not_found: () => notThatDay,
  caller_not_identified: () =>
    'I cannot see your number, and I could not find you with these details. Please tell me your full name exactly as you booked, and the day of your appointment.',
  name_differs: () =>
    'The name does not go with this number. Please tell me the day and time of the appointment, and the name it is booked under.',
  name_needed: () => 'I cannot tell who you are by this number alone. Please tell me your full name.',
  number_needed: s => `I can only tell your appointments when you call from your own number. ${s.handover}`,
  time_needed: () => 'Please also tell me the time of your appointment.',
  too_late_to_cancel: s => tooLate(s, 'Cancelling', 'cancel'),
  too_late_to_reschedule: s => tooLate(s, 'Moving', 'move'),
  cancel_not_allowed: s => `I cannot cancel this appointment. ${s.handover}`,
  reschedule_not_allowed: s => `I cannot move this appointment. ${s.handover}`,
  cancel_quota_used: s => quota(s, 'Cancelling'),
  reschedule_quota_used: s => quota(s, 'Moving'),
  appointment_reschedule_limit: s =>
    s.quota === undefined
      ? 'This appointment can no longer be moved.'
      : `An appointment can be moved ${often(s)}, and that has been done with this one.`,
  appointment_past: s => `The appointment${s.at(' on')} has begun or is over. It can no longer be changed.`,
  already_cancelled: () => 'This appointment is already cancelled.',
  change_in_progress: () => 'Something is being changed on this appointment right now. Please try again in a moment.',
  cancellation_unconfirmed: () =>
    'A cancellation of this appointment is recorded and not confirmed yet. We will let you know once it is confirmed.',
  reschedule_unconfirmed: () =>
    'A move of this appointment is recorded and not confirmed yet. We will let you know once it is confirmed.',
  new_time_requested: s => `We had to take back the appointment${s.at(' on')} and have asked you for another time. ${s.handover}`,
  appointment_changed: s => `The appointment has been changed meanwhile${s.at(', it is now on')}. What would you like to do?`,
  moved_elsewhere: s => `The appointment has been moved meanwhile${s.at(', it is now on')}. What would you like to do?`,
  not_supported: s => `I cannot change this appointment on the phone. ${s.handover}`,
  calendar_refused: s =>
    `The calendar does not allow this change, your appointment stays${s.at(' on') || ' as it is'}. ${s.handover}`,
  same_time: s => `Your appointment is${s.at(' on') || ' at that time'} already. To which time would you like to move it?`,
  slot_unavailable: s => refusedTime(s, 'That time is not free', 'That time is not free either'),
  new_time_past: s => refusedTime(s, 'That time has passed', 'That time has passed, too'),
  outside_opening_hours: s => refusedTime(s, 'We are closed at that time', 'We are closed at that time, too'),
  day_full: s =>
    s.refusedBefore > 0
      ? refusedTime(s, '', 'No further appointment is possible on that day either')
      : `No further appointment is possible on that day, your appointment stays as it is. ${s.alternatives === undefined ? 'Which other day would suit you?' : free(s)}`,
  too_many_attempts_in_flight: () => 'Other requests are still being checked. Please tell me again in a moment.',
  locked_out: s => `I could not recognise you several times and may not go on trying for now. ${s.handover}`,
  calendar_unavailable: () => 'Our calendar cannot be reached right now, nothing was changed. Please call again a little later.',
  date_unclear: () => 'I did not understand the day. Please tell me the day and the month.',
  date_ambiguous: s =>
    s.choiceCount === 0 ? 'Which day do you mean? Please tell me the day and the month.' : `Do you mean ${s.choices('or')}?`,
  time_unclear: () => 'I did not understand the time. At what time exactly?',
  time_ambiguous: s =>
    s.alternativesCount < 2 ? 'Do you mean in the morning, or later in the day?' : `Do you mean ${s.alternatives}?`,
  date_past: () => 'That day has passed. Which day do you mean?',
  date_too_far: () => 'That day is more than a year ahead. Which day do you mean?',
  time_does_not_exist: () => 'That time does not exist on that day because the clocks change. Please tell me another one.',
  time_exists_twice: () => 'That time comes twice on that day because the clocks change. Please tell me another one.',
  new_date_missing: () => 'To which day would you like to move the appointment?',
  new_time_missing: () => 'To which time would you like to move the appointment?',
  arguments_invalid: () => 'I did not understand that. Please say it again.',
  internal_fault: s => `That did not work just now. ${s.handover}`,
  change_not_visible: s => `I cannot see at the moment whether your change has been recorded. ${s.handover}`,
  overloaded: s => `I cannot look that up just now. ${s.handover}`,
  unknown_line: s => `I cannot do that on this number. ${s.handover}`,
  unknown_function: s => `I cannot do that. ${s.handover}`,
  function_mismatch: s => `I cannot do that this way. ${s.handover}`,
  call_missing: s => `I cannot do that this way. ${s.handover}`,
  line_conflict: s => `I cannot do that on this number. ${s.handover}`,
  company_paused: s => `I cannot change appointments right now. ${s.handover}`,
  function_disabled: s => `I cannot do that for you on the phone. ${s.handover}`,
};
