// A change's turn at the calendar: its lease is asked for while the decision is sent, so that the worker begins as soon as that holds.
import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { CalendarJob, Lease } from '../lease/lease.ts';

/** The appointment after the decision was appended. */
export interface DecidedState {
  state: AppointmentState;
  revision: bigint;
  /** Whether the stream is seen to hold this very decision, and not another instance's of the same command. */
  isOwn(): Promise<boolean>;
}

/** It ends with one of the two. */
export interface Turn {
  /** The decision holds: it is carried out at once, since a caller waits. Never throws. */
  go(decided: DecidedState): void;
  /** Nothing was decided, or nobody knows: the lease is given back. Never throws. */
  drop(): void;
}

export interface TurnsOptions {
  executor: Pick<Executor, 'peek'>;
  take(job: CalendarJob): Promise<Lease | undefined>;
  /** Waits its turn; `replaced` where a later one is to take its place. */
  queue(job: CalendarJob, run: () => Promise<void>, replaced: () => void): void;
  /** As handed over: with a lease of its own, and after the end of the stream was read. */
  run(job: CalendarJob): Promise<void>;
  /** `known`: the end of the stream; it need not be read. */
  runUnder(job: CalendarJob, lease: Lease, known: AppointmentState | undefined): Promise<void>;
  giveBack(job: CalendarJob, lease: Lease): Promise<void>;
}

export interface Turns {
  /** Begins to ask for the lease, for a decision that is sent in the same moment. */
  turnFor(job: CalendarJob): Turn;
  /** Leases that were not used and are being given back: all of them, or those of one appointment. */
  beingGivenBack(of?: CalendarJob): Promise<void>[];
}

export function createTurns({ executor, take, queue, run, runUnder, giveBack }: TurnsOptions): Turns {
  const droppings = new Map<Promise<void>, CalendarJob>();

  /**
   * Whoever else carries a change out asks for its lease once the decision is seen: where that is ours, later than we did. So the
   * stream holds nothing more, unless more has been heard of.
   */
  async function knownOf(
    { companyId, appointmentId }: CalendarJob,
    decided: DecidedState,
  ): Promise<AppointmentState | undefined> {
    if (!(await decided.isOwn())) return undefined;
    const heard = executor.peek(appointment, appointmentStream(companyId, appointmentId));
    return heard?.revision === decided.revision ? decided.state : undefined;
  }

  return {
    turnFor(job) {
      // Where it cannot be had it is asked for once more, and what breaks then is logged.
      const taken = take(job).catch(() => undefined);
      const drop = (): void => {
        const dropping: Promise<void> = taken
          .then(lease => lease && giveBack(job, lease))
          .finally(() => droppings.delete(dropping));
        droppings.set(dropping, job);
      };
      const carryOut = async (decided: DecidedState): Promise<void> => {
        const lease = await taken;
        return lease ? runUnder(job, lease, await knownOf(job, decided)) : run(job);
      };
      return { drop, go: decided => queue(job, () => carryOut(decided), drop) };
    },
    beingGivenBack: of => [...droppings].filter(([, job]) => !of || isOfSame(job, of)).map(([dropping]) => dropping),
  };
}

const isOfSame = (one: CalendarJob, other: CalendarJob): boolean =>
  one.companyId === other.companyId && one.appointmentId === other.appointmentId;
