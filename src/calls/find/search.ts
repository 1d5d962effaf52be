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
  /** What is meant where there is none on those days. */
  otherwise?: readonly ReferenceReading[] | undefined;
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
  | { kind: 'choose'; choices: FoundAppointment[]; ofOtherService?: true }
  /** It was not understood well enough to say that there is none. */
  | { kind: 'unsure' }
  /** None on that day, but these on others: offered, never taken. */
  | { kind: 'other_day'; choices: FoundAppointment[] }
  | { kind: 'none' };

const offerAheadMs = 366 * 24 * 3_600_000;
const mostOffered = 31;

/** One match is found; several are chosen from, unless the named time decides. A time that fits none is asked about. */
export async function findAppointment(search: Search, queries: Lookups): Promise<SearchResult> {
  const { companyId, customerId, callId, days, readings, known, mayOffer, timeMustFit } = search;
  if (readings.some(({ among }) => among !== undefined)) return withoutDay(search, queries);
  const onDays = known ?? (await Promise.all(days.map(day => queries.appointmentsOf(companyId, customerId, callId, day)))).flat();
  const standing = onDays.filter(({ newTimeRequested }) => !newTimeRequested);
  const matches = nearestToHim(standing.length > 0 ? standing : onDays);
  if (matches.length > 0) {
    const result = byReadings(matches, readings, timeMustFit);
    return result.kind === 'choose' && result.ofOtherService ? withThoseOfService(result.choices, search, queries) : result;
  }
  if (!readings.every(({ certain }) => certain)) return { kind: 'unsure' };
  if (!mayOffer) return { kind: 'none' };
  const { otherwise = [] } = search;
  const instead = otherwise.length === 0 ? undefined : await withoutDay({ ...search, readings: otherwise }, queries);
  if (instead && instead.kind !== 'unsure') return instead;
  const choices = (await standingAhead(search, queries)).slice(0, mostOffered);
  return choices.length > 0 ? { kind: 'other_day', choices } : { kind: 'none' };
}

/** All that stand, for a caller who may hear of them. */
async function standingAhead({ companyId, customerId, callId, now }: Search, queries: Lookups): Promise<FoundAppointment[]> {
  const ahead = { from: now, to: new Date(now.getTime() + offerAheadMs) };
  const all = await queries.appointmentsOf(companyId, customerId, callId, ahead);
  return all.filter(({ newTimeRequested }) => !newTimeRequested);
}

/** "Die Massage am Freitag", where another service is on Friday, and the massage on Thursday: both are named. */
async function withThoseOfService(onDay: FoundAppointment[], search: Search, queries: Lookups): Promise<SearchResult> {
  if (!search.mayOffer) return { kind: 'choose', choices: onDay };
  const all = await standingAhead(search, queries);
  const isNamed = (one: FoundAppointment) =>
    onDay.some(({ id }) => id === one.id) || search.readings.some(reading => saysServiceOf(one, reading));
  return { kind: 'choose', choices: all.filter(isNamed).slice(0, mostOffered) };
}

/** Without a day only a caller who is known by more than a name hears of anything. */
async function withoutDay(search: Search, queries: Lookups): Promise<SearchResult> {
  const { readings, mayOffer, timeMustFit } = search;
  if (!mayOffer || timeMustFit) return { kind: 'unsure' };
  const all = await standingAhead(search, queries);
  const then = readings.map(({ among, isAtTime = () => true }) =>
    all.filter(({ startsAt }) => (among === undefined || isWithin(startsAt, [among])) && isAtTime(startsAt)),
  );
  const meant = readings.map((reading, index) => meantAmong(then[index] ?? [], reading));
  const hits = all.filter(one => meant.some(those => those.includes(one)));
  if (!isHeeded(readings, meant)) {
    const named = all.filter(
      one =>
        then.some(those => those.includes(one) && those.length < all.length) ||
        readings.some(reading => saysServiceOf(one, reading)),
    );
    const choices = (named.length > 0 ? named : all).slice(0, mostOffered);
    return choices.length > 0 ? { kind: 'choose', choices } : { kind: 'unsure' };
  }
  const [hit, ...others] = hits;
  if (!hit) return { kind: 'unsure' };
  const isSure = others.length === 0 && readings.every(reading => isSureOf(hit, reading));
  return isSure ? { kind: 'found', appointment: hit } : { kind: 'choose', choices: hits };
}

/** Of those of the service that was said the one at the place. */
function meantAmong(those: readonly FoundAppointment[], reading: ReferenceReading): FoundAppointment[] {
  const ofService = ofServiceAmong(those, reading);
  return reading.place === undefined ? ofService : at(reading.place, ofService);
}

/** Those of the service that was said, or of an unknown one. */
const ofServiceAmong = (those: readonly FoundAppointment[], reading: ReferenceReading): FoundAppointment[] =>
  those.filter(one => reading.services === undefined || one.serviceId === null || saysServiceOf(one, reading));

const saysServiceOf = ({ serviceId }: FoundAppointment, { services }: ReferenceReading): boolean =>
  serviceId !== null && services?.includes(serviceId) === true;

const isSureOf = (one: FoundAppointment, reading: ReferenceReading): boolean =>
  reading.certain && (reading.services === undefined || saysServiceOf(one, reading));

/** A service that was said is never left out of account: of all readings with the same services one must mean an appointment. */
function isHeeded(readings: readonly ReferenceReading[], meant: readonly (readonly FoundAppointment[])[]): boolean {
  const setOf = ({ services }: ReferenceReading) => services?.join();
  return readings.every(
    reading =>
      reading.services === undefined ||
      readings.some((other, index) => setOf(other) === setOf(reading) && (meant[index] ?? []).length > 0),
  );
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
  const meant = readings.map(reading =>
    meantAmong(
      onDay.filter(one => fits(one, reading, timeMustFit)),
      reading,
    ),
  );
  const hits = onDay.filter(match => meant.some(those => those.includes(match)));
  const [hit, ...others] = hits;
  const isFound = others.length === 0 && isHeeded(readings, meant);
  if (hit && isFound && readings.every(reading => isSureOf(hit, reading))) return { kind: 'found', appointment: hit };
  if (timeMustFit || onDay.length === 0) return { kind: 'none' };
  const ofDay = readings.map(reading => ofServiceAmong(onDay, reading));
  if (!isHeeded(readings, ofDay)) return { kind: 'choose', choices: onDay, ofOtherService: true };
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
