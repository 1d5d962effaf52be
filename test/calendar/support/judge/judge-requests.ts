// What was asked of Cal.com, as those who asked know it: nothing is done twice, and nothing different is asked for a booking
// while an earlier request may still be in flight, unless looks have shown that it had no effect.
import { reschedulingReason } from '../../../../src/calendar/providers/calcom/fixed-sentences.ts';
import { apartMs, looksAfterRevertMs } from '../../../../src/calendar/saga/retry-schedule.ts';
import type { Sent } from '../fetches.ts';
import type { World } from '../world.ts';

export function judgeRequests({ sent, sandbox }: World): string[] {
  const wrong: string[] = [];
  const changes = sent.flatMap(one => {
    const uid = changedBy(one);
    return uid === undefined ? [] : [{ ...one, uid }];
  });
  for (const [index, later] of changes.entries()) {
    for (const earlier of changes.slice(0, index)) {
      if (earlier.uid !== later.uid) continue;
      const same = earlier.path === later.path && earlier.body === later.body;
      if (!same && mayBeUnderWay(earlier, later.at) && !lookedTwice(sent, earlier, later))
        wrong.push(`${later.path} ${later.body} sent blind at ${timeOf(later)}, after ${earlier.path} of ${timeOf(earlier)}`);
      if (same && isYes(earlier) && isYes(later)) wrong.push(`${later.path} was done twice`);
    }
  }
  const moved = sandbox
    .bookings()
    .filter(booking => booking.reschedulingReason === reschedulingReason)
    .map(({ rescheduledFromUid }) => rescheduledFromUid);
  if (new Set(moved).size !== moved.length) wrong.push('a booking was moved twice');
  return wrong;
}

const changedBy = ({ method, path }: Sent): string | undefined =>
  method === 'POST' ? /^\/v2\/bookings\/([^/]+)\/(?:reschedule|cancel)$/.exec(path)?.[1] : undefined;

const isYes = ({ ended }: Sent): boolean => ended?.httpStatus !== undefined && ended.httpStatus < 300;

/** Only a yes or a no of Cal.com itself says that a request is over; one that is as old as the last look is. */
function mayBeUnderWay({ at, ended }: Sent, now: number): boolean {
  if (now - at > looksAfterRevertMs.second) return false;
  const status = ended && ended.at <= now ? ended.httpStatus : undefined;
  return status === undefined || status >= 500 || status === 409;
}

/** Two looks that were answered, as far from each other as before a revert. */
function lookedTwice(sent: readonly Sent[], earlier: Sent & { uid: string }, later: Sent): boolean {
  const looks = sent.flatMap(({ method, path, at, ended }) =>
    method === 'GET' &&
    path === `/v2/bookings/${earlier.uid}` &&
    ended?.httpStatus === 200 &&
    at >= earlier.at &&
    ended.at <= later.at
      ? [ended.at]
      : [],
  );
  return looks.length > 1 && Math.max(...looks) - Math.min(...looks) >= apartMs;
}

const timeOf = ({ at }: Sent): string => new Date(at).toISOString();
