// Every code as an English caller hears it: first what was done, then the fee, then what follows.
import type { SpokenCode } from '../../domain/codes.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { Sayer, UnclearThing } from '../pack.ts';

const confirmation = "You'll get a confirmation.";
const otherDay = 'Which other day would suit you?';
const fee = (s: Sayer): string => (s.fee === undefined ? '' : ` The fee for that is ${s.fee}.`);
const free = (s: Sayer, none = 'Which other time would suit you?'): string => {
  if (s.alternativesCount === 0) return none;
  return `We could offer you${s.alternativesGoOn ? ', for example,' : ''} ${s.alternatives({ joint: 'or' })}.`;
};
const choicesOn = (s: Sayer): string => s.choices({ joint: 'and', each: 'on' });
/** The second time other days are offered, after that the caller is handed over: nobody hears the same sentence again and again. */
const refusedTime = (s: Sayer, first: string, again: string): string => {
  if (s.refusedBefore === 0) return `${first}, so your appointment stays as it is. ${free(s)}`;
  if (s.handsOver) return `${again}, so your appointment stays as it is. ${s.handover}`;
  if (s.alternativesCount === 0) return `${again}. ${otherDay}`;
  return `${again}, so let me offer you other days. ${free(s)}`;
};
const notFree = (s: Sayer, first: string, again: string): string => {
  const closed = s.closed("We're closed on");
  return closed === '' ? refusedTime(s, first, again) : refusedTime(s, `${closed}s`, `${closed}s as well`);
};
const often = (s: Sayer): string => (s.quotaIsOne ? 'once' : s.quota === 'two' ? 'twice' : `${s.quota} times`);
const quota = (s: Sayer, verb: string): string =>
  s.quota === undefined
    ? `I'm afraid you can't ${verb} any more appointments this month.`
    : `You can only ${verb} ${often(s)} a month, and I'm afraid that's used up for this month.`;
const tooLate = (s: Sayer, verb: string): string => {
  const rest = `I'm afraid I can't ${verb} your appointment${s.old(' on')} any more.`;
  const until = s.until(`You could ${verb} until`);
  if (until !== '') return `${until}. ${rest}`;
  return s.notice === undefined
    ? `It's too late for that. ${rest}`
    : `You can only ${verb} up to ${s.notice} beforehand. ${rest}`;
};

const changeNouns: Record<ModificationKind, string> = { cancel: 'cancelling', reschedule: 'moving' };
export const englishUnderWay: Record<ModificationKind, string> = {
  cancel: 'already noted for cancellation',
  reschedule: 'already noted to be moved',
};
const days: Record<UnclearThing, string> = {
  only: 'the day',
  appointment: 'the day of your current appointment',
  new_time: 'the new day',
};
const times: Record<UnclearThing, string> = {
  only: 'the time',
  appointment: 'the time of your current appointment',
  new_time: 'the new time',
};
const named: Record<UnclearThing, string> = {
  only: 'That day',
  appointment: 'The day you gave for your current appointment',
  new_time: 'The new day',
};
/** Twice the question, then an example of what to say, then the hand-over. */
const notUnderstood = (s: Sayer, what: string, question: string, example: string): string => {
  if (s.handsOver) return `I'm sorry, I didn't understand ${what}. ${s.handover}`;
  if (s.unclearBefore < 2 || example === '') return `I didn't understand ${what}. ${question}`;
  return `I still didn't understand ${what}. You can say${example}.`;
};
const wholeExample = (s: Sayer): string => s.example(', for example,');

const nothing = "I can't find an upcoming appointment for you.";
const notThatDay = "I can't find an appointment for you on that day. Which day is it on?";
const dayAndMonth = 'Please tell me the day and the month.';

export const englishSentences: Record<SpokenCode, (s: Sayer) => string> = {
  cancelled: s => `Your appointment${s.old(' on')} is cancelled.${fee(s)}`,
  already_cancelled_by_this_call: s => `Your appointment${s.old(' on')} is already cancelled.`,
  rescheduled: s => `Your appointment has been moved${s.new(' to')}.${fee(s)}`,
  already_at_that_time: s => `Your appointment has already been moved${s.new(' to')}.`,
  listed: s => {
    if (s.choiceCount === 0) return nothing;
    if (s.choicesGoOn) return `You have ${s.choiceWords} appointments, and the next ones are ${choicesOn(s)}.`;
    return `You have ${s.choiceCount === 1 ? 'an appointment' : 'appointments'} ${choicesOn(s)}.`;
  },
  nothing_listed: () => nothing,
  slots: s => free(s, 'Which time would suit you?'),
  no_slots: s => {
    const closed = s.closed("We're closed on");
    const why = closed === '' ? `There's nothing left${s.day(' on') || ' on that day'}` : `${closed}s`;
    return `${why}. ${free(s, otherDay)}`;
  },
  slots_not_available_now: () => "I can't look up free times right now. Which day and time would suit you?",
  cancellation_pending: s => `We've noted your cancellation${s.old(' for')}. ${confirmation}`,
  reschedule_pending: s => `We've noted that you'd like to move your appointment${s.new(' to')}. ${confirmation}`,
  reschedule_deferred: s => `We've noted your appointment${s.new(' for')}. ${confirmation}`,
  reschedule_requested: s => `We've put in your request${s.new(' for')}. We still have to confirm it, and we'll let you know.`,
  cancellation_needs_operator: s =>
    `We've noted your cancellation${s.old(' for')}, but it isn't in the calendar yet. Someone from our team will see to it and let you know.`,
  reschedule_needs_operator: s =>
    `We've noted that you'd like to move your appointment${s.new(' to')}, but it isn't in the calendar yet. Someone from our team will see to it and let you know.`,
  fee_confirmation_required: s =>
    `There's a fee${s.fee === undefined ? '' : ` of ${s.fee}`} for ${changeNouns[s.operation]} your appointment${s.old(' on')}. Is that all right with you?`,
  choose_appointment: s => {
    if (s.choiceCount === 0) return "I've found several appointments. What time is yours?";
    if (s.choiceCount === 1) return `I've found one appointment, ${choicesOn(s)}. Is that the one you mean?`;
    if (s.handsOver) return `I've found appointments that I can't tell apart: ${choicesOn(s)}. ${s.handover}`;
    if (s.choicesGoOn)
      return `I've found ${s.choiceWords} appointments, and the next ones are ${choicesOn(s)}. Which one do you mean?`;
    return `I've found several appointments: ${choicesOn(s)}. Which one do you mean?`;
  },
  other_day_offered: s => {
    if (s.choiceCount === 0) return notThatDay;
    const other = s.choiceCount === 1 ? 'Is that the one you mean' : 'Do you mean one of these';
    const but = s.choicesGoOn ? `and the next ones are ${choicesOn(s)}` : `but there is one ${choicesOn(s)}`;
    return `I can't find an appointment for you on that day, ${s.choiceCount > 1 && !s.choicesGoOn ? `but there are some ${choicesOn(s)}` : but}. ${other}?`;
  },
  customer_not_found: () =>
    "I'm afraid I can't find you with these details. Please tell me your full name, and the day and time of your appointment.",
  appointment_not_found: () => notThatDay,
  caller_not_identified: () =>
    "I can't see your number, and I couldn't find you with these details. Please tell me your full name exactly as you booked, and the day of your appointment.",
  name_differs: () =>
    "That name doesn't match this phone number. Please tell me the day and time of the appointment, and the name it's booked under.",
  name_needed: () => "I can't tell who you are from this number alone. Please tell me your full name.",
  number_needed: s => `I can only tell you your appointments when you call from your own number. ${s.handover}`,
  time_needed: () => 'Please tell me the time of your appointment as well.',
  too_late_to_cancel: s => tooLate(s, 'cancel'),
  too_late_to_reschedule: s => tooLate(s, 'reschedule'),
  cancel_not_allowed: s => `I'm afraid I can't cancel this appointment. ${s.handover}`,
  reschedule_not_allowed: s => `I'm afraid I can't move this appointment. ${s.handover}`,
  cancel_quota_used: s => quota(s, 'cancel'),
  reschedule_quota_used: s => quota(s, 'reschedule'),
  appointment_reschedule_limit: s =>
    s.quota === undefined
      ? "I'm afraid this appointment can't be moved any more."
      : `An appointment can only be moved ${often(s)}, and I'm afraid that's used up for this one.`,
  appointment_past: s =>
    `Your appointment${s.at(' on')} ${s.hasEnded ? 'is already over' : 'has already started'}. So I can't change it any more.`,
  already_cancelled: () => 'This appointment is already cancelled.',
  change_in_progress: () => 'This appointment is being changed right now. Please try again in a moment.',
  cancellation_unconfirmed: () =>
    "We've noted a cancellation for this appointment, and it isn't confirmed yet. We'll let you know as soon as it is.",
  reschedule_unconfirmed: () =>
    "We've noted a new time for this appointment, and it isn't confirmed yet. We'll let you know as soon as it is.",
  new_time_requested: s => `We had to call off your appointment${s.at(' on')} and asked you for another time. ${s.handover}`,
  appointment_changed: s =>
    `The appointment has been changed in the meantime${s.at(', and it is now on')}. What would you like to do?`,
  moved_elsewhere: s => `The appointment has been moved in the meantime${s.at(', and it is now on')}. What would you like to do?`,
  not_supported: s => `I'm afraid I can't change this appointment on the phone. ${s.handover}`,
  calendar_refused: s =>
    `Our calendar doesn't allow that change, so your appointment stays${s.at(' on') || ' as it is'}. ${s.handover}`,
  same_time: s => `Your appointment is already${s.at(' on') || ' at that time'}. What time would you like to move it to?`,
  slot_unavailable: s => notFree(s, "I'm afraid that time isn't free", "I'm afraid that time isn't free either"),
  new_time_past: s => refusedTime(s, 'That time has already passed', 'That time has already passed as well'),
  outside_opening_hours: s => notFree(s, "We're closed at that time", "We're closed at that time as well"),
  day_full: s =>
    s.refusedBefore > 0
      ? refusedTime(s, '', "I'm afraid we can't take any more appointments on that day either")
      : `I'm afraid we can't take any more appointments on that day, so your appointment stays as it is. ${free(s, otherDay)}`,
  too_many_attempts_in_flight: () => "I'm still checking some other requests. Please tell me again in a moment.",
  locked_out: s => `I couldn't identify you several times, so I can't try again for a while. ${s.handover}`,
  calendar_unavailable: () =>
    "I can't reach our calendar right now, so nothing has been changed. Please call again a little later.",
  date_unclear: s => notUnderstood(s, days[s.unclear], dayAndMonth, wholeExample(s)),
  date_ambiguous: s => {
    if (s.choiceCount > 0) return `Do you mean ${s.choices({ joint: 'or' })}?`;
    return s.unclearBefore < 2
      ? `Which ${s.unclear === 'new_time' ? 'new day' : 'day'} do you mean exactly? ${dayAndMonth}`
      : notUnderstood(s, days[s.unclear], dayAndMonth, wholeExample(s));
  },
  time_unclear: s => notUnderstood(s, times[s.unclear], 'What time exactly?', s.exampleTime(', for example,')),
  time_ambiguous: s =>
    s.alternativesCount < 2
      ? 'Do you mean in the morning, or later in the day?'
      : `Do you mean ${s.alternatives({ joint: 'or' })}?`,
  date_past: s => `${named[s.unclear]} has already passed. Which day do you mean?`,
  date_too_far: s => `${named[s.unclear]} is more than a year away. Which day do you mean?`,
  time_does_not_exist: () => "That time doesn't exist on that day because the clocks change. Please tell me another one.",
  time_exists_twice: () => 'That time comes twice on that day because the clocks change. Please tell me another one.',
  new_date_missing: () => 'Which day would you like to move the appointment to?',
  new_time_missing: () => 'What time would you like to move the appointment to?',
  arguments_invalid: s => notUnderstood(s, 'that', 'Please say it again.', wholeExample(s)),
  internal_fault: s => `That didn't work just now. ${s.handover}`,
  change_not_visible: s => `I can't see right now whether your change has been recorded. ${s.handover}`,
  overloaded: s => `All our lines are busy at the moment. ${s.handover}`,
  unknown_line: s => `I'm afraid I can't do that on this number. ${s.handover}`,
  unknown_function: s => `I'm afraid I can't do that. ${s.handover}`,
  function_mismatch: s => `I'm afraid I can't do it that way. ${s.handover}`,
  call_missing: s => `I'm afraid I can't do it that way. ${s.handover}`,
  line_conflict: s => `I'm afraid I can't do that on this number. ${s.handover}`,
  company_paused: s => `I can't change appointments right now. ${s.handover}`,
  function_disabled: s => `I'm afraid I can't do that for you on the phone. ${s.handover}`,
};
