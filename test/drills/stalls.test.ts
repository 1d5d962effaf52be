// Each process of the event store, and of the database beneath it and the read models, stands still for a while at random moments, under calls: no
// service ends of it, and every caller hears something true.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { useKillableStore } from '../embedded/eventstore/killable-store.ts';
import { createRandom } from '../embedded/eventstore/random.ts';
import { startUnderCalls, untrue } from './under-calls.ts';

const stalls = Number(process.env.STALLS ?? 2);
const longestMs = process.env.STALLS === undefined ? 4_000 : 60_000;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const deadlineMs = Number(process.env.DEADLINE_MS ?? 20_000);
const returnWithinMs = 30_000;

const store = useKillableStore();

test(`${stalls} stalls end no service`, { timeout: 3_600_000 * 4 }, async () => {
  const random = createRandom(seed);
  const services = await startUnderCalls(store().connectionString, await store().database('rebook'), 2);
  const slowest: number[] = [];
  try {
    for (let stall = 0; stall < stalls; stall += 1) {
      const groups = await store().processes();
      const group = groups[random.below(groups.length)] ?? [];
      const stalled = group.filter(pid => signal(pid, 'SIGSTOP'));
      await sleep(1_000 + random.below(longestMs - 1_000));
      for (const pid of stalled) signal(pid, 'SIGCONT');
      slowest.push(await services.served(returnWithinMs));
    }
  } finally {
    expect(await services.stop()).toEqual([]);
  }
  const wrong = untrue(services, deadlineMs);
  process.stdout.write(
    `seed ${seed}: ${stalls} stalls under ${services.heard.length} calls: ${count(services.heard.map(({ status }) => status ?? 'nothing'))}; ` +
      `${wrong.length} untrue or late; served again after ${Math.max(...slowest)} ms at most\n`,
  );
  expect(wrong).toEqual([]);
  expect(Math.max(...slowest)).toBeLessThan(returnWithinMs);
});

/** False where it has ended meanwhile. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function count(of: string[]): string {
  const sum: Record<string, number> = {};
  for (const one of of) sum[one] = (sum[one] ?? 0) + 1;
  return JSON.stringify(sum);
}
