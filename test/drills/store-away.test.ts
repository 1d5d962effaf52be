// The event store goes away, killed or stopped cleanly, and comes back, under calls: they are served again soon after, live events
// go on, and health is never ready while a call would fail.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { useKillableStore } from '../embedded/eventstore/killable-store.ts';
import { createRandom } from '../embedded/eventstore/random.ts';
import { emptyDatabase } from '../support/database.ts';
import { startUnderCalls, untrue } from './under-calls.ts';

const isSoak = process.env.AWAY !== undefined;
const times = Number(process.env.AWAY ?? 2);
const longestMs = isSoak ? 60_000 : 4_000;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const deadlineMs = Number(process.env.DEADLINE_MS ?? 20_000);
/** A sample runs beside all other tests. */
const servedWithinMs = isSoak ? 5_000 : 30_000;
/** What health has found out it believes for a second. */
const believedMs = 1_500;

const store = useKillableStore();

describe.each(['esdb', 'esdb+discover'])('by %s://', scheme => {
  test(`away ${times} times`, { timeout: 3_600_000 * 4 }, async () => {
    const random = createRandom(seed);
    // The database stays: it is the event store alone that goes away.
    const database = await emptyDatabase();
    const services = await startUnderCalls(store().connectionString.replace('esdb:', `${scheme}:`), database.url, 1);
    const slowest: number[] = [];
    const away: { from: number; to: number }[] = [];
    try {
      for (let time = 0; time < times; time += 1) {
        await store().goAway(random.below(2) === 0 ? 'SIGKILL' : 'SIGTERM');
        const from = performance.now();
        await sleep(200 + random.below(longestMs - 200));
        away.push({ from, to: performance.now() });
        await store().comeBack();
        slowest.push(await services.served(servedWithinMs * 2));
      }
    } finally {
      expect(await services.stop()).toEqual([]);
      await database.drop();
    }
    const wrong = untrue(services, deadlineMs);
    const readyWhileAway = services.looked.filter(
      ({ began, ended, ready }) => ready && away.some(({ from, to }) => began > from + believedMs && ended < to),
    );
    process.stdout.write(
      `${scheme}, seed ${seed}: away ${times} times under ${services.heard.length} calls and ${services.looked.length} looks at the health; ` +
        `served again after ${Math.max(...slowest)} ms at most; ${wrong.length} untrue or late; ready while away ${readyWhileAway.length} times\n`,
    );
    expect(wrong).toEqual([]);
    expect(readyWhileAway).toEqual([]);
    expect(Math.max(...slowest)).toBeLessThan(servedWithinMs);
  });
});
