// Cancels a booking or a series, with Cal.com's checks, its order of effects and its webhooks.
import { type Failure, failures } from '../failures.ts';
import { isLive, type SandboxBooking } from '../model.ts';
import { type Changed, type Checked, eventTypeOf, tell, type World } from './world.ts';

function uncancellable(world: World, booking: SandboxBooking, reason: string | undefined, seatUid?: string): Failure | undefined {
  if (!isLive(booking)) return failures.cancelCancelled(booking.uid);
  const seated = booking.attendees.some(person => person.seatUid !== undefined);
  if (seated && seatUid === undefined) return failures.notAHost();
  if (seatUid !== undefined && !booking.attendees.some(person => person.seatUid === seatUid)) return failures.seatUnknown();
  if (!reason) return failures.reasonRequired();
  if (Date.parse(booking.end) <= world.clock.now().getTime()) return failures.alreadyEnded();
  return eventTypeOf(world, booking)?.disableCancelling ? failures.cancellingDisabled() : undefined;
}

export type Cancellation = {
  reason?: string;
  seatUid?: string;
  subsequent?: boolean;
  byStaff?: boolean;
  requestReschedule?: boolean;
};

/** Checks, sends BOOKING_CANCELLED, and only then sets the row, without a lock: two at once may both pass, as at Cal.com. */
export async function cancel(
  world: World,
  uid: string,
  { reason, seatUid, subsequent, byStaff, requestReschedule }: Cancellation,
  checked?: Checked,
): Promise<Changed> {
  const { store, clock } = world;
  const named = store.booking(uid);
  const series = named ? [] : store.series(uid);
  if (!named && series.length === 0) return { failure: failures.bookingToCancelNotFound(uid) };
  const later = named && subsequent && named.recurringBookingUid ? store.series(named.recurringBookingUid) : [];
  const affected = named
    ? [named, ...later.filter(other => other.uid !== uid && other.start >= named.start && isLive(other))]
    : series.filter(isLive);
  if (affected.length === 0) return { failure: failures.cancelCancelled(uid) };
  for (const booking of affected) {
    const failure = uncancellable(world, booking, byStaff ? (reason ?? 'staff') : reason, seatUid);
    if (failure) return { failure };
  }
  await checked?.();
  for (const booking of affected) {
    const extra = { status: 'CANCELLED', cancellationReason: reason ?? '', requestReschedule: requestReschedule ?? false };
    await tell(world, 'BOOKING_CANCELLED', booking, { extra });
  }
  const now = clock.now().toISOString();
  const cancelled = affected.map(({ uid: affectedUid, ...booking }): SandboxBooking => {
    const current = store.booking(affectedUid) ?? { ...booking, uid: affectedUid };
    const remaining = current.attendees.filter(person => person.seatUid !== seatUid);
    if (seatUid !== undefined && remaining.length > 0) return { ...current, attendees: remaining, updatedAt: now };
    const asked = requestReschedule ? { newTimeRequested: true } : {};
    return { ...current, ...asked, status: 'cancelled', cancellationReason: reason ?? '', updatedAt: now };
  });
  store.save(...cancelled);
  const wholeSeries =
    series.length > 0
      ? store.series(uid)
      : later.length > 0 && named?.recurringBookingUid
        ? store.series(named.recurringBookingUid)
        : [];
  return wholeSeries.length > 0 ? { bookings: wholeSeries, series: true } : { bookings: cancelled };
}
