// Which appointment is meant? Always on the named day, in the future, live, and the customer's.
import type { CallState } from '../domain/call.ts';
import type { Between, FoundAppointment, ReceptionQueries } from './queries.ts';

export interface Search {
  companyId: string;
  customerId: string;
  callId: string;
  call: CallState;
  /** The days that may be meant: one, or two where the words fit two. */
  days: Between[];
  /** Start instants the named time stands for on those days; empty where no time was named. */
  times: string[];
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
export async function findAppointment(search: Search, queries: ReceptionQueries): Promise<SearchResult> {
  const matches = (await Promise.all(search.days.map(day => onDay(search, day, queries)))).flat();
  const [first, ...others] = matches;
  if (first) {
    if (search.times.length === 0)
      return others.length === 0 ? { kind: 'found', appointment: first } : { kind: 'choose', choices: matches };
    const timed = matches.filter(match => search.times.some(time => Date.parse(time) === Date.parse(match.startsAt)));
    const [hit, ...rest] = timed;
    return hit && rest.length === 0 ? { kind: 'found', appointment: hit } : { kind: 'choose', choices: matches };
  }
  const ahead = { from: search.now, to: new Date(search.now.getTime() + offerAheadMs) };
  const choices = (await queries.appointmentsOf(search.companyId, search.customerId, ahead)).slice(0, mostOffered);
  return choices.length > 0 ? { kind: 'other_day', choices } : { kind: 'none' };
}

/** The customer's own first; then what this call or the booking's metadata links to him. */
async function onDay(search: Search, day: Between, queries: ReceptionQueries): Promise<FoundAppointment[]> {
  const own = await queries.appointmentsOf(search.companyId, search.customerId, day);
  if (own.length > 0) return own;
  return queries.appointmentsByMetadata(search.companyId, search.customerId, search.callId, day);
}
