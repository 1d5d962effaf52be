// Understands when free times are looked for: a day, and a time or a part of the day, in the caller's words.
import { DateTime } from 'luxon';
import type { Meaning, SaidWords } from '../../language/parse/meaning.ts';
import type { RequestScope } from '../result.ts';
import { newWordsOf } from './from-to.ts';
import { askingAbout, clocksOf, hoursOn, isWithin, noWords, openOn, timesOn, type Unclear, wholeDay } from './moments.ts';
import { differing, type Movable } from './new-time.ts';
import { offerOf } from './offer.ts';
import { wishOf } from './wish.ts';

const asked = askingAbout('new_time');

/** Free times are looked for on this day, near this clock time and in these hours. */
export interface WantedTimes {
  kind: 'wanted';
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:mm`; undefined: near the appointment's own. */
  clock: string | undefined;
  isFree(startsAt: string): boolean;
}

/** When free times are looked for; a part of the day narrows it. `keepsDay`: the agent left the day out, so that only a time is wanted. */
export function understandWanted(
  words: SaidWords,
  own: SaidWords,
  moved: Movable,
  scope: RequestScope,
  { keepsDay = false } = {},
): WantedTimes | Unclear {
  const { timeZone: zone } = scope.settings;
  const at = DateTime.fromISO(moved.startsAt, { zone });
  const ownDay = at.toISODate() ?? '';
  if (words.day === undefined && words.time === undefined) {
    if (own.day !== undefined) return understandWanted(own, noWords, moved, scope);
    return { kind: 'wanted', date: ownDay, clock: undefined, isFree: () => true };
  }
  const understood = wishOf(newWordsOf(words, moved.startsAt, scope), own, scope);
  if (understood.kind === 'unclear') return asked(understood.code);
  if (understood.kind === 'time_unclear') return asked('time_unclear');
  if (understood.kind === 'days_differ')
    return differing({ ...understood, time: understood.time ?? sameClock(at) }, moved, scope);
  const meanings = understood.meanings.filter(
    ({ place, yes, period, dates, time, hours, fromOwn }) =>
      place === undefined && !period && (!yes || dates || time || hours || fromOwn),
  );
  const [first] = meanings;
  if (!first || meanings.every(({ contrary }) => contrary)) return asked('date_unclear');
  // Of the appointment's own day; after free times were read out it may be theirs.
  const isOffered = offerOf(scope.call).times.length > 0;
  const isOwnDay = keepsDay && !isOffered && meanings.every(({ time, hours }) => time !== undefined || hours !== undefined);
  const namesDay = ({ dates: said, fromOwn }: Meaning) => said !== undefined || fromOwn !== undefined;
  if (!isOwnDay && !meanings.some(namesDay)) return asked('new_date_missing');
  // "Einen Tag später", after free times were read out, may be counted from them.
  const isTorn = isOffered && meanings.some(({ fromOwn }) => fromOwn?.dayOf !== undefined);
  if (isTorn) return asked('date_unclear');
  const dates = [
    ...new Set(meanings.flatMap(({ dates: said, fromOwn }) => said ?? [(fromOwn?.dayOf?.(at) ?? at).toISODate() ?? ''])),
  ].sort();
  if (!meanings.every(({ certain }) => certain) || dates.length > 1) {
    return {
      ...asked('date_ambiguous'),
      choices: dates.map(date => ({
        startsAt:
          timesOn(date, { kind: 'time', time: at.toFormat('HH:mm') }, zone)[0]?.first ?? wholeDay(date, zone).from.toISOString(),
      })),
    };
  }
  const [date = ownDay] = dates;
  const spans = new Set(meanings.map(({ time, hours }) => JSON.stringify([time?.(), hours?.()])));
  const isEitherBound =
    first.said.some(phrase => phrase.kind === 'window') && (first.hours?.(openOn(date, moved.branchId, scope)).length ?? 0) > 1;
  if (spans.size > 1 || isEitherBound) return asked('time_unclear');
  const clocks = [...new Set(meanings.flatMap(({ time }) => (time ? clocksOf(time(openOn(date, moved.branchId, scope))) : [])))];
  const within = first.wished && hoursOn(date, first.wished(openOn(date, moved.branchId, scope)), zone);
  const sameTime = first.fromOwn?.minutes === 0 ? at.toFormat('HH:mm') : undefined;
  return {
    kind: 'wanted',
    date,
    clock: clocks[0] ?? sameTime,
    isFree: startsAt => within === undefined || isWithin(startsAt, within),
  };
}

const sameClock = (at: DateTime) => () => ({ kind: 'time' as const, time: at.toFormat('HH:mm') });
