// Searches for the appointment a caller means: on the named day, in the future, live, and the customer's.
import type { Between, FoundAppointment, Lookups } from '../lookups.ts';

export interface Search {
  companyId: string;
  customerId: string;
  callId: string;
  /** The days that may be meant: one, or two where the words fit two. */
  days: Between[];
  /** Start instants the named time stands for on those days; empty where no time was named. */
  times: string[];
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
  /** None on that day, but these on others: offered, never taken. */
  | { kind: 'other_day'; choices: FoundAppointment[] }
  | { kind: 'none' };

const offerAheadMs = 366 * 24 * 3_600_000;
const mostOffered = 31;

/** One match is found; several are chosen from, unless the named time decides. A time that fits none is asked about. */
export async function findAppointment(search: Search, queries: Lookups): Promise<SearchResult> {
  const { companyId, customerId, callId, days, times, known, mayOffer, timeMustFit, now } = search;
  const onDays = known ?? (await Promise.all(days.map(day => queries.appointmentsOf(companyId, customerId, callId, day)))).flat();
  const standing = onDays.filter(({ newTimeRequested }) => !newTimeRequested);
  const matches = nearestToHim(standing.length > 0 ? standing : onDays);
  if (matches.length > 0) return byTime(matches, times, timeMustFit);
  if (!mayOffer) return { kind: 'none' };
  const ahead = { from: now, to: new Date(now.getTime() + offerAheadMs) };
  const offered = await queries.appointmentsOf(companyId, customerId, callId, ahead);
  const choices = offered.filter(({ newTimeRequested }) => !newTimeRequested).slice(0, mostOffered);
  return choices.length > 0 ? { kind: 'other_day', choices } : { kind: 'none' };
}

/** Of those that may be meant the one at a named time; without one the only one. */
export function byTime(
  matches: readonly FoundAppointment[],
  times: readonly string[],
  timeMustFit: boolean,
): Exclude<SearchResult, { kind: 'other_day' }> {
  const timed = matches.filter(match => times.some(time => Date.parse(time) === Date.parse(match.startsAt)));
  const [hit, ...others] = times.length === 0 && !timeMustFit ? matches : timed;
  if (hit && others.length === 0) return { kind: 'found', appointment: hit };
  return timeMustFit || matches.length === 0 ? { kind: 'none' } : { kind: 'choose', choices: [...matches] };
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
