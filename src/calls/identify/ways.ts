// The ways of identifying a caller, in their order for each operation; each is tried only where it is safe.

import type { TriedWay, Way } from '../../domain/call/identification.ts';
import type { SpokenCode } from '../../domain/codes.ts';
import { nameLikeness, sameName, wholeNameLikeness } from '../../domain/customer/names.ts';
import { likeEnough } from '../../domain/customer/word-likeness.ts';
import type { CustomerWithAppointments, FoundAppointment, JustBooked, KnownCustomer } from '../lookups.ts';
import { type Caller, type Evidence, waysOf } from './evidence.ts';

export interface Identified {
  kind: 'identified';
  customer: KnownCustomer;
  way: Way;
  likeness: number | undefined;
  tried: TriedWay[];
  /** The number's customer carries another name than the caller gave: only the exact day and time tell that theirs is meant. */
  isContradicted?: boolean;
  /** The customer's appointments on the named days, where the way has read them already. */
  appointments?: FoundAppointment[];
}

export interface NotIdentified {
  kind: 'not_identified';
  code: SpokenCode;
  tried: TriedWay[];
  /** A wrong guess, which the lockout counts. */
  failure: boolean;
}

/** The result of a way on the evidence; undefined where it does not apply. */
type Step =
  | {
      outcome: 'found';
      customer: KnownCustomer;
      likeness?: number;
      isContradicted?: boolean;
      appointments?: FoundAppointment[];
    }
  | { outcome: Exclude<TriedWay['outcome'], 'found'> /** The caller is asked this, and no other way is tried. */; ask?: Ask };
interface Ask {
  code: SpokenCode;
  failure: boolean;
}

/** Tries the ways for what the caller wants in order; the first that finds or asks decides. */
export function tryWays(caller: Caller, evidence: Evidence): Identified | NotIdentified {
  const tried: TriedWay[] = [];
  for (const way of waysOf(caller)) {
    const step = way === 'company_and_day' ? undefined : steps[way](caller, evidence);
    if (!step) continue;
    tried.push({ way, outcome: step.outcome });
    if (step.outcome === 'found') {
      const { customer, likeness, appointments, isContradicted } = step;
      return {
        kind: 'identified',
        customer,
        way,
        likeness,
        tried,
        ...(isContradicted && { isContradicted }),
        ...(appointments && { appointments }),
      };
    }
    if (step.ask) return { kind: 'not_identified', tried, ...step.ask };
  }
  const code = notIdentifiedCode(caller);
  // A caller who gave no name has guessed nothing; the call's own data is not the caller's word.
  return { kind: 'not_identified', code, tried, failure: caller.name !== undefined };
}

/** The answer to a caller who could not be found. */
export const notIdentifiedCode = ({ withheld }: Pick<Caller, 'withheld'>): SpokenCode =>
  withheld ? 'caller_not_identified' : 'customer_not_found';

const steps: Record<Exclude<Way, 'company_and_day'>, (caller: Caller, evidence: Evidence) => Step | undefined> = {
  call: byCall,
  number: byNumber,
  phonetic: byPhonetic,
  exact_name: byExactName,
  call_data: byCallData,
};

/** The call is already linked to a customer; the name of another one on the same number is left to the number. */
export function byCall(caller: Caller, { linked, byNumber: customers }: Evidence): Step | undefined {
  const step = linked && agreeing(caller, linked, customers);
  if (!linked || !step || isAgreed(step) || caller.name === undefined) return step;
  const others = customers.filter(({ id }) => id !== linked.id);
  return alikeAmong(others, caller.name).length > 0 ? undefined : step;
}

/** The number is a customer's; with several on one number the name decides, or else the one this call is linked to. */
export function byNumber(caller: Caller, { byNumber: customers, linked }: Evidence): Step | undefined {
  if (caller.number === undefined) return undefined;
  const [only, ...others] = customers;
  if (!only) return { outcome: 'nobody' };
  if (others.length === 0) return agreeing(caller, only, customers);
  const { name } = caller;
  if (name === undefined) {
    const same = customers.find(({ id }) => id === linked?.id);
    return same ? { outcome: 'found', customer: same } : asking('name_needed', 'name_needed', false);
  }
  const alike = alikeAmong(customers, name);
  const [best, ...rivals] = alike;
  if (best && rivals.length === 0) return { outcome: 'found', ...best };
  const exact = alike.filter(({ customer }) => namesOf(customer).some(known => sameName(name, known)));
  const [sole, ...namesakes] = exact;
  if (sole && namesakes.length === 0) return { outcome: 'found', ...sole };
  // A family's name on the family's telephone narrows it down: which of them is calling is asked once before it counts.
  return best ? asking('several', 'name_needed', caller.call.nameAsked) : asking('name_differs', 'name_needed', true);
}

/**
 * Number unknown to us, and the full name sounds like exactly one customer's who has an appointment on the named day at the named time: by
 * sound and day alone a stranger would be let in, so the evidence holds nobody where no time was named.
 */
export function byPhonetic(caller: Caller, { linked, byNumber: customers, ofDay }: Evidence): Step | undefined {
  const { number, name, days } = caller;
  if (linked || number === undefined || name === undefined || days.length === 0 || customers.length > 0) return undefined;
  if (!ofDay) return { outcome: 'several' };
  const [only, ...others] = alikeAmong(ofDay, name, wholeNameLikeness);
  if (!only) return { outcome: 'nobody' };
  return others.length === 0 ? { outcome: 'found', ...only } : { outcome: 'several' };
}

/** Exact full name and exactly one customer: number withheld, or unknown to us and an appointment on the named day. */
export function byExactName(caller: Caller, { linked, byNumber: customers, named }: Evidence): Step | undefined {
  if (linked || caller.name === undefined || customers.length > 0) return undefined;
  return soleOf(caller, named);
}

/** What the call brought with it: its link, a customer's id, or a name under the rules above where the caller gave none. */
export function byCallData(caller: Caller, evidence: Evidence): Step | undefined {
  const { linked, inData, named, byNumber: customers } = evidence;
  if (linked) return agreeing(caller, linked, customers);
  if (inData) {
    const step = inData.appointments.length > 0 ? agreeing(caller, inData.customer, customers) : undefined;
    return step?.outcome === 'found' ? { ...step, appointments: inData.appointments } : (step ?? { outcome: 'no_appointment' });
  }
  const { name } = caller.callData;
  return name === undefined || caller.name !== undefined ? undefined : soleOf(caller, named);
}

/** A caller who has just booked under the given full name and is not linked yet, and only one such appointment. */
export function byCompanyAndDay(booked: readonly JustBooked[]): JustBooked | undefined {
  const [only, ...others] = booked;
  return others.length === 0 ? only : undefined;
}

/** Whom the database knows by exactly this name; nothing is compared here, so that a name nobody has costs the same. */
function soleOf(caller: Caller, named: readonly CustomerWithAppointments[]): Step {
  const [only, ...others] = named;
  if (!only) return { outcome: 'nobody' };
  if (others.length > 0) return { outcome: 'several' };
  const { customer, appointments } = only;
  if (!caller.withheld && appointments.length === 0) return { outcome: 'no_appointment' };
  return { outcome: 'found', customer, likeness: 1, appointments };
}

const isAgreed = (step: Step): boolean => step.outcome === 'found' && !step.isContradicted;

/**
 * A given name that does not fit is asked about once; the second time it counts as a failure. Leaving it out in the next request takes
 * nothing back. Somebody of that household may speak for the number's customer, if they know the day and the time.
 */
function agreeing(caller: Caller, customer: KnownCustomer, ofNumber: readonly KnownCustomer[]): Step {
  const { name, call, days, times } = caller;
  if (name === undefined && !call.nameDiffers) return { outcome: 'found', customer };
  const likeness = name === undefined ? undefined : likenessTo(customer, name);
  if (likeness !== undefined && likeness >= likeEnough) return { outcome: 'found', customer, likeness };
  const isOfNumber = ofNumber.some(({ id }) => id === customer.id);
  if (isOfNumber && days.length > 0 && times.length > 0)
    return { outcome: 'found', customer, ...(likeness !== undefined && { likeness }), isContradicted: true };
  return asking('name_differs', 'name_differs', caller.call.nameAsked);
}

const asking = (outcome: 'several' | 'name_needed' | 'name_differs', code: SpokenCode, failure: boolean): Step => ({
  outcome,
  ask: { code, failure },
});

const alikeAmong = (customers: KnownCustomer[], name: string, likenessOf = nameLikeness) =>
  customers
    .map(customer => ({ customer, likeness: likenessTo(customer, name, likenessOf) }))
    .filter(({ likeness }) => likeness >= likeEnough);

/** Whether one of these customers may be the one who gave this name. */
export const hasNameOf = (customers: KnownCustomer[], name: string): boolean => alikeAmong(customers, name).length > 0;

/** To whichever name of the person it is most like. */
const likenessTo = (customer: KnownCustomer, name: string, likenessOf = nameLikeness): number =>
  Math.max(...namesOf(customer).map(known => likenessOf(name, known)));

const namesOf = ({ name, otherNames = [] }: KnownCustomer): string[] => [name, ...otherNames];
