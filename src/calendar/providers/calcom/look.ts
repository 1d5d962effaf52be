// To look: read the booking at Cal.com and follow it to where it stands now. Reading changes nothing and may be repeated.
import type { CalcomClient, CallOptions } from '../../../calcom/client.ts';
import type { Booking, BookingOrSeries } from '../../../calcom/payloads.ts';
import type { BookingFilters } from '../../../calcom/requests.ts';
import type { CalcomResult } from '../../../calcom/results.ts';
import type { Clock } from '../../../domain/clock.ts';
import { cancellationReason } from '../../fixed-sentences.ts';
import { causeOf, isLive } from '../../judgements.ts';
import { replicaLagMs } from '../../schedule.ts';
import type { Cause, Look } from '../../situation.ts';

/** A booking moved more often than this is not followed to its end. */
const longestChain = 20;
/** How far around the wanted start a successor is searched for that the old booking does not name. */
const aroundMs = 60_000;
/** How far around the old booking's end: the successor is made as it ends, but that may be touched again later. */
const aroundEndMs = 5 * 60_000;
/** What ended longer ago than this has no pointer on its way. */
const freshMs = 60_000;

export interface LookedFor {
  bookingUid: string;
  /** Where we wanted it moved: there a successor may stand whose pointer is missing. */
  wantedStart?: string | undefined;
  /** Picks the instance, where the uid names a series. */
  startsAt: string;
}

/** Loops and chains without an end are `unseen`: nothing may be concluded from them. */
export async function lookAt(client: CalcomClient, wanted: LookedFor, options: CallOptions): Promise<Look> {
  const asked = await client.getBooking(wanted.bookingUid, options);
  if (asked.kind !== 'ok') return notRead(asked);
  const origin = bookingIn(asked.data, wanted.startsAt);
  if (!origin) return { kind: 'not_found' };
  if (isLive(origin)) return { kind: 'live', booking: origin };
  const visited = new Set([wanted.bookingUid, origin.uid]);
  const successors: Booking[] = [];
  let last = origin;
  while (!isLive(last)) {
    const next = last.rescheduledToUid ?? (await unnamedSuccessor(client, last, wanted, options));
    if (next === undefined) break;
    if (typeof next !== 'string') return next;
    if (visited.has(next) || visited.size > longestChain) return unseen('chain_unending');
    visited.add(next);
    const answer = await client.getBooking(next, options);
    // The pointer is there but not what it points to: a replica lags, or the account may not see it.
    if (answer.kind !== 'ok') return answer.kind === 'refused' ? unseen('successor_unreadable') : notRead(answer);
    const booking = bookingIn(answer.data, wanted.startsAt);
    if (!booking || (booking.rescheduledFromUid ?? last.uid) !== last.uid) return unseen('successor_unreadable');
    successors.push(booking);
    last = booking;
  }
  const [first, ...further] = successors;
  return first ? { kind: 'moved', successors: [first, ...further] } : { kind: 'ended', booking: origin };
}

/**
 * For whoever takes one look for the truth: what has ended just now is looked at again, since the booking it was moved to may
 * not be there yet where Cal.com reads from.
 */
export async function lookTwice(look: () => Promise<Look>, clock: Clock): Promise<Look> {
  const first = await look();
  const end = endOf(first);
  if (!end || isOurCancellation(end) || Date.parse(end.updatedAt ?? '') < clock.now().getTime() - freshMs) return first;
  await clock.sleep(replicaLagMs);
  return look();
}

/** Where the chain ends without a booking that stands. */
function endOf(seen: Look): Booking | undefined {
  if (seen.kind === 'ended') return seen.booking;
  const last = seen.kind === 'moved' ? seen.successors.at(-1) : undefined;
  return last && !isLive(last) ? last : undefined;
}

/** The uid this one was moved from, back to one `isKnown` says yes to; undefined where the chain ends before. */
export async function walkBack(
  client: CalcomClient,
  uid: string,
  isKnown: (uid: string) => Promise<boolean>,
  options: CallOptions,
): Promise<{ kind: 'known'; uid: string } | { kind: 'unknown' } | { kind: 'unseen' }> {
  const visited = new Set<string>();
  let current = uid;
  while (!visited.has(current) && visited.size <= longestChain) {
    visited.add(current);
    const answer = await client.getBooking(current, options);
    if (answer.kind !== 'ok') return { kind: notRead(answer).kind === 'not_found' ? 'unknown' : 'unseen' };
    const booking = answer.data.kind === 'single' ? answer.data.booking : answer.data.bookings[0];
    const before = booking?.rescheduledFromUid;
    if (!before) return { kind: 'unknown' };
    if (await isKnown(before)) return { kind: 'known', uid: before };
    current = before;
  }
  return { kind: 'unknown' };
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
  if (isOurCancellation(ended)) return [];
  const places: BookingFilters[] = [];
  if (ended.updatedAt !== null) {
    const at = Date.parse(ended.updatedAt);
    places.push({ afterCreatedAt: iso(at - aroundEndMs), beforeCreatedAt: iso(at + aroundEndMs) });
  }
  if (wantedStart !== undefined) {
    const start = Date.parse(wantedStart);
    const length = Date.parse(ended.end) - Date.parse(ended.start);
    places.push({ afterStart: iso(start - aroundMs), beforeEnd: iso(start + length + aroundMs) });
  }
  return places;
}

const isOurCancellation = (ended: Booking): boolean => ended.cancellationReason === cancellationReason;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function bookingIn(data: BookingOrSeries, startsAt: string): Booking | undefined {
  if (data.kind === 'single') return data.booking;
  return data.bookings.find(booking => Date.parse(booking.start) === Date.parse(startsAt));
}

function notRead(answer: Exclude<CalcomResult<BookingOrSeries>, { kind: 'ok' }>): Look {
  if (answer.kind === 'refused' && answer.code === 'not_found') return { kind: 'not_found' };
  return { kind: 'unseen', cause: unseenBecause(answer) };
}

/** What cannot be read of a look is no yes to anything. */
function unseenBecause(answer: Exclude<CalcomResult<unknown>, { kind: 'ok' }>): Cause {
  const cause = causeOf(answer);
  return cause.kind === 'unreadable' ? { ...cause, kind: 'look' } : cause;
}

type Unseen = Extract<Look, { kind: 'unseen' }>;
const unseen = (code: string): Unseen => ({ kind: 'unseen', cause: { kind: 'look', code } });
