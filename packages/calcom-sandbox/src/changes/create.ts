// Makes a booking, with Cal.com's checks and its webhook.
import { hostFor } from '../availability.ts';
import { type Failure, failures } from '../failures.ts';
import type { SandboxEventType, SeedBooking } from '../model.ts';
import { type Changed, tell, type World } from './world.ts';

/** Why Cal.com takes no booking at this time, no matter who is free. */
export function unbookable(world: World, eventType: SandboxEventType, start: number): Failure | undefined {
  const now = world.clock.now().getTime();
  if (start <= now) return failures.inThePast();
  const tooSoon = start < now + eventType.minimumNoticeMinutes * 60_000;
  const tooFar = eventType.bookingWindowDays !== undefined && start > now + eventType.bookingWindowDays * 86_400_000;
  return tooSoon || tooFar ? failures.outOfBounds() : undefined;
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
