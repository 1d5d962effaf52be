// The way back: an instance that meets the read models of a later program reads them while that one is there, and has its own once it has gone.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type { Projection } from '../../../src/platform/projector/projection.ts';
import { createProjector, type Projector } from '../../../src/platform/projector/projector.ts';
import { counting, log, useEngine } from './support/engine.ts';

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
    // Its own follow beside, and wait for the other to go.
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

  test('is started when its own are filled, and not before', async () => {
    await start([raised]);
    await register('a', 'Gut');
    let fill = (): void => undefined;
    const filling = new Promise<void>(resolve => {
      fill = resolve;
      ending.signal.addEventListener('abort', () => resolve());
    });
    let isAsked = false;
    const earlier = projectorOf(async () => {
      isAsked = true;
      await filling;
      return rebuild([counting('first')], { signal: ending.signal });
    });
    let isStarted = false;
    const starting = earlier.start().then(() => (isStarted = true));
    await expect.poll(() => isAsked).toBe(true);
    expect([isStarted, earlier.state().superseded]).toEqual([false, true]);
    fill();
    await starting;
    expect(await shadowRows()).toBe(1);
    expect([await versionNow(), earlier.state().superseded]).toEqual([2, true]);
    // Another one need not fill them once more.
    const another = projectorOf(async () => expect.fail('they are filled already'));
    await another.start();
    expect(another.state()).toMatchObject({ superseded: true, failing: null });
  });

  test('is not started where its own cannot be made, and says why', async () => {
    await start([raised]);
    const earlier = projectorOf(async () => {
      throw new Fault('read_model_has_dependents', 'a view stands on it');
    });
    await expect(earlier.start()).rejects.toMatchObject({ code: 'read_model_has_dependents' });
  });

  test('whose start is given up ends at once', async () => {
    await start([raised]);
    const filling = new AbortController();
    let isAsked = false;
    const earlier = projectorOf(async () => {
      isAsked = true;
      await new Promise(resolve => filling.signal.addEventListener('abort', resolve));
    });
    const starting = earlier.start();
    await expect.poll(() => isAsked).toBe(true);
    const stopped = earlier.stop();
    await expect(starting).rejects.toMatchObject({ code: 'rebuild_cancelled' });
    filling.abort();
    await stopped;
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

/** Ends what the tests fill themselves. */
let ending: AbortController;
const own: Projector[] = [];
beforeEach(() => {
  ending = new AbortController();
});
afterEach(async () => {
  ending.abort();
  await Promise.all(own.splice(0).map(projector => projector.stop()));
});
function projectorOf(rebuildOwn: (names: readonly string[]) => Promise<unknown>): Projector {
  const projector = createProjector({
    databaseUrl: engine.databaseUrl(),
    store: engine.store(),
    projections: [counting('first')],
    rebuild: rebuildOwn,
    clock: systemClock,
    log,
  });
  own.push(projector);
  return projector;
}

async function shadowRows(): Promise<number> {
  const { rows: there } = await engine.client().query("select to_regclass('rebook_rebuild.first') is not null as there");
  if (!there[0]?.there) return 0;
  const { rows } = await engine
    .client()
    .query('select count(*)::int as rows from rebook_rebuild.first where stream like $1', [`customer-${engine.company()}.%`]);
  return rows[0]?.rows ?? 0;
}
