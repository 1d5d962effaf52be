// The moment the new tables are put in place: what holds it up is let go of in time, whether anything comes meanwhile or not, and a later
// program that comes back keeps its own.
import { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import type { Clock } from '../../../src/domain/clock.ts';
import { readCheckpoints } from '../../../src/platform/projector/checkpoints.ts';
import { takeRunnerLock } from '../../../src/platform/projector/instances/runner-lock.ts';
import { createShadowTables, lockRebuild } from '../../../src/platform/projector/rebuild/shadow-tables.ts';
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

test('a later program that comes back at the last moment keeps its tables, and nobody waits for them', async () => {
  const projector = await engine.start(projections);
  await engine.register('a', 'Gut');
  await engine.caughtUp(projector);
  await projector.stop();
  const made = (await readCheckpoints(engine.client())).get('first') ?? expect.fail('no checkpoint');
  await engine.client().query("update projection_checkpoint set version = 2 where projection = 'first'");
  let now = 0;
  const clock: Clock = { now: () => new Date(0), elapsed: () => now, sleep: async () => undefined };
  const [live, filler, returning] = [0, 1, 2].map(() => new Client({ connectionString: engine.databaseUrl() }));
  if (!live || !filler || !returning) throw new Error('three sessions');
  await Promise.all([live, filler, returning].map(client => client.connect()));
  try {
    await lockRebuild(live);
    await createShadowTables(filler, projections);
    const exchange = createTableSwap({ store: engine.store(), projections, clock, log }, live, { checkpoints: () => [made] });
    expect(await exchange.trySwap(made.position)).toBe(false);
    now += 4_000;
    // It takes the projections over when the tables are locked already.
    const query = live.query.bind(live);
    vi.spyOn(live, 'query').mockImplementation(async (...given: Parameters<typeof query>) => {
      const result = await query(...given);
      if (String(given[0]).includes('access exclusive')) expect(await takeRunnerLock(returning)).toBe(true);
      return result;
    });
    expect(await exchange.trySwap(made.position)).toBe(false);
    expect(exchange.heldUpBy()).toBe('later_program');
    expect(await engine.client().query('select version from projection_checkpoint')).toMatchObject({ rows: [{ version: 2 }] });
    expect(await engine.counts('first')).toEqual({ a: 1 });
    expect(await isTurnFree()).toBe(true);
  } finally {
    await Promise.all([live, filler, returning].map(client => client.end()));
  }
});
