// The way back: an instance that meets the read models of a later program reads them while that one is there, and has its own once it has gone.
import { describe, expect, test } from 'vitest';
import type { Projection } from '../../../src/platform/projector/projection.ts';
import { counting, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts } = engine;

/** It has a column more, which its readers read. */
const raised: Projection = {
  ...counting('first'),
  version: 2,
  tables: counting('first').tables.map(table => ({ ...table, columns: { ...table.columns, twice: 'integer not null' } })),
  apply: (event, rowOf) =>
    counting('first')
      .apply(event, rowOf)
      .map(change => ({ ...change, row: change.row && { ...change.row, twice: 2 * Number(change.row.events) } })),
};
const twice = () => engine.client().query('select twice from first where stream like $1', [`customer-${engine.company()}.%`]);
const versionNow = async () => {
  const { rows } = await engine.client().query("select version from projection_checkpoint where projection = 'first'");
  return rows[0]?.version;
};

describe('an instance of the earlier version', () => {
  test('that runs while a later one comes reads on, and runs the projections again once that one has gone', async () => {
    const earlier = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(earlier);
    const later = await start([raised]);
    await register('b', 'Gut');
    await expect.poll(() => earlier.state().superseded).toBe(true);
    await expect.poll(() => later.state().running).toBe(true);
    await caughtUp(earlier);
    expect(await counts('first')).toEqual({ a: 1, b: 1 });
    await later.stop();
    await expect.poll(() => earlier.state().running).toBe(true);
    expect(earlier.state().superseded).toBe(false);
    await register('b', 'Besser');
    await caughtUp(earlier);
    expect(await counts('first')).toEqual({ a: 1, b: 2 });
    expect(await versionNow()).toBe(1);
  });

  test('that is started beside a later one reads its tables, and takes none from it', async () => {
    const later = await start([raised]);
    const earlier = await start([counting('first')]);
    expect(earlier.state()).toMatchObject({ superseded: true, running: false, failing: null });
    await register('a', 'Gut');
    await caughtUp(earlier);
    // Its own are filled beside and follow, and wait for the other to go.
    await expect.poll(() => shadowRows()).toBe(1);
    await register('b', 'Gut');
    await expect.poll(() => shadowRows()).toBe(2);
    expect([later.state().running, later.state().failing]).toEqual([true, null]);
    await expect(twice()).resolves.toMatchObject({ rowCount: 2 });
    await later.stop();
    await expect.poll(() => earlier.state().running).toBe(true);
    expect(await counts('first')).toEqual({ a: 1, b: 1 });
    expect(await versionNow()).toBe(1);
  });

  test('leaves the tables to another instance of the later version, which takes over first', async () => {
    const first = await start([raised]);
    const second = await start([raised]);
    await start([counting('first')]);
    await first.stop();
    await expect.poll(() => second.state().running).toBe(true);
    await register('a', 'Gut');
    await caughtUp(second);
    await expect(twice()).resolves.toMatchObject({ rowCount: 1 });
    expect(await versionNow()).toBe(2);
  });

  test('that may not rebuild waits for those who do', async () => {
    const later = await start([raised]);
    const earlier = await start([counting('first')], { rebuilds: false });
    const held: string[] = [];
    const rebuilt = rebuild([counting('first')], { onProgress: ({ heldUpBy }) => held.push(heldUpBy) });
    await expect.poll(() => held.at(-1)).toBe('later_program');
    expect(await versionNow()).toBe(2);
    await later.stop();
    await rebuilt;
    await expect.poll(() => earlier.state().running).toBe(true);
    await register('a', 'Gut');
    await caughtUp(earlier);
    expect(await counts('first')).toEqual({ a: 1 });
  });

  test('is not started on tables that lack a column it reads', async () => {
    const renamed: Projection = {
      ...counting('first'),
      version: 2,
      tables: counting('first').tables.map(table => ({
        ...table,
        columns: { stream: 'text not null', seen: 'integer' },
        indexes: [],
      })),
    };
    await start([renamed]);
    await expect(start([counting('first')])).rejects.toMatchObject({
      code: 'read_models_newer',
      message: expect.stringMatching(/rebook rebuild first/),
    });
  });
});

async function shadowRows(): Promise<number> {
  const { rows: there } = await engine.client().query("select to_regclass('rebook_rebuild.first') is not null as there");
  if (!there[0]?.there) return 0;
  const { rows } = await engine
    .client()
    .query('select count(*)::int as rows from rebook_rebuild.first where stream like $1', [`customer-${engine.company()}.%`]);
  return rows[0]?.rows ?? 0;
}
