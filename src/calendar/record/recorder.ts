// What the saga writes: always through a decision on the appointment's stream, and given at once to those who wait.

import type { Logger } from 'pino';
import { linkCalendarBooking } from '../../../commands/appointment/link-calendar-booking.ts';
import { recordBookingDetails } from '../../../commands/appointment/record-booking-details.ts';
import { type RecordCalendarChange, recordCalendarChange } from '../../../commands/appointment/record-calendar-change.ts';
import { type CalendarOutcome, recordCalendarOutcome } from '../../../commands/appointment/record-calendar-outcome.ts';
import { recordNoShow } from '../../../commands/appointment/record-no-show.ts';
import { type ResolveModification, resolveModification } from '../../../commands/appointment/resolve-modification.ts';
import { type Claim, claimOwnership } from '../../../commands/claim.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { claim } from '../../domain/claim.ts';
import type { Code } from '../../domain/codes.ts';
import { company } from '../../domain/company/company.ts';
import type { Decision } from '../../domain/decision.ts';
import type { AppointmentEvent } from '../../domain/event-catalogue.ts';
import { appointmentStream, bookingStream, canonicalJson, companyStream, derivedId } from '../../domain/ids.ts';
import type { RequestContext } from '../../domain/metadata.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { Booking } from '../booking.ts';
import type { CalendarJob } from '../lease/lease.ts';
import type { BookingFacts } from './booking-facts.ts';
import { driftOf } from './drift.ts';
import type { OutcomeHub } from './outcome-hub.ts';

export interface Recorder {
  /** Records the outcome while the modification is pending, and gives the appointment after it; otherwise adds nothing. */
  outcome(job: CalendarJob, state: AppointmentState, outcome: CalendarOutcome): Promise<AppointmentState | undefined>;
  /** Records what an operator decided, and what it leads to. */
  resolve(job: CalendarJob, command: ResolveModification, context: RequestContext): Promise<ResolveOutcome>;
  /** Records a change made at the calendar; gives the code where it may not be recorded now. */
  change(ref: AppointmentRef, state: AppointmentState, change: RecordCalendarChange, cause: string): Promise<Code | undefined>;
  /** Records what others did to the successor of a change of ours: itself where it has ended, or those after it in order. */
  follow(ref: AppointmentRef, bookingUid: string, bookings: readonly Booking[]): Promise<void>;
  /**
   * `state` is what the booking was looked up from. Gives the code where it may not be linked: `booking_claimed`, or
   * `appointment_changed` where the appointment has another booking by now. `awaitingConfirmation`: whether the host has yet to
   * confirm that booking, where that was seen.
   */
  link(
    ref: AppointmentRef,
    state: AppointmentState,
    bookingUid: string,
    awaitingConfirmation?: boolean,
  ): Promise<Code | undefined>;
  /** Records what else of its booking is another than with us: host, end, service. True where something was. */
  details(ref: AppointmentRef, facts: BookingFacts, externalCause: string, hostChanged?: boolean): Promise<boolean>;
  /** Records what a look has shown of a no-show. True where that is news. */
  noShow(
    ref: AppointmentRef,
    seen: Pick<Booking, 'uid' | 'startsAt' | 'noShow'>,
    now: Date,
    externalCause: string,
  ): Promise<boolean>;
  /** Makes the uid the appointment's; the owner's id, which is another's where that one was first. */
  claimBooking(ref: AppointmentRef, uid: string): Promise<string>;
  /** As `claimBooking`, of all of them or of none; false where one is another appointment's. */
  claimBookings(ref: AppointmentRef, uids: readonly string[]): Promise<boolean>;
}

export type ResolveOutcome =
  | { kind: 'resolved'; state: AppointmentState; position: bigint | undefined }
  | { kind: 'refused'; code: ResolveRefusal };

/**
 * `conflict`: nothing of it is open, or the named booking does not fit. `calendar_unreachable`: how it stands there is not known; it may
 * be asked again. `booking_claimed`: the booking is another appointment's. `booking_uid_needed`: it is not known which one it is.
 */
export type ResolveRefusal = Extract<Code, 'conflict' | 'calendar_unreachable' | 'booking_claimed' | 'booking_uid_needed'>;

export type AppointmentRef = Pick<CalendarJob, 'companyId' | 'appointmentId'>;

/** The booking an outcome says has ended, which may be a later one than the appointment's. */
function endIn(outcome: CalendarOutcome | ResolveModification['outcome']): string | undefined {
  switch (outcome.kind) {
    case 'cancelled':
    case 'cancelled_elsewhere':
    case 'new_time_requested':
      return outcome.bookingUid;
    default:
      return undefined;
  }
}

/** What a look has shown, and the id of the command that records it. */
interface News {
  decide(state: AppointmentState): Decision<AppointmentEvent>;
  commandIdAt(state: AppointmentState): string;
}

export function createRecorder(executor: Executor, hub: OutcomeHub, log?: Pick<Logger, 'warn'>): Recorder {
  function contextOf(
    { companyId }: AppointmentRef,
    state: AppointmentState,
    correlationId: string,
    causationId?: string,
  ): RequestContext {
    return {
      correlationId,
      ...(causationId !== undefined && { causationId }),
      companyId,
      ...(state.details && { subject: state.details.customerId }),
      actor: { kind: 'calendar', id: 'calendar' },
      channel: 'calendar',
    };
  }

  /** What the appointment's booking ended as is its own: another may be made from it. Nothing is taken over by an end, no matter which appointment has it. */
  async function claimEnd(ref: AppointmentRef, { booking }: AppointmentState, ended: string | undefined): Promise<void> {
    if (ended !== undefined && ended !== booking?.uid) await recorder.claimBooking(ref, ended);
  }

  /** That nothing differs is told to nobody, so the end of the stream need not be read for it. */
  async function recordNews(ref: AppointmentRef, cause: string, { decide, commandIdAt }: News): Promise<boolean> {
    const stream = appointmentStream(ref.companyId, ref.appointmentId);
    const { state } = await executor.load(appointment, stream);
    const decision = decide(state);
    if (decision.kind !== 'accepted' || decision.events.length === 0) return false;
    const context = contextOf(ref, state, cause);
    const executed = await executor.execute({ aggregate: appointment, stream, commandId: commandIdAt(state), context, decide });
    return executed.kind === 'appended' && executed.events.length > 0;
  }

  const recorder: Recorder = {
    async outcome(job, state, outcome) {
      const { modificationId } = job;
      await claimEnd(job, state, endIn(outcome));
      const correlationId = state.last?.callId ?? modificationId;
      const executed = await executor.execute({
        aggregate: appointment,
        stream: appointmentStream(job.companyId, job.appointmentId),
        commandId: derivedId('calendar-outcome', modificationId, canonicalJson(outcome)),
        context: contextOf(job, state, correlationId, modificationId),
        decide: current => recordCalendarOutcome(current, { modificationId, outcome }),
      });
      if (executed.kind !== 'appended' || executed.events.length === 0) return undefined;
      for (const event of executed.events) hub.observe(event);
      return executed.state;
    },

    async resolve(job, command, context) {
      const stream = appointmentStream(job.companyId, job.appointmentId);
      const { state } = await executor.load(appointment, stream);
      await claimEnd(job, state, endIn(command.outcome));
      const executed = await executor.execute({
        aggregate: appointment,
        stream,
        commandId: derivedId(
          'resolve',
          job.modificationId,
          command.resolution,
          canonicalJson(command.outcome),
          command.bookingUid ?? '',
        ),
        context,
        decide: current => resolveModification(current, command),
      });
      if (executed.kind !== 'appended') return { kind: 'refused', code: 'conflict' };
      for (const event of executed.events) hub.observe(event);
      return { kind: 'resolved', state: executed.state, position: executed.position };
    },

    async change(ref, state, change, cause) {
      const uid = change.kind === 'rescheduled' ? change.move.bookingUid : change.bookingUid;
      // A claim stands before what it is claimed for, so that nothing is taken over that is another's.
      if (change.kind !== 'rescheduled') await claimEnd(ref, state, uid);
      else if (!(await recorder.claimBookings(ref, [uid]))) return 'booking_claimed';
      const executed = await executor.execute({
        aggregate: appointment,
        stream: appointmentStream(ref.companyId, ref.appointmentId),
        commandId: derivedId('calendar-change', ref.companyId, change.kind, uid),
        context: contextOf(ref, state, cause),
        decide: current => recordCalendarChange(current, change),
      });
      return executed.kind === 'refused' ? executed.code : undefined;
    },

    async follow(ref, bookingUid, [first, ...further]) {
      if (!first) return;
      const { state } = await executor.load(appointment, appointmentStream(ref.companyId, ref.appointmentId));
      const difference = driftOf(state, bookingUid, { kind: 'moved', successors: [first, ...further] }, 'look');
      if (difference.kind === 'change') await recorder.change(ref, state, difference.change, bookingUid);
    },

    async link(ref, state, bookingUid, awaitingConfirmation) {
      const link = {
        bookingUid,
        seenFrom: state.booking?.uid ?? null,
        ...(awaitingConfirmation !== undefined && { awaitingConfirmation }),
      };
      if (!(await recorder.claimBookings(ref, [bookingUid]))) return 'booking_claimed';
      const executed = await executor.execute({
        aggregate: appointment,
        stream: appointmentStream(ref.companyId, ref.appointmentId),
        commandId: derivedId('calendar-link', ref.companyId, ref.appointmentId, bookingUid, canonicalJson(link)),
        context: contextOf(ref, state, ref.appointmentId),
        decide: current => linkCalendarBooking(current, link),
      });
      return executed.kind === 'refused' ? executed.code : undefined;
    },

    async details(ref, facts, externalCause, hostChanged) {
      const { state: folded } = await executor.load(company, companyStream(ref.companyId));
      const details = { ...facts, externalCause, ...(hostChanged && { hostChanged }) };
      return recordNews(ref, facts.bookingUid, {
        decide: current => recordBookingDetails(current, details, folded),
        commandIdAt: ({ bookingChanges }) =>
          derivedId('booking-details', ref.companyId, ref.appointmentId, bookingChanges, canonicalJson(details)),
      });
    },

    async noShow(ref, { uid, startsAt, noShow }, now, externalCause) {
      if (noShow === null) return false;
      const source = { kind: 'calendar', bookingUid: uid, startsAt, externalCause } as const;
      return recordNews(ref, uid, {
        decide: current => recordNoShow(current, { noShow, now, source }),
        commandIdAt: state => derivedId('record-no-show', ref.companyId, ref.appointmentId, state.noShow.times),
      });
    },

    async claimBooking({ companyId, appointmentId }, uid) {
      const command: Claim = { type: 'BookingClaimed', data: { companyId, uid, appointmentId } };
      const executed = await executor.execute({
        aggregate: claim,
        stream: bookingStream(companyId, uid),
        commandId: derivedId('claim-booking', companyId, uid, appointmentId),
        context: { correlationId: appointmentId, companyId, actor: { kind: 'calendar', id: 'calendar' }, channel: 'calendar' },
        decide: current => claimOwnership(current, command),
        // Most often it has just come about.
        optimistic: true,
      });
      return executed.state.owner ?? appointmentId;
    },

    async claimBookings(ref, uids) {
      const { companyId, appointmentId } = ref;
      let ours = true;
      // A claim is for good: of several none is made where another is seen to be somebody's.
      if (uids.length > 1) {
        const owners = uids.map(async uid => (await executor.load(claim, bookingStream(companyId, uid))).state.owner);
        ours = (await Promise.all(owners)).every(owner => owner === undefined || owner === appointmentId);
      }
      for (const uid of uids) ours &&= (await recorder.claimBooking(ref, uid)) === appointmentId;
      if (!ours) log?.warn({ companyId, appointmentId, code: 'booking_claimed' }, 'the booking is another appointment’s');
      return ours;
    },
  };
  return recorder;
}
