// The caller's words for days and times as instants in the company's zone; what is unclear is asked, never replaced.
import { DateTime } from 'luxon';
import type { Code } from '../domain/codes.ts';
import { hoursOf } from '../domain/company.ts';
import { spansOn } from '../domain/opening-hours.ts';
import { parseSpokenDay } from '../language/spoken/day.ts';
import { instantAt } from '../language/spoken/local-time.ts';
import { type OpenSpan, parseSpokenTime } from '../language/spoken/time.ts';
import type { Work } from './finding.ts';
import type { Between, FoundAppointment } from './queries.ts';

export interface Moments {
  kind: 'days';
  days: Between[];
  /** Instants the named time may stand for; empty where none was named. */
  times: string[];
}

export interface Unclear {
  kind: 'unclear';
  code: Code;
  /** What to choose from, where the words fit several. */
  choices?: { startsAt: string }[];
  /** New times that may be meant. */
  alternatives?: string[];
}

/** The day, and if named the time, of the appointment that is meant. Two days or times only narrow the search. */
export function understandDay(day: string | undefined, time: string | undefined, work: Work): Moments | Unclear {
  const { timeZone: zone, language } = work.settings;
  if (day === undefined) return { kind: 'unclear', code: 'date_unclear' };
  const parsed = parseSpokenDay(day, { now: work.now, zone, language });
  if (parsed.kind === 'unclear') return parsed;
  const days = parsed.dates.map(date => wholeDay(date, zone));
  const named = time ?? parsed.time;
  if (named === undefined) return { kind: 'days', days, times: [] };
  const understood = parseSpokenTime(named, language);
  if (understood.kind === 'unclear') return { kind: 'unclear', code: 'time_unclear' };
  const clocks = understood.kind === 'time' ? [understood.time] : understood.times;
  const times = parsed.dates.flatMap(date => clocks.flatMap(clock => instantsAt(date, clock, zone)));
  return times.length === 0 ? { kind: 'unclear', code: 'time_does_not_exist' } : { kind: 'days', days, times };
}

/** Where an appointment is to be moved: one instant, or what must be asked. */
export function understandMove(
  day: string | undefined,
  time: string | undefined,
  found: FoundAppointment,
  work: Work,
): { kind: 'move'; startsAt: string } | Unclear {
  const { timeZone: zone, language } = work.settings;
  if (day === undefined) return { kind: 'unclear', code: 'new_date_missing' };
  const parsed = parseSpokenDay(day, { now: work.now, zone, language });
  if (parsed.kind === 'unclear') return parsed;
  const named = time ?? parsed.time;
  if (named === undefined) return { kind: 'unclear', code: 'new_time_missing' };
  const [date, ...otherDates] = parsed.dates;
  if (date === undefined) return { kind: 'unclear', code: 'date_unclear' };
  const understood = parseSpokenTime(named, language, openOn(date, found, work));
  if (understood.kind === 'unclear') return { kind: 'unclear', code: 'time_unclear' };
  if (understood.kind === 'ambiguous') {
    return {
      kind: 'unclear',
      code: 'time_ambiguous',
      alternatives: understood.times.flatMap(clock => instantsAt(date, clock, zone)),
    };
  }
  if (otherDates.length > 0) {
    const choices = parsed.dates.flatMap(option => instantsAt(option, understood.time, zone)).map(startsAt => ({ startsAt }));
    return { kind: 'unclear', code: 'date_ambiguous', choices };
  }
  const instant = instantAt(date, understood.time, zone);
  switch (instant.kind) {
    case 'instant':
      return { kind: 'move', startsAt: instant.at };
    case 'gap':
      return { kind: 'unclear', code: 'time_does_not_exist' };
    case 'twice':
      return { kind: 'unclear', code: 'time_exists_twice' };
  }
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
function openOn(date: string, found: FoundAppointment, work: Work): OpenSpan | undefined {
  const hours = hoursOf(work.company.state, found.branchId ?? undefined);
  if (!hours) return undefined;
  const spans = spansOn(hours, DateTime.fromISO(date, { zone: work.settings.timeZone }).weekday);
  const opens = spans.map(span => span.opens).sort()[0];
  const closes = spans
    .map(span => span.closes)
    .sort()
    .at(-1);
  return opens !== undefined && closes !== undefined ? { opens, closes } : undefined;
}
