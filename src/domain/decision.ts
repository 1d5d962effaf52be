// The result of deciding: events to append, or a refusal, which is a value and appends nothing.

import type { Code } from './codes.ts';
import type { DomainEvent, NewEvent, Recorded } from './event-catalogue.ts';
import type { Facts, Rule, Terms } from './policy/terms.ts';
import type { Money } from './values.ts';

export type Decision<E extends DomainEvent = DomainEvent> = Accepted<E> | AlreadyDone | Refusal;

export interface Accepted<E extends DomainEvent> {
  kind: 'accepted';
  events: NewEvent<E>[];
}

/** What was asked for holds already: nothing is appended, and the answer is a yes. */
export interface AlreadyDone {
  kind: 'already';
  code: Code;
  modificationId?: string;
}

export interface Refusal {
  kind: 'refused';
  code: Code;
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
  fee?: Money;
  quota?: number;
  hoursBefore?: number;
  terms?: Terms;
  facts?: Facts;
}

export const accepted = <E extends DomainEvent>(...events: NewEvent<E>[]): Accepted<E> => ({ kind: 'accepted', events });
export const alreadyDone = (code: Code, modificationId?: string): AlreadyDone => ({
  kind: 'already',
  code,
  ...(modificationId !== undefined && { modificationId }),
});
export const refused = (code: Code, detail: RefusalDetail = {}): Refusal => ({ kind: 'refused', code, detail });

/** A state that is folded from a stream: its initial value, and what each event changes. */
export interface Aggregate<S, E extends DomainEvent> {
  /** The stream category, for metrics. */
  name: string;
  initial: S;
  evolve(state: S, event: Recorded<E>): S;
}
