// Searches for the appointment a caller means: on the named day, in the future, live, and the customer's.

import type { Place } from '../../language/parse/meaning.ts';
import type { Between, FoundAppointment, Lookups } from '../lookups.ts';
import { isWithin, type ReferenceReading } from '../understand/moments.ts';
import { atPlace } from '../understand/offer.ts';

export interface Search {
  companyId: string;
  customerId: string;
  callId: string;
  /** The days that may be meant: one, or two where the words fit two. */
  days: Between[];
  /** What was said, in every way it may be understood. */
  readings: readonly ReferenceReading[];
  /** The customer's appointments on those days, where they are known already. */
  known: FoundAppointment[] | undefined;
  /** Whether appointments on other days may be offered to this caller. */
  mayOffer: boolean;
  /** Whether a time has to be named that fits; else there is nothing to choose from either. */
  timeMustFit: boolean;
  now: Date;
}

export type SearchResult =
  | { kind: 'found'; appointment: FoundAppointment }
  | { kind: 'choose'; choices: FoundAppointment[] }
  /** It was not understood well enough to say that there is none. */
  | { kind: 'unsure' }
  /** None on that day, but these on others: offered, never taken. */
  | { kind: 'other_day'; choices: FoundAppointment[] }
  | { kind: 'none' };

const offerAheadMs = 366 * 24 * 3_600_000;
const mostOffered = 31;

/** One match is found; several are chosen from, unless the named time decides. A time that fits none is asked about. */
export async function findAppointment(search: Search, queries: Lookups): Promise<SearchResult> {
  const { companyId, customerId, callId, days, readings, known, mayOffer, timeMustFit, now } = search;
  if (readings.some(({ among }) => among !== undefined)) return withoutDay(search, queries);
  const onDays = known ?? (await Promise.all(days.map(day => queries.appointmentsOf(companyId, customerId, callId, day)))).flat();
  const standing = onDays.filter(({ newTimeRequested }) => !newTimeRequested);
  const matches = nearestToHim(standing.length > 0 ? standing : onDays);
  if (matches.length > 0) return byReadings(matches, readings, timeMustFit);
  if (!readings.every(({ certain }) => certain)) return { kind: 'unsure' };
  if (!mayOffer) return { kind: 'none' };
  const ahead = { from: now, to: new Date(now.getTime() + offerAheadMs) };
  const offered = await queries.appointmentsOf(companyId, customerId, callId, ahead);
  const choices = offered.filter(({ newTimeRequested }) => !newTimeRequested).slice(0, mostOffered);
  return choices.length > 0 ? { kind: 'other_day', choices } : { kind: 'none' };
}

/** Without a day only a caller who is known by more than a name hears of anything. */
async function withoutDay(
  { companyId, customerId, callId, readings, mayOffer, timeMustFit, now }: Search,
  queries: Lookups,
): Promise<SearchResult> {
  if (!mayOffer || timeMustFit) return { kind: 'unsure' };
  const ahead = { from: now, to: new Date(now.getTime() + offerAheadMs) };
  const all = (await queries.appointmentsOf(companyId, customerId, callId, ahead)).filter(
    ({ newTimeRequested }) => !newTimeRequested,
  );
  const fitting = readings.map(({ among = ahead, isAtTime = () => true, place }) => {
    const those = all.filter(({ startsAt }) => isWithin(startsAt, [among]) && isAtTime(startsAt));
    return place === undefined ? those : at(place, those);
  });
  const hits = all.filter(one => fitting.some(those => those.includes(one)));
  const [hit, ...others] = hits;
  if (!hit) return { kind: 'unsure' };
  const isSure = others.length === 0 && readings.every(({ certain }) => certain);
  return isSure ? { kind: 'found', appointment: hit } : { kind: 'choose', choices: hits };
}

function at(place: Place, those: readonly FoundAppointment[]): FoundAppointment[] {
  const starts = atPlace(
    place,
    those.map(({ startsAt }) => startsAt),
  );
  return those.filter(({ startsAt }) => starts.includes(startsAt));
}

/**
 * Of those on the named days the one that fits what was said. Readings that fit different ones, or a reading that is not certain, are
 * asked about; so is a time, or a part of the day, that fits none.
 */
export function byReadings(
  matches: readonly FoundAppointment[],
  readings: readonly ReferenceReading[],
  timeMustFit: boolean,
): Exclude<SearchResult, { kind: 'other_day' | 'unsure' }> {
  const onDay = matches.filter(({ startsAt }) =>
    readings.some(({ days, isAtTime = () => true }) => isWithin(startsAt, days) && isAtTime(startsAt)),
  );
  const hits = onDay.filter(match =>
    readings.some(reading => {
      const those = onDay.filter(one => fits(one, reading, timeMustFit));
      return (reading.place === undefined ? those : at(reading.place, those)).includes(match);
    }),
  );
  const [hit, ...others] = hits;
  const isCertain = readings.every(({ certain }) => certain);
  if (hit && others.length === 0 && isCertain) return { kind: 'found', appointment: hit };
  if (timeMustFit || onDay.length === 0) return { kind: 'none' };
  // Where there are several the time that was said decides between them, or does not: then all of that day are named.
  return { kind: 'choose', choices: hits.length > 0 ? hits : onDay };
}

function fits(
  { startsAt }: FoundAppointment,
  { days, times, within, isAtTime = () => true }: ReferenceReading,
  timeMustFit: boolean,
): boolean {
  if (!isWithin(startsAt, days) || !isAtTime(startsAt)) return false;
  if (times.length > 0) return times.some(time => Date.parse(time) === Date.parse(startsAt));
  return !timeMustFit && (within === undefined || isWithin(startsAt, within));
}

/**
 * The strategies in order: the customer's own; then one linked to this call; then one whose booking metadata names the customer.
 */
function nearestToHim(appointments: FoundAppointment[]): FoundAppointment[] {
  for (const strategy of ['customer', 'call', 'metadata'] as const) {
    const found = appointments.filter(({ foundBy }) => foundBy === strategy);
    if (found.length > 0) return found;
  }
  return [];
}
