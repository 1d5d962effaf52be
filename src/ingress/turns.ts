// So many a second: whoever comes beyond that waits for their turn, and beyond a bound is sent away.

export interface TurnsOptions {
  perSecond: number;
  /** So many come at once before anybody waits. */
  burst: number;
  mostWaiting: number;
  now?: () => number;
}

export interface Turns {
  /** Resolves when it is their turn, with false at once where too many wait already. */
  next(): Promise<boolean>;
}

const tickMs = 20;

export function createTurns({ perSecond, burst, mostWaiting, now = () => performance.now() }: TurnsOptions): Turns {
  const waiting: (() => void)[] = [];
  let left = burst;
  let filledAt = now();
  let timer: NodeJS.Timeout | undefined;

  function fill(): void {
    const at = now();
    left = Math.min(burst, left + ((at - filledAt) * perSecond) / 1_000);
    filledAt = at;
  }
  function serve(): void {
    timer = undefined;
    fill();
    const served = waiting.splice(0, Math.floor(left));
    left -= served.length;
    for (const go of served) go();
    schedule();
  }
  function schedule(): void {
    if (waiting.length === 0 || timer) return;
    timer = setTimeout(serve, tickMs).unref();
  }

  return {
    async next() {
      fill();
      if (waiting.length === 0 && left >= 1) {
        left -= 1;
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
