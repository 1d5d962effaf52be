// Days and times as instants in the company's zone, and what a caller may mean by their words.
import { DateTime } from 'luxon';
import type { SpokenCode } from '../../domain/codes.ts';
import { type CompanyState, countryOf, hoursOf } from '../../domain/company/company.ts';
import { spansOn } from '../../domain/company/opening-hours.ts';
import { instantAt } from '../../language/parse/local-time.ts';
import type { Hours, OpenSpan, ParsedTime, Place } from '../../language/parse/meaning.ts';
import {
  type DayContext,
  type Meaning,
  meaningsOf,
  type SaidWords,
  type Service,
  type Understood,
} from '../../language/parse/meaning.ts';
import type { Between } from '../lookups.ts';
import type { RequestScope } from '../result.ts';

/** One way to understand which appointment is meant. */
export interface ReferenceReading {
  days: Between[];
  /** Instants the named time may stand for; empty where none was named. */
  times: string[];
  /** The parts of these days that were named; undefined where none was. */
  within: Between[] | undefined;
  /**
   * No day was said, so that it says nothing of who is calling: the appointment is looked for in this period, among all of a caller
   * who is known by more than a name.
   */
  among?: Between;
  /** At the time, or in the part of the day, that was said without a day; and not the one that was asked about where it is another. */
  isAtTime?(startsAt: string): boolean;
  /** Of those that fit, in order. */
  place?: Place;
  /** The services that were said, by id: an appointment of another is never meant, and of an unknown one not certainly. */
  services?: readonly string[];
  /** What is not certain is asked about, never acted on. */
  certain: boolean;
}

/** Which appointment is meant, in every way it may be understood. */
export interface Moments {
  kind: 'days';
  readings: readonly ReferenceReading[];
  /** The days of all readings. */
  days: Between[];
  /** The times of all readings; empty where one of them names none. */
  times: string[];
  /** What is meant where there is none on these days: "den letzten im März" is its last day, or the last one in it. */
  otherwise?: readonly ReferenceReading[];
}

/** No day is part of the request. */
export const noDay: Moments = { kind: 'days', readings: [], days: [], times: [] };

/** Where an appointment is to be moved; `none`: it is not to be moved at all. */
export type NewTime = { kind: 'none' } | { kind: 'move'; startsAt: string };

/** Which of the two that a move names was not clear. */
export type UnclearAbout = 'appointment' | 'new_time';

/** What must be asked before anything is done. */
export interface Unclear {
  kind: 'unclear';
  code: SpokenCode;
  about: UnclearAbout;
  /** What to choose from, where the words fit several. */
  choices?: { startsAt: string }[];
  /** New times that may be meant. */
  alternatives?: string[];
}

/** What must be asked about one of the two. */
export const askingAbout =
  (about: UnclearAbout) =>
  (code: Unclear['code']): Unclear => ({ kind: 'unclear', code, about });

/** Several days may be meant: to choose from with the time, or where that is open as well, one of the two is asked for first. */
export function whichDay(candidates: readonly LocalTime[][], first: Unclear['code'], about: UnclearAbout): Unclear {
  const asked = askingAbout(about);
  if (candidates.some(ofDay => ofDay.length > 1)) return asked(first);
  return { ...asked('date_ambiguous'), choices: candidates.flat().map(({ first: startsAt }) => ({ startsAt })) };
}

export const noWords: SaidWords = { day: undefined, time: undefined };

export function momentsOf(readings: readonly ReferenceReading[]): Moments {
  const days = new Map(readings.flatMap(reading => reading.days).map(day => [day.from.getTime(), day]));
  const isTimed = readings.every(({ times }) => times.length > 0);
  const times = isTimed ? readings.flatMap(reading => reading.times) : [];
  return { kind: 'days', readings, days: [...days.values()], times: [...new Set(times)] };
}

export const contextOf = ({ now, settings, company }: Pick<RequestScope, 'now' | 'settings' | 'company'>): DayContext => ({
  country: countryOf(company.state),
  now,
  zone: settings.timeZone,
  language: settings.language,
});

const listed = new WeakMap<CompanyState['services'], Service[]>();

/** A company's services by their names: the same list as long as none changes. */
export function servicesOf({ services }: CompanyState): readonly Service[] {
  const known = listed.get(services) ?? [...services.values()].map(({ serviceId, name }) => ({ id: serviceId, name }));
  listed.set(services, known);
  return known;
}

/** A clock time of a day: one instant, or the two it is when the clocks go back. */
export interface LocalTime {
  first: string;
  instants: string[];
}

/** The times that may be meant and exist on that day. */
export function timesOn(date: string, said: ParsedTime, zone: string): LocalTime[] {
  return clocksOf(said).flatMap(clock => {
    const instants = instantsAt(date, clock, zone);
    const [first] = instants;
    return first === undefined ? [] : [{ first, instants }];
  });
}

/** `HH:mm` each. */
export function clocksOf(said: ParsedTime): string[] {
  switch (said.kind) {
    case 'time':
      return [said.time];
    case 'ambiguous':
      return said.times;
    case 'unclear':
      return [];
  }
}

/** A local day from its midnight to the next. */
export function wholeDay(date: string, zone: string): Between {
  const start = DateTime.fromISO(date, { zone }).startOf('day');
  return { from: start.toJSDate(), to: start.plus({ days: 1 }).toJSDate() };
}

/** The hours of a local day, by its clock. */
export function hoursOn(date: string, hours: readonly Hours[], zone: string): Between[] {
  const day = DateTime.fromISO(date, { zone }).startOf('day');
  const at = (minutes: number) =>
    (minutes >= 1440 ? day.plus({ days: 1 }) : day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })).toJSDate();
  return hours.map(({ from, to }) => ({ from: at(Math.max(0, from)), to: at(to) }));
}

export const isWithin = (instant: string, periods: readonly Between[]): boolean => {
  const at = Date.parse(instant);
  return periods.some(({ from, to }) => at >= from.getTime() && at < to.getTime());
};

function instantsAt(date: string, clock: string, zone: string): string[] {
  const instant = instantAt(date, clock, zone);
  if (instant.kind === 'gap') return [];
  return instant.kind === 'twice' ? [instant.first, instant.second] : [instant.at];
}

/** From the first opening to the last closing of that day. */
export function openOn(
  date: string,
  branchId: string | undefined,
  { company, settings }: { company: { state: CompanyState }; settings: { timeZone: string } },
): OpenSpan | undefined {
  const hours = hoursOf(company.state, branchId);
  if (!hours) return undefined;
  const spans = spansOn(hours, DateTime.fromISO(date, { zone: settings.timeZone }).weekday);
  const opens = spans.map(span => span.opens).sort()[0];
  const closes = spans
    .map(span => span.closes)
    .sort()
    .at(-1);
  return opens !== undefined && closes !== undefined ? { opens, closes } : undefined;
}

/**
 * Where the words leave several meanings, or one that is not certain, the one that agrees with the model's reading is it. Where none
 * agrees, both are left and neither is certain, so that the caller is asked.
 */
export function settledByOwnReading(words: Understood, own: SaidWords, context: DayContext): Understood {
  if (own.day === undefined && own.time === undefined) return words;
  const model = meaningsOf(own, context);
  if (model.kind !== 'meanings') return words;
  switch (words.kind) {
    case 'unclear':
      // A day that was said and is past, or too far ahead, is no other day.
      return words.code === 'date_unclear' ? { kind: 'meanings', meanings: unsure(model.meanings) } : words;
    case 'time_unclear':
    case 'days_differ':
      return words;
    case 'meanings': {
      const { meanings } = words;
      if (meanings.some(({ contrary }) => contrary)) return words;
      const isOpen = meanings.length > 1 || meanings.some(meaning => !meaning.certain || isEither(meaning));
      if (!isOpen) return words;
      const agreed = meanings.flatMap(meaning => model.meanings.flatMap(reading => agreeing(meaning, reading) ?? []));
      if (agreed.length > 0) return { kind: 'meanings', meanings: agreed.map(meaning => ({ ...meaning, certain: true })) };
      return { kind: 'meanings', meanings: unsure([...meanings, ...model.meanings]) };
    }
  }
}

const unsure = (meanings: readonly Meaning[]): Meaning[] => meanings.map(meaning => ({ ...meaning, certain: false }));

/** It leaves several days or both halves of the day open. */
const isEither = ({ dates, time }: Meaning): boolean =>
  (dates?.length ?? 1) > 1 || (time !== undefined && clocksOf(time()).length > 1);

/** What both say, undefined where they contradict each other; of a day or time only one of them names, that one's. */
function agreeing(meaning: Meaning, model: Meaning): Meaning | undefined {
  const dates = meaning.dates && model.dates ? meaning.dates.filter(date => model.dates?.includes(date)) : meaning.dates;
  if (dates?.length === 0) return undefined;
  const [clocks, others] = [meaning.time, model.time].map(time => time && clocksOf(time()));
  const common = clocks && others ? clocks.filter(clock => others.includes(clock)) : clocks;
  if (common?.length === 0) return undefined;
  const [clock] = common ?? [];
  const time = common?.length === 1 && clock !== undefined ? () => ({ kind: 'time' as const, time: clock }) : meaning.time;
  return { ...meaning, dates, time };
}
