// What happens to bookings: moved, cancelled, created, with Cal.com's checks, its order of effects and its webhooks.

import { hostFor } from './availability.ts';
import type { Clock } from './clock.ts';
import { type Failure, failures } from './failures.ts';
import { millisecondsOf } from './instant.ts';
import {
  type Amendment,
  amendmentSchema,
  isLive,
  minutesOf,
  type SandboxAttendee,
  type SandboxBooking,
  type SandboxEventType,
  type SeedBooking,
} from './model.ts';
import { webhookPayload } from './render.ts';
import type { SandboxStore } from './store.ts';
import type { WebhookSender } from './webhook-sender.ts';

export type World = { store: SandboxStore; clock: Clock; webhooks: WebhookSender };
export type Changed = { bookings: SandboxBooking[]; series?: boolean } | { failure: Failure };
/** Awaited between the checks and the effect: what happens meanwhile is checked against no more, as at Cal.com. */
export type Checked = () => Promise<void>;

function eventTypeOf({ store }: World, booking: SandboxBooking): SandboxEventType | undefined {
  return store.eventType(booking.account, booking.eventTypeId);
}

async function tell(
  world: World,
  trigger: string,
  booking: SandboxBooking,
  more: { previous?: SandboxBooking; extra?: object } = {},
) {
  const payload = webhookPayload(trigger, booking, eventTypeOf(world, booking), more.previous);
  await world.webhooks.send(booking.account, trigger, booking.uid, { ...payload, ...more.extra });
}

function unbookable(world: World, eventType: SandboxEventType, start: number): Failure | undefined {
  const now = world.clock.now().getTime();
  if (start <= now) return failures.inThePast();
  const tooSoon = start < now + eventType.minimumNoticeMinutes * 60_000;
  const tooFar = eventType.bookingWindowDays !== undefined && start > now + eventType.bookingWindowDays * 86_400_000;
  return tooSoon || tooFar ? failures.outOfBounds() : undefined;
}

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

/** A new booking; through the API only where the host is free, by staff anywhere. */
export async function create(world: World, account: string, seed: SeedBooking, byStaff: boolean): Promise<Changed> {
  const { store, clock } = world;
  const eventTypeId = seed.eventTypeId ?? 1;
  const eventType = store.eventType(account, eventTypeId);
  if (!byStaff && !eventType) return { failure: failures.eventTypeNotFound(eventTypeId) };
  const draft = store.draft(account, seed, clock.now());
  let booking = draft;
  if (!byStaff && eventType) {
    const start = Date.parse(draft.start);
    const refused = unbookable(world, eventType, start);
    if (refused) return { failure: refused };
    const hostId = hostFor(store, eventType, { start, end: Date.parse(draft.end) });
    if (hostId === undefined) return { failure: failures.slotTaken() };
    booking = { ...draft, hostId, status: eventType.requiresConfirmation ? 'pending' : 'accepted' };
  }
  store.save(booking);
  await tell(world, booking.status === 'pending' ? 'BOOKING_REQUESTED' : 'BOOKING_CREATED', booking);
  return { bookings: [booking] };
}

/** Staff gives a booking to another host or attendee, or makes it longer or shorter, under the same uid; only the first is told. */
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
