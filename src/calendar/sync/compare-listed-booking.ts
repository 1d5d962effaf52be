// Compares a booking that the calendar lists with the appointment it belongs to, and repairs by events what webhooks have not reported.
import { isKept, isOpenToRebooking, pendingOf } from '../../domain/appointment/appointment-state.ts';
import { company } from '../../domain/company/company.ts';
import { companyStream } from '../../domain/ids.ts';
import { idSchema } from '../../domain/values.ts';
import { announced, type Booking, isLive, sameInstant } from '../booking.ts';
import { isConfirmedBy, movedTo } from '../record/drift.ts';
import { appointmentOfBooking } from './appointment-of-booking.ts';
import {
  type CompareDependencies,
  compareAppointment,
  type Found,
  notRecorded,
  stateOf,
  whilePending,
} from './compare-appointment.ts';
import { recordDetails } from './look-and-record.ts';
import { schedule } from './schedule-booking.ts';

/** What was found, `agrees` where the booking is as it should be, or undefined where nothing is known or to be done. */
export async function compareListedBooking(
  companyId: string,
  booking: Booking,
  now: Date,
  deps: CompareDependencies,
): Promise<Found | 'agrees' | undefined> {
  const { uid, numericId, movedFromUid } = booking;
  const bookings = [{ uid, numericId }];
  if (movedFromUid !== null) bookings.push({ uid: movedFromUid, numericId: null });
  const lost = await lostOne(companyId, booking, deps);
  if (lost) return lost;
  const found = await appointmentOfBooking({ companyId, bookings, chain: bookings.length > 1, listed: booking }, deps);
  if (found === 'unseen') return { appointmentId: null, bookingUid: uid, kind: 'unseen', action: 'reported' };
  if (!found || found.state.status === 'none') return unknownBooking(companyId, booking, now, deps);
  const { state, ...ref } = found;
  if (pendingOf(state)) return whilePending(ref, state, uid, deps);
  if (state.status === 'cancelled') {
    // Its own booking, or one that this was moved to since: either stands where the customer has heard that nothing does.
    if (!isLive(booking) || Date.parse(booking.startsAt) <= now.getTime()) return undefined;
    const ended = state.booking?.uid;
    if (ended !== undefined && ended !== uid && !state.previousUids.includes(uid) && isOpenToRebooking(state)) {
      const refused = await deps.recorder.change(ref, state, movedTo(booking, ended, 'reconciliation'), uid);
      const rebooked = { appointmentId: ref.appointmentId, bookingUid: uid };
      return refused ? notRecorded(rebooked, refused) : { ...rebooked, kind: 'missed_move', action: 'repaired' };
    }
    const kind = isKept(state) ? 'kept_by_operator' : 'live_though_cancelled';
    return { appointmentId: ref.appointmentId, bookingUid: uid, kind, action: 'reported' };
  }
  const current = uid === state.booking?.uid;
  const agrees = current && isLive(booking) && sameInstant(booking.startsAt, state.period.startsAt);
  if (agrees && !isConfirmedBy(booking, state)) {
    // What has changed since it was listed is seen by the next run.
    const changed = await recordDetails(ref, state, booking, deps, 'reconciliation');
    return changed ? { appointmentId: ref.appointmentId, bookingUid: uid, kind: 'missed_change', action: 'repaired' } : 'agrees';
  }
  if (state.previousUids.includes(uid)) return undefined;
  const repaired = await compareAppointment(ref, state, deps);
  if (repaired || !isLive(booking)) return repaired;
  const after = await stateOf(ref, deps);
  return after.booking?.uid === uid
    ? undefined
    : { appointmentId: ref.appointmentId, bookingUid: uid, kind: 'second_booking', action: 'reported' };
}

/** The successor nobody could name, found by the appointment's id that bookings made through us carry. */
async function lostOne(companyId: string, booking: Booking, deps: CompareDependencies): Promise<Found | undefined> {
  const named = idSchema.safeParse(booking.metadata.rebookAppointmentId);
  if (!named.success || !isLive(booking)) return undefined;
  const ref = { companyId, appointmentId: named.data };
  const state = await stateOf(ref, deps);
  const unnamed = state.lostUid && !pendingOf(state);
  if (!unnamed || booking.uid === state.booking?.uid || !sameInstant(booking.startsAt, state.period.startsAt)) return undefined;
  const found = { appointmentId: named.data, bookingUid: booking.uid };
  const refused = await deps.recorder.link(ref, state, booking.uid, booking.status === 'awaiting_confirmation');
  return refused ? notRecorded(found, refused) : { ...found, kind: 'lost_uid', action: 'repaired' };
}

/** Of several companies on one account each takes the bookings of its own services. */
async function unknownBooking(
  companyId: string,
  booking: Booking,
  now: Date,
  deps: CompareDependencies,
): Promise<Found | undefined> {
  const comes = booking.status === 'confirmed' || booking.status === 'awaiting_confirmation';
  if (!comes || Date.parse(booking.startsAt) <= now.getTime()) return undefined;
  const { state } = await deps.executor.load(company, companyStream(companyId));
  const ours = [...state.services.values()].some(({ calendarServiceId }) => calendarServiceId === booking.calendarServiceId);
  if (!ours && (await deps.sharesAccount(companyId))) return undefined;
  const chain = booking.movedFromUid === null ? [] : [booking.movedFromUid];
  const bookedAt = { webhook: booking.createdAt ?? now.toISOString(), received: now };
  const appointmentId = await schedule(companyId, announced(booking), bookedAt, chain, deps);
  if (appointmentId === undefined) return undefined;
  return { appointmentId, bookingUid: booking.uid, kind: 'missed_booking', action: 'repaired' };
}
