// Parses a day and a time of day, said in one text or in two. The two texts must agree; neither is preferred.

import type { Language } from '../../domain/values.ts';
import type { Phrase } from '../grammar/phrases.ts';
import { type DayContext, daysIn, isDay, type ParsedDay, saidIn } from './day.ts';
import { understand } from './parse.ts';
import { type OpenSpan, type ParsedTime, settle } from './resolve-time.ts';

export type ParsedMoment =
  | {
      kind: 'moment';
      /** All that fit, in order. */
      dates: string[];
      /** The two texts name different days, which are all among `dates`. */
      daysDiffer: boolean;
      /** The time that was said, by the opening hours of the day; undefined where none was. */
      time: ((open?: OpenSpan) => ParsedTime) | undefined;
    }
  | Extract<ParsedDay, { kind: 'unclear' }>;

const notUnderstood: ParsedTime = { kind: 'unclear' };

/**
 * The day from `day`, the time from `time`, and each from the other text where it is said there as well: "am 17. um 15 Uhr"
 * as a time beside the 16th contradicts it, and so does three o'clock beside `T10:00`.
 */
export function parseSpokenMoment(day: string, time: string | undefined, context: DayContext): ParsedMoment {
  const withDay = saidIn(day, 'day', context);
  if (!withDay) return { kind: 'unclear', code: 'date_unclear' };
  const named = daysIn(withDay, context);
  if (named.kind === 'unclear') return named;
  const only = { kind: 'moment', dates: named.dates, daysDiffer: false } as const;
  if (time === undefined) return { ...only, time: withDay.some(isClock) ? settling(withDay) : undefined };
  const withTime = saidIn(time, 'time', context);
  const isTime = withTime !== undefined && !withTime.some(({ kind }) => kind === 'or');
  const settled = isTime ? settling([...withDay, ...withTime]) : () => notUnderstood;
  if (!isTime || settled().kind === 'unclear' || !withTime.some(isDay)) return { ...only, time: settled };
  const also = daysIn(withTime, context);
  if (also.kind === 'unclear') return also;
  const common = named.dates.filter(date => also.dates.includes(date));
  if (common.length > 0) return { ...only, dates: common, time: settled };
  return { kind: 'moment', dates: [...named.dates, ...also.dates].sort(), daysDiffer: true, time: settled };
}

const isClock = ({ kind }: Phrase): boolean => kind === 'clock';

const settling =
  (said: readonly Phrase[]) =>
  (open?: OpenSpan): ParsedTime =>
    settle(said, open);

/**
 * Understands "14:30", "14 Uhr 30", "halb drei", "zehn vor halb drei", "half past two", also where the day is said along with it;
 * never guesses which half of the day: without opening hours that decide, both are given.
 */
export function parseSpokenTime(text: string, language: Language, open?: OpenSpan): ParsedTime {
  const said = understand(text, language, 'time');
  return !said || said.some(({ kind }) => kind === 'or') ? notUnderstood : settle(said, open);
}
