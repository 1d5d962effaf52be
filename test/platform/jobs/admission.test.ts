// How many requests are worked on at a time, and who is turned away.
import { expect, test } from 'vitest';
import { type Admission, type AdmissionLoad, createAdmission, type Place } from '../../../src/platform/jobs/admission.ts';
import { movableClock } from '../../support/world.ts';

const start = '2026-12-01T09:00:00.000Z';

function opened({ loopDelayMs = () => 0 } = {}) {
  const clock = movableClock(start);
  const seen: { load: AdmissionLoad } = { load: { limit: 12, used: 0, queued: 0 } };
  const told: number[] = [];
  const admission = createAdmission(clock, {
    loopDelayMs,
    changed: load => {
      seen.load = load;
    },
    turnedAway: callers => told.push(callers),
  });
  return { clock, admission, seen, told };
}

async function places(admission: Admission, count: number): Promise<Place[]> {
  const entered = await Promise.all(Array.from({ length: count }, () => admission.enter()));
  return entered.map(place => {
    if (place === 'full') throw new Error('there was no place');
    return place;
  });
}

/** So many rounds in which all places are taken and held for that long; the limit after each. */
async function limitsAfter(rounds: number, heldMs: number, options = {}) {
  const { clock, admission, seen } = opened(options);
  const limits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const taken = await places(admission, seen.load.limit);
    clock.advance(heldMs);
    for (const place of taken) place.leave();
    clock.advance(Math.max(0, 201 - heldMs));
    limits.push(seen.load.limit);
  }
  return limits;
}

test('beyond the limit a request waits for a place, and gets the first that is left', async () => {
  const { admission, seen } = opened();
  const [first] = await places(admission, 12);
  const waiting = admission.enter();
  expect(seen.load).toEqual({ limit: 12, used: 12, queued: 1 });
  first?.leave();
  first?.leave();
  expect(await waiting).not.toBe('full');
  expect(seen.load).toEqual({ limit: 12, used: 12, queued: 0 });
});

test('how many were turned away is told once a second, and nobody is left out', async () => {
  const { clock, admission, told } = opened();
  await places(admission, 12);
  for (let waiting = 0; waiting < 12; waiting += 1) void admission.enter();
  const turnAway = async (callers: number) => {
    for (let caller = 0; caller < callers; caller += 1) expect(await admission.enter()).toBe('full');
  };
  await turnAway(5);
  expect(told).toEqual([1]);
  clock.advance(1_000);
  await turnAway(3);
  expect(told).toEqual([1, 5]);
  clock.advance(1_000);
  await turnAway(1);
  expect(told).toEqual([1, 5, 3]);
});

test('who would wait behind as many as there are places is turned away at once', async () => {
  const { admission } = opened();
  await places(admission, 12);
  const waiting = Array.from({ length: 12 }, () => admission.enter());
  expect(await admission.enter()).toBe('full');
  expect(waiting).toHaveLength(12);
});

test('who has waited for 150 ms is turned away, and takes no place that is left later', async () => {
  const { clock, admission, seen } = opened();
  const [first] = await places(admission, 12);
  const waiting = admission.enter();
  clock.advance(150);
  expect(await waiting).toBe('full');
  first?.leave();
  expect(seen.load).toMatchObject({ used: 11, queued: 0 });
});

test('while places are held briefly and all are taken there is one more with each window', async () => {
  const limits = await limitsAfter(5, 50);
  expect(limits).toEqual([...limits].sort((a, b) => a - b));
  expect(limits.at(-1)).toBeGreaterThan(12);
});

test('places that are held long, or an event loop that is behind, make fewer, and never less than two', async () => {
  expect((await limitsAfter(3, 300)).at(-1)).toBeLessThan(12);
  expect((await limitsAfter(3, 50, { loopDelayMs: () => 150 })).at(-1)).toBeLessThan(12);
  expect((await limitsAfter(40, 300)).at(-1)).toBe(2);
});

test('a limit that has fallen rises to where it began, though few come, and no further', async () => {
  const { clock, admission, seen } = opened();
  async function each(rounds: number, heldMs: number, taken: () => number): Promise<number> {
    for (let round = 0; round < rounds; round += 1) {
      const held = await places(admission, taken());
      clock.advance(heldMs);
      for (const place of held) place.leave();
      clock.advance(Math.max(0, 201 - heldMs));
    }
    return seen.load.limit;
  }
  expect(await each(10, 300, () => seen.load.limit)).toBeLessThan(6);
  expect(await each(30, 50, () => 1)).toBe(12);
});
