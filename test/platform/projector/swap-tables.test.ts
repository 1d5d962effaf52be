// The moment the new tables are put in place: what holds it up is let go of in time, whether anything comes meanwhile or not.
import { Client } from 'pg';
import { expect, test } from 'vitest';
import type { Clock } from '../../../src/domain/clock.ts';
import { readCheckpoints } from '../../../src/platform/projector/checkpoints.ts';
import { createTableSwap } from '../../../src/platform/projector/rebuild/swap-tables.ts';
import { counting, log, useEngine } from './support/engine.ts';

const engine = useEngine();
const projections = [counting('first')];

/** Whether the runner could write now. */
async function isTurnFree(): Promise<boolean> {
  const { rows } = await engine.client().query('select pg_try_advisory_xact_lock_shared(7264665004) as free');
  return rows[0]?.free;
}

test('the runner stands still no longer than its patience, though no event comes', async () => {
  const projector = await engine.start(projections);
  await engine.register('a', 'Gut');
  await engine.caughtUp(projector);
  await projector.stop();
  const reached = (await readCheckpoints(engine.client())).get('first')?.position ?? 0n;
  let now = 0;
  const clock: Clock = { now: () => new Date(0), elapsed: () => now, sleep: async () => undefined };
  const live = new Client({ connectionString: engine.databaseUrl() });
  await live.connect();
  try {
    const exchange = createTableSwap({ store: engine.store(), projections, clock, log }, live, { checkpoints: () => [] });
    expect(await exchange.trySwap(reached - 1n)).toBe(false);
    expect(await isTurnFree()).toBe(false);
    now += 1_000;
    expect(await exchange.trySwap(reached - 1n)).toBe(false);
    expect(await isTurnFree()).toBe(true);
    // And is not asked for it again at once.
    expect(await exchange.trySwap(reached - 1n)).toBe(false);
    expect(await isTurnFree()).toBe(true);
    now += 1_000;
    expect(await exchange.trySwap(reached - 1n)).toBe(false);
    expect(await isTurnFree()).toBe(false);
  } finally {
    await live.end();
  }
});
