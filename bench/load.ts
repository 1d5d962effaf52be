// An open-loop load: requests begin on their beat whether earlier ones have ended or not, as callers do.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Load {
  p50: number;
  p99: number;
  /** Requests that failed or were not answered as they must be. */
  failed: number;
  /** Of each request that was answered, in milliseconds. */
  latencies: ReadonlyMap<number, number>;
}

/** `count` requests at `perSecond`; latencies in milliseconds. */
export async function load(perSecond: number, count: number, request: (index: number) => Promise<boolean>): Promise<Load> {
  const latencies = new Map<number, number>();
  let failed = 0;
  const began = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    // Measured from when it was due: a backlog counts.
    running.push(
      request(index).then(
        good => {
          latencies.set(index, performance.now() - due);
          if (!good) failed += 1;
        },
        () => {
          failed += 1;
        },
      ),
    );
  }
  await Promise.all(running);
  return { ...quantiles([...latencies.values()]), failed, latencies };
}

export function quantiles(values: number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
