// The clock of one of two instances is set ninety minutes ahead and back, and runs too fast or too slow, while callers call: what they hear is so, everything settles
// soon after, and nothing that the wrong clock has written keeps anything waiting.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rebook } from '../../src/app/start.ts';
import { secondInstance } from '../promises/second-instance.ts';
import { createWorld, movableClock, uidFor, type World } from '../support/world.ts';

const runs = Number(process.env.CLOCK_RUNS ?? 1);
/** A sample lets the pauses pass quickly. */
const hurried = process.env.CLOCK_RUNS === undefined;
const aheadMs = 90 * 60_000;
/** It also runs too fast or too slow by this share, one run after another. */
const drifts = [0.02, -0.02, 0];
const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
let world: World;
let other: Rebook;
beforeAll(async () => {
  world = await createWorld({ clock: movableClock(new Date().toISOString(), { wakes: true }) });
  // Its clock is right all the time.
  other = await secondInstance({ ...world, clock: movableClock(new Date().toISOString()) });
}, 120_000);
afterAll(async () => {
  await other?.stop();
  await world?.stop();
}, 120_000);

/** So much time passes, and the clock shows none of it. */
function pass(milliseconds: number): void {
  world.clock.advance(milliseconds);
  world.clock.set(-milliseconds);
}
const clockPart = async () => {
  if (hurried) pass(5_000);
  const ready = await fetch(`${world.rebook.address}/health/ready`);
  const { parts } = (await ready.json()) as { parts?: { clock?: { state: string } } };
  return parts?.clock?.state;
};

test(`${runs} times ahead and back: changes in flight settle, and health names the clock`, {
  timeout: runs * 60_000 + 60_000,
}, async () => {
  for (let run = 0; run < runs; run += 1) {
    const id = `k${run}`;
    await world.customer(id, `Gast Nummer${run}`, `+49151${20_000_000 + run}`);
    await world.appointment(id, id, `${day}T09:00:00.000Z`);
    await world.settle();
    world.sandbox.fault({ match: { operation: 'cancel', uid: uidFor(id) }, kind: 'status', status: 503, times: 2 });
    world.clock.drift(drifts[run % drifts.length] ?? 0);
    world.clock.set(aheadMs);
    const answer = await world.call('cancel_appointment', { appointment_date: day }, { from: `+49151${20_000_000 + run}` });
    expect(['pending', 'cancelled']).toContain(answer.status);
    await expect.poll(clockPart, { interval: 250 }).toBe('degraded');
    world.clock.set(-aheadMs);
    await expect.poll(() => world.types(`appointment-salon.${id}`)).toContain('CalendarBookingCancelled');
    await expect.poll(clockPart, { interval: 250 }).toBe('ok');
  }
});
