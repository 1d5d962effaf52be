// What handling a call depends on; app.ts provides it.

import type { Logger } from 'pino';
import type { AppointmentTimes } from '../calendar/provider.ts';
import type { AppointmentState } from '../domain/appointment/appointment-state.ts';
import type { BookingReference } from '../domain/appointment/events.ts';
import type { Clock } from '../domain/clock.ts';
import type { Recorded } from '../domain/event-catalogue.ts';
import type { CircuitState } from '../domain/policy/terms.ts';
import type { Executor } from '../platform/eventstore/execute.ts';
import type { Admission } from '../platform/jobs/admission.ts';
import type { RequestsInFlight } from '../platform/jobs/requests-in-flight.ts';
import type { Outcome } from './answer/outcome-codes.ts';
import type { Lockout } from './identify/lockout.ts';
import type { RepeatedDeliveries } from './ledger/repeated-deliveries.ts';
import type { Lookups } from './lookups.ts';

/** A modification, for the calendar's worker. */
export interface CalendarWork {
  companyId: string;
  appointmentId: string;
  modificationId: string;
}

/** The turn of a change at the calendar. It ends with one of the two, and neither throws. */
export interface CalendarTurn {
  /** The decision holds. `isOwn`: the stream is seen to hold this very decision, and not another instance's of the same command. */
  go(decided: { state: AppointmentState; revision: bigint; isOwn(): Promise<boolean> }): void;
  /** Nothing was decided, or nobody knows. */
  drop(): void;
}

/** What a change alone needs. */
export interface ChangeDependencies {
  executor: Executor;
  queries: Lookups;
  circuitOf(companyId: string): CircuitState;
  /** The calendar that keeps an appointment, by what that has of a booking. */
  calendarOf(booking: BookingReference | undefined): AppointmentTimes;
  /** Gives the modification to the calendar worker at once. */
  handOver(work: CalendarWork): void;
  /** Asks for its turn at the calendar while the decision is sent. */
  turnFor(work: CalendarWork): CalendarTurn;
}

export interface CallsDependencies extends ChangeDependencies {
  lockout: Lockout;
  repeatedDeliveries: RepeatedDeliveries;
  /** Waits for the outcome of a modification, at most that many milliseconds. */
  outcomeOf(modificationId: string, timeoutMs: number): Promise<SeenOutcome | undefined>;
  /** Waits until the read models have seen all that stands in the store; false after that many milliseconds. */
  caughtUp(timeoutMs: number): Promise<boolean>;
  /** All events of a stream. */
  history(stream: string): Promise<Recorded[]>;
  replyBudgetMs: number;
  clock: Clock;
  log: Logger;
  observe?: CallsObserver;
  stage: Stages;
  requestsInFlight: Pick<RequestsInFlight, 'began' | 'ended'>;
  admission: Admission;
}

/** `revision`: of the outcome's event in the appointment's stream. */
export type SeenOutcome = (Outcome | { kind: 'reverted'; code?: string | undefined }) & { revision: bigint };

/** The whole, then its parts in their order; `outcome` is the wait for the calendar. */
export type Stage = 'call' | 'ledger.open' | 'identify' | 'find' | 'decide' | 'outcome' | 'ledger.answer';

/** What a stage has come to: nothing but codes and names of ours. */
export interface StageCame {
  function?: string;
  companyId?: string;
  status?: string;
  kind?: string;
  code?: string | undefined;
}

/** The work as a stage, for those who look on; it gives what the work gives. */
export type Stages = <T>(name: Stage, work: () => Promise<T>, cameTo?: (result: T) => StageCame) => Promise<T>;

export interface CallsObserver {
  answered(operation: string, status: string, code: string, milliseconds: number): void;
  lockedOut(): void;
}
