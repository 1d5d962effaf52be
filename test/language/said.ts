// What a text means, in a form that a table of cases can state: the dates it may be, and the time by the opening hours.

import type { Language } from '../../src/domain/values.ts';
import { type DayContext, type Meaning, meaningsOf } from '../../src/language/parse/meaning.ts';
import { isCertain, understand } from '../../src/language/parse/parse.ts';
import { type OpenSpan, type ParsedTime, settle } from '../../src/language/parse/resolve-time.ts';

export type ParsedMoment =
  | { kind: 'moment'; dates: string[]; daysDiffer: boolean; time: ((open?: OpenSpan) => ParsedTime) | undefined }
  | { kind: 'unclear'; code: string };

const unclear: ParsedTime = { kind: 'unclear' };

/** Only what is certain; every date of every meaning. */
export function parseSpokenMoment(day: string, time: string | undefined, context: DayContext): ParsedMoment {
  const understood = meaningsOf({ day, time }, context);
  switch (understood.kind) {
    case 'unclear':
      return understood;
    case 'time_unclear':
      return { kind: 'moment', dates: understood.dates, daysDiffer: false, time: () => unclear };
    case 'days_differ':
      return { kind: 'moment', dates: understood.dates, daysDiffer: true, time: understood.time };
    case 'meanings': {
      const meanings = understood.meanings.filter(
        ({ certain, dates, place }) => certain && dates !== undefined && place === undefined,
      );
      if (meanings.length === 0) return { kind: 'unclear', code: 'date_unclear' };
      const dates = [...new Set(meanings.flatMap(meaning => meaning.dates ?? []))].sort();
      const isTimed = meanings.some(meaning => meaning.time !== undefined);
      return { kind: 'moment', dates, daysDiffer: false, time: isTimed ? open => together(meanings, open) : undefined };
    }
  }
}

function together(meanings: readonly Meaning[], open: OpenSpan | undefined): ParsedTime {
  return of(meanings.map(({ time }) => time?.(open) ?? unclear));
}

function of(times: readonly ParsedTime[]): ParsedTime {
  const clocks = [
    ...new Set(times.flatMap(time => (time.kind === 'time' ? [time.time] : time.kind === 'ambiguous' ? time.times : []))),
  ].sort();
  const [first, second] = clocks;
  if (first === undefined) return unclear;
  return second === undefined ? { kind: 'time', time: first } : { kind: 'ambiguous', times: [first, second] };
}

/** The time a text says where a time is asked for; every reading must say one. */
export function parseSpokenTime(text: string, language: Language, open?: OpenSpan): ParsedTime {
  const readings = understand(text, language, 'time').filter(isCertain);
  if (readings.some(({ phrases }) => phrases.some(({ kind }) => kind === 'or'))) return unclear;
  return of(readings.map(({ phrases }) => settle(phrases, open)));
}
