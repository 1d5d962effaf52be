// The state of a call (or a staff request), folded from its stream: the linked customer, the requests and the answers.

import { likeEnough } from '../customer/word-likeness.ts';
import type { Aggregate } from '../decision.ts';
import type { CallEvent, DataOf, ReadDataOf } from '../event-catalogue.ts';
import { type Money, moneySchema } from '../values.ts';
import type { ClosingCode } from './events.ts';
import type { Way } from './identification.ts';

export interface LedgerEntry {
  n: number;
  function: string;
  calledAt: string;
  answer: (DataOf<'FunctionAnswered'> & { answeredAt: string }) | undefined;
  /** Tries of which an answer was heard beside the one that stands. */
  besides: ReadonlySet<number>;
}

/** One try of a request. */
export interface Try {
  requestKey: string;
  n: number;
}

export interface CallState {
  started: ReadDataOf<'CallStarted'> | undefined;
  companyId: string | undefined;
  /** The customer this call is linked to since they were identified in it. */
  customerId: string | undefined;
  /** How they were first identified in this call. */
  identifiedBy: Way | undefined;
  /** Ids of the appointments changed in this call, the latest last. */
  appointmentIds: string[];
  /** By request key: the latest try. */
  requests: ReadonlyMap<string, LedgerEntry>;
  /** By delivery: the try that its signed bytes began. */
  deliveries: ReadonlyMap<string, Try>;
  /** Answers that stand, by try: those of earlier tries of a request, too. */
  answers: ReadonlyMap<string, NonNullable<LedgerEntry['answer']>>;
  /** Notifications whose content this caller has heard. */
  notified: readonly string[];
  /** By try: the code it was closed with. It answers nothing any more. */
  closed: ReadonlyMap<string, ClosingCode>;
  /** The last announced fee, by function and appointment. */
  feesStated: ReadonlyMap<string, Money>;
  /** Times this call asked to move an appointment to and could not have, by appointment, in the order of the refusals. */
  timesRefused: ReadonlyMap<string, readonly string[]>;
  /** The caller was asked for another name once, because the given one did not fit the number or fits several of its customers. */
  nameAsked: boolean;
  /** The name the caller gave last is another one than the customer's. */
  nameDiffers: boolean;
  /** Of a request of staff: a lockout was released by it. */
  released: boolean;
  /** The callback the caller was promised. */
  callback: 'none' | 'open' | 'done';
  ended: boolean;
  analyzed: boolean;
}

export const call: Aggregate<CallState, CallEvent> = {
  name: 'call',
  initial: {
    started: undefined,
    companyId: undefined,
    customerId: undefined,
    identifiedBy: undefined,
    appointmentIds: [],
    requests: new Map(),
    deliveries: new Map(),
    answers: new Map(),
    notified: [],
    closed: new Map(),
    feesStated: new Map(),
    timesRefused: new Map(),
    nameAsked: false,
    nameDiffers: false,
    released: false,
    callback: 'none',
    ended: false,
    analyzed: false,
  },
  evolve(state, event) {
    const known = state.companyId === undefined ? { ...state, companyId: event.metadata.companyId } : state;
    switch (event.type) {
      case 'CallStarted':
        return { ...known, started: event.data, companyId: event.data.companyId };
      case 'FunctionCalled': {
        const { requestKey, n, delivery } = event.data;
        const besides = known.requests.get(requestKey)?.besides ?? new Set<number>();
        const entry = { n, function: event.data.function, calledAt: event.metadata.occurredAt, answer: undefined, besides };
        return {
          ...known,
          requests: new Map(known.requests).set(requestKey, entry),
          deliveries: delivery === undefined ? known.deliveries : new Map(known.deliveries).set(delivery, { requestKey, n }),
        };
      }
      case 'CallerIdentified':
        return {
          ...known,
          customerId: event.data.customerId,
          identifiedBy: firstWay(known, event.data.way, event.data.customerId),
          nameDiffers: event.data.likeness === undefined ? known.nameDiffers : event.data.likeness < likeEnough,
        };
      case 'CallerNotIdentified':
        return {
          ...known,
          nameAsked: known.nameAsked || asksForTheName(event.data),
          nameDiffers: known.nameDiffers || event.data.code === 'name_differs',
        };
      case 'FunctionAnswered': {
        const { requestKey, n, appointmentId, modificationId } = event.data;
        const entry = known.requests.get(requestKey);
        const answer = { ...event.data, answeredAt: event.metadata.occurredAt };
        const calledAt = entry?.calledAt ?? event.metadata.occurredAt;
        const besides = entry?.besides ?? new Set<number>();
        if (entry && event.data.beside) {
          const heard = { ...entry, besides: new Set(besides).add(n) };
          return { ...known, requests: new Map(known.requests).set(requestKey, heard) };
        }
        const requests = new Map(known.requests).set(requestKey, { n, function: event.data.function, calledAt, answer, besides });
        if (known.closed.has(placeOf(event.data))) return { ...known, requests };
        return {
          ...known,
          requests,
          answers: new Map(known.answers).set(placeOf({ requestKey, n }), answer),
          feesStated: withFee(known.feesStated, event.data),
          timesRefused: withRefused(known.timesRefused, event.data),
          appointmentIds:
            appointmentId !== undefined && modificationId !== undefined
              ? [...known.appointmentIds, appointmentId]
              : known.appointmentIds,
        };
      }
      case 'RequestClosed': {
        const place = placeOf(event.data);
        const others = ([, tried]: [unknown, Try]) => placeOf(tried) !== place;
        return {
          ...known,
          closed: new Map(known.closed).set(place, event.data.code),
          answers: new Map([...known.answers].filter(([at]) => at !== place)),
          deliveries: new Map([...known.deliveries].filter(others)),
        };
      }
      case 'CallbackPromised':
        return { ...known, callback: 'open' };
      case 'CallbackDone':
        return { ...known, callback: 'done' };
      case 'CallEnded':
        return { ...known, ended: true };
      case 'CallAnalyzed':
        return { ...known, analyzed: true };
      case 'LockoutReleased':
        return { ...known, released: true };
      case 'CallerNotified':
        return { ...known, notified: [...known.notified, event.data.notificationId] };
      case 'CallerLockedOut':
      case 'ModificationRefused':
        return known;
    }
  },
};

const placeOf = ({ requestKey, n }: Try): string => `${requestKey} ${n}`;

/** The answer of a try, whatever came after it. */
export const answerOfTry = (state: CallState, tried: Try): LedgerEntry['answer'] => state.answers.get(placeOf(tried));

/** How a try was closed; undefined while it counts. */
export const closingOf = (state: CallState, tried: Try): ClosingCode | undefined => state.closed.get(placeOf(tried));

/** A given name did not fit the number, or fits several of the customers on it. */
const asksForTheName = ({ code, tried }: DataOf<'CallerNotIdentified'>): boolean =>
  code === 'name_differs' || (code === 'name_needed' && tried.some(({ outcome }) => outcome === 'several'));

/** The fee this caller last heard for this function and appointment; null: none. */
export const feeStated = (state: CallState, name: string, appointmentId: string): Money | null =>
  state.feesStated.get(`${name} ${appointmentId}`) ?? null;

function withFee(stated: CallState['feesStated'], answer: DataOf<'FunctionAnswered'>): CallState['feesStated'] {
  const { code, appointmentId, parameters } = answer;
  const fee = moneySchema.safeParse(parameters.fee);
  if (code !== 'fee_confirmation_required' || appointmentId === undefined || !fee.success) return stated;
  return new Map(stated).set(`${answer.function} ${appointmentId}`, fee.data);
}

/** The times this call could not have for this appointment. */
export const timesRefused = (state: CallState, appointmentId: string): readonly string[] =>
  state.timesRefused.get(appointmentId) ?? [];

function withRefused(refused: CallState['timesRefused'], answer: DataOf<'FunctionAnswered'>): CallState['timesRefused'] {
  const { status, appointmentId, parameters } = answer;
  const { newStartsAt } = parameters;
  if (status !== 'slot_unavailable' || appointmentId === undefined || typeof newStartsAt !== 'string') return refused;
  return new Map(refused).set(appointmentId, [...(refused.get(appointmentId) ?? []), newStartsAt]);
}

/** Asked to say it again; a question that names what may be meant is none of these. */
export function isNotUnderstood({ code, parameters }: { code: string; parameters: Readonly<Record<string, unknown>> }): boolean {
  const { choices } = parameters;
  if (code === 'date_ambiguous') return !Array.isArray(choices) || choices.length === 0;
  return code === 'date_unclear' || code === 'time_unclear' || code === 'arguments_invalid';
}

/** How often the words of this call were not understood. */
export const timesNotUnderstood = (state: CallState): number => [...state.answers.values()].filter(isNotUnderstood).length;

/** Ways that rest on nothing but a name and a day, which a stranger may know as well. */
const byNameAlone: readonly (Way | undefined)[] = ['phonetic', 'exact_name', 'company_and_day'];

/** What an identification rests on: where a call is linked already, on how it was. */
export function firstWay(state: CallState, way: Way, customerId: string | undefined): Way | undefined {
  const isByLink = way === 'call' || (way === 'call_data' && state.customerId !== undefined && state.customerId === customerId);
  return isByLink ? state.identifiedBy : way;
}

/** Whether only their name identifies the caller: then they hear nothing about other days than the one they named. */
export const knownByNameAlone = (state: CallState, way: Way, customerId = state.customerId): boolean =>
  byNameAlone.includes(firstWay(state, way, customerId));

/** Whether this call belongs to a customer who is known by more than their name. */
export const isLinkedByMore = (state: CallState): boolean => state.customerId !== undefined && !knownByNameAlone(state, 'call');

/** Whether a request of this call has changed an appointment. */
export const hasChanged = (state: CallState): boolean =>
  [...state.requests.values()].some(({ answer }) => answer?.modificationId !== undefined);
