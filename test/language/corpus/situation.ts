// The situation an utterance is said in: the company with its hours, the call so far, and the caller's appointments, without a store.
import type { CallSource } from '../../../src/calls/call-source.ts';
import { deadlineIn } from '../../../src/calls/deadline.ts';
import { nothingDecided } from '../../../src/calls/ledger/progress.ts';
import type { FoundAppointment, Lookups } from '../../../src/calls/lookups.ts';
import type { RequestScope } from '../../../src/calls/result.ts';
import { type CallState, call, type LedgerEntry } from '../../../src/domain/call/call.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { type CompanyState, company } from '../../../src/domain/company/company.ts';
import type { OpeningHours } from '../../../src/domain/company/opening-hours.ts';
import { instantOf, type Utterance, usualHours, weekdays, zone } from './utterances.ts';

/** A caller who withholds nothing, on the line of the company. */
export const sourceOf = ({ now }: Utterance): CallSource => ({
  callId: 'call',
  callType: 'phone_call',
  direction: 'inbound',
  agentId: 'agent',
  companyNumber: '+493012345671',
  customerNumber: '+4915112345678',
  startedAt: instantOf(now),
  callData: { name: undefined, customerId: undefined },
});

export function scopeOf(said: Utterance): RequestScope {
  const settings: NonNullable<CompanyState['settings']> = {
    companyId: 'salon',
    name: 'Salon',
    language: said.lang,
    timeZone: zone,
    currency: 'EUR',
    ...(said.country !== undefined && { country: said.country }),
  };
  const opening: OpeningHours = Object.fromEntries(
    weekdays.flatMap(name => {
      const [opens, closes] = (said.hours ?? usualHours)[name]?.split('-') ?? [];
      return opens === undefined || closes === undefined ? [] : [[name, [{ opens, closes }]]];
    }),
  );
  const now = new Date(instantOf(said.now));
  return {
    request: { kind: 'open', requestKey: 'key', n: 1, commandId: 'command', calledAt: now.toISOString(), resumed: false },
    call: callAfter(said, now),
    company: {
      state: { ...company.initial, settings, hours: new Map([['company', opening]]), services: servicesOf(said) },
      revision: 0n,
    },
    settings,
    now,
    context: { correlationId: 'call', companyId: 'salon', actor: { kind: 'caller', id: 'call' }, channel: 'phone' },
    deadline: deadlineIn(60_000, systemClock),
    progress: nothingDecided(),
  };
}

/** Other services of the company, of several trades, near to what callers have as well. */
const others = {
  de: [
    'Kinderhaarschnitt',
    'Intensivtönung',
    'Nackenmassage',
    'Babymassage',
    'Kontrolle nach Eingriff',
    'Wurzelspitzenresektion',
    'Achsvermessung',
  ],
  en: ['Kids cut', 'Gloss', 'Neck massage', 'Nail repair', 'Follow-up check', 'Root canal', 'Wheel alignment'],
};
/** What follows the time of an appointment; empty where nothing does. */
export const serviceOf = (appointment: string): string => appointment.slice(16).trim();

/** Those the caller has appointments of and some more; none where no appointment says what it is of. */
function servicesOf({ appointments, lang }: Utterance): CompanyState['services'] {
  const own = appointments.map(serviceOf).filter(name => name !== '');
  const names = own.length === 0 ? [] : [...new Set([...own, ...others[lang]])];
  return new Map(names.map(name => [name, { serviceId: name, name, minutes: 30 }]));
}

/** A call in which the list, the one appointment or the free times were just read out. */
function callAfter({ heard }: Utterance, now: Date): CallState {
  if (!heard) return call.initial;
  const choices = (heard.list ?? (heard.one === undefined ? [] : [heard.one])).map(local => ({ startsAt: instantOf(local) }));
  const alternatives = (heard.free ?? []).map(instantOf);
  const answer: NonNullable<LedgerEntry['answer']> = {
    requestKey: 'earlier',
    n: 1,
    function: 'find_slots',
    status: heard.free ? 'slots' : 'unclear',
    code: heard.free ? 'slots' : heard.one === undefined ? 'choose_appointment' : 'other_day_offered',
    parameters: { ...(choices.length > 0 && { choices }), ...(alternatives.length > 0 && { alternatives }) },
    language: 'de',
    answeredAt: now.toISOString(),
  };
  const entry = { n: 1, function: 'find_slots', calledAt: now.toISOString(), answer, besides: new Set<number>() };
  return { ...call.initial, requests: new Map([['earlier', entry]]) };
}

export function foundAt(text: string): FoundAppointment {
  const startsAt = instantOf(text);
  return {
    id: text,
    customerId: 'customer',
    serviceId: serviceOf(text) || null,
    staffId: null,
    branchId: null,
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 30 * 60_000).toISOString(),
    bookingUid: null,
    awaitingConfirmation: false,
    foundBy: 'customer',
    revision: 0n,
  };
}

export function lookupsOf(appointments: FoundAppointment[]): Lookups {
  const refuse = () => Promise.reject(new Error('only appointments are looked up'));
  return {
    customerById: refuse,
    customersByPhone: refuse,
    customersOfNumber: refuse,
    customersByName: refuse,
    customersOfDays: refuse,
    justBooked: refuse,
    appointmentOfModification: refuse,
    appointmentsOf: (_company, _customer, _call, { from, to }) =>
      Promise.resolve(
        appointments.filter(({ startsAt }) => Date.parse(startsAt) >= from.getTime() && Date.parse(startsAt) < to.getTime()),
      ),
  };
}
