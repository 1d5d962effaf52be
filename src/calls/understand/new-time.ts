// Understands where an appointment is to be moved: a day and time in the caller's words, counted from its own, or one of the free
// times that were offered.
import { DateTime } from 'luxon';
import { clockFace, type Meaning, type SaidWords } from '../../language/parse/meaning.ts';
import type { RequestScope } from '../result.ts';
import { newWordsOf } from './from-to.ts';
import { askingAbout, type LocalTime, type NewTime, noWords, openOn, timesOn, type Unclear, whichDay } from './moments.ts';
import { fitting, hasSpokenOfNewTime, isOnlyCounted, offerOf } from './offer.ts';
import { wishOf } from './wish.ts';

/** The appointment that is to be moved, as far as its new time depends on it. */
export interface Movable {
  branchId: string | undefined;
  startsAt: string;
}

/** One instant, or what must be asked. `keepsDay`: the agent left the new day out, so that only the time is to be another. */
export function understandNewTime(
  words: SaidWords,
  own: SaidWords,
  moved: Movable,
  scope: RequestScope,
  { keepsDay = false } = {},
): NewTime | Unclear {
  if (words.day === undefined && words.time === undefined) {
    return own.day === undefined ? asked('new_date_missing') : understandNewTime(own, noWords, moved, scope);
  }
  const understood = wishOf(newWordsOf(words, moved.startsAt, scope), own, scope);
  switch (understood.kind) {
    case 'unclear':
      return asked(understood.code);
    case 'time_unclear':
      return asked('time_unclear');
    case 'days_differ':
      return differing(understood, moved, scope);
    case 'meanings': {
      const { meanings } = understood;
      if (words.day !== undefined) return amongMeanings(meanings, moved, scope);
      const timed = timesAlone(meanings, scope).map(meaning => withUnsureDay(meaning, keepsDay));
      const isSure = keepsDay && own.day === undefined && !hasSpokenOfNewTime(scope.call);
      return timed.every(isTimeAlone) ? onOwnDay(timed, isSure, moved, scope) : amongMeanings(timed, moved, scope);
    }
  }
}

/** Where nothing was offered "ten" in a time's field is an hour, and neither a place nor a day of the month. */
function timesAlone(meanings: readonly Meaning[], scope: RequestScope): readonly Meaning[] {
  const isHour = (meaning: Meaning) => meaning.time !== undefined && isTimeAlone(meaning);
  const isNumber = ({ said }: Meaning) => said.every(({ kind }) => kind === 'place' || kind === 'day_of_month');
  if (offerOf(scope.call).times.length > 0 || !meanings.some(isHour)) return meanings;
  return meanings.filter(meaning => !isNumber(meaning));
}

const isTimeAlone = ({ dates, period, fromOwn, place, isNext, other }: Meaning): boolean =>
  [dates, period, fromOwn, place, other].every(said => said === undefined) && !isNext;

/**
 * "Lieber um vier": the day stays, where that time is ahead on it, while the doors are open, and another one than the appointment's. A
 * part of the day is asked about, and so is a time where free times of other days were offered.
 */
function onOwnDay(meanings: readonly Meaning[], isSure: boolean, moved: Movable, scope: RequestScope): NewTime | Unclear {
  const offered = pickedTimes(meanings, scope);
  if (offered) return offered;
  if (meanings.every(({ contrary }) => contrary) || offerOf(scope.call).times.length > 0) return asked('new_date_missing');
  const own = DateTime.fromISO(moved.startsAt, { zone: scope.settings.timeZone });
  const candidates = meanings.flatMap(meaning => candidatesOf(meaning, moved, own, scope));
  const isUsable = ({ first }: LocalTime) => Date.parse(first) > scope.now.getTime() && !isOutsideHours(first, moved, scope);
  const isOwn = ({ first }: LocalTime) => Date.parse(first) === Date.parse(moved.startsAt);
  const usable = candidates
    .map(({ certain, date, times }) => ({ date, times: times.filter(isUsable), certain: certain && isSure }))
    .filter(({ times }) => times.length > 0);
  if (usable.some(({ times }) => times.some(isOwn))) return asked('new_date_missing');
  if (usable.length > 0) return onlyOne(usable, moved, scope);
  const saysHours = meanings.every(({ time, hours }) => time === undefined && hours !== undefined);
  return asked(saysHours ? 'new_time_missing' : 'new_date_missing');
}

/** A day in the time's field is asked about, unless it stands there with its time and the agent left the day's field out. */
const withUnsureDay = (meaning: Meaning, keepsDay: boolean): Meaning => ({
  ...meaning,
  certain: meaning.certain && (meaning.dates === undefined || (keepsDay && meaning.time !== undefined)),
});

/** Two days were said: which one? */
export function differing(
  { dates, time }: { dates: readonly string[]; time: Meaning['time'] },
  moved: Movable,
  scope: RequestScope,
): Unclear {
  if (!time) return asked('date_unclear');
  const candidates = dates.map(date => timesOn(date, time(openOn(date, moved.branchId, scope)), scope.settings.timeZone));
  return whichDay(candidates, 'date_unclear', 'new_time');
}

/** A new time that may be meant. */
interface Candidate {
  date: string;
  times: LocalTime[];
  certain: boolean;
}

function amongMeanings(meanings: readonly Meaning[], moved: Movable, scope: RequestScope): NewTime | Unclear {
  if (meanings.every(({ contrary }) => contrary)) return asked('date_unclear');
  const offered = pickedTimes(meanings, scope);
  if (offered) return offered;
  const own = DateTime.fromISO(moved.startsAt, { zone: scope.settings.timeZone });
  const placed = meanings.filter(({ place }) => place === undefined);
  if (placed.every(({ dates, fromOwn }) => dates === undefined && fromOwn === undefined)) return asked('new_date_missing');
  const candidates = placed
    .filter(({ period, isNext }) => period === undefined && !isNext)
    .flatMap(meaning => candidatesOf(meaning, moved, own, scope));
  if (candidates.length === 0) return asked('new_time_missing');
  return onlyOne(candidates, moved, scope);
}

/** One of the free times that were offered, where what was said fits any of them. */
function pickedTimes(meanings: readonly Meaning[], scope: RequestScope): NewTime | Unclear | undefined {
  const { times } = offerOf(scope.call);
  const hits = meanings.map(meaning => ({ meaning, fit: fitting(times, meaning, scope) })).filter(({ fit }) => fit.length > 0);
  const all = [...new Set(hits.flatMap(({ fit }) => fit))].sort();
  const [startsAt] = all;
  if (startsAt === undefined) return undefined;
  if (all.length === 1 && hits.every(({ meaning }) => meaning.certain && !isOnlyCounted(meaning, times)))
    return { kind: 'move', startsAt };
  return { ...asked('date_ambiguous'), choices: all.map(at => ({ startsAt: at })) };
}

/** Each day with the times that may be meant on it; none where no time was said. */
function candidatesOf(
  { certain, dates, time, fromOwn, hours, said }: Meaning,
  moved: Movable,
  own: DateTime,
  scope: RequestScope,
): Candidate[] {
  const { timeZone: zone } = scope.settings;
  const shifted = [(fromOwn?.dayOf?.(own) ?? own).toISODate() ?? ''];
  const days = dates ? [...dates, ...sameWeekday(said, dates, fromOwn, own), ...sameSpan(said, fromOwn, own)] : shifted;
  return days.flatMap((date): Candidate[] => {
    if (time) {
      const times = timesOn(date, time(openOn(date, moved.branchId, scope)), zone);
      // Of two halves of today, the one that is over is not meant.
      const ahead = times.filter(({ first }) => Date.parse(first) > scope.now.getTime());
      // "Von zehn Uhr eine Stunde nach hinten" names two times.
      const shiftedTo = own.plus({ minutes: fromOwn?.minutes ?? 0 }).toFormat('HH:mm');
      const isOne =
        (fromOwn?.minutes ?? 0) === 0 ||
        times.some(({ first }) => DateTime.fromISO(first, { zone }).toFormat('HH:mm') === shiftedTo);
      return [{ date, times: ahead.length > 0 ? ahead : times, certain: certain && isOne && !isWeekAlone(said) }];
    }
    const isNarrowed = hours !== undefined;
    if (!fromOwn || isNarrowed) return [];
    const minutes = own.hour * 60 + own.minute + (fromOwn.minutes ?? 0);
    // Whole days are days on the calendar, whatever the clocks do.
    const on =
      DateTime.fromISO(date, { zone })
        .plus({ days: Math.floor(minutes / 1440) })
        .toISODate() ?? date;
    const clock = clockFace(((minutes % 1440) + 1440) % 1440);
    // "Eine Woche später" says nothing of the time: most mean the same.
    const isSaid = fromOwn.minutes !== undefined && certain;
    // Counted from the appointment, or from a free time that was just offered?
    const isOwn = offerOf(scope.call).times.length === 0;
    return [{ date: on, times: timesOn(on, { kind: 'time', time: clock }, zone), certain: isSaid && isOwn }];
  });
}

/** "Die Woche danach um zehn" leaves its day open: most mean the same. */
const isWeekAlone = (said: Meaning['said']): boolean =>
  said.some(({ kind }) => kind === 'own_week') && !said.some(({ kind }) => kind === 'weekday' || kind === 'same_day');

/** Of an appointment that is further ahead, "am Donnerstag" may be said of its own week. */
const farDays = 7;

/** "Am Mittwoch, gleiche Zeit" of an appointment in a later week may be the Wednesday of that week as well. */
function sameWeekday(said: Meaning['said'], dates: readonly string[], fromOwn: Meaning['fromOwn'], own: DateTime): string[] {
  const weekday = said.find(phrase => phrase.kind === 'weekday');
  const isFar = dates.every(date => own.diff(DateTime.fromISO(date, { zone: own.zoneName ?? 'utc' }), 'days').days >= farDays);
  if (!(fromOwn || isFar) || weekday?.which !== 'plain' || dates.length !== 1) return [];
  const inOwnWeek =
    own
      .startOf('week')
      .plus({ days: weekday.weekday - 1 })
      .toISODate() ?? '';
  return dates.some(date => date < inOwnWeek) && !said.some(({ kind }) => kind === 'week' || kind === 'date') ? [inOwnWeek] : [];
}

/** "In vierzehn Tagen, gleiche Zeit" may be counted from the appointment as well as from today. */
function sameSpan(said: Meaning['said'], fromOwn: Meaning['fromOwn'], own: DateTime): string[] {
  const span = said.find(phrase => phrase.kind === 'span');
  const isAlone = said.every(({ kind }) => ['span', 'same_time', 'clock', 'part', 'yes'].includes(kind));
  return span && fromOwn && isAlone ? [own.plus({ days: span.days }).toISODate() ?? ''] : [];
}

function onlyOne(candidates: readonly Candidate[], moved: Movable, scope: RequestScope): NewTime | Unclear {
  const times = new Map(candidates.flatMap(candidate => candidate.times).map(time => [time.first, time]));
  const [wanted, ...others] = [...times.values()];
  if (!wanted) return asked('time_does_not_exist');
  const dates = new Set(candidates.map(({ date }) => date));
  if (dates.size > 1)
    return whichDay(
      [...dates].map(date => distinctTimes(candidates.filter(one => one.date === date))),
      'time_ambiguous',
      'new_time',
    );
  if ([...times.keys()].every(at => isOutsideHours(at, moved, scope)) && others.length > 0) return asked('time_unclear');
  if (others.length > 0) return { ...asked('time_ambiguous'), alternatives: [...times.keys()].sort() };
  if (wanted.instants.length > 1) return asked('time_exists_twice');
  const isCertain = candidates.every(({ certain }) => certain);
  return isCertain ? { kind: 'move', startsAt: wanted.first } : suggesting(wanted.first, moved, scope);
}

/** "Meinen Sie diesen?" is asked about no time that cannot be meant: its own, or one when that day is closed. */
function suggesting(startsAt: string, moved: Movable, scope: RequestScope): Unclear {
  if (Date.parse(startsAt) === Date.parse(moved.startsAt)) return asked('new_date_missing');
  if (isOutsideHours(startsAt, moved, scope)) return asked('time_unclear');
  return { ...asked('date_ambiguous'), choices: [{ startsAt }] };
}

/** Before the doors open, or after they are closed; a day without hours says nothing. */
function isOutsideHours(startsAt: string, moved: Movable, scope: RequestScope): boolean {
  const local = DateTime.fromISO(startsAt, { zone: scope.settings.timeZone });
  const open = openOn(local.toISODate() ?? '', moved.branchId, scope);
  const clock = local.toFormat('HH:mm');
  return open !== undefined && (clock < open.opens || clock >= open.closes);
}

const distinctTimes = (candidates: readonly Candidate[]): LocalTime[] => [
  ...new Map(candidates.flatMap(({ times }) => times).map(time => [time.first, time])).values(),
];

const asked = askingAbout('new_time');
