// Understands which days and times the caller names their appointment by: in their own words, or by what was just read out to them ("den um
// zehn", "the first one", without saying the day again).
import { DateTime } from 'luxon';
import type { CallState } from '../../domain/call/call.ts';
import { parseSpokenTime } from '../../language/parse/moment.ts';
import { type Position, parseSpokenPosition, withoutPointing } from '../../language/parse/position.ts';
import { mostRead } from '../../language/render/lists.ts';
import { speechParametersSchema } from '../../language/render/parameters.ts';
import type { RequestScope } from '../result.ts';
import { type Moments, type Unclear, understandDay, wholeDay } from './moments.ts';

const offers = new Set(['choose_appointment', 'other_day_offered', 'listed']);
/** Answers after which the same list is still chosen from: what else was missing, the fee, another new time. */
const leaveOpen = new Set(['unclear', 'confirmation_required', 'slot_unavailable']);

const unclear: Unclear = { kind: 'unclear', code: 'date_unclear' };

/** The offered appointment that was picked by its place; the day and time as said; or a pick by its time alone. */
export function understandAppointment(
  date: string | undefined,
  time: string | undefined,
  scope: RequestScope,
): Moments | Unclear {
  const placed = pickedByPosition(date, time, scope);
  if (placed) return placed;
  const understood = understandDay(date, time, scope);
  if (understood.kind === 'days' || understood.code !== 'date_unclear') return understood;
  return picked(time ?? date, scope) ?? understood;
}

/** The offered appointments the words fit; undefined where nothing was offered last, or none fits. */
function picked(words: string | undefined, scope: RequestScope): Moments | undefined {
  const offered = openOffer(scope.call) ?? [];
  if (words === undefined || offered.length === 0) return undefined;
  const clocks = clocksOf(withoutPointing(words.trim()), scope);
  const times = offered.filter(at => clocks.includes(localOf(at, scope).toFormat('HH:mm')));
  return times.length === 0 ? undefined : momentsOf(times, scope);
}

/**
 * Once appointments were read out, "den ersten" is the first of them, never the first of the month; whatever else was said
 * must fit it. Undefined where nothing was offered, or no place in a list is named.
 */
function pickedByPosition(
  date: string | undefined,
  time: string | undefined,
  scope: RequestScope,
): Moments | Unclear | undefined {
  const offered = openOffer(scope.call);
  const { language } = scope.settings;
  const [byDate, byTime] = [date, time].map(text => (text === undefined ? undefined : parseSpokenPosition(text, language)));
  const position = byDate ?? byTime;
  if (!offered || position === undefined) return undefined;
  if (byTime !== undefined && byTime !== position) return unclear;
  const times = atPosition(position, offered, scope);
  const [at] = times;
  if (at === undefined) return unclear;
  const day = byDate === undefined && date !== undefined ? understandDay(date, undefined, scope) : undefined;
  if (day?.kind === 'unclear' && day.code !== 'date_unclear') return day;
  if (day?.kind === 'days' && !times.every(one => fits(one, day))) return unclear;
  const clocks = byTime === undefined && time !== undefined ? clocksOf(time, scope) : undefined;
  if (clocks && !times.every(one => clocks.includes(localOf(one, scope).toFormat('HH:mm')))) return unclear;
  return momentsOf(times, scope);
}

/**
 * The appointment at that place, if it was read out; none where another one offered is on the day of that number, since either
 * may be meant. Beyond the list it can only be the day, and then only of what was offered.
 */
function atPosition(position: Position, offered: readonly string[], scope: RequestScope): string[] {
  if (position === 'last') return offered.length > mostRead ? [] : offered.slice(-1);
  const placed = offered.slice(position - 1, position);
  const dated = offered.filter(at => localOf(at, scope).day === position);
  if (placed.length === 0) return dated;
  return position > mostRead || dated.some(at => !placed.includes(at)) ? [] : placed;
}

/**
 * Start instants of what this call's latest answers offered; empty once something was changed since, when counting makes no sense
 * any more. Undefined where nothing was ever offered.
 */
function openOffer({ requests }: CallState): string[] | undefined {
  const answers = [...requests.values()].flatMap(({ answer }) => (answer ? [answer] : []));
  const inOrder = answers.sort((a, b) => a.answeredAt.localeCompare(b.answeredAt));
  const latest = inOrder.findLastIndex(({ code }) => offers.has(code));
  const offer = inOrder[latest];
  if (!offer) return undefined;
  if (!inOrder.slice(latest + 1).every(({ status }) => leaveOpen.has(status))) return [];
  return speechParametersSchema.parse(offer.parameters).choices?.map(({ startsAt }) => startsAt) ?? [];
}

const localOf = (instant: string, { settings }: RequestScope): DateTime => DateTime.fromISO(instant, { zone: settings.timeZone });

/** The clock times that words may stand for. */
function clocksOf(words: string, { settings }: RequestScope): string[] {
  const understood = parseSpokenTime(words, settings.language);
  if (understood.kind === 'unclear') return [];
  return understood.kind === 'time' ? [understood.time] : understood.times;
}

function fits(instant: string, { days, times }: Moments): boolean {
  const at = Date.parse(instant);
  const isOnDay = days.some(({ from, to }) => at >= from.getTime() && at < to.getTime());
  return isOnDay && (times.length === 0 || times.some(time => Date.parse(time) === at));
}

function momentsOf(times: string[], scope: RequestScope): Moments {
  const { timeZone: zone } = scope.settings;
  const dates = new Set(times.map(at => localOf(at, scope).toISODate() ?? at));
  return { kind: 'days', days: [...dates].map(date => wholeDay(date, zone)), times };
}
