// Keeps one API key under Cal.com's rate limit, whichever instance of ours asks: requests are taken from a common budget a
// few at a time, and what Cal.com's answers say is left corrects it.

import type { Clock } from '../../../../domain/clock.ts';
import type { CallPriority } from '../../../provider.ts';
import { longestWaitMs, readRateLimit, readRetryAt } from './rate-limit-headers.ts';
import { createOwnBudget, type RequestBudget, sameWindowMs, windowOf } from './request-budget.ts';

export interface RequestLimiter {
  /** `undefined`: go, and `settle` afterwards. A date: not before then, nothing to settle. Rejects only when `signal` aborts. */
  acquire(priority: CallPriority, maxWaitMs: number, signal?: AbortSignal): Promise<Date | undefined>;
  /** Ends what `acquire` allowed; takes what the answer says, where there was one. */
  settle(answer?: { httpStatus: number; headers: Headers; sentAt: Date }): void;
  /** Calls held back at the moment, for metrics. */
  waiting(): Record<CallPriority, number>;
}

/** Part of the limit that background calls leave to callers. */
const keptForCallers = 0.2;
/** Part of the limit that is taken at once, so that most calls need not ask. */
const takenAtOnce = 0.1;
/** The documented limit of an API key, until an answer tells the real one. */
const assumedLimit = 120;
/** The budget could not be asked: again after this. */
const afterFaultMs = 1_000;

/** A limiter for one API key. Callers who wait go before background calls that wait. */
export function createRequestLimiter({
  clock,
  budget = createOwnBudget(clock),
}: {
  clock: Clock;
  budget?: RequestBudget;
}): RequestLimiter {
  let limit = assumedLimit;
  let unlimited = false;
  /** A block has shown that there is a limit, and no answer has stated it since: silence is not taken for none. */
  let limitUnstated = false;
  /** Requests in hand; what callers have taken is not for the background. */
  const hand: Record<CallPriority, number> = { caller: 0, background: 0 };
  let windowEnds = 0;
  let blockedUntil = 0;
  let inFlight = 0;
  const waiting: Record<CallPriority, number> = { caller: 0, background: 0 };
  let asking: Promise<unknown> = Promise.resolve();

  const inHand = (priority: CallPriority): boolean => hand[priority] > 0 || (priority === 'caller' && hand.background > 0);

  /** Takes one from the hand; with `undefined` it may go, else not before that time. */
  async function notBefore(priority: CallPriority): Promise<number | undefined> {
    const now = clock.now().getTime();
    // A clock that was ahead and is right again: nothing is held back longer than it can be.
    blockedUntil = Math.min(blockedUntil, now + longestWaitMs);
    windowEnds = Math.min(windowEnds, now + longestWaitMs);
    if (now < blockedUntil) return blockedUntil;
    if (now >= windowEnds) hand.caller = hand.background = 0;
    if (!inHand(priority)) {
      // One at a time: what the one before has brought may do for this one too.
      const turn = asking.then(() => (inHand(priority) ? undefined : refill(priority)));
      asking = turn.catch(() => undefined);
      try {
        await turn;
      } catch {
        return clock.now().getTime() + afterFaultMs;
      }
    }
    if (!inHand(priority)) return unlimited ? undefined : Math.max(windowEnds, blockedUntil, clock.now().getTime() + 1);
    hand[hand[priority] > 0 ? priority : 'background'] -= 1;
    return undefined;
  }

  async function refill(priority: CallPriority): Promise<void> {
    const wanted = Math.max(1, Math.floor(limit * takenAtOnce));
    const kept = priority === 'background' ? Math.floor(limit * keptForCallers) + waiting.caller : 0;
    const taken = await budget.take({ wanted, kept, assumedLimit: limit });
    limit = taken.limit;
    windowEnds = taken.windowEnds.getTime();
    const blockReported = taken.blockedUntil?.getTime() ?? 0;
    blockedUntil = Math.max(blockedUntil, blockReported);
    if (blockReported > clock.now().getTime()) {
      limitUnstated = true;
      endUnlimited();
    }
    // Without a limit the budget is still asked, since it is what tells of a block that another instance met.
    hand[priority] += unlimited ? wanted : taken.granted;
  }

  function endUnlimited(): void {
    // What is in hand then was not taken from the budget.
    if (unlimited) hand.caller = hand.background = 0;
    unlimited = false;
  }

  return {
    acquire: async (priority, maxWaitMs, signal) => {
      const deadline = clock.elapsed() + maxWaitMs;
      for (;;) {
        signal?.throwIfAborted();
        const at = await notBefore(priority);
        if (at === undefined) break;
        if (clock.elapsed() + at - clock.now().getTime() > deadline) return new Date(at);
        waiting[priority] += 1;
        try {
          await clock.sleep(at - clock.now().getTime(), signal);
        } finally {
          waiting[priority] -= 1;
        }
      }
      inFlight += 1;
      return undefined;
    },
    settle: answer => {
      inFlight -= 1;
      if (!answer) return;
      const now = clock.now();
      const reading = readRateLimit(answer.headers, now);
      // An answer in order that tells of no limit comes from a server that has none; an error may come from something in between.
      if (reading.remaining === undefined) {
        limitUnstated ||= answer.httpStatus === 429;
        unlimited ||= answer.httpStatus < 300 && !limitUnstated;
        if (answer.httpStatus !== 429) return;
      } else {
        limitUnstated = false;
      }
      endUnlimited();
      const statedLimit = reading.limit ?? limit;
      const remaining = answer.httpStatus === 429 ? 0 : (reading.remaining ?? 0);
      const blockedBy = answer.httpStatus === 429 ? readRetryAt(answer.headers, now) : undefined;
      const { sentAt } = answer;
      const reportedEnd = endOfWindow(answer, now);
      const { which, ends } = windowOf({ sentAt, windowEnds: reportedEnd }, windowEnds);
      if (which === 'earlier' && !blockedBy) return;
      const returned = now.getTime() < windowEnds ? hand.caller + hand.background : 0;
      const asExpected = which === 'same' && statedLimit === limit && ends >= windowEnds - sameWindowMs;
      if (asExpected && !blockedBy && remaining > inFlight + returned) return;
      hand.caller = hand.background = 0;
      if (which !== 'earlier') limit = statedLimit;
      windowEnds = ends;
      if (blockedBy) blockedUntil = Math.max(blockedUntil, blockedBy.getTime());
      // What is in flight may or may not be in Cal.com's count yet: assume it is not.
      const used = Math.max(0, statedLimit - remaining) + inFlight;
      const report = () =>
        budget.report({ limit: statedLimit, used, returned, sentAt, windowEnds: reportedEnd, blockedUntil: blockedBy });
      // A budget that cannot be reached gets the report of the next answer.
      asking = asking.then(report).catch(() => undefined);
    },
    waiting: () => ({ ...waiting }),
  };
}

/** The time left is counted from when Cal.com answered, which is somewhere between the sending and the arrival. */
function endOfWindow(
  { httpStatus, headers, sentAt }: { httpStatus: number; headers: Headers; sentAt: Date },
  now: Date,
): { earliest: Date; latest: Date } | undefined {
  const endAsOf = (instant: Date, rounded: 'earlier' | 'later') =>
    readRateLimit(headers, instant, rounded).resetAt ?? (httpStatus === 429 ? readRetryAt(headers, instant, rounded) : undefined);
  const [earliest, latest] = [endAsOf(sentAt, 'earlier'), endAsOf(now, 'later')];
  return earliest && latest && { earliest, latest };
}
