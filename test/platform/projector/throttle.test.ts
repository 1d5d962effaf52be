// A rebuild that has the database to itself goes as fast as it can; beside others it takes small steps and rests between them.
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import type { Clock } from '../../../src/domain/clock.ts';
import { createThrottle } from '../../../src/platform/projector/rebuild/throttle.ts';
import { useEngine } from './support/engine.ts';

const engine = useEngine();
const items = Array.from({ length: 250 }, (_, index) => index);
let others: Client[] = [];
afterEach(async () => {
  for (const other of others) await other.end();
  others = [];
});

async function connected(application_name: string): Promise<Client> {
  const client = new Client({ connectionString: engine.databaseUrl(), application_name });
  await client.connect();
  others.push(client);
  return client;
}

/** A pace whose steps take ten milliseconds each, and what it has done. */
async function paced(signal = new AbortController().signal) {
  let now = 0;
  const rests: number[] = [];
  const steps: number[] = [];
  const clock: Clock = {
    now: () => new Date(0),
    elapsed: () => now,
    sleep: async milliseconds => {
      rests.push(milliseconds);
      now += milliseconds;
    },
  };
  const pace = createThrottle(await connected('rebook rebuild, filling'), clock, signal);
  const step = async (some: readonly number[]) => {
    steps.push(some.length);
    now += 10;
  };
  return { pace, step, steps, rests };
}

/** Until nobody else has worked in the database for some seconds. */
const isAlone = async () => {
  const { pace } = await paced();
  await pace.forEachStep([], async () => undefined);
  return !pace.isShared();
};

test('with the database to itself all is taken at once, also beside those that only keep the read models', async () => {
  for (const name of ['rebook projector', 'rebook polling']) await (await connected(name)).query('select 1');
  await expect.poll(isAlone).toBe(true);
  const { pace, step, steps, rests } = await paced();
  await pace.forEachStep(items, step);
  expect(steps).toEqual([250]);
  expect(rests).toEqual([]);
});

test('beside others it pauses twice as long as it works', async () => {
  await (await connected('rebook')).query('select 1');
  const { pace, step, steps, rests } = await paced();
  await pace.forEachStep(items, step);
  expect(pace.isShared()).toBe(true);
  expect(steps).toEqual([100, 100, 50]);
  expect(rests).toEqual([20, 20, 20]);
});

test('cancelled, it takes no further step', async () => {
  await (await connected('rebook')).query('select 1');
  const cancelled = new AbortController();
  const { pace, step, steps } = await paced(cancelled.signal);
  await pace.forEachStep(items, async some => {
    await step(some);
    cancelled.abort();
  });
  expect(steps).toEqual([100]);
});
