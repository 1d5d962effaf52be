// Compares the bookings of one company at the calendar with ours and repairs by events what webhooks have not told. What it
// repairs agrees afterwards, so that a second run finds nothing to do.

import {
  type AppointmentState,
  appointment,
  isKept,
  isOpenToRebooking,
  pendingOf,
} from '../../domain/appointment/appointment.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Code } from '../../domain/codes.ts';
import { company } from '../../domain/company/company.ts';
import { appointmentStream, companyStream } from '../../domain/ids.ts';
import { idSchema } from '../../domain/values.ts';
import { announced, type Booking, isLive, sameInstant } from '../booking.ts';
import { inBackground, type Listing } from '../provider.ts';
import { type Drift, driftOf, isConfirmedBy, movedTo } from '../record/drift.ts';
import type { AppointmentRef } from '../record/recorder.ts';
import type { CalendarWorker } from '../worker/worker.ts';
import { type AppointmentOfBookingDependencies, appointmentOfBooking } from './appointment-of-booking.ts';
import { endingWith } from './ending-with.ts';
import { recordDetails } from './look-and-record.ts';
import { lookTwice } from './look-twice.ts';
import { type ScheduleBookingDependencies, schedule } from './schedule-booking.ts';

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

export interface ReconcileDependencies extends ScheduleBookingDependencies, AppointmentOfBookingDependencies {
  worker: Pick<CalendarWorker, 'handOver'>;
  clock: Clock;
  /** Whether another company uses the same account at the calendar. */
  sharesAccount(companyId: string): Promise<boolean>;
  /** Our appointments to come that have a booking, in pages. */
  expected(companyId: string, from: Date): AsyncIterable<{ appointmentId: string; bookingUid: string }>;
}

export interface ReconciliationReport {
  companyId: string;
  /** Bookings the calendar listed. */
  bookings: number;
  findings: ReconciliationFinding[];
  /** False where the calendar did not list all: nothing is known of the rest. */
  complete: boolean;
}

export interface ReconciliationRun {
  /** Ends the run between two bookings; what was recorded until then stands, and the run has not seen all. */
  signal?: AbortSignal;
  /** Awaited before each comparison; what it throws ends the run. */
  step?: () => Promise<void>;
}

/** Of all bookings to come, or with `updatedAfter` of those that changed since. */
export async function reconcile(
  companyId: string,
  updatedAfter: Date | undefined,
  dependencies: ReconcileDependencies,
  { signal, step }: ReconciliationRun = {},
): Promise<ReconciliationReport> {
  const deps = { ...dependencies, calendar: endingWith(dependencies.calendar, signal) };
  const findings: ReconciliationFinding[] = [];
  const agreeing = new Set<string>();
  const now = deps.clock.now();
  const listing: Listing = updatedAfter ? { updatedAfter } : { startingAfter: now };
  let bookings = 0;
  let complete = true;
  for await (const page of deps.calendar.list(companyId, listing, signal)) {
    if (page === 'unseen') {
      complete = false;
      continue;
    }
    for (const booking of page) {
      if (signal?.aborted) break;
      await step?.();
      bookings += 1;
      const finding = await compare(companyId, booking, now, deps);
      if (finding === 'agrees') agreeing.add(booking.uid);
      else if (finding) findings.push({ companyId, ...finding });
    }
  }
  if (!updatedAfter && complete) {
    for await (const { appointmentId, bookingUid } of deps.expected(companyId, now)) {
      if (agreeing.has(bookingUid)) continue;
      if (signal?.aborted) break;
      await step?.();
      const state = await stateOf({ companyId, appointmentId }, deps);
      const finding = await compareOurs({ companyId, appointmentId }, state, deps);
      const known = findings.some(one => one.appointmentId === appointmentId);
      if (finding && !known) findings.push({ companyId, ...finding });
    }
  }
  return { companyId, bookings, findings, complete: complete && !signal?.aborted };
}

type Found = Omit<ReconciliationFinding, 'companyId'>;

const stateOf = async (
  { companyId, appointmentId }: AppointmentRef,
  { executor }: ReconcileDependencies,
): Promise<AppointmentState> =>
  (await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true })).state;

/** A booking the calendar lists. */
async function compare(
  companyId: string,
  booking: Booking,
  now: Date,
  deps: ReconcileDependencies,
): Promise<Found | 'agrees' | undefined> {
  const { uid, numericId, movedFromUid } = booking;
  const bookings = [{ uid, numericId }];
  if (movedFromUid !== null) bookings.push({ uid: movedFromUid, numericId: null });
  const lost = await lostOne(companyId, booking, deps);
  if (lost) return lost;
  const found = await appointmentOfBooking({ companyId, bookings, chain: bookings.length > 1, listed: booking }, deps);
  if (found === 'unseen') return { appointmentId: null, bookingUid: uid, kind: 'unseen', action: 'reported' };
  if (!found || found.state.status === 'none') return unknownBooking(companyId, booking, now, deps);
  const { state, ...subject } = found;
  if (pendingOf(state)) return whilePending(subject, state, uid, deps);
  if (state.status === 'cancelled') {
    // Its own booking, or one that this was moved to since: either stands where the customer was told that nothing does.
    if (!isLive(booking) || Date.parse(booking.startsAt) <= now.getTime()) return undefined;
    const ended = state.booking?.uid;
    if (ended !== undefined && ended !== uid && !state.previousUids.includes(uid) && isOpenToRebooking(state)) {
      const refused = await deps.recorder.change(subject, state, movedTo(booking, ended, 'reconciliation'), uid);
      const rebooked = { appointmentId: subject.appointmentId, bookingUid: uid };
      return refused ? notRecorded(rebooked, refused) : { ...rebooked, kind: 'missed_move', action: 'repaired' };
    }
    const kind = isKept(state) ? 'kept_by_operator' : 'live_though_cancelled';
    return { appointmentId: subject.appointmentId, bookingUid: uid, kind, action: 'reported' };
  }
  const current = uid === state.booking?.uid;
  const agrees = current && isLive(booking) && sameInstant(booking.startsAt, state.period.startsAt);
  if (agrees && !isConfirmedBy(booking, state)) {
    // What has changed since it was listed is seen by the next run.
    const changed = await recordDetails(subject, state, booking, deps, 'reconciliation');
    return changed
      ? { appointmentId: subject.appointmentId, bookingUid: uid, kind: 'missed_change', action: 'repaired' }
      : 'agrees';
  }
  if (state.previousUids.includes(uid)) return undefined;
  const repaired = await compareOurs(subject, state, deps);
  if (repaired || !isLive(booking)) return repaired;
  const after = await stateOf(subject, deps);
  return after.booking?.uid === uid
    ? undefined
    : { appointmentId: subject.appointmentId, bookingUid: uid, kind: 'second_booking', action: 'reported' };
}

/** The successor nobody could name, found by the appointment's id that bookings made through us carry. */
async function lostOne(companyId: string, booking: Booking, deps: ReconcileDependencies): Promise<Found | undefined> {
  const named = idSchema.safeParse(booking.metadata.rebookAppointmentId);
  if (!named.success || !isLive(booking)) return undefined;
  const subject = { companyId, appointmentId: named.data };
  const state = await stateOf(subject, deps);
  const unnamed = state.lostUid && !pendingOf(state);
  if (!unnamed || booking.uid === state.booking?.uid || !sameInstant(booking.startsAt, state.period.startsAt)) return undefined;
  const found = { appointmentId: named.data, bookingUid: booking.uid };
  const refused = await deps.recorder.link(subject, state, booking.uid, booking.status === 'awaiting_confirmation');
  return refused ? notRecorded(found, refused) : { ...found, kind: 'lost_uid', action: 'repaired' };
}

/** Our appointment against what a look finds of its booking. */
async function compareOurs(
  subject: AppointmentRef,
  state: AppointmentState,
  deps: ReconcileDependencies,
): Promise<Found | undefined> {
  const { appointmentId, companyId } = subject;
  const bookingUid = state.booking?.uid;
  if (bookingUid === undefined || state.status !== 'scheduled') return undefined;
  if (pendingOf(state)) return whilePending(subject, state, bookingUid, deps);
  const { startsAt } = state.period;
  const wanted = { bookingUid, startsAt, wantedStart: startsAt };
  const seen = await lookTwice(() => deps.calendar.look(companyId, wanted, inBackground), deps.clock);
  if (seen.kind === 'not_found') return { appointmentId, bookingUid, kind: 'not_at_calendar', action: 'reported' };
  const kept = isKept(state) && seen.kind === 'live' && !sameInstant(seen.booking.startsAt, startsAt);
  if (kept) return { appointmentId, bookingUid, kind: 'kept_by_operator', action: 'reported' };
  const difference = driftOf(state, bookingUid, seen, 'reconciliation');
  const found = await repaired(subject, state, bookingUid, difference, deps);
  const stands = seen.kind === 'live' ? seen.booking : seen.kind === 'moved' ? seen.successors.at(-1) : undefined;
  if (!stands || (found && found.action !== 'repaired')) return found;
  const changed = await recordDetails(subject, state, stands, deps, 'reconciliation');
  return found ?? (changed ? { appointmentId, bookingUid: stands.uid, kind: 'missed_change', action: 'repaired' } : undefined);
}

async function repaired(
  subject: AppointmentRef,
  state: AppointmentState,
  bookingUid: string,
  difference: Drift,
  deps: ReconcileDependencies,
): Promise<Found | undefined> {
  const { appointmentId } = subject;
  switch (difference.kind) {
    case 'none':
      return undefined;
    case 'unseen':
      return { appointmentId, bookingUid, kind: 'unseen', action: 'reported' };
    case 'link': {
      const kind = difference.bookingUid === bookingUid ? 'missed_confirmation' : 'lost_uid';
      const found = { appointmentId, bookingUid: difference.bookingUid };
      const refused = await deps.recorder.link(subject, state, difference.bookingUid, difference.awaitingConfirmation);
      return refused ? notRecorded(found, refused) : { ...found, kind, action: 'repaired' };
    }
    case 'change': {
      const { change } = difference;
      const refused = await deps.recorder.change(subject, state, change, bookingUid);
      if (refused) return notRecorded({ appointmentId, bookingUid }, refused);
      const kind = change.kind === 'rescheduled' ? 'missed_move' : 'missed_cancellation';
      return { appointmentId, bookingUid, kind, action: 'repaired' };
    }
  }
}

/** Another appointment has the booking, or this one has changed since it was read: then the next run sees how it stands. */
const notRecorded = (found: Pick<Found, 'appointmentId' | 'bookingUid'>, refused: Code): Found => ({
  ...found,
  kind: refused === 'booking_claimed' ? 'booking_claimed' : 'change_pending',
  action: 'reported',
});

/** A change of ours is in flight: its worker looks, and records what it sees. */
function whilePending(
  subject: AppointmentRef,
  state: AppointmentState,
  bookingUid: string,
  { worker }: ReconcileDependencies,
): Found {
  const modificationId = pendingOf(state)?.modificationId;
  if (modificationId !== undefined) worker.handOver({ ...subject, modificationId, look: true });
  return { appointmentId: subject.appointmentId, bookingUid, kind: 'change_pending', action: 'looked_at' };
}

/** Of several companies on one account each takes the bookings of its own services. */
async function unknownBooking(
  companyId: string,
  booking: Booking,
  now: Date,
  deps: ReconcileDependencies,
): Promise<Found | undefined> {
  const comes = booking.status === 'confirmed' || booking.status === 'awaiting_confirmation';
  if (!comes || Date.parse(booking.startsAt) <= now.getTime()) return undefined;
  const { state } = await deps.executor.load(company, companyStream(companyId));
  const ours = [...state.services.values()].some(({ calcomEventTypeId }) => calcomEventTypeId === booking.eventTypeId);
  if (!ours && (await deps.sharesAccount(companyId))) return undefined;
  const chain = booking.movedFromUid === null ? [] : [booking.movedFromUid];
  const bookedAt = { webhook: booking.createdAt ?? now.toISOString(), received: now };
  const appointmentId = await schedule(companyId, announced(booking), bookedAt, chain, deps);
  if (appointmentId === undefined) return undefined;
  return { appointmentId, bookingUid: booking.uid, kind: 'missed_booking', action: 'repaired' };
}
