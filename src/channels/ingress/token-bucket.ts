// A token bucket: lets so much through a second, and after a pause a little at once.

export interface TokenBucketOptions {
  perSecond: number;
  /** So much goes at once after a pause. */
  burst: number;
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
}

export interface TokenBucket {
  /** What may go now; below zero where more went than there was. */
  left(): number;
  take(amount: number): void;
}

/** Full at the beginning. */
export function createTokenBucket({ perSecond, burst, now = () => performance.now() }: TokenBucketOptions): TokenBucket {
  let held = burst;
  let filledAt = now();
  function left(): number {
    const at = now();
    held = Math.min(burst, held + ((at - filledAt) * perSecond) / 1_000);
    filledAt = at;
    return held;
  }
  return {
    left,
    take(amount) {
      held = left() - amount;
    },
  };
}
