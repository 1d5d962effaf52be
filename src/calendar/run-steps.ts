// What a run at a modification remembers between its steps, and how each step is carried out.

import type { Logger } from 'pino';
import { type AppointmentState, appointment, type Modification, notConcerned } from '../domain/appointment.ts';
import type { Clock } from '../domain/clock.ts';
import type { Code } from '../domain/codes.ts';
import { appointmentStream } from '../domain/ids.ts';
import type { Executor } from '../eventstore/execute.ts';
import { factsOf } from './booking-facts.ts';
import { bookingOfAnother, notTakenOver, successorIn } from './booking-of-another.ts';
import { leavesOpen } from './judgements.ts';
import type { Lease, Rest, Work } from './lease.ts';
import type { BookingChange, CalendarProvider, CallOptions, Slot } from './provider.ts';
import type { Recorder } from './record.ts';
import { restAfter, type Through } from './rest.ts';
import { causeOf } from './result.ts';
import { afterLink, afterLook, afterSlots, afterTry, firstStep } from './saga.ts';
import type { Situation, Step } from './situation.ts';
import { createTimedOutChange } from './timed-out-change.ts';
import { type Asking, underLease } from './under-lease.ts';
import { wantedStartOf } from './unnamed.ts';
import { unresolved } from './unsent.ts';

export interface RunDependencies {
  executor: Executor;
  calendar: CalendarProvider;
  recorder: Recorder;
  clock: Clock;
  log: Logger;
  replyBudgetMs: number;
  metrics?: CalendarMetrics | undefined;
}

export interface CalendarMetrics {
  /** An outcome was recorded: cancelled, rescheduled, deferred, failed, reverted, moved_elsewhere, … */
  recorded(operation: string, outcome: string, code: string | undefined): void;
}

export interface RunOptions {
  /** A caller may be waiting. */
  urgent: boolean;
  lookOnly: boolean;
  /** The calendar has told that the host asks for another time. */
  newTimeWanted?: boolean | undefined;
  /** Ends the waiting between two steps, never a request under way. */
  stopping: AbortSignal;
}

/** Left of the reply budget for the answer itself. */
const answerMarginMs = 500;
/** A change of which nothing was sent gets this long from a worker that finds it in the background. */
const backgroundUnsentMs = 65_000;
const waitMarginMs = 10_000;

/** What a run remembers between its steps, and how each is carried out. */
export function createRun(work: Work, lease: Lease, options: RunOptions, deps: RunDependencies) {
  const { clock, recorder, metrics } = deps;
  const { companyId } = work;
  const { calendar } = deps;
  const timedOut = createTimedOutChange(verdict => calendar.judge(companyId, verdict));
  const began = clock.now().getTime();
  const memory: Pick<Situation, 'cause' | 'conflicts' | 'looks' | 'saidYes' | 'unclear' | 'slot'> = {
    cause: undefined,
    conflicts: 0,
    looks: [],
    saidYes: false,
    unclear: lease.firstSentAt !== null,
    slot: undefined,
  };
  /** Of the booking, as it was seen last. */
  let eventTypeId: number | undefined;

  let repeated = false;

  function situationOf(state: AppointmentState, pending: Modification): Situation {
    const budgetEndsAt = new Date(Date.parse(pending.requestedAt) + deps.replyBudgetMs - answerMarginMs);
    const unsentUntil = options.urgent ? budgetEndsAt.getTime() : Math.max(budgetEndsAt.getTime(), began + backgroundUnsentMs);
    return {
      operation: pending.kind,
      bookingUid: state.booking?.uid ?? '',
      unnamed: state.unnamed !== undefined,
      form: state.booking?.form,
      to: pending.to,
      startsAt: pending.from.startsAt,
      requestedAt: pending.requestedAt,
      triesSince: pending.sentAgainAt ?? pending.requestedAt,
      deferred: pending.state === 'deferred',
      attempts: pending.attempts,
      now: clock.now(),
      budgetEndsAt,
      unsentUntil: new Date(unsentUntil),
      mayHaveSent: lease.firstSentAt !== null,
      inherited: lease.inherited,
      lookOnly: options.lookOnly,
      newTimeWanted: options.newTimeWanted ?? false,
      ...memory,
      saidYes: memory.saidYes || pending.saidYes === true,
    };
  }

  function ask<T>(situation: Situation, changes: boolean, call: (options: CallOptions) => Promise<T>): Promise<T> {
    const waiting = options.urgent && situation.now < situation.budgetEndsAt;
    const asking: Asking = { priority: waiting ? 'caller' : 'background', budgetEndsAt: situation.budgetEndsAt, changes };
    return underLease(lease, clock, asking, call);
  }

  /** Undefined: the uid is known now, begin anew. */
  async function resolve(numericId: number, situation: Situation, state: AppointmentState): Promise<Step | undefined> {
    const wanted = { numericId, startsAt: situation.startsAt, eventTypeId: state.booking?.eventTypeId };
    const found = await ask(situation, false, call => calendar.findUid(companyId, wanted, call));
    if (found.kind !== 'found') return unresolved(found, { ...situation, now: clock.now() });
    return (await recorder.link(work, state, found.uid)) === 'booking_claimed' ? bookingOfAnother(situation) : undefined;
  }

  async function tryIt(state: AppointmentState, pending: Modification, situation: Situation): Promise<Step> {
    const tried = await ask(situation, true, call => calendar.change(companyId, changeOf(situation), call));
    timedOut.tried(tried);
    repeated ||= situation.mayHaveSent;
    memory.looks = [];
    memory.slot = undefined;
    memory.unclear ||= leavesOpen(tried);
    memory.saidYes ||= tried.kind === 'ok' || (tried.kind === 'unreadable' && tried.httpStatus < 300);
    memory.cause = tried.kind === 'ok' ? undefined : causeOf(tried);
    if (tried.kind === 'refused' && competing.includes(tried.code)) memory.conflicts += 1;
    const { mayHaveSent } = situation;
    const next = afterTry(tried, { ...situationOf(state, pending), mayHaveSent });
    // Nothing is under way: it never got there.
    if (!mayHaveSent && next.kind !== 'look' && lease.firstSentAt !== null && tried.kind !== 'ok') await lease.clearSent();
    return next;
  }

  async function see(state: AppointmentState, pending: Modification, situation: Situation): Promise<Step> {
    const { bookingUid, startsAt } = situation;
    const wanted = { bookingUid, startsAt, wantedStart: wantedStartOf(situation) };
    const seen = await ask(situation, false, call => calendar.look(companyId, wanted, call));
    if (seen.kind === 'live') eventTypeId = seen.booking.eventTypeId ?? undefined;
    const after = situationOf(state, pending);
    const step = afterLook(seen, after);
    timedOut.looked(after.operation, seen, step);
    memory.looks = [...memory.looks, { at: clock.now(), found: seen.kind }];
    // The calendar has refused the only request there was, and the look shows that it did nothing: none is under way.
    const over = step.kind === 'record' && step.outcome.kind === 'reverted' && after.cause?.kind === 'refused' && !after.unclear;
    if (over && lease.firstSentAt !== null) await lease.clearSent();
    return step;
  }

  async function askSlots(state: AppointmentState, pending: Modification, situation: Situation): Promise<Step> {
    const { bookingUid, to } = situation;
    const wanted = { bookingUid, eventTypeId: eventTypeId ?? state.booking?.eventTypeId, to };
    const slot: Slot = await ask(situation, false, call => calendar.isFree(companyId, wanted, call));
    memory.slot = slot;
    return afterSlots(situationOf(state, pending));
  }

  /** A later change may have superseded this one meanwhile: it waits for nothing. */
  async function through(how: Omit<Through, 'now'>): Promise<Rest> {
    const stream = appointmentStream(work.companyId, work.appointmentId);
    const { state } = await deps.executor.load(appointment, stream, { fresh: true });
    return restAfter(work, state, lease, { ...how, now: clock.now() });
  }

  return {
    first: (state: AppointmentState, pending: Modification): Step => {
      const reason = notConcerned(state.booking);
      return reason === undefined
        ? firstStep(situationOf(state, pending))
        : { kind: 'record', outcome: { kind: 'not_concerned', reason } };
    },

    /** Undefined: somebody else has linked another meanwhile, begin anew. */
    linked(refused: Code | undefined, state: AppointmentState, pending: Modification): Step | undefined {
      memory.looks = [];
      const situation = situationOf(state, pending);
      if (refused === undefined) return afterLink(situation);
      return refused === 'booking_claimed' ? bookingOfAnother(situation) : undefined;
    },

    async act(kind: 'send' | 'look' | 'ask_slots', state: AppointmentState, pending: Modification): Promise<Step | undefined> {
      const situation = situationOf(state, pending);
      const { uid, numericId } = state.booking ?? {};
      if (uid === undefined && numericId !== undefined) return resolve(numericId, situation, state);
      if (kind === 'ask_slots') return askSlots(state, pending, situation);
      return kind === 'send' ? tryIt(state, pending, situation) : see(state, pending, situation);
    },

    /** False where the wait was ended by the stop. */
    async waited(step: Step, state: AppointmentState): Promise<boolean> {
      if (step.kind === 'send' && step.failed) await recorder.outcome(work, state, step.failed);
      if ((step.kind !== 'send' && step.kind !== 'look') || step.afterMs <= 0) return true;
      await lease.extend(step.afterMs + waitMarginMs);
      return clock.sleep(step.afterMs, options.stopping).then(
        () => true,
        () => false,
      );
    },

    async conclude(step: Extract<Step, { kind: 'record' }>, state: AppointmentState, pending: Modification): Promise<Rest> {
      const successor = successorIn(step.outcome);
      const ours = successor === undefined || (await recorder.claimBookings(work, [successor]));
      const outcome =
        ours || successor === state.booking?.uid ? step.outcome : notTakenOver(step.outcome, situationOf(state, pending));
      // A look that leaves to an operator what is left to him already tells nothing new.
      if (options.lookOnly && pending.operatorNeeded && outcome.kind === 'failed') return through({ recorded: false });
      await recorder.outcome(work, state, outcome);
      const code = outcome !== step.outcome ? 'booking_claimed' : 'code' in outcome ? outcome.code : undefined;
      metrics?.recorded(pending.kind, outcome.kind, code);
      const { appointmentId, modificationId } = work;
      const told = { companyId, appointmentId, modificationId, operation: pending.kind, outcome: outcome.kind, code };
      deps.log.info(told, 'calendar outcome');
      if (outcome.kind === 'reverted' && outcome.refusal)
        deps.log.warn(
          { ...told, refusal: outcome.refusal },
          'The calendar refuses a change for a reason that only staff can put right',
        );
      if (outcome.kind === 'rescheduled' && ours) {
        await recorder.follow(work, outcome.bookingUid, step.since ?? []);
        if (step.stands) await recorder.details(work, factsOf(step.stands), 'answer');
      }
      // The lease rests until the next try: the row's due time follows only when the projection has seen the event.
      const retryAt = 'retryAt' in outcome ? new Date(outcome.retryAt) : undefined;
      // An earlier run may have sent it as well: the stream has counted its tries.
      const sentTwice = repeated || pending.attempts >= 2;
      const notSent = outcome.kind === 'rescheduled' && outcome.bookingUid === outcome.previousBookingUid;
      return through({ retryAt, recorded: true, anotherUnderWay: sentTwice || notSent });
    },

    through,
  };
}

const changeOf = ({ operation, bookingUid, to }: Situation): BookingChange =>
  operation === 'reschedule' && to ? { kind: operation, bookingUid, startsAt: to.startsAt } : { kind: 'cancel', bookingUid };

const competing: readonly string[] = ['conflict', 'already_cancelled', 'already_rescheduled'];
