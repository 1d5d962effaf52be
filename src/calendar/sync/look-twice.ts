// One look taken for the truth, where nobody looks again later.
import type { Clock } from '../../domain/clock.ts';
import { type Booking, isLive } from '../booking.ts';
import type { Look } from '../provider.ts';
import { replicaLagMs } from '../saga/retry-schedule.ts';

/** What ended longer ago than this has no pointer on its way. */
const freshMs = 60_000;

/**
 * What has ended just now is looked at again, since the booking it was moved to may not be there yet where the calendar reads from.
 */
export async function lookTwice(look: () => Promise<Look>, clock: Clock): Promise<Look> {
  const first = await look();
  const end = endOf(first);
  if (!end || end.cancelledBy === 'us' || Date.parse(end.updatedAt ?? '') < clock.now().getTime() - freshMs) return first;
  await clock.sleep(replicaLagMs);
  return look();
}

/** Where the chain ends without a booking that stands. */
function endOf(seen: Look): Booking | undefined {
  if (seen.kind === 'ended') return seen.booking;
  const last = seen.kind === 'moved' ? seen.successors.at(-1) : undefined;
  return last && !isLive(last) ? last : undefined;
}
