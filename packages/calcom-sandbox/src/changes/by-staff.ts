// What staff do in Cal.com's own pages: they change a booking under its uid, and confirm or reject it.
import { failures } from '../failures.ts';
import { type Amendment, amendmentSchema, minutesOf, type SandboxBooking } from '../model.ts';
import { type Changed, tell, type World } from './world.ts';

/** Staff gives a booking to another host or attendee, or makes it longer or shorter, under the same uid; only the first is reported. */
export async function amend(world: World, uid: string, given: Amendment): Promise<Changed> {
  const booking = world.store.booking(uid);
  if (!booking) return { failure: failures.bookingNotFound(uid) };
  const to = amendmentSchema.parse(given);
  const { hostId = booking.hostId, minutes = minutesOf(booking) } = to;
  const end = new Date(Date.parse(booking.start) + minutes * 60_000).toISOString();
  const attendees = to.attendee ? [to.attendee] : booking.attendees;
  const amended: SandboxBooking = { ...booking, hostId, end, attendees, updatedAt: world.clock.now().toISOString() };
  world.store.save(amended);
  if (hostId !== booking.hostId) await tell(world, 'BOOKING_REASSIGNED', amended);
  return { bookings: [amended] };
}

/** Staff says that nobody came, or takes it back. The row of the attendee is changed, the booking's `updatedAt` is not, as at Cal.com. */
export async function markAbsent(world: World, uid: string, absent: boolean): Promise<Changed> {
  const booking = world.store.booking(uid);
  if (!booking) return { failure: failures.bookingNotFound(uid) };
  const marked: SandboxBooking = { ...booking, attendees: booking.attendees.map(person => ({ ...person, absent })) };
  world.store.save(marked);
  const names = marked.attendees.map(({ email }) => email).join(', ');
  await world.webhooks.send(booking.account, 'BOOKING_NO_SHOW_UPDATED', uid, {
    message: `${names} ${absent ? 'marked' : 'unmarked'} as no-show`,
    attendees: marked.attendees.map(({ email }) => ({ email, noShow: absent })),
    bookingUid: uid,
    bookingId: booking.id,
  });
  return { bookings: [marked] };
}

/** A host says no to a booking (or, with `accepted`, yes to a pending one). */
export async function judge(world: World, uid: string, status: 'accepted' | 'rejected', reason = ''): Promise<Changed> {
  const booking = world.store.booking(uid);
  if (!booking) return { failure: failures.bookingNotFound(uid) };
  const judged: SandboxBooking = { ...booking, status, updatedAt: world.clock.now().toISOString() };
  world.store.save(judged);
  const trigger = status === 'accepted' ? 'BOOKING_CREATED' : 'BOOKING_REJECTED';
  await tell(world, trigger, judged, status === 'rejected' ? { extra: { rejectionReason: reason } } : {});
  return { bookings: [judged] };
}
