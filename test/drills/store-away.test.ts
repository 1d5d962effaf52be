// The event store goes away, killed or stopped cleanly, and comes back, under calls: they are served again soon after, live events
// go on, and health is never ready while a call would fail.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { useKillableStore } from '../app/eventstore/killable-store.ts';
import { createRandom } from '../app/eventstore/random.ts';
import { emptyDatabase } from '../support/database.ts';
import { countsAndWaits, startUnderCalls, untrue } from './under-calls.ts';

const isSoak = process.env.AWAY !== undefined;
const times = Number(process.env.AWAY ?? 1);
/** A sample is away long enough for the health to have been looked at. */
const [leastMs, mostMs] = isSoak ? [200, 60_000] : [2_500, 3_500];
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const deadlineMs = Number(process.env.DEADLINE_MS ?? 20_000);
/** A sample runs beside all other tests. */
const servedWithinMs = isSoak ? 5_000 : 30_000;
/** How long it is waited for that they are. */
const patienceMs = 60_000;
/** What health has found out it believes for a second. */
const believedMs = 1_500;

/** Each in a process of its own in the soak. */
const schemes = process.env.SCHEME === undefined ? ['esdb', 'esdb+discover'] : [process.env.SCHEME];
/** A sample ends one way by the one scheme and the other way by the other. */
const endings = ['SIGKILL', 'SIGTERM'] as const;

describe.each(schemes)('by %s://', scheme => {
  // Its own, since both drills name their callers and appointments alike.
  const store = useKillableStore();
  test(`away ${times} times`, { timeout: 3_600_000 * 4 }, async () => {
    const random = createRandom(seed);
    // The database stays: it is the event store alone that goes away.
    const database = await emptyDatabase();
    const services = await startUnderCalls(store().connectionString.replace('esdb:', `${scheme}:`), database.url, {
      instances: 1,
      longestMs: mostMs,
    });
    const slowest: number[] = [];
    const away: { from: number; to: number }[] = [];
    try {
      for (let time = 0; time < times && services.exits.length === 0; time += 1) {
        const how = isSoak ? random.of(endings) : (endings[(seed + schemes.indexOf(scheme)) % endings.length] ?? 'SIGKILL');
        await store().goAway(how);
        const from = performance.now();
        const lengthMs = random.length(leastMs, mostMs);
        await sleep(lengthMs);
        away.push({ from, to: performance.now() });
        await store().comeBack();
        const servedMs = await services.served(patienceMs);
        slowest.push(servedMs);
        if (isSoak)
          process.stdout.write(
            `${Math.round(performance.now() / 1_000)} s, ${scheme} ${time + 1}: ${how}, ${lengthMs} ms, served again after ${servedMs} ms\n`,
          );
      }
      const wrong = untrue(services, deadlineMs);
      const readyWhileAway = services.looked.filter(
        ({ began, ended, ready }) => ready && away.some(({ from, to }) => began > from + believedMs && ended < to),
      );
      const untrueOnes = await services.verdict();
      process.stdout.write(
        `${scheme}, seed ${seed}: away ${slowest.length} times under ${countsAndWaits(services)}; ${services.looked.length} looks at the health; ` +
          `served again after ${Math.max(...slowest)} ms at most; ${wrong.length} unspeakable or late, ${untrueOnes.length} untrue; ` +
          `ready while away ${readyWhileAway.length} times\n`,
      );
      expect(untrueOnes).toEqual([]);
      expect(wrong).toEqual([]);
      expect(readyWhileAway).toEqual([]);
      expect(Math.max(...slowest)).toBeLessThan(servedWithinMs);
    } finally {
      expect(await services.stop()).toEqual([]);
      await database.drop();
    }
  });
});
