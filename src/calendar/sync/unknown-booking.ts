// A webhook tells of a booking no appointment has. It may be overtaken by news we could not place then, and does not tell
// reliably what kind of booking it is: nothing is scheduled that the calendar has not been seen to have.

import { appointment } from '../../domain/appointment/appointment.ts';
import { isOpenToRebooking } from '../../domain/appointment/appointment-state.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { type AnnouncedBooking, announced, type Booking, isLive } from '../booking.ts';
import { inBackground, type Look } from '../provider.ts';
import { type AppointmentOfBookingDependencies, appointmentOfBooking, type Wanted } from './appointment-of-booking.ts';
import { type LookAndRecordDependencies, lookAndRecord, recordSeen } from './look-and-record.ts';
import { type ScheduleBookingDependencies, schedule } from './schedule-booking.ts';

export interface UnknownBooking {
  companyId: string;
  booking: AnnouncedBooking;
  bookedAt: { webhook: string; received: Date };
  /** What the webhook says it was moved from: no appointment has that either. */
  movedFrom: string | null;
}

/** `not_found`: this account does not have it, or not yet where the calendar reads from. */
export async function placeUnknownBooking(
  { companyId, booking, bookedAt, movedFrom }: UnknownBooking,
  deps: ScheduleBookingDependencies & AppointmentOfBookingDependencies & LookAndRecordDependencies,
): Promise<'done' | 'later' | 'not_found'> {
  const seen = await deps.calendar.look(companyId, { bookingUid: booking.uid, startsAt: booking.startsAt }, inBackground);
  if (seen.kind === 'unseen') return 'later';
  if (seen.kind === 'not_found') return 'not_found';
  if (seen.kind === 'ended') return 'done';
  if (seen.kind === 'moved') {
    const [first] = seen.successors;
    if (!isLive(seen.successors.at(-1) ?? first)) return 'done';
    // A booking in between that is reported late: the one that stands may be an appointment's already.
    const later = seen.successors.toReversed().map(({ uid, numericId }) => ({ uid, numericId }));
    const bookings = [...later, { uid: booking.uid, numericId: booking.numericId }];
    const recorded = await recordedAsKnown({ companyId, bookings }, seen, deps);
    if (recorded) return recorded;
    const chain = movedFrom === null ? [] : [movedFrom];
    const appointmentId = await schedule(companyId, { ...booking, ...whoseAt(booking, first) }, bookedAt, chain, deps);
    if (appointmentId === undefined) return 'done';
    const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
    return recordSeen({ companyId, appointmentId }, state, booking.uid, seen, deps);
  }
  const from = movedFrom ?? seen.booking.movedFromUid;
  // What the webhook named is known to nobody; the calendar may name more: where it was moved from, and its series.
  const further = movedFrom === null && from !== null ? [{ uid: from, numericId: null }] : [];
  const recorded = await recordedAsKnown({ companyId, bookings: further, listed: seen.booking }, seen, deps);
  if (recorded) return recorded;
  await schedule(companyId, asSeen(booking, seen.booking), bookedAt, from === null ? [] : [from], deps);
  return 'done';
}

/** What the calendar has of an appointment that knows it by another name, its series for instance; undefined where there is none. */
async function recordedAsKnown(
  wanted: Wanted,
  seen: Extract<Look, { kind: 'live' | 'moved' }>,
  deps: AppointmentOfBookingDependencies & LookAndRecordDependencies,
): Promise<'done' | 'later' | undefined> {
  const known = await appointmentOfBooking(wanted, deps);
  if (known === 'unseen') return 'later';
  if (!known || known.state.status === 'none') return undefined;
  const uid = known.state.booking?.uid;
  if (uid !== undefined && isOpenToRebooking(known.state)) {
    const successors: [Booking, ...Booking[]] = seen.kind === 'moved' ? seen.successors : [seen.booking];
    return recordSeen(known, known.state, uid, { kind: 'moved', successors }, deps);
  }
  return uid === undefined ? 'done' : lookAndRecord(known, known.state, uid, deps);
}

/** The calendar's word on when it is and who comes. */
const asSeen = (booking: AnnouncedBooking, seen: Booking): AnnouncedBooking => ({
  ...announced(seen),
  ...whoseAt(booking, seen),
});

/** Of a booking with seats the webhook names the one whose seat it is; seats can be hidden from who looks, so either's word is enough. */
function whoseAt(booking: AnnouncedBooking, seen: Booking): Pick<AnnouncedBooking, 'form' | 'attendees' | 'metadata'> {
  const { form, attendees, metadata } = announced(seen);
  const seated = booking.form === 'seated' || form === 'seated';
  return {
    form: seated ? 'seated' : form,
    attendees: seated || attendees.length === 0 ? booking.attendees : attendees,
    metadata,
  };
}
