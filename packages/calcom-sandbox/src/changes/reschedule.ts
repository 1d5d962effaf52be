// Moves a booking, with Cal.com's checks, its order of effects and its webhook.
import { hostFor } from '../availability.ts';
import { type Failure, failures } from '../failures.ts';
import { millisecondsOf } from '../instant.ts';
import { isLive, minutesOf, type SandboxAttendee, type SandboxBooking, type SandboxEventType } from '../model.ts';
import { unbookable } from './create.ts';
import { type Changed, type Checked, eventTypeOf, tell, type World } from './world.ts';

/** Why Cal.com would not move this booking there; staff in Cal.com's own pages are held by fewer rules. */
function unmovable(
  world: World,
  old: SandboxBooking,
  start: number,
  { byStaff = false, byAttendee = false, seatUid }: Move,
): Failure | undefined {
  const eventType = eventTypeOf(world, old);
  if (old.status === 'rejected') return failures.rescheduleDeclined();
  if (old.status === 'cancelled') {
    if (old.newTimeRequested && byAttendee) return undefined;
    const successor = old.rescheduledToUid ?? (old.newTimeRequested ? 'undefined' : undefined);
    return successor ? failures.rescheduleMoved(old.uid, successor) : failures.rescheduleCancelled(old.uid);
  }
  if (byStaff || !eventType) return undefined;
  const seated = old.attendees.some(person => person.seatUid !== undefined);
  if (seated && seatUid === undefined) return failures.seatNeeded(old.uid);
  if (seatUid !== undefined && !old.attendees.some(person => person.seatUid === seatUid)) return failures.seatUnknown();
  const refused = unbookable(world, eventType, start);
  if (refused) return refused;
  const notice = Date.parse(old.start) - world.clock.now().getTime();
  if (notice < eventType.minimumRescheduleNoticeMinutes * 60_000) return failures.minimumNotice();
  const missing = eventType.requiredFields.find(field => !(field in old.responses));
  if (missing !== undefined) return failures.requiredField(missing);
  const wish = { start, end: start + minutesOf(old) * 60_000, movingUid: old.uid, host: old.hostId };
  if (hostFor(world.store, eventType, wish) === undefined) return eventType.team ? failures.teamHostBusy() : failures.slotTaken();
  return isDayFull(world, eventType, start, old.uid) ? failures.limitReached('booking') : undefined;
}

function isDayFull(
  { store }: World,
  { account, id, bookingLimitPerDay }: SandboxEventType,
  start: number,
  moving: string,
): boolean {
  if (bookingLimitPerDay === undefined) return false;
  const day = new Date(start).toISOString().slice(0, 10);
  const ofDay = [...store.bookings()].filter(
    booking =>
      booking.account === account && booking.eventTypeId === id && booking.uid !== moving && booking.start.startsWith(day),
  );
  return ofDay.filter(isLive).length >= bookingLimitPerDay;
}

export type Move = {
  start: string;
  reason?: string;
  seatUid?: string;
  byStaff?: boolean;
  /** By the link in Cal.com's mail, which also takes a booking whose host has asked for another time. */
  byAttendee?: boolean;
  /** What a webhook calls it. */
  trigger?: 'BOOKING_RESCHEDULED' | 'BOOKING_CREATED';
};

/** The one thing the database itself holds a late move to: no two accepted bookings of a host at the very same time. */
function hasTwin({ store }: World, { account, hostId, start, end }: SandboxBooking): boolean {
  const same = (other: SandboxBooking) =>
    other.account === account && other.hostId === hostId && other.start === start && other.end === end;
  return [...store.bookings()].some(other => other.status === 'accepted' && same(other));
}

/**
 * Old and new row in one transaction, then the webhook, then the answer: the new booking, with a new uid. The old row is
 * written whatever it has become since the checks: two moves to different times may both succeed.
 */
export async function reschedule(world: World, uid: string, move: Move, checked?: Checked): Promise<Changed> {
  const { store, clock } = world;
  const { start, reason, seatUid, byStaff = false, byAttendee = false } = move;
  const old = store.booking(uid);
  if (!old) return { failure: failures.bookingNotFound(uid) };
  const startsAt = millisecondsOf(start);
  const failure = unmovable(world, old, startsAt, move);
  if (failure) return { failure };
  await checked?.();
  const now = clock.now().toISOString();
  const newUid = store.freshUid(uid);
  const leaves = (person: SandboxAttendee) => seatUid === undefined || person.seatUid === seatUid;
  const remaining = old.attendees.filter(person => !leaves(person));
  const pending = !byStaff && eventTypeOf(world, old)?.requiresConfirmation === true;
  const { newTimeRequested: _, ...kept } = old;
  const { movesToHost, movesLastMinutes } = byStaff || byAttendee ? {} : (eventTypeOf(world, old) ?? {});
  const next: SandboxBooking = {
    ...kept,
    hostId: movesToHost ?? old.hostId,
    id: store.freshId(),
    uid: newUid,
    status: pending ? 'pending' : 'accepted',
    start: new Date(startsAt).toISOString(),
    end: new Date(startsAt + (movesLastMinutes ?? minutesOf(old)) * 60_000).toISOString(),
    cancellationReason: '',
    attendees: old.attendees
      .filter(leaves)
      .map(({ absent: _, ...person }) => person)
      .map((person, place) => (person.seatUid === undefined ? person : { ...person, seatUid: `seat-${newUid}-${place}` })),
    reschedulingReason: reason ?? null,
    rescheduledFromUid: uid,
    rescheduledToUid: null,
    createdAt: now,
    updatedAt: now,
  };
  if (checked && !pending && hasTwin(world, next)) return { failure: failures.slotRace() };
  const current = store.booking(uid) ?? old;
  const previous: SandboxBooking =
    seatUid !== undefined && remaining.length > 0
      ? { ...current, attendees: remaining, updatedAt: now }
      : { ...current, status: 'cancelled', rescheduledToUid: newUid, updatedAt: now };
  store.save(previous, next);
  await tell(world, pending ? 'BOOKING_REQUESTED' : (move.trigger ?? 'BOOKING_RESCHEDULED'), next, { previous: old });
  return { bookings: [next] };
}
