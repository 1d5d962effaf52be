// Keeps one API key under Cal.com's rate limit, whichever instance of ours asks: requests are taken from a common budget a
// few at a time, and what Cal.com's answers say is left corrects it.
import type { Clock } from '../domain/clock.ts';
import { readRateLimit, readRetryAt } from './rate-limit-headers.ts';

/** A caller is waiting on the phone; the background can wait. */
export type CallPriority = 'caller' | 'background';

export interface RequestLimiter {
  /** `undefined`: go, and `settle` afterwards. A date: not before then, nothing to settle. Rejects only when `signal` aborts. */
  acquire(priority: CallPriority, maxWaitMs: number, signal?: AbortSignal): Promise<Date | undefined>;
  /** Ends what `acquire` allowed; takes what the answer says, where there was one. */
  settle(answer?: { httpStatus: number; headers: Headers }): void;
  /** Calls held back at the moment, for metrics. */
  waiting(): Record<CallPriority, number>;
}

/** The requests of one account, common to all who ask with its key. */
export interface RequestBudget {
  /** Up to `wanted`, leaving `kept` untouched. */
  take(asked: { wanted: number; kept: number; assumedLimit: number }): Promise<{
    granted: number;
    limit: number;
    windowEnds: Date;
    blockedUntil: Date | null;
  }>;
  /** What an answer told; `returned` are requests that were taken and will not be sent. */
  report(told: {
    limit: number;
    used: number;
    returned: number;
    windowEnds: Date;
    blockedUntil: Date | undefined;
  }): Promise<void>;
}

/** Part of the limit that background calls leave to callers. */
const keptForCallers = 0.2;
/** Part of the limit that is taken at once, so that most calls need not ask. */
const takenAtOnce = 0.1;
const windowMs = 60_000;
/** The documented limit of an API key, until an answer tells the real one. */
const assumedLimit = 120;
/** A reset is told in whole seconds. */
const sameWindowMs = 2_000;
/** The budget could not be asked: again after this. */
const afterFaultMs = 1_000;

/** A limiter for one API key. Callers who wait go before background calls that wait. */
export function createRequestLimiter({
  clock,
  budget = ownBudget(clock),
}: {
  clock: Clock;
  budget?: RequestBudget;
}): RequestLimiter {
  let limit = assumedLimit;
  let unlimited = false;
  /** Requests in hand; what callers have taken is not for the background. */
  const hand: Record<CallPriority, number> = { caller: 0, background: 0 };
  let windowEnds = 0;
  let blockedUntil = 0;
  let inFlight = 0;
  const waiting: Record<CallPriority, number> = { caller: 0, background: 0 };
  let asking: Promise<unknown> = Promise.resolve();

  const inHand = (priority: CallPriority): boolean =>
    hand[priority] > 0 || (priority === 'caller' && hand.background > 0) || unlimited;

  /** Takes one from the hand; with `undefined` it may go, else not before that time. */
  async function notBefore(priority: CallPriority): Promise<number | undefined> {
    const now = clock.now().getTime();
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
    if (!inHand(priority)) return Math.max(windowEnds, blockedUntil, clock.now().getTime() + 1);
    if (!unlimited) hand[hand[priority] > 0 ? priority : 'background'] -= 1;
    return undefined;
  }

  async function refill(priority: CallPriority): Promise<void> {
    const wanted = Math.max(1, Math.floor(limit * takenAtOnce));
    const kept = priority === 'background' ? Math.floor(limit * keptForCallers) + waiting.caller : 0;
    const taken = await budget.take({ wanted, kept, assumedLimit: limit });
    limit = taken.limit;
    windowEnds = taken.windowEnds.getTime();
    blockedUntil = Math.max(blockedUntil, taken.blockedUntil?.getTime() ?? 0);
    hand[priority] += taken.granted;
  }

  return {
    acquire: async (priority, maxWaitMs, signal) => {
      const deadline = clock.now().getTime() + maxWaitMs;
      for (;;) {
        signal?.throwIfAborted();
        const at = await notBefore(priority);
        if (at === undefined) break;
        if (at > deadline) return new Date(at);
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
        unlimited ||= answer.httpStatus < 300;
        if (answer.httpStatus !== 429) return;
      } else {
        unlimited = false;
      }
      const told = reading.limit ?? limit;
      const remaining = answer.httpStatus === 429 ? 0 : (reading.remaining ?? 0);
      const blocked = answer.httpStatus === 429 ? readRetryAt(answer.headers, now) : undefined;
      const ends = reading.resetAt ?? blocked ?? new Date(Math.max(windowEnds, now.getTime()));
      const returned = hand.caller + hand.background;
      const expected = told === limit && Math.abs(ends.getTime() - windowEnds) <= sameWindowMs;
      if (expected && blocked === undefined && remaining > inFlight + returned) return;
      limit = told;
      hand.caller = hand.background = 0;
      windowEnds = ends.getTime();
      if (blocked) blockedUntil = Math.max(blockedUntil, blocked.getTime());
      // What is in flight may or may not be in Cal.com's count yet: assume it is not.
      const used = Math.max(0, told - remaining) + inFlight;
      const report = () => budget.report({ limit: told, used, returned, windowEnds: ends, blockedUntil: blocked });
      // A budget that cannot be told is told by the next answer.
      asking = asking.then(report).catch(() => undefined);
    },
    waiting: () => ({ ...waiting }),
  };
}

/** The budget of a process that is alone with its key. */
function ownBudget(clock: Clock): RequestBudget {
  let limit = 0;
  let taken = 0;
  let windowEnds = 0;
  return {
    take: async ({ wanted, kept, assumedLimit: assumed }) => {
      limit ||= assumed;
      const now = clock.now().getTime();
      if (now >= windowEnds) {
        windowEnds = now + windowMs;
        taken = 0;
      }
      const granted = Math.min(wanted, Math.max(0, limit - taken - kept));
      taken += granted;
      return { granted, limit, windowEnds: new Date(windowEnds), blockedUntil: null };
    },
    report: async told => {
      limit = told.limit;
      const later = told.windowEnds.getTime() > windowEnds + sameWindowMs;
      taken = later ? told.used : Math.max(taken - told.returned, told.used);
      windowEnds = told.windowEnds.getTime();
    },
  };
}
