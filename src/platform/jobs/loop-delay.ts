// By how much the event loop is behind: the surest sign that there is more work than time.
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface LoopDelay {
  /** The mean delay since it was asked last, in milliseconds. */
  meanMs(): number;
  stop(): void;
}

const [resolutionMs, nanoseconds] = [10, 1e6];

export function watchLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  return {
    meanMs() {
      const mean = histogram.count === 0 ? 0 : histogram.mean / nanoseconds - resolutionMs;
      histogram.reset();
      return Math.max(0, mean);
    },
    stop: () => {
      histogram.disable();
    },
  };
}
