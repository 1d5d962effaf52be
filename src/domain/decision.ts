// The result of deciding: events to append, or a refusal, which is a value and appends nothing.

import type { Code, SpokenCode } from './codes.ts';
import type { DomainEvent, NewEvent, Recorded } from './event-catalogue.ts';
import type { Facts, Rule, Terms } from './policy/terms.ts';
import type { Money } from './values.ts';

/** `C`: the codes it may be refused with. */
export type Decision<E extends DomainEvent = DomainEvent, C extends Code = Code> = Accepted<E> | AlreadyDone | Refusal<C>;

/** A decision a caller hears of. */
export type SpokenDecision<E extends DomainEvent> = Decision<E, SpokenCode>;

export interface Accepted<E extends DomainEvent> {
  kind: 'accepted';
  events: NewEvent<E>[];
}

/** What was asked for holds already: nothing is appended, and the answer is a yes. */
export interface AlreadyDone {
  kind: 'already';
  code: SpokenCode;
  modificationId?: string;
}

export interface Refusal<C extends Code = Code> {
  kind: 'refused';
  code: C;
  detail: RefusalDetail;
}

/** What the answer to a refusal needs. */
export interface RefusalDetail {
  /** The rule that says no. */
  rule?: Rule;
  /** Until when it would have been allowed. */
  until?: string;
  /** Where the appointment really is. */
  startsAt?: string;
  /** Until when it lasts, where it can no longer be changed. */
  endsAt?: string;
  fee?: Money;
  quota?: number;
  hoursBefore?: number;
  terms?: Terms;
  facts?: Facts;
}

export const accepted = <E extends DomainEvent>(...events: NewEvent<E>[]): Accepted<E> => ({ kind: 'accepted', events });
export const alreadyDone = (code: SpokenCode, modificationId?: string): AlreadyDone => ({
  kind: 'already',
  code,
  ...(modificationId !== undefined && { modificationId }),
});
export const refused = <C extends Code>(code: C, detail: RefusalDetail = {}): Refusal<C> => ({ kind: 'refused', code, detail });

/** A state that is folded from a stream: its initial value, and what each event changes. */
export interface Aggregate<S, E extends DomainEvent> {
  /** The stream category, for metrics. */
  name: string;
  initial: S;
  evolve(state: S, event: Recorded<E>): S;
}
