// The highest rate a server holds: steps of a few seconds each, at which nothing fails and p99 stays within half a second.
import { load } from '../load.ts';

const steps = [20, 30, 40, 60, 80, 100, 120, 160, 200, 240, 300, 360, 420, 500, 600, 700, 800, 1_000];
const secondsEach = 2;
const heldP99Ms = 500;

/**
 * Undefined where there are not enough requests to find out. `next` gives a request of its own each time, `left` how many there
 * are. `around`: what was held before, so that few steps are tried.
 */
export async function highestRate(
  request: (index: number) => Promise<boolean>,
  { next, left, around }: { next: () => number; left: () => number; around: number },
): Promise<number | undefined> {
  let isShort = false;
  const holds = async (step: number): Promise<boolean> => {
    const rate = steps[step];
    if (rate === undefined) return false;
    isShort = rate * secondsEach > left();
    if (isShort) return false;
    const { p99, failed } = await load(rate, rate * secondsEach, () => request(next()));
    return p99 <= heldP99Ms && failed === 0;
  };
  let step = Math.max(0, steps.findLastIndex(rate => rate <= around) - 1);
  if (await holds(step)) {
    while (await holds(step + 1)) step += 1;
    return isShort ? undefined : steps[step];
  }
  while (step > 0 && !isShort) {
    step -= 1;
    if (await holds(step)) return steps[step];
  }
  return isShort ? undefined : 0;
}
