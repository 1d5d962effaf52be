// Compares what the product would do with what is right: done, asked without need, suggested something else, or done something else.
import { DateTime } from 'luxon';
import { type Outcome, stepMinutes } from './evaluate.ts';
import { type Right, type Utterance, usualHours, weekdays } from './utterances.ts';

/**
 * `asked`: a question where a receptionist would have understood, about something else than what is open, or naming only some of what
 * may be meant, or fewer free times than are wanted: it costs the caller a turn. `misled`: a question that names only what cannot be meant ("Meinen Sie den am Montag?"
 * after "jeden Tag außer Montag"): nothing is changed, but a hasty yes would change the wrong thing. `wrong`: understood as
 * something else.
 */
export type Verdict = 'right' | 'asked' | 'misled' | 'wrong';

export function verdictOn(said: Utterance, outcome: Outcome): Verdict {
  const { right } = said;
  if (outcome.kind === 'ask') return onQuestion(said, outcome);
  if (typeof right === 'string') {
    const isCancelled = outcome.kind === 'act' && outcome.appointment === right.slice(0, 16) && outcome.to === undefined;
    return isCancelled ? 'right' : onOtherDay(said, right, outcome);
  }
  if ('from' in right) {
    const isMoved = outcome.kind === 'act' && outcome.appointment === right.from.slice(0, 16) && outcome.to === right.to;
    return isMoved ? 'right' : onOtherDay(said, right.from, outcome);
  }
  if ('of' in right) return onFreeTimes(said, right, outcome);
  if ('none' in right) return isNone(said, right.none, outcome) ? 'right' : 'wrong';
  if ('past' in right) return outcome.kind === 'past' ? 'right' : 'wrong';
  return 'wrong';
}

type Question = Extract<Outcome, { kind: 'ask' }>;

function onQuestion(said: Utterance, question: Question): Verdict {
  const { right, orAsk } = said;
  const { named } = question;
  const meant = meantBy(right, question.about);
  const isMeant = (moment: string) => meant.some(one => moment.startsWith(one));
  // A new time that is over is refused, and the refusal names it.
  if (typeof right === 'object' && 'past' in right && question.code === 'refused' && named.every(moment => moment <= said.now))
    return 'right';
  if (typeof right === 'object' && 'ask' in right) {
    if (named.length > 0 && named.every(moment => right.not?.some(one => moment.startsWith(one)))) return 'misled';
    if (typeof right.ask === 'string') return asksFor(right.ask, question) ? 'right' : 'asked';
    if (named.length === 0) return question.about === aboutOf(said, meant) ? 'right' : 'asked';
    if (!named.some(isMeant)) return 'misled';
    return meant.every(one => named.some(moment => moment.startsWith(one))) ? 'right' : 'asked';
  }
  // That there is none at this time is said by naming those of the day.
  const none = typeof right === 'object' && 'none' in right ? right.none.slice(0, 10) : undefined;
  if (none !== undefined && named.length > 0 && named.every(moment => moment.startsWith(none))) return 'right';
  if (named.length > 0 && !named.some(isMeant)) return 'misled';
  return orAsk === true ? 'right' : 'asked';
}

/** The days or moments a question about the one or the other may name, each as the beginning of one. */
function meantBy(right: Right, about: Question['about']): string[] {
  if (typeof right === 'string') return [right.slice(0, 16)];
  if ('from' in right) return [about === 'appointment' ? right.from.slice(0, 16) : right.to];
  if ('of' in right) return [about === 'appointment' ? right.of.slice(0, 16) : right.day];
  if ('none' in right) return [right.none];
  return 'ask' in right && typeof right.ask !== 'string' ? right.ask.map(one => one.slice(0, 16)) : [];
}

/** Which of the two is open where these may be meant. */
const aboutOf = ({ appointments }: Utterance, meant: readonly string[]): Question['about'] =>
  meant.every(one => appointments.some(appointment => appointment.startsWith(one))) ? 'appointment' : 'new_time';

const fittingCodes = {
  day: new Set([
    'date_unclear',
    'date_ambiguous',
    'date_too_far',
    'new_date_missing',
    'choose_appointment',
    'refused',
    'no_slots',
  ]),
  time: new Set(['time_unclear', 'time_ambiguous', 'new_time_missing', 'choose_appointment', 'refused', 'no_slots']),
  which: new Set(['date_unclear', 'date_ambiguous', 'date_too_far', 'choose_appointment']),
};

function asksFor(what: keyof typeof fittingCodes, { code, about, named }: Question): boolean {
  // "Meinen Sie Mittwoch um zehn?" asks about the time as well, unless it leaves the choice between days.
  const isOneDay = code === 'date_ambiguous' && new Set(named.map(moment => moment.slice(0, 10))).size === 1;
  const isFit = fittingCodes[what].has(code) || (what === 'time' && isOneDay);
  return isFit && (what !== 'which' || about === 'appointment');
}

/** None on that day; or its time is over, which says the same of a day that has begun. */
function isNone({ now }: Utterance, day: string, outcome: Outcome): boolean {
  if (outcome.kind === 'none') return outcome.days.includes(day);
  return outcome.kind === 'past' && day <= now.slice(0, 10);
}

/**
 * "Dienstag", or "am Ersten", without an appointment on the coming one: those on others are offered, and the right one is among them.
 */
function onOtherDay({ appointments }: Utterance, meant: string, outcome: Outcome): Verdict {
  const isOffered = appointments.some(appointment => appointment.startsWith(meant.slice(0, 16)));
  if (outcome.kind !== 'none' || !isOffered) return 'wrong';
  const weekday = (date: string) => DateTime.fromISO(date.slice(0, 10)).weekday;
  const isNamedAlike = (day: string) => weekday(day) === weekday(meant) || day.slice(8) === meant.slice(8, 10);
  return outcome.days.every(day => isNamedAlike(day) && day !== meant.slice(0, 10)) ? 'asked' : 'wrong';
}

/** The clocks of the free times, within the opening hours, against those that are wanted. */
function onFreeTimes(said: Utterance, right: Extract<Right, { of: string }>, outcome: Outcome): Verdict {
  if (outcome.kind !== 'slots') return onOtherDay(said, right.of, outcome);
  if (outcome.of !== right.of.slice(0, 16) || outcome.day !== right.day) return 'wrong';
  if (!right.within) return 'right';
  const [opens, closes] = hoursOn(said, right.day);
  const [from = 0, to = 0] = right.within.map(minutesOf);
  const start = Math.max(minutesOf(outcome.from), opens);
  const end = Math.min(minutesOf(outcome.to), closes);
  // Whether the bound itself is a start is left open.
  if (Math.abs(start - from) <= stepMinutes && Math.abs(end - to) <= stepMinutes) return 'right';
  return start >= from && end <= to && start <= end ? 'asked' : 'wrong';
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** In minutes since midnight. */
function hoursOn({ hours = usualHours }: Utterance, day: string): readonly [number, number] {
  const [opens, closes] = hours[weekdays[DateTime.fromISO(day).weekday - 1] ?? '']?.split('-') ?? [];
  return opens === undefined || closes === undefined ? [0, 1440] : [minutesOf(opens), minutesOf(closes)];
}
