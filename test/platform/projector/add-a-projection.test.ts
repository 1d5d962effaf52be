// The "a projection" of docs/extend.md is followed to the letter in a copy of the project: one file, its line in the registry, nothing else.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendMix } from '../../support/event-mix.ts';
import { useEngine } from './support/engine.ts';
import { startRunner } from './support/killable-runner.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const runner = 'test/platform/projector/support/projecting-process.ts';
const copied = ['src', 'commands', 'projections', runner, 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const engine = useEngine();
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'rebook-added-'));
  for (const path of copied) await cp(join(root, path), join(copy, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
});
afterAll(() => rm(copy, { recursive: true, force: true }));

test('the table is made at the start and filled from the first event on', { timeout: 120_000 }, async () => {
  const events = await appendMix(engine.store(), 60);
  // Others have come far before it is added.
  const before = await startRunner(engine.databaseUrl(), engine.eventStoreUrl());
  await expect.poll(() => behind()).toBe(0);
  await before.kill();

  const document = await readFile(join(root, 'docs/extend.md'), 'utf8');
  const [, path = '', code = ''] = /```ts\n\/\/ (projections\/[a-z-]+\.ts)\n([\s\S]*?)```/.exec(document) ?? [];
  const [, name = ''] = /export const (\w+) =/.exec(code) ?? [];
  await writeFile(join(copy, path), code);
  const index = join(copy, 'projections/index.ts');
  const registry = await readFile(index, 'utf8');
  const added = registry
    .replace(/^import /m, `import { ${name} } from './${path.replace('projections/', '')}';\nimport `)
    .replace('export const projections = [', `export const projections = [\n  ${name},`);
  await writeFile(index, added);
  const project = join(copy, 'tsconfig.added.json');
  await writeFile(
    project,
    JSON.stringify({
      extends: './tsconfig.build.json',
      compilerOptions: { noEmit: true, incremental: false, tsBuildInfoFile: null },
      include: [],
      files: ['projections/index.ts'],
    }),
  );
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--project', project]);

  const after = await startRunner(engine.databaseUrl(), engine.eventStoreUrl(), join(copy, runner));
  await expect.poll(() => behind('appointment_moves'), { timeout: 30_000 }).toBe(0);
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
