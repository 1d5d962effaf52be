// Each process of the event store, of the database beneath it and the read models, and each service stands still for a while at random
// moments, under calls: no service ends of it, and every caller hears something true.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { useKillableStore } from '../app/eventstore/killable-store.ts';
import { createRandom } from '../app/eventstore/random.ts';
import { countsAndWaits, startUnderCalls, untrue } from './under-calls.ts';

const isSoak = process.env.STALLS !== undefined;
const stalls = Number(process.env.STALLS ?? 1);
const [leastMs, mostMs] = [1_000, isSoak ? 60_000 : 4_000];
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const deadlineMs = Number(process.env.DEADLINE_MS ?? 20_000);
const returnWithinMs = 30_000;

const store = useKillableStore();

test(`${stalls} stalls end no service`, { timeout: 3_600_000 * 4 }, async () => {
  const random = createRandom(seed);
  const services = await startUnderCalls(store().connectionString, await store().database('rebook'), {
    instances: 2,
    longestMs: mostMs,
  });
  const slowest: number[] = [];
  try {
    for (let stall = 0; stall < stalls && services.exits.length === 0; stall += 1) {
      const { own, postmaster, children } = await store().processes();
      const service = random.below(services.pids.length);
      const what = random.of(['store', 'postmaster', 'database', 'session', 'service']);
      const pids = {
        store: [own],
        postmaster: [postmaster],
        database: [postmaster, ...children],
        session: [children[random.below(children.length)] ?? postmaster],
        service: [services.pids[service] ?? 0],
      }[what];
      const lengthMs = random.length(leastMs, mostMs);
      const still = what === 'service' ? services.standsStill(service) : undefined;
      const stalled = pids.filter(pid => signal(pid, 'SIGSTOP'));
      await sleep(lengthMs);
      for (const pid of stalled) signal(pid, 'SIGCONT');
      if (still) still.ended = performance.now();
      const servedMs = await services.served(2 * returnWithinMs);
      slowest.push(servedMs);
      if (isSoak)
        process.stdout.write(`${seconds()} s, ${stall + 1}: ${what} for ${lengthMs} ms, served again after ${servedMs} ms\n`);
    }
    const wrong = untrue(services, deadlineMs);
    const untrueOnes = await services.verdict();
    process.stdout.write(
      `seed ${seed}: ${slowest.length} stalls under ${countsAndWaits(services)}; ${wrong.length} unspeakable or late, ${untrueOnes.length} untrue; ` +
        `served again after ${Math.max(...slowest)} ms at most\n`,
    );
    expect(untrueOnes).toEqual([]);
    expect(wrong).toEqual([]);
    expect(Math.max(...slowest)).toBeLessThan(returnWithinMs);
  } finally {
    expect(await services.stop()).toEqual([]);
  }
});

/** Of the process, as what was heard is timed. */
const seconds = () => Math.round(performance.now() / 1_000);

/** False where it has ended meanwhile. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
