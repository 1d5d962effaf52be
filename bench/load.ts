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

const steps = [40, 80, 120, 160, 200, 300, 400, 600, 800];
const secondsEach = 4;
const heldP99Ms = 500;

/** The highest rate of the steps at which p99 stays within half a second and nothing fails. */
export async function highestRate(request: (index: number) => Promise<boolean>, available: number): Promise<number> {
  let held = 20;
  let used = 0;
  for (const rate of steps) {
    const count = rate * secondsEach;
    if (used + count > available) return held;
    const offset = used;
    const { p99, failed } = await load(rate, count, index => request(offset + index));
    used += count;
    if (p99 > heldP99Ms || failed > 0) return held;
    held = rate;
  }
  return held;
}
