// Compares an appointment of ours with what a look finds of its booking, and repairs by events what webhooks have not reported.
import { appointment } from '../../domain/appointment/appointment.ts';
import { type AppointmentState, isKept, pendingOf } from '../../domain/appointment/appointment-state.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Code } from '../../domain/codes.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { sameInstant } from '../booking.ts';
import { inBackground } from '../provider.ts';
import { type Drift, driftOf } from '../record/drift.ts';
import type { AppointmentRef } from '../record/recorder.ts';
import type { CalendarWorker } from '../worker/worker.ts';
import type { AppointmentOfBookingDependencies } from './appointment-of-booking.ts';
import { recordDetails } from './look-and-record.ts';
import { lookTwice } from './look-twice.ts';
import type { ScheduleBookingDependencies } from './schedule-booking.ts';

export const reconciliationFindingKinds = [
  'missed_booking',
  'missed_move',
  'missed_cancellation',
  'missed_confirmation',
  'missed_change',
  'lost_uid',
  'change_pending',
  'kept_by_operator',
  'live_though_cancelled',
  'second_booking',
  'booking_claimed',
  'not_at_calendar',
  'unseen',
] as const;

/** What was found, and what was done about it: `reported` is for people to decide. */
export interface ReconciliationFinding {
  companyId: string;
  appointmentId: string | null;
  bookingUid: string;
  kind: (typeof reconciliationFindingKinds)[number];
  action: 'repaired' | 'looked_at' | 'reported';
}

/** A finding, where the company is known. */
export type Found = Omit<ReconciliationFinding, 'companyId'>;

export interface CompareDependencies extends ScheduleBookingDependencies, AppointmentOfBookingDependencies {
  worker: Pick<CalendarWorker, 'handOver'>;
  clock: Clock;
  /** Whether another company uses the same account at the calendar. */
  sharesAccount(companyId: string): Promise<boolean>;
}

export const stateOf = async (
  { companyId, appointmentId }: AppointmentRef,
  { executor }: Pick<CompareDependencies, 'executor'>,
): Promise<AppointmentState> =>
  (await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true })).state;

/** Our appointment against what a look finds of its booking. */
export async function compareAppointment(
  ref: AppointmentRef,
  state: AppointmentState,
  deps: CompareDependencies,
): Promise<Found | undefined> {
  const { appointmentId, companyId } = ref;
  const bookingUid = state.booking?.uid;
  if (bookingUid === undefined || state.status !== 'scheduled') return undefined;
  if (pendingOf(state)) return whilePending(ref, state, bookingUid, deps);
  const { startsAt } = state.period;
  const wanted = { bookingUid, startsAt, wantedStart: startsAt };
  const seen = await lookTwice(() => deps.calendar.look(companyId, wanted, inBackground), deps.clock);
  if (seen.kind === 'not_found') return { appointmentId, bookingUid, kind: 'not_at_calendar', action: 'reported' };
  const kept = isKept(state) && seen.kind === 'live' && !sameInstant(seen.booking.startsAt, startsAt);
  if (kept) return { appointmentId, bookingUid, kind: 'kept_by_operator', action: 'reported' };
  const difference = driftOf(state, bookingUid, seen, 'reconciliation');
  const found = await repaired(ref, state, bookingUid, difference, deps);
  const stands = seen.kind === 'live' ? seen.booking : seen.kind === 'moved' ? seen.successors.at(-1) : undefined;
  if (!stands || (found && found.action !== 'repaired')) return found;
  const changed = await recordDetails(ref, state, stands, deps, 'reconciliation');
  return found ?? (changed ? { appointmentId, bookingUid: stands.uid, kind: 'missed_change', action: 'repaired' } : undefined);
}

async function repaired(
  ref: AppointmentRef,
  state: AppointmentState,
  bookingUid: string,
  difference: Drift,
  deps: CompareDependencies,
): Promise<Found | undefined> {
  const { appointmentId } = ref;
  switch (difference.kind) {
    case 'none':
      return undefined;
    case 'unseen':
      return { appointmentId, bookingUid, kind: 'unseen', action: 'reported' };
    case 'link': {
      const kind = difference.bookingUid === bookingUid ? 'missed_confirmation' : 'lost_uid';
      const found = { appointmentId, bookingUid: difference.bookingUid };
      const refused = await deps.recorder.link(ref, state, difference.bookingUid, difference.awaitingConfirmation);
      return refused ? notRecorded(found, refused) : { ...found, kind, action: 'repaired' };
    }
    case 'change': {
      const { change } = difference;
      const refused = await deps.recorder.change(ref, state, change, bookingUid);
      if (refused) return notRecorded({ appointmentId, bookingUid }, refused);
      const kind = change.kind === 'rescheduled' ? 'missed_move' : 'missed_cancellation';
      return { appointmentId, bookingUid, kind, action: 'repaired' };
    }
  }
}

/** Another appointment has the booking, or this one has changed since it was read: then the next run sees how it stands. */
export const notRecorded = (found: Pick<Found, 'appointmentId' | 'bookingUid'>, refused: Code): Found => ({
  ...found,
  kind: refused === 'booking_claimed' ? 'booking_claimed' : 'change_pending',
  action: 'reported',
});

/** A change of ours is in flight: its worker looks, and records what it sees. */
export function whilePending(
  ref: AppointmentRef,
  state: AppointmentState,
  bookingUid: string,
  { worker }: CompareDependencies,
): Found {
  const modificationId = pendingOf(state)?.modificationId;
  if (modificationId !== undefined) worker.handOver({ ...ref, modificationId, look: true });
  return { appointmentId: ref.appointmentId, bookingUid, kind: 'change_pending', action: 'looked_at' };
}
