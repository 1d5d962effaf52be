// The caller's words for days and times as instants in the company's zone; what is unclear is asked, never replaced.
import { DateTime } from 'luxon';
import type { SpokenCode } from '../../domain/codes.ts';
import { hoursOf } from '../../domain/company/company.ts';
import { spansOn } from '../../domain/company/opening-hours.ts';
import type { DayContext } from '../../language/parse/day.ts';
import { instantAt } from '../../language/parse/local-time.ts';
import { parseSpokenMoment } from '../../language/parse/moment.ts';
import type { OpenSpan, ParsedTime } from '../../language/parse/resolve-time.ts';
import type { Between } from '../lookups.ts';
import type { RequestScope } from '../result.ts';

export interface Moments {
  kind: 'days';
  days: Between[];
  /** Instants the named time may stand for; empty where none was named. */
  times: string[];
}

/** Where an appointment is to be moved; `none`: it is not to be moved at all. */
export type NewTime = { kind: 'none' } | { kind: 'move'; startsAt: string };

/** No day is part of the request. */
export const noDay: Moments = { kind: 'days', days: [], times: [] };

/** What must be asked before anything is done. */
export interface Unclear {
  kind: 'unclear';
  code: SpokenCode;
  /** What to choose from, where the words fit several. */
  choices?: { startsAt: string }[];
  /** New times that may be meant. */
  alternatives?: string[];
}

/** The day, and if named the time, of the appointment that is meant. Two days or times only narrow the search. */
export function understandDay(day: string | undefined, time: string | undefined, scope: RequestScope): Moments | Unclear {
  const { timeZone: zone } = scope.settings;
  if (day === undefined) return asked('date_unclear');
  const parsed = parseSpokenMoment(day, time, contextOf(scope));
  if (parsed.kind === 'unclear') return parsed;
  const named = parsed.time?.();
  if (named?.kind === 'unclear') return asked('time_unclear');
  const candidates = named ? parsed.dates.map(date => timesOn(date, named, zone)) : [];
  if (parsed.daysDiffer) return whichDay(candidates, 'date_unclear');
  const times = candidates.flat().flatMap(({ instants }) => instants);
  if (named && times.length === 0) return asked('time_does_not_exist');
  return { kind: 'days', days: parsed.dates.map(date => wholeDay(date, zone)), times };
}

/** Where an appointment of this branch is to be moved: one instant, or what must be asked. */
export function understandMove(
  day: string | undefined,
  time: string | undefined,
  branchId: string | undefined,
  scope: RequestScope,
): NewTime | Unclear {
  if (day === undefined) return asked('new_date_missing');
  const parsed = parseSpokenMoment(day, time, contextOf(scope));
  if (parsed.kind === 'unclear') return parsed;
  const named = parsed.time;
  if (!named) return asked('new_time_missing');
  if (named().kind === 'unclear') return asked('time_unclear');
  const candidates = parsed.dates.map(date => timesOn(date, named(openOn(date, branchId, scope)), scope.settings.timeZone));
  const [wanted, ...others] = candidates.flat();
  if (!wanted) return asked('time_does_not_exist');
  if (parsed.dates.length > 1) return whichDay(candidates, parsed.daysDiffer ? 'date_unclear' : 'time_ambiguous');
  if (others.length > 0) return { ...asked('time_ambiguous'), alternatives: [wanted, ...others].map(({ first }) => first) };
  return wanted.instants.length > 1 ? asked('time_exists_twice') : { kind: 'move', startsAt: wanted.first };
}

/** Several days may be meant: to choose from with the time, or where that is open as well, one of the two is asked for first. */
function whichDay(candidates: readonly LocalTime[][], first: SpokenCode): Unclear {
  if (candidates.some(ofDay => ofDay.length > 1)) return asked(first);
  return { ...asked('date_ambiguous'), choices: candidates.flat().map(({ first }) => ({ startsAt: first })) };
}

const asked = (code: SpokenCode): Unclear => ({ kind: 'unclear', code });

const contextOf = ({ now, settings }: RequestScope): DayContext => ({
  now,
  zone: settings.timeZone,
  language: settings.language,
});

/** A clock time of a day: one instant, or the two it is when the clocks go back. */
interface LocalTime {
  first: string;
  instants: string[];
}

/** The times that may be meant and exist on that day. */
function timesOn(date: string, said: ParsedTime, zone: string): LocalTime[] {
  const clocks = said.kind === 'time' ? [said.time] : said.kind === 'ambiguous' ? said.times : [];
  return clocks.flatMap(clock => {
    const instants = instantsAt(date, clock, zone);
    const [first] = instants;
    return first === undefined ? [] : [{ first, instants }];
  });
}

/** A local day from its midnight to the next. */
export function wholeDay(date: string, zone: string): Between {
  const start = DateTime.fromISO(date, { zone }).startOf('day');
  return { from: start.toJSDate(), to: start.plus({ days: 1 }).toJSDate() };
}

function instantsAt(date: string, clock: string, zone: string): string[] {
  const instant = instantAt(date, clock, zone);
  if (instant.kind === 'gap') return [];
  return instant.kind === 'twice' ? [instant.first, instant.second] : [instant.at];
}

/** From the first opening to the last closing of that day. */
function openOn(date: string, branchId: string | undefined, scope: RequestScope): OpenSpan | undefined {
  const hours = hoursOf(scope.company.state, branchId);
  if (!hours) return undefined;
  const spans = spansOn(hours, DateTime.fromISO(date, { zone: scope.settings.timeZone }).weekday);
  const opens = spans.map(span => span.opens).sort()[0];
  const closes = spans
    .map(span => span.closes)
    .sort()
    .at(-1);
  return opens !== undefined && closes !== undefined ? { opens, closes } : undefined;
}
