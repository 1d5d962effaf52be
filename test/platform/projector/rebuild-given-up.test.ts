// A rebuild that is cancelled, killed or cannot be finished leaves the live tables as they were, and nothing of its own.
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { counting, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts } = engine;

const asideLeft = async () =>
  (await engine.client().query("select 1 from pg_namespace where nspname = 'rebook_rebuild'")).rows.length > 0;
const isFilling = async (query: string) =>
  (
    await engine
      .client()
      .query("select 1 from pg_stat_activity where application_name like '%filling' and query like $1", [query])
  ).rows.length > 0;
const generationOf = async (name: string) =>
  (await engine.client().query('select generation from projection_checkpoint where projection = $1', [name])).rows[0]?.generation;

describe('given up', () => {
  test('at any moment, it leaves everything as it was, and the next one is whole', async () => {
    const projections = [counting('first')];
    const projector = await start(projections);
    for (const id of ['a', 'b', 'c', 'd']) await register(id, 'Gut');
    await caughtUp(projector);
    await engine.client().query('update first set events = 77');
    const giveUp = new AbortController();
    const rebuilding = rebuild(projections, { signal: giveUp.signal, onProgress: () => giveUp.abort() });
    await expect(rebuilding).rejects.toMatchObject({ code: 'rebuild_cancelled' });
    expect(await counts('first')).toEqual({ a: 77, b: 77, c: 77, d: 77 });
    expect([await generationOf('first'), await asideLeft()]).toEqual([0, false]);
    await rebuild(projections);
    expect(await counts('first')).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });

  test('while it waits for somebody’s open transaction, it leaves nothing behind', async () => {
    const projections = [counting('first')];
    await start(projections);
    const reader = new Client({ connectionString: engine.databaseUrl() });
    await reader.connect();
    try {
      await reader.query('begin; select * from first');
      const giveUp = new AbortController();
      const rebuilding = rebuild(projections, {
        signal: giveUp.signal,
        onProgress: ({ heldUpBy }) => heldUpBy === 'transactions' && giveUp.abort(),
      });
      await expect(rebuilding).rejects.toMatchObject({ code: 'rebuild_cancelled' });
      expect(await asideLeft()).toBe(false);
    } finally {
      await reader.end();
    }
  });

  test('while the database is at something long, it does not wait for that', async () => {
    const slow = {
      ...counting('first'),
      tables: counting('first').tables.map(table => ({ ...table, indexes: ['((public.slowly(events)))'] })),
    };
    await engine.client().query(
      `create function public.slowly(integer) returns integer language plpgsql immutable as
       $$ begin if pg_sleep(3600) is null then return 0; end if; return $1; end $$`,
    );
    await register('a', 'Gut');
    const giveUp = new AbortController();
    const rebuilding = rebuild([slow], { signal: giveUp.signal });
    await expect.poll(() => isFilling('create index%')).toBe(true);
    giveUp.abort();
    await expect(rebuilding).rejects.toMatchObject({ code: 'rebuild_cancelled' });
    expect(await asideLeft()).toBe(false);
  });

  test('killed in the middle, what it left is cleared away by the next one, and not while a rebuild is running', async () => {
    const first = await start([counting('first')]);
    await first.stop();
    const left = 'create schema rebook_rebuild; create table rebook_rebuild.first (half integer)';
    await engine.client().query(`${left}; select pg_advisory_lock(7264665005)`);
    const during = await start([counting('first')]);
    expect([during.state().running, await asideLeft()]).toEqual([true, true]);
    await during.stop();
    await engine.client().query('select pg_advisory_unlock(7264665005)');
    const after = await start([counting('first')]);
    expect([after.state().running, await asideLeft()]).toEqual([true, false]);
  });

  test('killed in the middle, what it left is cleared away by the next', async () => {
    await start([counting('first')]);
    await register('a', 'Gut');
    await engine.client().query('create schema rebook_rebuild; create table rebook_rebuild.first (half integer)');
    await rebuild([counting('first')]);
    expect(await counts('first')).toEqual({ a: 1 });
    expect(await asideLeft()).toBe(false);
  });

  test('a second one at the same time is refused', async () => {
    const projections = [counting('first')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    const reader = new Client({ connectionString: engine.databaseUrl() });
    await reader.connect();
    await reader.query('begin; select * from first');
    let reached: () => void = () => undefined;
    const filled = new Promise<void>(resolve => {
      reached = resolve;
    });
    const first = rebuild(projections, { onProgress: () => reached() });
    await filled;
    await expect(rebuild(projections)).rejects.toMatchObject({ code: 'rebuild_running' });
    await reader.end();
    await first;
  });

  test('where a view of somebody’s own stands on the table, it is said, and the view stays', async () => {
    const projections = [counting('first')];
    await start(projections);
    await engine.client().query('create view of_their_own as select * from first');
    await expect(rebuild(projections)).rejects.toMatchObject({ code: 'read_model_has_dependents', message: /first/ });
    expect((await engine.client().query('select count(*)::int as rows from of_their_own')).rows).toHaveLength(1);
    expect(await asideLeft()).toBe(false);
  });
});
