// What this call was last offered to choose from: appointments that were read out, and free times.
import { DateTime } from 'luxon';
import type { CallState } from '../../domain/call/call.ts';
import type { Meaning, Period, Phrase, Place } from '../../language/parse/meaning.ts';
import { mostRead } from '../../language/render/lists.ts';
import { type SpeechParameters, speechParametersSchema } from '../../language/render/parameters.ts';
import type { RequestScope } from '../result.ts';
import { clocksOf } from './moments.ts';

/** Start instants, in the order they were read out. */
export interface Offer {
  /** Undefined where none was ever read out; empty once something was changed since, when counting makes no sense any more. */
  appointments: readonly string[] | undefined;
  /** Free times for a move. */
  times: readonly string[];
}

/** Answers after which the same list is still chosen from: what else was missing, the fee, another new time. */
const leaveOpen = new Set(['unclear', 'confirmation_required', 'slot_unavailable']);
const offerAppointments = new Set(['choose_appointment', 'other_day_offered', 'listed']);

/** Read from the answers of this call, the latest that offers something first. */
export function offerOf({ requests }: CallState): Offer {
  const answers = [...requests.values()].flatMap(({ answer }) => (answer ? [answer] : []));
  const inOrder = answers
    .sort((a, b) => a.answeredAt.localeCompare(b.answeredAt))
    .map(answer => ({ ...answer, said: speechParametersSchema.parse(answer.parameters) }));
  const since = (offers: (answer: { code: string; said: SpeechParameters }) => boolean) => {
    const latest = inOrder.findLastIndex(offers);
    const isOpen = inOrder.slice(latest + 1).every(({ status }) => leaveOpen.has(status) || status === 'slots');
    return { answer: inOrder[latest]?.said, isOpen };
  };
  const ofAppointments = since(
    ({ code, said }) => offerAppointments.has(code) || (said.about === 'appointment' && (said.choices?.length ?? 0) > 0),
  );
  const ofTimes = since(
    ({ said }) => (said.alternatives?.length ?? 0) > 0 || (said.about === 'new_time' && (said.choices?.length ?? 0) > 0),
  );
  const choices = ofAppointments.answer && (ofAppointments.answer.choices ?? []).map(({ startsAt }) => startsAt);
  const times = ofTimes.answer?.alternatives ?? ofTimes.answer?.choices?.map(({ startsAt }) => startsAt) ?? [];
  return {
    appointments: choices && (ofAppointments.isOpen ? choices : []),
    times: ofTimes.isOpen ? times : [],
  };
}

/** An answer of this call was about a new time: whoever says a time alone may mean the day that was spoken of then. */
export const hasSpokenOfNewTime = ({ requests }: CallState): boolean =>
  [...requests.values()].some(({ answer }) => {
    const said = speechParametersSchema.safeParse(answer?.parameters).data;
    return said?.about === 'new_time' || [said?.newStartsAt, said?.startsAt, said?.alternatives].some(one => one !== undefined);
  });

/** Those of an offer that fit what was said. */
export function fitting(offered: readonly string[], meaning: Meaning, scope: Pick<RequestScope, 'settings'>): string[] {
  if (offered.length === 0 || meaning.fromOwn !== undefined) return [];
  const isFit = (instant: string) => fits(DateTime.fromISO(instant, { zone: scope.settings.timeZone }), meaning);
  if (meaning.place !== undefined) {
    // "Den zweiten am Freitag": the second that was read out, or the second of those on Friday.
    const those = saysNothing(meaning) ? offered : offered.filter(isFit);
    if (those.length === 0) return [];
    const ofThose = atPlace(meaning.place, those);
    const isOther = ofThose.length === 0 && !saysNothing(meaning);
    // The fourth was only counted, and yet it may be meant.
    const counted = isOnlyCounted(meaning, offered) ? offered.slice(meaning.place - 1, meaning.place) : [];
    return [...new Set([...atPlace(meaning.place, offered), ...counted, ...(isOther ? those : ofThose)])];
  }
  // After one was asked about, "den nächsten" is another.
  if (meaning.isNext) return offered.length > 1 ? atPlace('earliest', offered) : [];
  if (saysNothing(meaning)) return meaning.yes && offered.length === 1 ? [...offered] : [];
  return offered.filter(isFit);
}

/** "Den vierten" of four: beyond what was read out a place is asked about. */
export const isOnlyCounted = <Said extends Pick<Meaning, 'place'>>(
  said: Said,
  offered: readonly string[],
): said is Said & { place: number } => typeof said.place === 'number' && said.place > mostRead && said.place <= offered.length;

export const saysNothing = ({ dates, period, time, hours }: Meaning): boolean =>
  [dates, period, time, hours].every(said => said === undefined);

/** Only what was read out has a place: beyond that the list was only counted. */
export function atPlace(place: Place, offered: readonly string[]): string[] {
  const inOrder = [...offered].sort();
  switch (place) {
    case 'last':
      return offered.length > mostRead ? [] : offered.slice(-1);
    case 'earlier':
      return offered.length === 2 ? inOrder.slice(0, 1) : [];
    case 'later':
      return offered.length === 2 ? inOrder.slice(-1) : [];
    case 'earliest':
      return inOrder.slice(0, 1);
    case 'first_of_two':
      return offered.length === 2 ? offered.slice(0, 1) : [];
    case 'second_of_two':
      return offered.length === 2 ? offered.slice(1) : [];
    case 'middle':
      return offered.length === 3 ? offered.slice(1, 2) : [];
    case 'last_but_one':
      return offered.length > mostRead ? [] : offered.slice(-2, -1);
    case 'latest':
      return offered.length > mostRead ? [] : inOrder.slice(-1);
    default:
      return place > mostRead ? [] : offered.slice(place - 1, place);
  }
}

/** The local time is on a day that was said, or on its weekday or day of the month, and at a time that was said. */
function fits(local: DateTime, { dates, period, time, hours, said }: Meaning): boolean {
  const isOnDay =
    dates === undefined || dates.includes(local.toISODate() ?? '') || said.some(phrase => namesDayOf(phrase, local, said));
  const date = local.toISODate() ?? '';
  const isInPeriod = period === undefined || (date >= period.from && date < period.to && isOnWeekdayOf(period, local));
  return isOnDay && isInPeriod && isAtTimeSaid(local, { time, hours });
}

/** True also where the period is of all weekdays. */
export const isOnWeekdayOf = (period: Period | undefined, { weekday }: DateTime): boolean =>
  period?.weekday === undefined || period.weekday === weekday;

/** True also where no time was said. */
export function isAtTimeSaid(local: DateTime, { time, hours }: Pick<Meaning, 'time' | 'hours'>): boolean {
  const isAtTime = time === undefined || clocksOf(time()).includes(local.toFormat('HH:mm'));
  const minutes = local.hour * 60 + local.minute;
  return isAtTime && (hours === undefined || hours().some(({ from, to }) => minutes >= from && minutes < to));
}

/** Of several that were read out "Mittwoch" is the one that is on a Wednesday, however far ahead. */
function namesDayOf(phrase: Phrase, local: DateTime, said: readonly Phrase[]): boolean {
  const isAlone = said.every(
    ({ kind }) => !['week', 'week_number', 'span', 'month', 'named_month', 'nth_weekday', 'date'].includes(kind),
  );
  if (phrase.kind === 'weekday') return isAlone && phrase.which === 'plain' && local.weekday === phrase.weekday;
  return phrase.kind === 'day_of_month' && isAlone && local.day === phrase.day;
}
