// Adds what an answer needs where the caller's words were not clear: which argument it was, how often that happened in this call, and
// an example of what to say instead.
import { DateTime } from 'luxon';
import { isNotUnderstood, timesNotUnderstood } from '../../domain/call/call.ts';
import type { SpokenCode } from '../../domain/codes.ts';
import { hoursOf } from '../../domain/company/company.ts';
import { spansOn } from '../../domain/company/opening-hours.ts';
import type { SpeechParameters } from '../../language/render/parameters.ts';
import type { RequestScope, Result } from '../result.ts';
import type { UnclearAbout } from './moments.ts';

/** The arguments a function names its days and times by. */
export type MomentArguments = Partial<Record<UnclearAbout, { day: string; time: string }>>;

/** Which part of a moment a code asks for. */
const asksFor: Partial<Record<SpokenCode, 'day' | 'time'>> = {
  date_unclear: 'day',
  date_ambiguous: 'day',
  date_past: 'day',
  date_too_far: 'day',
  new_date_missing: 'day',
  time_unclear: 'time',
  time_ambiguous: 'time',
  time_does_not_exist: 'time',
  time_exists_twice: 'time',
  time_needed: 'time',
  new_time_missing: 'time',
};

/** The question is heard twice, then the example, then the hand-over. */
const beforeExample = 2;

/** The result as it is, where everything was clear. */
export function withWhatWasUnclear(result: Result, named: MomentArguments, scope: RequestScope): Result {
  const { code, parameters } = result;
  const part = asksFor[code];
  const field = part && named[parameters.about ?? 'appointment']?.[part];
  const before = isNotUnderstood(result) ? timesNotUnderstood(scope.call) : 0;
  const added: SpeechParameters = {
    ...(field !== undefined && { unclearField: field }),
    ...(field !== undefined && named.appointment && named.new_time && { namesTwo: true }),
    ...(before > 0 && { unclearBefore: before }),
    ...(before === beforeExample && { exampleAt: exampleAt(scope) }),
  };
  return { ...result, parameters: { ...parameters, ...added } };
}

const [soonest, wholeWeek, afternoon] = [2, 7, '15:00'];

/** A coming day that is open, in the afternoon where it is open then. */
function exampleAt({ now, settings, company }: RequestScope): string {
  const today = DateTime.fromJSDate(now, { zone: settings.timeZone }).startOf('day');
  const hours = hoursOf(company.state, undefined);
  const days = Array.from({ length: wholeWeek }, (_, index) => today.plus({ days: soonest + index }));
  const isOpen = ({ weekday }: DateTime) => (hours ? spansOn(hours, weekday).length > 0 : weekday <= 5);
  const day = days.find(isOpen) ?? today.plus({ days: soonest });
  const spans = hours ? spansOn(hours, day.weekday) : [];
  const isOpenThen = spans.length === 0 || spans.some(({ opens, closes }) => opens <= afternoon && afternoon < closes);
  const [hour = 0, minute = 0] = (isOpenThen ? afternoon : (spans[0]?.opens ?? afternoon)).split(':').map(Number);
  return day.set({ hour, minute }).toJSDate().toISOString();
}
