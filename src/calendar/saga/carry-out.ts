// What a run at a modification remembers between its steps, and how each step is carried out.
import type { Logger } from 'pino';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState, Modification } from '../../domain/appointment/appointment-state.ts';
import type { Clock } from '../../domain/clock.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { Booking } from '../booking.ts';
import { callUnderLease } from '../lease/call-under-lease.ts';
import type { CalendarJob, Lease, LeaseRelease } from '../lease/lease.ts';
import { type RunResult, releaseAfter } from '../lease/release-lease.ts';
import type { BookingChange, CalendarProvider, CallOptions } from '../provider.ts';
import type { OwnChanges } from '../record/own-changes.ts';
import type { Recorder } from '../record/recorder.ts';
import { mayHaveSent, wantedPeriod } from './failed-try.ts';
import { wantedStartOf } from './lost-uid.ts';
import { nothingUnderWay, phaseAfter, sentUnder } from './phase.ts';
import { react } from './react.ts';
import { type Observation, type Occasion, type Situation, type Step, situationOf, startOf } from './situation.ts';
import { createTimedOutChange } from './timed-out-change.ts';

export interface RunDependencies {
  executor: Executor;
  calendar: CalendarProvider;
  recorder: Recorder;
  ownChanges: Pick<OwnChanges, 'sending'>;
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
  occasion: Occasion;
  /** Ends the waiting between two steps, never a request in flight. */
  stopping: AbortSignal;
  /** The appointment at the end of its stream, where that is known before anything was read. */
  known?: AppointmentState | undefined;
}

/** The appointment as it was read before a step. */
export interface At {
  state: AppointmentState;
  pending: Modification;
}

/** How a run has ended. `settled`: the appointment after its outcome, where nothing that came later matters. */
export type Ended = Omit<RunResult, 'now'> & { settled?: AppointmentState | undefined };

export type Run = ReturnType<typeof createRun>;

/** Left of the reply budget for the answer itself. */
const answerMarginMs = 500;
/** A change of which nothing was sent gets this long from a worker that finds it in the background. */
const backgroundUnsentMs = 65_000;
const waitMarginMs = 10_000;

export function createRun(job: CalendarJob, lease: Lease, { occasion, stopping }: RunOptions, deps: RunDependencies) {
  const { clock, recorder, calendar } = deps;
  const { companyId } = job;
  const timedOut = createTimedOutChange(verdict => calendar.judge(companyId, verdict));
  const urgent = occasion === 'caller';
  const began = clock.now().getTime();
  let phase = startOf(sentUnder(lease));
  /** Of the booking, as it was seen last. */
  let calendarServiceId: number | undefined;
  let sentTwice = false;

  function situationIn({ state, pending }: At): Situation {
    const budgetEndsAt = new Date(Date.parse(pending.requestedAt) + deps.replyBudgetMs - answerMarginMs);
    const unsentUntil = urgent ? budgetEndsAt.getTime() : Math.max(budgetEndsAt.getTime(), began + backgroundUnsentMs);
    const when = { now: clock.now(), budgetEndsAt, unsentUntil: new Date(unsentUntil), occasion, phase };
    return situationOf(state, pending, when);
  }

  function call<T>({ now, budgetEndsAt }: Situation, changes: boolean, ask: (options: CallOptions) => Promise<T>): Promise<T> {
    const priority = urgent && now < budgetEndsAt ? 'caller' : 'background';
    return callUnderLease(lease, clock, { priority, budgetEndsAt, changes }, ask);
  }

  return {
    job,
    occasion,
    situationIn,
    /** Something was sent where an earlier request may have had an effect. */
    sentTwice: () => sentTwice,

    /** The step that follows from what was observed. */
    async react(at: At, observation: Observation): Promise<Step> {
      const situation = situationIn(at);
      const step = react(situation, observation);
      phase = phaseAfter(phase, observation, situation.now);
      if (observation.kind === 'tried') timedOut.tried(observation.tried);
      if (observation.kind === 'looked') timedOut.looked(situation.change.kind, observation.seen, step);
      if (lease.firstSentAt !== null && nothingUnderWay(phase, step)) await lease.clearSent();
      return step;
    },

    async ask(kind: 'send' | 'look' | 'ask_slots', at: At): Promise<Observation> {
      const { state } = at;
      const situation = situationIn(at);
      const { bookingUid, startsAt } = situation;
      const { uid, numericId } = state.booking ?? {};
      if (uid === undefined && numericId !== undefined) {
        const wanted = { numericId, startsAt, calendarServiceId: state.booking?.calendarServiceId };
        const found = await call(situation, false, options => calendar.findUid(companyId, wanted, options));
        const refused = found.kind === 'found' ? await recorder.link(job, state, found.uid) : undefined;
        return { kind: 'uid_looked_for', found, refused };
      }
      switch (kind) {
        case 'send': {
          sentTwice ||= mayHaveSent(phase);
          const change = changeOf(situation);
          deps.ownChanges.sending(job, change);
          return { kind: 'tried', tried: await call(situation, true, options => calendar.change(companyId, change, options)) };
        }
        case 'look': {
          const wanted = { bookingUid, startsAt, wantedStart: wantedStartOf(situation) };
          const seen = await call(situation, false, options => calendar.look(companyId, wanted, options));
          if (seen.kind === 'live') calendarServiceId = seen.booking.calendarServiceId ?? undefined;
          return { kind: 'looked', seen };
        }
        case 'ask_slots': {
          const wanted = {
            bookingUid,
            calendarServiceId: calendarServiceId ?? state.booking?.calendarServiceId,
            to: wantedPeriod(situation),
          };
          return {
            kind: 'slot_checked',
            slot: await call(situation, false, options => calendar.isFree(companyId, wanted, options)),
          };
        }
      }
    },

    async link({ uid, status }: Booking, { state }: At): Promise<Observation> {
      return { kind: 'linked', refused: await recorder.link(job, state, uid, status === 'awaiting_confirmation') };
    },

    /** False where the wait was ended by the stop. */
    async waited(step: Step, { state }: At): Promise<boolean> {
      if (step.kind === 'send' && step.failed) await recorder.outcome(job, state, step.failed);
      if ((step.kind !== 'send' && step.kind !== 'look') || step.afterMs <= 0) return true;
      await lease.extend(step.afterMs + waitMarginMs);
      return clock.sleep(step.afterMs, stopping).then(
        () => true,
        () => false,
      );
    },

    /** A later change may have superseded this one meanwhile: it waits for nothing. */
    async through({ settled, ...how }: Ended): Promise<LeaseRelease> {
      const stream = appointmentStream(companyId, job.appointmentId);
      const state = settled ?? (await deps.executor.load(appointment, stream, { fresh: true })).state;
      return releaseAfter(job, state, lease, { ...how, now: clock.now() });
    },
  };
}

function changeOf({ bookingUid, change }: Situation): BookingChange {
  switch (change.kind) {
    case 'cancel':
      return { kind: change.kind, bookingUid };
    case 'reschedule':
      return { kind: change.kind, bookingUid, startsAt: change.to.startsAt };
  }
}
