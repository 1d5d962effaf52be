// The "a projection" of docs/extend.md is followed to the letter: one file, its line in the registry, nothing else. That it compiles:
// test/extend/compiles.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProjection } from '../../extend/additions.ts';
import { appendMix } from '../../support/event-mix.ts';
import { type BuiltProject, extendProject } from '../../support/extended-project.ts';
import { useEngine } from './support/engine.ts';
import { startRunner } from './support/killable-runner.ts';

const engine = useEngine();
const runner = 'test/platform/projector/support/projecting-process.ts';
let built: BuiltProject;

beforeAll(async () => {
  const project = extendProject();
  addProjection(project);
  built = await project.build([runner]);
});
afterAll(() => built.remove());

test('the table is made at the start and filled from the first event on', async () => {
  const events = await appendMix(engine.store(), 60);
  // Others have come far before it is added.
  const before = await startRunner(engine.databaseUrl(), engine.eventStoreUrl());
  await expect.poll(() => behind()).toBe(0);
  await before.kill();

  const after = await startRunner(engine.databaseUrl(), engine.eventStoreUrl(), built.programOf(runner));
  await expect.poll(() => behind('appointment_moves')).toBe(0);
  await after.kill();
  const { rows } = await engine
    .client()
    .query('select count(*)::int as appointments, sum(moves)::int as moves from appointment_moves');
  const moved = [];
  for await (const { event } of engine.store().client.readAll())
    if (event?.type === 'AppointmentRescheduled') moved.push(event.streamId);
  expect(rows).toEqual([{ appointments: new Set(moved).size, moves: moved.length }]);
  expect(moved.length).toBeGreaterThan(10);
  expect(events).toBeGreaterThan(300);
});

/** How many projections, or whether this one, have not come to the end; at least one where there is none. */
async function behind(name?: string): Promise<number> {
  const head = await engine.store().head();
  const { rows } = await engine
    .client()
    .query<{ position: string }>('select position from projection_checkpoint where projection = $1 or $1 is null', [
      name ?? null,
    ]);
  return rows.length === 0 ? 1 : rows.filter(({ position }) => BigInt(position) < head).length;
}
