// A look at Cal.com: the booking is read and followed to where it stands now.

import { type Booking, type BookingOrSeries, isLive, sameInstant } from '../../booking.ts';
import type { CallOptions, Look, LookedFor } from '../../provider.ts';
import { type CalendarFailure, type Cause, causeOf } from '../../result.ts';
import { readBooking } from './booking.ts';
import type { CalcomClient } from './http/client.ts';
import type { BookingFilters } from './http/requests.ts';

/** A booking moved more often than this is not followed to its end. */
const longestChain = 20;
/** How far around the wanted start a successor is searched for that the old booking does not name. */
const aroundMs = 60_000;
/** How far around the old booking's end: the successor is made as it ends, but that may be touched again later. */
const aroundEndMs = 5 * 60_000;

/** Loops and chains without an end are `unseen`: nothing may be concluded from them. */
export async function lookAt(client: CalcomClient, wanted: LookedFor, options: CallOptions): Promise<Look> {
  const answer = await readBooking(client, wanted.bookingUid, options);
  if (answer.kind !== 'ok') return notRead(answer);
  const origin = bookingIn(answer.data, wanted.startsAt);
  if (!origin) return { kind: 'not_found' };
  if (isLive(origin)) return { kind: 'live', booking: origin };
  const visited = new Set([wanted.bookingUid, origin.uid]);
  const successors: Booking[] = [];
  let last = origin;
  while (!isLive(last)) {
    const next = last.movedToUid ?? (await unnamedSuccessor(client, last, wanted, options));
    if (next === undefined) break;
    if (typeof next !== 'string') return next;
    if (visited.has(next) || visited.size > longestChain) return unseen('chain_unending');
    visited.add(next);
    const answer = await readBooking(client, next, options);
    // The pointer is there but not what it points to: a replica lags, or the account may not see it.
    if (answer.kind !== 'ok') return answer.kind === 'refused' ? unseen('successor_unreadable') : notRead(answer);
    const booking = bookingIn(answer.data, wanted.startsAt);
    if (!booking || (booking.movedFromUid ?? last.uid) !== last.uid) return unseen('successor_unreadable');
    successors.push(booking);
    last = booking;
  }
  const [first, ...further] = successors;
  return first ? { kind: 'moved', successors: [first, ...further] } : { kind: 'ended', booking: origin };
}

/** The pointer may lag, or be the word "undefined"; the successor itself names where it came from. */
async function unnamedSuccessor(
  client: CalcomClient,
  ended: Booking,
  wanted: LookedFor,
  options: CallOptions,
): Promise<string | Unseen | undefined> {
  for (const place of placesOfSuccessor(ended, wanted)) {
    const answer = await client.listBookings({ ...place, take: 250 }, { ...options, look: true });
    // Without this list a lagging pointer would read as a cancellation by somebody else.
    if (answer.kind !== 'ok') return { kind: 'unseen', cause: unseenBecause(answer) };
    const found = answer.data.bookings.find(booking => booking.rescheduledFromUid === ended.uid);
    if (found) return found.uid;
    // It may be what could not be read, or what did not fit on the page.
    if (answer.data.unreadable > 0 || answer.data.hasNextPage) return unseen('list_incomplete');
  }
  return undefined;
}

/** None of what we have cancelled: nobody has moved it. */
function placesOfSuccessor(ended: Booking, { wantedStart }: LookedFor): BookingFilters[] {
  if (ended.cancelledBy === 'us') return [];
  const places: BookingFilters[] = [];
  if (ended.updatedAt !== null) {
    const at = Date.parse(ended.updatedAt);
    places.push({ afterCreatedAt: iso(at - aroundEndMs), beforeCreatedAt: iso(at + aroundEndMs) });
  }
  if (wantedStart !== undefined) {
    const start = Date.parse(wantedStart);
    const length = Date.parse(ended.endsAt) - Date.parse(ended.startsAt);
    places.push({ afterStart: iso(start - aroundMs), beforeEnd: iso(start + length + aroundMs) });
  }
  return places;
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function bookingIn(data: BookingOrSeries, startsAt: string): Booking | undefined {
  if (data.kind === 'single') return data.booking;
  return data.bookings.find(booking => sameInstant(booking.startsAt, startsAt));
}

function notRead(answer: CalendarFailure): Look {
  if (answer.kind === 'refused' && answer.code === 'not_found') return { kind: 'not_found' };
  return { kind: 'unseen', cause: unseenBecause(answer) };
}

/** What cannot be read of a look is no yes to anything. */
function unseenBecause(answer: CalendarFailure): Cause {
  const cause = causeOf(answer);
  return cause.kind === 'unreadable' ? { ...cause, kind: 'look' } : cause;
}

type Unseen = Extract<Look, { kind: 'unseen' }>;
const unseen = (code: string): Unseen => ({ kind: 'unseen', cause: { kind: 'look', code } });
