// A rebuild beside the live tables: nobody notices it until the new ones are in place, and then nothing is missing.
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Projection } from '../../src/projector/projection.ts';
import { counting, poison, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts, parked } = engine;

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

describe('beside a runner', () => {
  test('what is wrong is made right, what comes meanwhile is in it, and the runner goes on with the new tables', async () => {
    const projections = [counting('first'), counting('second')];
    const projector = await start(projections);
    for (const id of ['a', 'b', 'c']) await register(id, 'Gut');
    await caughtUp(projector);
    await engine.client().query('update first set events = 77');
    const writing = (async () => {
      for (let round = 0; round < 30; round += 1) await register(['a', 'b', 'c'][round % 3] ?? 'a', 'Besser');
    })();
    await rebuild(projections.slice(0, 1));
    await writing;
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 11, b: 11, c: 11 });
    expect(await counts('second')).toEqual({ a: 11, b: 11, c: 11 });
    expect(projector.state()).toMatchObject({ running: true });
    expect(await asideLeft()).toBe(false);
  });

  test('a row the runner remembers from the old table is forgotten', async () => {
    const wrong: Projection = {
      ...counting('first'),
      apply: (event, rowOf) =>
        changes(event, rowOf).map(change => ({ ...change, row: change.row && { ...change.row, events: 500 } })),
    };
    const changes = counting('first').apply;
    const projector = await start([wrong]);
    await register('a', 'Gut');
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 500 });
    await rebuild([counting('first')]);
    expect(await counts('first')).toEqual({ a: 1 });
    // Its next write is refused, and it goes on from the new table: the fold is still the wrong one, the row is not the old one.
    await engine.client().query('update first set events = 7');
    await register('b', 'Gut');
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 7, b: 500 });
  });

  test('the new tables have the old ones’ indexes, keys and readers', async () => {
    const projections = [counting('first')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    await engine
      .client()
      .query('create role analyst_of_tests')
      .catch(() => undefined);
    await engine.client().query('grant select on first to analyst_of_tests');
    const shape = async () =>
      (
        await engine.client().query(
          `select indexdef as line from pg_indexes where tablename = 'first' and schemaname = current_schema()
             union all select grantee || ' ' || privilege_type from information_schema.role_table_grants where table_name = 'first' order by 1`,
        )
      ).rows;
    const before = await shape();
    expect(before.length).toBeGreaterThan(2);
    await rebuild(projections);
    expect(await shape()).toEqual(before);
    await projector.stop();
    await engine.client().query('revoke all on first from analyst_of_tests');
  });

  test('a query under way holds the exchange up, not the other way round', async () => {
    const projections = [counting('first')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    const reader = new Client({ connectionString: engine.databaseUrl() });
    await reader.connect();
    try {
      await reader.query('begin; select * from first');
      let done = false;
      const rebuilding = rebuild(projections).then(() => {
        done = true;
      });
      // While it waits for the lock, and lets go of it, others read and the runner writes.
      for (const id of ['b', 'c', 'd']) {
        await register(id, 'Gut');
        await caughtUp(projector);
        expect(Object.keys(await counts('first'))).toContain(id);
      }
      expect(done).toBe(false);
      await reader.query('commit');
      await rebuilding;
    } finally {
      await reader.end();
    }
    expect(await counts('first')).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });

  test('a transaction that stays open on a table costs readers and the runner next to nothing, and the fill is kept', async () => {
    const projections = [counting('first'), counting('second')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    const reader = new Client({ connectionString: engine.databaseUrl(), application_name: 'an analyst' });
    const other = new Client({ connectionString: engine.databaseUrl() });
    const lines: { code?: string; holders?: string[] }[] = [];
    let progress = { events: 0, heldUp: false };
    await reader.connect();
    await other.connect();
    try {
      await reader.query('begin; select * from second');
      const rebuilding = rebuild(projections, {
        log: pino({ level: 'warn' }, { write: line => lines.push(JSON.parse(line)) }),
        onProgress: now => {
          progress = now;
        },
      });
      const waited: number[] = [];
      while (!progress.heldUp) {
        const began = performance.now();
        await other.query('select from first');
        await other.query('select from second');
        waited.push(performance.now() - began);
        await wait(2);
      }
      expect(Math.max(...waited)).toBeLessThan(400);
      const events = progress.events;
      for (const id of ['b', 'c', 'd']) await register(id, 'Gut');
      await caughtUp(projector);
      await expect.poll(() => progress.events, { timeout: 5_000 }).toBe(events + 3);
      expect(progress.heldUp).toBe(true);
      const told = lines.filter(({ code }) => code === 'rebuild_held_up');
      expect(told).toMatchObject([{ holders: [expect.stringMatching(/^\d+ an analyst$/)] }]);
      await reader.query('commit');
      expect(await rebuilding).toMatchObject({ events: events + 3, heldUp: false });
    } finally {
      await reader.end();
      await other.end();
    }
    expect(await counts('first')).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });

  test('what cannot be applied is parked in the new tables, and what was parked and can be is not', async () => {
    const projector = await start([counting('first', poison), counting('second')]);
    await register('a', 'Gut');
    await register('b', poison);
    await register('b', 'Gut');
    await caughtUp(projector);
    expect(await parked()).toMatchObject([{ projection: 'first', stream: engine.stream('b') }]);
    await rebuild([counting('first'), counting('second', poison)]);
    expect(await parked()).toMatchObject([{ projection: 'second', stream: engine.stream('b') }]);
    expect(await counts('first')).toEqual({ a: 1, b: 2 });
    expect(await counts('second')).toEqual({ a: 1 });
  });
});

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
        onProgress: ({ heldUp }) => heldUp && giveUp.abort(),
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
       $$ begin if pg_sleep(30) is null then return 0; end if; return $1; end $$`,
    );
    await register('a', 'Gut');
    const giveUp = new AbortController();
    const rebuilding = rebuild([slow], { signal: giveUp.signal });
    await expect.poll(() => isFilling('create index%'), { timeout: 5_000 }).toBe(true);
    const began = Date.now();
    giveUp.abort();
    await expect(rebuilding).rejects.toMatchObject({ code: 'rebuild_cancelled' });
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await asideLeft()).toBe(false);
  });

  test('killed in the middle, what it left is cleared away by whoever runs next, and not while a rebuild is under way', async () => {
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
    await expect(rebuild(projections)).rejects.toMatchObject({ code: 'read_model_depended_on', message: /first/ });
    expect((await engine.client().query('select count(*)::int as rows from of_their_own')).rows).toHaveLength(1);
    expect(await asideLeft()).toBe(false);
  });
});

describe('a raised version', () => {
  const raised = { ...counting('first'), version: 2 };

  test('is made anew before the start is done, while others stay', async () => {
    const first = await start([counting('first'), counting('second')]);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await engine.client().query('update first set events = 77; update second set events = 77');
    const second = await start([raised, counting('second')]);
    expect(await counts('first')).toEqual({ a: 1 });
    expect(await counts('second')).toEqual({ a: 77 });
    await second.stop();
  });

  test('is refused where nothing rebuilds at the start, with the way out', async () => {
    const first = await start([counting('first')]);
    await first.stop();
    await expect(start([raised], { rebuilds: false })).rejects.toMatchObject({
      code: 'read_models_outdated',
      message: /rebook rebuild first/,
    });
  });

  test('made anew beside a program of the old version: that one stops, and the new one takes over', async () => {
    const old = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(old);
    await rebuild([raised]);
    await register('b', 'Gut');
    await expect.poll(() => old.state().superseded, { timeout: 10_000 }).toBe(true);
    const next = await start([raised]);
    await expect.poll(() => next.state().running, { timeout: 10_000 }).toBe(true);
    await caughtUp(next);
    expect(await counts('first')).toEqual({ a: 1, b: 1 });
    await expect(start([counting('first')])).rejects.toMatchObject({ code: 'read_models_newer' });
  });

  test('a projection that is new is filled beside the others', async () => {
    const first = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    const second = await start([counting('first'), counting('added')]);
    expect(await counts('added')).toEqual({ a: 1 });
    await register('a', 'Besser');
    await caughtUp(second);
    expect(await counts('added')).toEqual({ a: 2 });
  });
});
