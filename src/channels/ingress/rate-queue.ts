// Limits a rate: so many pass a second, later ones wait in a queue, and beyond a bound they are rejected.

import { createTokenBucket, type TokenBucketOptions } from './token-bucket.ts';

export interface RateQueueOptions extends TokenBucketOptions {
  mostWaiting: number;
}

export interface RateQueue {
  /** Resolves when it is the caller's turn, with false at once where too many wait already. */
  next(): Promise<boolean>;
}

const tickMs = 20;

export function createRateQueue({ mostWaiting, ...paced }: RateQueueOptions): RateQueue {
  const bucket = createTokenBucket(paced);
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;

  function serve(): void {
    timer = undefined;
    const served = waiting.splice(0, Math.floor(bucket.left()));
    bucket.take(served.length);
    for (const go of served) go();
    schedule();
  }
  function schedule(): void {
    if (waiting.length === 0 || timer) return;
    timer = setTimeout(serve, tickMs).unref();
  }

  return {
    async next() {
      if (waiting.length === 0 && bucket.left() >= 1) {
        bucket.take(1);
        return true;
      }
      if (waiting.length >= mostWaiting) return false;
      await new Promise<void>(resolve => {
        waiting.push(resolve);
        schedule();
      });
      return true;
    },
  };
}
