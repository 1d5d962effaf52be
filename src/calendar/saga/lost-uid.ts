// A change of an appointment whose booking nobody could name: an earlier move has led to it, and only its predecessor is known.

import { isLive, sameInstant } from '../booking.ts';
import type { Look } from '../provider.ts';
import { failure, wantedPeriod } from './failed-try.ts';
import { operatorLookMs, replicaLagMs } from './retry-schedule.ts';
import type { Situation, Step } from './situation.ts';

/** Where a successor may stand that the booking does not name: where this change moves it, or where the earlier one has. */
export const wantedStartOf = (situation: Pick<Situation, 'uidOf' | 'startsAt' | 'change'>): string | undefined =>
  situation.uidOf === 'predecessor' ? situation.startsAt : wantedPeriod(situation)?.startsAt;

/**
 * Found where the earlier move has led: it is named, and this change goes on with it. Not found: that the predecessor has ended,
 * or is gone, is what the move itself did to it, so nothing is concluded from that, and an operator names the booking.
 */
export function afterLookForUnnamed(seen: Look, situation: Situation): Step | undefined {
  if (situation.uidOf === 'booking') return undefined;
  if (seen.kind === 'moved') {
    const last = seen.successors.at(-1) ?? seen.successors[0];
    return isLive(last) && sameInstant(last.startsAt, situation.startsAt) ? { kind: 'link', booking: last } : undefined;
  }
  if (!saysNothing(seen.kind)) return undefined;
  // The pointer to the successor may lag behind.
  if (!situation.phase.looks.some(({ found }) => saysNothing(found))) return { kind: 'look', afterMs: replicaLagMs };
  const cause = { kind: 'booking_uid_unknown', code: 'booking_not_found' };
  return { kind: 'record', outcome: failure(cause, situation, situation.now.getTime() + operatorLookMs) };
}

const saysNothing = (found: Look['kind']): boolean => found === 'ended' || found === 'not_found';
