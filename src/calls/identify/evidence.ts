// Gathers what is known of a caller before they are identified. It depends on what they said, never on what was found, so that a
// customer's name and an unknown name take the same time.
import type { CallState } from '../../domain/call/call.ts';
import type { Way } from '../../domain/call/identification.ts';
import { isFullName } from '../../domain/customer/names.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { Between, CustomerWithAppointments, JustBooked, KnownCustomer, Lookups } from '../lookups.ts';

export interface Caller {
  companyId: string;
  callId: string;
  call: CallState;
  callBegan: Date;
  /** Full E.164; undefined where it is withheld or no number. */
  number: string | undefined;
  withheld: boolean;
  /** As the caller gave it. */
  name: string | undefined;
  /** From the call's own data. */
  callData: { name: string | undefined; customerId: string | undefined };
  /** The days that may be meant; empty where no day is part of the request. */
  days: Between[];
  /** The instants the named time may stand for; empty where none was named. */
  times: string[];
  /** Undefined where nothing is to be changed. */
  operation: ModificationKind | undefined;
  /** Ways that are not used in this company. */
  waysOff: readonly Way[];
}

export interface Evidence {
  /** The customer an earlier request of this call was answered for. */
  linked: KnownCustomer | undefined;
  byNumber: KnownCustomer[];
  /** Customers of exactly the caller's full name, or, where they gave none, of the name the call brought with it. */
  named: CustomerWithAppointments[];
  /** The customer the call's own data names by id. */
  inData: CustomerWithAppointments | undefined;
  /** Everybody with an appointment on the named day at the named time; undefined where they are too many. */
  ofDay: KnownCustomer[] | undefined;
  /** Appointments that were just booked under this name; undefined where it was not asked, or does not apply. */
  booked: JustBooked[] | undefined;
}

/** In their order: for each kind of change, and for what changes nothing. `company_and_day` is tried after all others. */
const waysFor: Record<ModificationKind | 'nothing', readonly Way[]> = {
  cancel: ['call', 'number', 'exact_name', 'call_data', 'company_and_day'],
  reschedule: ['number', 'phonetic', 'exact_name', 'call_data'],
  nothing: ['call', 'number', 'exact_name', 'call_data'],
};

/** The ways a caller may be identified by, without those the company does not use. */
export const waysOf = ({ operation, waysOff }: Pick<Caller, 'operation' | 'waysOff'>): readonly Way[] =>
  waysFor[operation ?? 'nothing'].filter(way => !waysOff.includes(way));

/** Asks first whose call and number it is; only where that finds nobody, by name, day and the call's own data. */
export async function gatherEvidence(caller: Caller, queries: Lookups): Promise<Evidence> {
  const { companyId, callId, call, number, days, times, callData } = caller;
  const [linked, byNumber] = await Promise.all([
    call.customerId === undefined ? undefined : queries.customerById(companyId, call.customerId),
    number === undefined ? [] : queries.customersByPhone(companyId, number),
  ]);
  const nothing: Evidence = { linked, byNumber, named: [], inData: undefined, ofDay: [], booked: undefined };
  if (linked || byNumber.length > 0) return nothing;
  const name = caller.name ?? callData.name ?? '';
  const [named, ofDay, inData, booked] = await Promise.all([
    isFullName(name) ? queries.customersByName(companyId, name, days, callId) : [],
    bySound(caller) ? queries.customersOfDays(companyId, days, times) : [],
    callData.customerId === undefined ? undefined : customerInData(caller, callData.customerId, queries),
    askJustBooked(caller, queries),
  ]);
  return { ...nothing, named, inData, ofDay, booked };
}

/** A move by a number nobody knows, with a name that may have been misheard, and with both the day and the time. */
function bySound(caller: Caller): boolean {
  const { number, name, days, times } = caller;
  return number !== undefined && name !== undefined && days.length > 0 && times.length > 0 && waysOf(caller).includes('phonetic');
}

async function customerInData(
  { companyId, callId, days }: Caller,
  customerId: string,
  queries: Lookups,
): Promise<CustomerWithAppointments | undefined> {
  const [customer, ...appointments] = await Promise.all([
    queries.customerById(companyId, customerId),
    ...days.map(day => queries.appointmentsOf(companyId, customerId, callId, day)),
  ]);
  return customer && { customer, appointments: appointments.flat() };
}

/** How long before the call a booking counts as just made. */
const beforeTheCallMs = 30 * 60_000;

/** What was just booked under the caller's name; undefined where this way does not apply. */
export async function askJustBooked(caller: Caller, queries: Lookups): Promise<JustBooked[] | undefined> {
  const { companyId, callId, callBegan, name, days } = caller;
  const applies = days.length > 0 && waysOf(caller).includes('company_and_day');
  if (!applies || name === undefined || !isFullName(name)) return undefined;
  const since = new Date(callBegan.getTime() - beforeTheCallMs);
  return queries.justBooked(companyId, name, days, since, callId);
}
