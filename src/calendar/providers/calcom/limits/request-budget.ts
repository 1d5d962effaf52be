// The requests an account at Cal.com has left in its minute: the protocol, and the budget of a process that is alone with its key.
import type { Clock } from '../../../../domain/clock.ts';
import { longestWaitMs } from './rate-limit-headers.ts';

/** The requests of one account, common to all who ask with its key. */
export interface RequestBudget {
  /** Up to `wanted`, leaving `kept` untouched. */
  take(asked: { wanted: number; kept: number; assumedLimit: number }): Promise<{
    granted: number;
    limit: number;
    windowEnds: Date;
    blockedUntil: Date | null;
  }>;
  /**
   * What an answer reports. Of a window that is over nothing counts but a block; within a window the higher count holds, since
   * answers overtake each other. A window's end comes nearer only by an answer to what was sent within it.
   */
  report(requests: RequestsReport): Promise<void>;
}

export interface RequestsReport {
  limit: number;
  used: number;
  /** Taken before, and not to be sent. */
  returned: number;
  sentAt: Date;
  /** The end of the window it was counted in lies between these; undefined where the answer does not say. */
  windowEnds: { earliest: Date; latest: Date } | undefined;
  blockedUntil: Date | undefined;
}

const windowMs = 60_000;
/** A reset is given in whole seconds. */
export const sameWindowMs = 2_000;

/**
 * Of which window an answer speaks, next to the one known to end at `windowEnds`, and when that window ends then. The shared
 * budget's statement says the same.
 */
export function windowOf(
  { sentAt, windowEnds: reported }: Pick<RequestsReport, 'sentAt' | 'windowEnds'>,
  windowEnds: number,
): { which: 'earlier' | 'same' | 'later'; ends: number } {
  const [earliest, latest] = [reported?.earliest.getTime() ?? windowEnds, reported?.latest.getTime() ?? windowEnds];
  if (earliest > windowEnds + sameWindowMs) return { which: 'later', ends: latest };
  const sentBefore = sentAt.getTime() < windowEnds - windowMs;
  if (sentBefore && (!reported || latest < windowEnds - sameWindowMs)) return { which: 'earlier', ends: windowEnds };
  return { which: 'same', ends: Math.min(windowEnds, latest) };
}

export function createOwnBudget(clock: Clock): RequestBudget {
  let limit = 0;
  let taken = 0;
  let windowEnds = 0;
  return {
    take: async ({ wanted, kept, assumedLimit: assumed }) => {
      limit ||= assumed;
      const now = clock.now().getTime();
      // Further ahead than a window can end it was set by a clock that was ahead.
      if (now >= windowEnds || windowEnds > now + longestWaitMs) {
        windowEnds = now + windowMs;
        taken = 0;
      }
      const granted = Math.min(wanted, Math.max(0, limit - taken - kept));
      taken += granted;
      return { granted, limit, windowEnds: new Date(windowEnds), blockedUntil: null };
    },
    report: async requests => {
      const { which, ends } = windowOf(requests, windowEnds);
      if (which === 'earlier') return;
      limit = requests.limit;
      taken = which === 'later' ? requests.used : Math.max(taken - requests.returned, requests.used);
      windowEnds = ends;
    },
  };
}
