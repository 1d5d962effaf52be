// One circuit per Cal.com account: five failures in a row open it, a minute later it is tried, two successes close it.
// cockatiel keeps the circuit; two things it does differently are given to it through its own interfaces: it reads
// Date.now (so the pause is a backoff that asks our clock), and it closes after one success (so our breaker stays on
// probation until the second, and a failure during probation opens it at once).
import { CircuitState, circuitBreaker, handleWhenResult, type IBackoff, type IBreaker, isBrokenCircuitError } from 'cockatiel';
import type { Clock } from '../../../../domain/clock.ts';

export type CircuitStatus = 'closed' | 'open' | 'half_open';

/** What a call says about Cal.com's health; `neutral` says nothing (it never got there). */
export type Verdict = 'success' | 'failure' | 'neutral';

export interface Circuit {
  state(): CircuitStatus;
  /** When the open circuit will be tried; `undefined` unless it is open. */
  openUntil(): Date | undefined;
}

export interface CircuitBreaker extends Circuit {
  /** Runs `attempt` unless the circuit is open, or half open with another try in flight. What `attempt` throws counts as neutral. */
  run<T>(attempt: () => Promise<{ value: T; verdict: Verdict }>): Promise<{ ran: true; value: T } | { ran: false; until: Date }>;
  /** Counts what is known by now of a call that said nothing when it ended; while the circuit is open nothing more is learnt. */
  judge(verdict: Exclude<Verdict, 'neutral'>): void;
}

export type CircuitOptions = {
  clock: Clock;
  failuresToOpen?: number;
  pauseMs?: number;
  successesToClose?: number;
  onChange?: (state: CircuitStatus, until?: Date) => void;
};

/** How soon to ask again while another call is trying the half-open circuit. */
const trialHintMs = 1_000;

/** Thrown through cockatiel, which lets what it does not handle pass uncounted. */
const neutralOutcome = new Error('neutral outcome');

export function createCircuitBreaker(options: CircuitOptions): CircuitBreaker {
  const { clock, failuresToOpen = 5, pauseMs = 60_000, successesToClose = 2, onChange } = options;
  let failuresInARow = 0;
  /** Above zero: on probation since the circuit last opened. */
  let successesMissing = 0;
  /** By elapsed time: a clock that is set while it is open keeps it open no longer. */
  let openUntil = 0;
  let trialRunning = false;

  const pause = (): IBackoff<unknown> => {
    const until = clock.elapsed() + pauseMs;
    openUntil = until;
    return {
      get duration() {
        return clock.elapsed() >= until ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      },
      next: pause,
    };
  };

  const instantOf = (elapsed: number): Date => new Date(clock.now().getTime() + Math.max(0, elapsed - clock.elapsed()));

  const breaker: IBreaker = {
    state: undefined,
    success: () => {
      failuresInARow = 0;
      // A call from before the circuit opened that comes in late closes nothing.
      if (successesMissing === 0 || policy.state === CircuitState.Open) return;
      successesMissing -= 1;
      if (successesMissing === 0) onChange?.('closed');
    },
    failure: () => {
      failuresInARow += 1;
      if (successesMissing === 0 && failuresInARow < failuresToOpen) return false;
      successesMissing = successesToClose;
      return true;
    },
  };

  const policy = circuitBreaker(
    handleWhenResult(
      result => typeof result === 'object' && result !== null && 'verdict' in result && result.verdict === 'failure',
    ),
    { breaker, halfOpenAfter: { next: pause } },
  );
  policy.onBreak(() => onChange?.('open', instantOf(openUntil)));
  policy.onHalfOpen(() => onChange?.('half_open'));

  function state(): CircuitStatus {
    if (policy.state === CircuitState.Open && clock.elapsed() < openUntil) return 'open';
    return successesMissing > 0 ? 'half_open' : 'closed';
  }

  return {
    state,
    openUntil: () => (state() === 'open' ? instantOf(openUntil) : undefined),
    judge: verdict => {
      policy.execute(async () => ({ verdict })).catch(() => undefined);
    },
    run: async attempt => {
      const trial = state() === 'half_open';
      // cockatiel would make this call wait for the other's end; a caller on the phone is better answered at once.
      if (trial && trialRunning) return { ran: false, until: new Date(clock.now().getTime() + trialHintMs) };
      if (trial) trialRunning = true;
      const neutral: { value: Awaited<ReturnType<typeof attempt>>['value'] }[] = [];
      try {
        const { value } = await policy.execute(async () => {
          const result = await attempt();
          if (result.verdict !== 'neutral') return result;
          neutral.push(result);
          throw neutralOutcome;
        });
        return { ran: true, value };
      } catch (thrown) {
        if (isBrokenCircuitError(thrown)) return { ran: false, until: instantOf(openUntil) };
        const [outcome] = neutral;
        if (thrown === neutralOutcome && outcome) return { ran: true, value: outcome.value };
        throw thrown;
      } finally {
        if (trial) trialRunning = false;
      }
    },
  };
}
