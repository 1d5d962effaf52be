// Who is calling? The ways of the design, in order; each is tried only where it is safe.
import type { CallState } from '../domain/call.ts';
import type { Code } from '../domain/codes.ts';
import type { DataOf } from '../domain/events/catalogue.ts';
import { nameLikeness, sameName } from '../domain/names.ts';
import type { KnownCustomer, ReceptionQueries } from './queries.ts';

export type Way = DataOf<'CallerIdentified'>['way'];

export interface Caller {
  companyId: string;
  call: CallState;
  /** Full E.164; undefined where it is withheld or no number. */
  number: string | undefined;
  withheld: boolean;
  /** As the caller gave it. */
  name: string | undefined;
  /** From the call's own data. */
  callData: { name: string | undefined; customerId: string | undefined };
  /** The days that may be meant, as periods between two instants; empty where no day is part of the request. */
  days: { from: Date; to: Date }[];
}

export type Identification =
  | { kind: 'identified'; customer: KnownCustomer; way: Way; likeness: number | undefined }
  | { kind: 'not_identified'; code: Code; tried: Way[] /** A wrong guess, which the lockout counts. */; failure: boolean };

type Step = { found: KnownCustomer; likeness?: number } | { stop: Code; failure: boolean } | undefined;

/** A name at least this much like the customer's own goes with the number it is given for. */
export const likeEnough = 0.85;

/** Tries `call`, `number`, `exact_name` and `call_data`; the first that finds or stops decides. */
export async function identify(caller: Caller, queries: ReceptionQueries): Promise<Identification> {
  const ways: [Way, (caller: Caller, queries: ReceptionQueries) => Promise<Step>][] = [
    ['call', byCall],
    ['number', byNumber],
    ['exact_name', byExactName],
    ['call_data', byCallData],
  ];
  const tried: Way[] = [];
  for (const [way, attempt] of ways) {
    const step = await attempt(caller, queries);
    if (step === undefined) continue;
    tried.push(way);
    if ('found' in step) return { kind: 'identified', customer: step.found, way, likeness: step.likeness };
    return { kind: 'not_identified', code: step.stop, tried, failure: step.failure };
  }
  const code = caller.withheld ? 'caller_not_identified' : 'customer_not_found';
  // Who gave no name has guessed nothing.
  const guessed = caller.name !== undefined || caller.callData.name !== undefined;
  return { kind: 'not_identified', code, tried, failure: guessed };
}

/** The call is already linked to a customer. */
async function byCall(caller: Caller, queries: ReceptionQueries): Promise<Step> {
  if (caller.call.customerId === undefined) return undefined;
  const customer = await queries.customerById(caller.companyId, caller.call.customerId);
  return customer && agreeing(caller, customer);
}

/** The number is a customer's; with several on one number the name decides. */
async function byNumber(caller: Caller, queries: ReceptionQueries): Promise<Step> {
  if (caller.number === undefined) return undefined;
  const customers = await queries.customersByPhone(caller.companyId, caller.number);
  const [only, ...others] = customers;
  if (!only) return undefined;
  if (others.length === 0) return agreeing(caller, only);
  const { name } = caller;
  if (name === undefined) return { stop: 'name_needed', failure: false };
  const alike = customers
    .map(customer => ({ customer, likeness: nameLikeness(name, customer.name) }))
    .filter(({ likeness }) => likeness >= likeEnough);
  const [best, ...rivals] = alike;
  if (best && rivals.length === 0) return { found: best.customer, likeness: best.likeness };
  const exact = alike.filter(({ customer }) => sameName(name, customer.name));
  const [sole] = exact;
  if (sole && exact.length === 1) return { found: sole.customer, likeness: sole.likeness };
  return { stop: 'name_needed', failure: true };
}

/** A given name that does not fit is asked about once; the second time it counts as a failure. */
function agreeing(caller: Caller, customer: KnownCustomer): Step {
  if (caller.name === undefined) return { found: customer };
  const likeness = nameLikeness(caller.name, customer.name);
  if (likeness >= likeEnough) return { found: customer, likeness };
  return { stop: 'name_differs', failure: caller.call.nameAsked };
}

/** Exact full name and exactly one customer: number withheld, or unknown to us and an appointment on the named day. */
async function byExactName(caller: Caller, queries: ReceptionQueries): Promise<Step> {
  const found = caller.name === undefined ? undefined : await soleByName(caller, caller.name, queries);
  return found && { found, likeness: 1 };
}

/** The name or customer id the call brought with it, under the rules above. */
async function byCallData(caller: Caller, queries: ReceptionQueries): Promise<Step> {
  const { customerId, name } = caller.callData;
  if (customerId !== undefined) {
    const customer = await queries.customerById(caller.companyId, customerId);
    if (customer && (await hasAppointment(caller, customer, queries))) return agreeing(caller, customer);
  }
  if (name === undefined || caller.name !== undefined) return undefined;
  const found = await soleByName(caller, name, queries);
  return found && { found, likeness: 1 };
}

async function soleByName(caller: Caller, name: string, queries: ReceptionQueries): Promise<KnownCustomer | undefined> {
  const named = (await queries.customersByName(caller.companyId, name)).filter(customer => sameName(name, customer.name));
  const [only, ...others] = named;
  if (!only || others.length > 0) return undefined;
  return caller.withheld || (await hasAppointment(caller, only, queries)) ? only : undefined;
}

async function hasAppointment(caller: Caller, customer: KnownCustomer, queries: ReceptionQueries): Promise<boolean> {
  for (const day of caller.days) {
    if ((await queries.appointmentsOf(caller.companyId, customer.id, day)).length > 0) return true;
  }
  return false;
}
