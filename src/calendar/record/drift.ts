// What the calendar has and the stream has not: the change somebody made there, as the command that records it.
import type { RecordCalendarChange } from '../../../commands/appointment/record-calendar-change.ts';
import { type AppointmentState, isKept, isOpenToRebooking } from '../../domain/appointment/appointment-state.ts';
import { type Booking, isLive, sameInstant } from '../booking.ts';
import type { Look } from '../provider.ts';

export type Drift =
  | { kind: 'none' }
  | { kind: 'unseen' }
  | { kind: 'change'; change: RecordCalendarChange }
  /** The same time under another uid, which we had lost, or the booking itself, which the host has confirmed. */
  | { kind: 'link'; bookingUid: string; awaitingConfirmation: boolean };

/** Compares where the appointment stands with what a look at its uid found. `cause` names who found it. */
export function driftOf(state: AppointmentState, bookingUid: string, seen: Look, cause: string): Drift {
  if (seen.kind === 'unseen' || seen.kind === 'not_found') return { kind: 'unseen' };
  if (state.status !== 'scheduled') return rebooked(state, bookingUid, seen, cause);
  if (seen.kind === 'live') {
    if (isConfirmedBy(seen.booking, state)) return { kind: 'link', bookingUid, awaitingConfirmation: false };
    if (isKept(state) || sameInstant(seen.booking.startsAt, state.period.startsAt)) return { kind: 'none' };
    return { kind: 'change', change: movedTo(seen.booking, bookingUid, cause) };
  }
  // The calendar has said that it moved it, and cannot say where to: that is no cancellation.
  if (seen.kind === 'ended' && state.lostUid) return { kind: 'unseen' };
  const last = seen.kind === 'ended' ? seen.booking : (seen.successors.at(-1) ?? seen.successors[0]);
  if (!isLive(last)) {
    const change = { kind: 'cancelled' as const, bookingUid: last.uid, previousBookingUid: bookingUid, externalCause: cause };
    return { kind: 'change', change };
  }
  if (sameInstant(last.startsAt, state.period.startsAt)) {
    return { kind: 'link', bookingUid: last.uid, awaitingConfirmation: last.status === 'awaiting_confirmation' };
  }
  return { kind: 'change', change: movedTo(last, bookingUid, cause) };
}

/** A booking that follows from one that has ended takes its place. */
function rebooked(state: AppointmentState, bookingUid: string, seen: Look, cause: string): Drift {
  const last = seen.kind === 'moved' ? seen.successors.at(-1) : undefined;
  const joins = last && isLive(last) && isOpenToRebooking(state);
  return joins ? { kind: 'change', change: movedTo(last, bookingUid, cause) } : { kind: 'none' };
}

/** The host has confirmed the booking, and the stream does not say so yet. */
export const isConfirmedBy = ({ status, startsAt }: Booking, { awaiting, period }: AppointmentState): boolean =>
  awaiting !== undefined && status === 'confirmed' && sameInstant(startsAt, period.startsAt);

export const movedTo = (booking: Booking, previousBookingUid: string, externalCause: string): RecordCalendarChange => ({
  kind: 'rescheduled',
  move: {
    previousBookingUid,
    bookingUid: booking.uid,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    externalCause,
    ...(booking.status === 'awaiting_confirmation' && { awaitingConfirmation: true }),
  },
});
