// The runner of the projections may be killed at any moment: no event is applied twice, none is left out, and another goes on.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { projections } from '../../../projections/index.ts';
import { randomOf } from '../../calendar/support/scenario/random.ts';
import { appendMix } from '../../support/event-mix.ts';
import { digestsOf } from '../../support/table-contents.ts';
import { useEngine } from './support/engine.ts';
import { type KillableRunner, startRunner } from './support/killable-runner.ts';

const kills = Number(process.env.KILLS ?? 2);
const eventsWanted = Number(process.env.EVENTS ?? 1_600);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const perAppointment = 7.95;
/** A batch is written within this; a kill comes at some moment of it. */
const batchMs = 40;
const takeoverMs = 5_000;
const engine = useEngine();
let portions = 0;

/** A part of all that happens, with companies of its own. */
async function append(events: number): Promise<number> {
  portions += 1;
  return appendMix(engine.store(), Math.ceil(events / perAppointment), { seed: `p${portions}x` });
}

/** The tables as one run makes them that nothing disturbs. */
async function undisturbed(): Promise<Record<string, string>> {
  await engine.rebuild(projections);
  return digestsOf(engine.client(), projections);
}
const digests = () => digestsOf(engine.client(), projections);
const start = (): Promise<KillableRunner> => startRunner(engine.databaseUrl(), engine.eventStoreUrl());

async function passed(position: bigint): Promise<boolean> {
  const { rows } = await engine
    .client()
    .query<{ behind: number }>('select count(*)::int as behind from projection_checkpoint where position < $1', [position]);
  return rows[0]?.behind === 0;
}

test('killed again and again while it catches up, the tables are those of one undisturbed run', {
  timeout: 3_600_000,
}, async () => {
  const random = randomOf(seed);
  let events = 0;
  let midway = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    events += await append(eventsWanted / kills);
    const runner = await start();
    await runner.afterBatches(1 + random.below(2));
    await wait(random.below(batchMs));
    await runner.kill();
    if (!(await passed(await engine.store().head()))) midway += 1;
  }
  const last = await start();
  const head = await engine.store().head();
  await expect.poll(() => passed(head), { timeout: 600_000 }).toBe(true);
  await last.kill();
  process.stdout.write(`SEED=${seed}: ${kills} kills, ${midway} of them midway, over ${events} events\n`);
  expect(midway).toBeGreaterThan(0);
  expect(await digests()).toEqual(await undisturbed());
});

/** Of three, two are left once the first is killed: a sample needs no other two. */
const counts = process.env.KILLS === undefined ? [3] : [2, 3];

describe.each(counts)('%i instances on one database, the one that runs them killed in turn', count => {
  test('another takes over within seconds; nothing is applied twice, nothing is left out', { timeout: 3_600_000 }, async () => {
    await append(40);
    const runners = await Promise.all(Array.from({ length: count }, start));
    const before = await engine.store().head();
    await expect.poll(() => passed(before), { timeout: 600_000 }).toBe(true);
    for (let turn = 0; turn < count; turn += 1) {
      const begun = runners.map(runner => runner.batches());
      await append(40);
      const head = await engine.store().head();
      await expect.poll(() => passed(head)).toBe(true);
      const running = runners.filter((runner, index) => runner.batches() > (begun[index] ?? 0));
      expect(running).toHaveLength(1);
      // Killed while it has something to write.
      const writing = append(400);
      await running[0]?.afterBatches(1);
      await running[0]?.kill();
      await writing;
      if (turn < count - 1) await expect.poll(() => passed(head + 1n), { timeout: takeoverMs, interval: 50 }).toBe(true);
      else runners.push(await start());
    }
    const head = await engine.store().head();
    await expect.poll(() => passed(head)).toBe(true);
    await runners.at(-1)?.kill();
    expect(await digests()).toEqual(await undisturbed());
  });
});
